import { Table, Title } from '@mantine/core'
import type { BacktestReport } from '#sdk/index'
import { useWords } from '#console/words/use-words.ts'
import { differenceOf } from './words.ts'

/** What each rule, and what else, issued by both programs. */
export function Rules({ report: { before, after } }: { report: BacktestReport }) {
  const { say, has, number } = useWords()
  const ids = [...new Set([...after.rules, ...before.rules].map(({ rule }) => rule))]
  if (ids.length === 0) return null
  const nameOf = (id: string): string => {
    const [rule = id, part] = id.split('/')
    const name = [...after.rules, ...before.rules].find((one) => one.rule === rule)?.name ?? (has(`reason.${rule}`) ? say(`reason.${rule}`) : rule)
    return part === 'streak' ? say('backtest.streak', { name }) : part === undefined ? name : `${name} / ${part}`
  }
  return (
    <section aria-label={say('backtest.rules')}>
      <Title order={2} mb="xs">{say('backtest.rules')}</Title>
      <Table.ScrollContainer minWidth={420} className="card" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('backtest.rules'), role: 'region' } }}>
        <Table>
          <Table.Thead><Table.Tr><Table.Th>{say('backtest.rule')}</Table.Th>{['was', 'is', 'more'].map((each) => <Table.Th key={each} ta="right">{say(`backtest.side.${each}`)}</Table.Th>)}</Table.Tr></Table.Thead>
          <Table.Tbody>{ids.map((id) => {
            const [was, is] = [before, after].map(({ rules }) => rules.find(({ rule }) => rule === id))
            const name = nameOf(id)
            return <Table.Tr key={id}><Table.Td>{name}</Table.Td><Table.Td ta="right">{number(was?.points ?? 0)}</Table.Td><Table.Td ta="right">{number(is?.points ?? 0)}</Table.Td><Table.Td ta="right">{differenceOf(was?.points ?? 0, is?.points ?? 0, number) ?? '–'}</Table.Td></Table.Tr>
          })}</Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  )
}
