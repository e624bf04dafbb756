import { SimpleGrid, Text, Title } from '@mantine/core'
import type { BacktestReport, BacktestSide } from '#sdk/index'
import { Chart, type ChartOf } from '#console/home/chart.tsx'
import { useWords } from '#console/words/use-words.ts'

type Month = BacktestSide['months'][number]

/** How points and what they cost went from month to month, by both programs; what never happened has no chart. */
export function OverTime({ report: { before, after, currency }, from }: { report: BacktestReport; from: string | null }) {
  const { say, number, compact, money, moneyCompact, language } = useWords()
  const months = [...new Set([...before.months, ...after.months].map(({ month }) => month))].sort()
  if (months.length < 2) return null
  const format = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short', timeZone: 'UTC' })
  const parts = months.map((month) => format.format(new Date(`${month}-01`)))
  const values = ({ months: rows, openingMinor }: BacktestSide, figure: Exclude<keyof Month, 'month'>): number[] => {
    let last = figure === 'liabilityMinor' ? openingMinor : 0
    return months.map((month) => {
      const row = rows.find((one) => one.month === month)
      // What is owed stays where nothing happened; what happened did not.
      last = row?.[figure] ?? (figure === 'liabilityMinor' ? last : 0)
      return last
    })
  }
  const series = (figure: Exclude<keyof Month, 'month'>): ChartOf['series'] => [{ name: say('backtest.side.was'), values: values(before, figure) }, { name: say('backtest.side.is'), values: values(after, figure) }]
  const charts: ChartOf[] = [
    { word: 'liability', kind: 'line', parts, series: series('liabilityMinor'), tick: (minor) => moneyCompact(minor, currency), say: (minor) => money(minor, currency) },
    ...(['issued', 'spent', 'expired'] as const).map((figure): ChartOf => ({ word: figure, kind: 'bars', parts, series: series(figure), tick: compact, say: number })),
  ]
  return (
    <section aria-label={say('backtest.over_time')}>
      <Title order={2} mb="sm">{say('backtest.over_time')}</Title>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">{charts.filter(({ series: drawn }) => drawn.some(({ values: all }) => all.some((value) => value !== 0))).map((of) => <Chart key={of.word} of={of} partColumn={say('home.part.month')} file="rockpool-backtest" />)}</SimpleGrid>
      <Text size="xs" c="dimmed" mt="xs">{say(from === null ? 'backtest.months_whole' : 'home.cut.month')}</Text>
    </section>
  )
}
