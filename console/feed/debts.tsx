import { Button, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type Debtor, type DebtPage } from '#sdk/index'
import { forgiving, PointsDialog } from '#console/members/points-dialog.tsx'
import { Why } from '#console/members/why.tsx'
import { Empty } from '#console/page/empty.tsx'
import { More } from '#console/page/more.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useMay } from '#console/session/me.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { RulesLink } from './rules-link.tsx'
import { SomebodyLink } from './somebody.tsx'

const AT_ONCE = 50

/** Who owes points, the most first: what was clawed back of what they had used already; forgiven here. */
export function Debts() {
  const { say } = useWords()
  const may = useMay()
  const pages = usePages<DebtPage>(['feed', 'debts'], (client, from) => answerOf(client.GET('/api/v1/feed/debts', { params: { query: { limit: AT_ONCE, ...from } } })))
  if (pages.error !== null) return <Trouble error={pages.error} onRetry={() => void pages.refetch()} />
  if (pages.data === undefined) return <Waiting what={say('waiting.debts')} />
  const members = pages.data.pages.flatMap((page) => page.members)
  if (members.length === 0 && !pages.hasNextPage) return <Empty text={say('debts.none')}><RulesLink>{say('debts.rules')}</RulesLink></Empty>
  const columns = ['member', 'debt', 'last', 'why', ...(may('activity:record') ? ['do'] : [])]
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">{say('debts.about')}</Text>
      <Sheet label={say('feed.part.debts')} columns={columns.map((each) => say(`debts.column.${each}`))} numbers={[1]}>
        {members.map((debtor) => <DebtRow key={debtor.member.memberId} debtor={debtor} />)}
      </Sheet>
      <More pages={pages} />
    </>
  )
}

function DebtRow({ debtor: { member, debt, unit, lastAt } }: { debtor: Debtor }) {
  const words = useWords()
  const { say, day } = words
  const units = useUnits()
  const may = useMay()
  const [isForgiving, setForgiving] = useState(false)
  return (
    <Table.Tr>
      <Table.Td><SomebodyLink somebody={member} /></Table.Td><Table.Td ta="right" className="whole">{units.amount(unit, debt)}</Table.Td><Table.Td className="whole">{day(lastAt)}</Table.Td>
      <Table.Td><Why member={member.memberId} title={say('debts.why', { points: units.amount(unit, debt) })} /></Table.Td>
      {may('activity:record') ? <Table.Td><Button size="compact-sm" variant="default" onClick={() => setForgiving(true)}>{say('forgive.open')}</Button></Table.Td> : null}
      {isForgiving ? <PointsDialog deed={forgiving(words, units, { debt, unit })} onClose={() => setForgiving(false)} member={member.memberId} units={[unit]} mainUnit={unit} /> : null}
    </Table.Tr>
  )
}
