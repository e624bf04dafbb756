import { Table, Text } from '@mantine/core'
import { answerOf, type DebtPage } from '#sdk/index'
import { Why } from '#console/members/why.tsx'
import { More } from '#console/page/more.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'
import { SomebodyLink } from './somebody.tsx'

const AT_ONCE = 50

/** Who owes points, the most first: what was clawed back of what they had used already. */
export function Debts() {
  const { say, number, day } = useWords()
  const pages = usePages<DebtPage>(['feed', 'debts'], (client, from) => answerOf(client.GET('/api/v1/feed/debts', { params: { query: { limit: AT_ONCE, ...from } } })))
  if (pages.error !== null) return <Trouble error={pages.error} onRetry={() => void pages.refetch()} />
  if (pages.data === undefined) return <Waiting what={say('waiting.debts')} />
  const members = pages.data.pages.flatMap((page) => page.members)
  if (members.length === 0) return <Text c="dimmed">{say('debts.none')}</Text>
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">{say('debts.about')}</Text>
      <Sheet label={say('feed.part.debts')} columns={['member', 'debt', 'last', 'why'].map((each) => say(`debts.column.${each}`))} numbers={[1]}>
        {members.map(({ member, debt, lastAt }) => (
          <Table.Tr key={member.memberId}>
            <Table.Td><SomebodyLink somebody={member} /></Table.Td><Table.Td ta="right">{number(debt)}</Table.Td><Table.Td className="whole">{day(lastAt)}</Table.Td>
            <Table.Td><Why member={member.memberId} title={say('debts.why', { points: number(debt) })} /></Table.Td>
          </Table.Tr>
        ))}
      </Sheet>
      <More pages={pages} />
    </>
  )
}
