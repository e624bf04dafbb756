import { Button, Group, Paper, Table, Text, Title } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useState } from 'react'
import { useWords } from '#console/words/use-words.ts'
import { Drawing, type Drawn } from './drawing.tsx'
import { saveChart } from './save-chart.ts'

/** A chart by its word: how its numbers are said, and what a part is called. */
export type ChartOf = Drawn & { word: string; say: (value: number) => string }

/** A chart, what its colours mean, the numbers where one points, and all of them as a table. */
export function Chart({ of, partColumn, file }: { of: ChartOf; partColumn: string; file: string }) {
  const { say } = useWords()
  const { ref, width } = useElementSize()
  const [isTable, setTable] = useState(false)
  const [seen, setSeen] = useState<number | null>(null)
  const title = say(`home.chart.${of.word}`)
  const save = (): void => {
    const drawing = document.querySelector<SVGSVGElement>(`[data-chart="${of.word}"] svg.chart`)
    if (drawing !== null) void saveChart(drawing, { title, file: `${file}-${of.word}`, names: of.series.map(({ name }) => name) })
  }
  return (
    <Paper className="card" component="section" data-chart={of.word} aria-label={title}>
      <Group justify="space-between" mb="xs" gap="xs">
        <Title order={2}>{title}</Title>
        <Group gap={4}>
          <Button size="compact-xs" variant="default" onClick={() => setTable(!isTable)} aria-label={say(isTable ? 'home.as_chart_of' : 'home.as_table_of', { chart: title })}>{say(isTable ? 'home.as_chart' : 'home.as_table')}</Button>
          {isTable ? null : <Button size="compact-xs" variant="default" onClick={save} aria-label={say('home.png_of', { chart: title })}>PNG</Button>}
        </Group>
      </Group>
      <div ref={ref}>
        {isTable ? <Numbers of={of} partColumn={partColumn} title={title} /> : (
          <>
            {width > 0 ? <Drawing drawn={of} width={width} name={summary(of, title, say)} seen={seen} onSee={setSeen} /> : <div style={{ height: 220 }} />}
            <Group gap="md" mt={4} aria-hidden>
              {of.series.map(({ name, values }, tone) => <Text key={name} size="xs"><span className="chart-key" data-tone={tone} />{name}{seen === null ? null : <b> {shownOf(of, values[seen])}</b>}</Text>)}
              {seen === null ? null : <Text size="xs" c="dimmed">{of.parts[seen]}</Text>}
            </Group>
          </>
        )}
      </div>
    </Paper>
  )
}

/** What the drawing shows, for those who hear it: each series with its last and its largest number. */
function summary({ series, parts, say: number }: ChartOf, title: string, say: (key: string, values: Record<string, unknown>) => string): string {
  const told = series.map(({ name, values }) => {
    const known = values.filter((value) => value !== null)
    const most = values.indexOf(Math.max(...known))
    return say('home.chart_series', { name, last: number(known[known.length - 1] ?? 0), most: number(values[most] ?? 0), part: parts[most] ?? '' })
  })
  return say('home.chart_name', { title, told: told.join(' ') })
}

function shownOf({ say }: ChartOf, value: number | null | undefined): string {
  return value === null ? '–' : say(value ?? 0)
}

function Numbers({ of, partColumn, title }: { of: ChartOf; partColumn: string; title: string }) {
  return (
    <Table.ScrollContainer minWidth={280} mah={246} scrollAreaProps={{ mah: 246, viewportProps: { tabIndex: 0, 'aria-label': title, role: 'region' } }}>
      <Table stickyHeader>
        <Table.Thead><Table.Tr><Table.Th>{partColumn}</Table.Th>{of.series.map(({ name }) => <Table.Th key={name} ta="right">{name}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>{of.parts.map((part, place) => ({ part, place })).toReversed().map(({ part, place }) => <Table.Tr key={place}><Table.Td>{part}</Table.Td>{of.series.map(({ name, values }) => <Table.Td key={name} ta="right">{shownOf(of, values[place])}</Table.Td>)}</Table.Tr>)}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
