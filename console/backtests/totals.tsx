import { Paper, SimpleGrid, Text, Title } from '@mantine/core'
import type { BacktestReport, BacktestSide } from '#sdk/index'
import { useWords } from '#console/words/use-words.ts'
import { differenceOf } from './words.ts'

type Told = { word: string; isMoney: boolean; read: (side: BacktestSide) => number | null }

const of = (word: string, isMoney: boolean, read: Told['read']): Told => ({ word, isMoney, read })
/** In the order in which they are asked for: points, what they cost, levels, prices. */
const NUMBERS: readonly Told[] = [
  of('issued', false, ({ issued }) => issued), of('spent', false, ({ spent }) => spent), of('expired', false, ({ expired }) => expired), of('clawed', false, ({ clawed }) => clawed),
  of('kept', true, ({ keptMinor }) => keptMinor), of('liability', true, ({ liabilityMinor }) => liabilityMinor), of('debtors', false, ({ debtors }) => debtors), of('debt', false, ({ debt }) => debt),
  of('up', false, ({ up }) => up), of('down', false, ({ down }) => down),
  of('discounts', true, ({ prices }) => prices?.discountMinor ?? null), of('shipping', true, ({ prices }) => prices?.shippingMinor ?? null), of('gifts', true, ({ prices }) => prices?.giftMinor ?? null), of('margin', true, ({ prices }) => prices?.marginMinor ?? null),
  of('rewards', true, ({ rewards }) => rewards?.costMinor ?? null), of('services', true, ({ rewards }) => rewards?.servicesMinor ?? null),
]

/** Told only where a program has any of it. */
const IF_ANY: ReadonlySet<string> = new Set(['shipping', 'gifts', 'rewards', 'services'])

/** The numbers of both programs, each with what it means. What neither has is left out. */
export function Totals({ report }: { report: BacktestReport }) {
  const words = useWords()
  const { say, number } = words
  const { before, after, moving } = report
  const money = (minor: number): string => words.money(minor, report.currency)
  return (
    <section aria-label={say('backtest.totals')}>
      <Title order={2} mb="xs">{say('backtest.totals')}</Title>
      <Text size="sm" mb="sm">{say('backtest.same', { members: after.members, orders: after.orders, spend: money(after.spendMinor) })}</Text>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm" verticalSpacing="sm">
        <Paper p="sm"><Text size="xs" c="dimmed">{say('backtest.number.moving')}</Text><div className="number">{number(moving)}</div><Text size="xs" c="dimmed">{say('backtest.means.moving')}</Text></Paper>
        {NUMBERS.map(({ word, isMoney, read }) => {
          const [was, is] = [read(before), read(after)]
          if ((was === null && is === null) || (IF_ANY.has(word) && (was ?? 0) === 0 && (is ?? 0) === 0)) return null
          const told = (value: number | null): string => (value === null ? '–' : isMoney ? money(value) : number(value))
          const difference = was === null || is === null ? null : differenceOf(was, is, isMoney ? money : number)
          return (
            <Paper key={word} p="sm">
              <Text size="xs" c="dimmed">{say(`backtest.number.${word}`)}</Text>
              <div className="number">{told(is)}</div>
              <Text size="xs"><span>{say('backtest.in_force', { value: told(was) })}</span>{difference === null ? null : <b> {difference}</b>}</Text>
              <Text size="xs" c="dimmed">{say(`backtest.means.${word}`)}</Text>
            </Paper>
          )
        })}
      </SimpleGrid>
    </section>
  )
}
