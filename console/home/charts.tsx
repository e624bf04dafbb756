import { Alert, Button, Group, SimpleGrid, Text, Title } from '@mantine/core'
import { DownloadIcon } from '@radix-ui/react-icons'
import { useState } from 'react'
import { answerOf, type Figures, type FigureSeriesPart } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { saveFile } from '#console/page/save-file.ts'
import { countedLevelName, useDocument, type NamedProgram } from '#console/program/use-document.ts'
import { useClient, useRead } from '#console/session/client.ts'
import { useWords, type Words } from '#console/words/use-words.ts'
import { Chart, type ChartOf } from './chart.tsx'
import type { Period } from './periods.ts'

const DAY_MS = 86_400_000
/** What charts show around a period, long enough to see where it goes. */
const LONGER: Readonly<Record<Period, { days: number; unit: 'day' | 'week' | 'month' }>> = { day: { days: 30, unit: 'day' }, week: { days: 91, unit: 'week' }, month: { days: 365, unit: 'month' }, year: { days: 1_095, unit: 'month' } }

/** So many parts are shown at least, though nothing had happened yet. */
const LEAST = 12

/** How it went over a longer time, as charts, and the same numbers as CSV. */
export function Charts({ period, to }: { period: Period; to: string }) {
  const { say } = useWords()
  const { client } = useClient()
  const { days, unit } = LONGER[period]
  const query = { from: dayBefore(to, days - 1), to, unit }
  const figures = useRead(['figures', 'series', query.from, to, unit], (reader) => answerOf(reader.GET('/api/v1/figures', { params: { query } })) as Promise<Figures>)
  const [trouble, setTrouble] = useState<unknown>(null)
  const save = (): void => {
    setTrouble(null)
    answerOf(client.GET('/api/v1/figures', { params: { query }, headers: { accept: 'text/csv' }, parseAs: 'blob' })).then((csv) => saveFile(csv as unknown as Blob, `${fileOf(query.from, to)}.csv`), setTrouble)
  }
  return (
    <section aria-label={say('home.charts')}>
      <Group justify="space-between" mt="lg" mb="sm">
        <Title order={2}>{say('home.charts')}</Title>
        <Button variant="default" size="xs" leftSection={<DownloadIcon aria-hidden />} onClick={save}>{say('home.csv')}</Button>
      </Group>
      {trouble === null ? null : <Trouble error={trouble} />}
      {figures.error !== null ? <Trouble error={figures.error} onRetry={() => void figures.refetch()} /> : figures.data === undefined ? <Waiting what={say('waiting.charts')} /> : <Drawn figures={figures.data} unit={unit} />}
    </section>
  )
}

function Drawn({ figures, unit }: { figures: Figures; unit: 'day' | 'week' | 'month' }) {
  const words = useWords()
  const { from, to } = figures
  const levels = levelsOf(figures, useDocument(), words)
  const first = figures.series.findIndex(({ members, orders, issued }) => members !== 0 || orders !== 0 || issued !== 0)
  if (first === -1) return <Alert color="tide" title={words.say('home.no_series')}>{words.say('home.no_series_text')}</Alert>
  return (
    <>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">{chartsOf({ ...figures, series: figures.series.slice(Math.min(first, Math.max(0, figures.series.length - LEAST))) }, unit, words).map((of) => <Chart key={of.word} of={of} partColumn={words.say(`home.part.${unit}`)} file={fileOf(from, to)} />)}{levels === null ? null : <Chart of={levels} partColumn={words.say('level.level')} file={fileOf(from, to)} />}</SimpleGrid>
      {unit === 'day' ? null : <Text size="xs" c="dimmed" mt="xs">{words.say(`home.cut.${unit}`)}</Text>}
    </>
  )
}

function chartsOf({ series, currency }: Figures, unit: 'day' | 'week' | 'month', { say, number, compact, money, moneyCompact, language }: Words): ChartOf[] {
  const format = new Intl.DateTimeFormat(language, unit === 'month' ? { year: 'numeric', month: 'short', timeZone: 'UTC' } : { month: 'short', day: 'numeric', timeZone: 'UTC' })
  const parts = series.map(({ from }) => format.format(new Date(from)))
  const of = (...names: (Exclude<keyof FigureSeriesPart, 'from' | 'to' | 'levels'>)[]): ChartOf['series'] => names.map((name) => ({ name: say(`home.tile.${name}`), values: series.map((part) => part[name]) }))
  const counted = { parts, tick: compact, say: number }
  const paid = { parts, tick: (minor: number) => moneyCompact(minor, currency), say: (minor: number) => money(minor, currency) }
  return [
    { word: 'points', kind: 'bars', ...counted, series: of('issued', 'spent', 'expired') },
    { word: 'members', kind: 'line', ...counted, series: of('members') },
    { word: 'orders', kind: 'bars', ...counted, series: of('orders', 'bought') },
    { word: 'liability', kind: 'line', ...paid, series: of('liabilityMinor') },
  ]
}

/** Members by level at the end of the time, as a chart with its table and its picture; null where the program has no levels. */
function levelsOf({ levels }: Figures, document: NamedProgram | undefined, { say, number, compact, language }: Words): ChartOf | null {
  if (levels.length === 0) return null
  const parts = levels.map(({ level }) => countedLevelName(document, level, language) ?? say('level.none'))
  return { word: 'levels', kind: 'bars', parts, tick: compact, say: number, series: [{ name: say('home.chart.members'), values: levels.map(({ members }) => members) }] }
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10)
}

function fileOf(from: string, to: string): string {
  return `rockpool-${from}-${to}`
}
