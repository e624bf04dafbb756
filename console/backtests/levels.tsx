import { Table, Text, Title } from '@mantine/core'
import type { BacktestLevel, BacktestReport } from '#sdk/index'
import { useWords } from '#console/words/use-words.ts'
import { differenceOf, levelWord } from './words.ts'

type Figure = 'members' | 'liabilityMinor' | 'keptMinor' | 'discountMinor' | 'marginMinor'
const FIGURES: readonly Figure[] = ['members', 'liabilityMinor', 'keptMinor', 'discountMinor', 'marginMinor']

/** The levels of both programs: who stands there, what that owes, and what stays. */
export function Levels({ report }: { report: BacktestReport }) {
  const words = useWords()
  const { say, number } = words
  const { before, after } = report
  const money = (minor: number): string => words.money(minor, report.currency)
  const keys = [...new Set([...after.levels, ...before.levels].map(({ level }) => level))]
  if (keys.length === 0) return null
  const figures = FIGURES.filter((figure) => [...before.levels, ...after.levels].some((level) => figure === 'members' || (level[figure] !== null && level[figure] !== 0)))
  const told = (level: BacktestLevel | undefined, figure: Figure): string => {
    const value = level?.[figure] ?? null
    return value === null ? '–' : figure === 'members' ? number(value) : money(value)
  }
  return (
    <section aria-label={say('backtest.levels')}>
      <Title order={2} mb="xs">{say('backtest.levels')}</Title>
      <Table.ScrollContainer minWidth={260 + 150 * figures.length} className="card" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('backtest.levels'), role: 'region' } }}>
        <Table>
          <Table.Thead><Table.Tr><Table.Th>{say('backtest.level')}</Table.Th>{figures.map((figure) => <Table.Th key={figure} ta="right">{say(`backtest.figure.${figure}`)}<Text size="xs" c="dimmed" fw={400}>{say(`backtest.figure_means.${figure}`)}</Text></Table.Th>)}</Table.Tr></Table.Thead>
          <Table.Tbody>{keys.map((key) => {
            const [was, is] = [before.levels.find(({ level }) => level === key), after.levels.find(({ level }) => level === key)]
            return (
              <Table.Tr key={key}>
                <Table.Td>{levelWord(report, key, words)}{is === undefined ? <Text size="xs" c="dimmed">{say('backtest.gone')}</Text> : was === undefined ? <Text size="xs" c="dimmed">{say('backtest.new')}</Text> : null}</Table.Td>
                {figures.map((figure) => {
                  const difference = typeof was?.[figure] !== 'number' || typeof is?.[figure] !== 'number' ? null : differenceOf(was[figure], is[figure], figure === 'members' ? number : money)
                  return <Table.Td key={figure} ta="right">{told(is, figure)}<Text size="xs" c="dimmed">{say('backtest.in_force', { value: told(was, figure) })}{difference === null ? '' : ` ${difference}`}</Text></Table.Td>
                })}
              </Table.Tr>
            )
          })}</Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  )
}
