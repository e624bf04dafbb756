import { Alert, Group, SegmentedControl, Text } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { answerOf, isProblem, type Figures as Told } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { PausedNote } from '#console/program/pause.tsx'
import { useAwaitsNames } from '#console/program/use-document.ts'
import { useRead, useStoreId } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { Charts } from './charts.tsx'
import { LevelBars } from './level-bars.tsx'
import { PERIODS, periodOf, type Period } from './periods.ts'
import { Tiles } from './tiles.tsx'

/** How the store is doing, in the period of the address. */
export function Figures() {
  const { say } = useWords()
  const period = periodOf((useSearch({ strict: false }) as { period?: string }).period)
  const figures = useRead(['figures', period], (client) => answerOf(client.GET('/api/v1/figures', { params: { query: { period } } })) as Promise<Told>)
  const awaitsNames = useAwaitsNames()
  if (figures.error !== null) return isProblem(figures.error, 'programs.none_published') ? <NoProgram /> : <Trouble error={figures.error} onRetry={() => void figures.refetch()} />
  if (figures.data === undefined || awaitsNames) return <Waiting what={say('waiting.figures')} />
  return <Shown figures={figures.data} period={period} />
}

function Shown({ figures, period }: { figures: Told; period: Period }) {
  const { say, day, time } = useWords()
  const { from, to, beforeFrom, beforeTo, zone, asOf, tests, isBehind } = figures
  const span = (first: string, last: string): string => (first === last ? day(first) : say('home.span', { from: day(first), to: day(last) }))
  return (
    <section aria-label={say('home.title')}>
      <PausedNote />
      <Group justify="space-between" mb="sm" gap="sm" align="flex-end">
        <div>
          <Text fw={500}>{span(from, to)}</Text>
          <Text size="xs" c="dimmed">{say('home.against', { before: span(beforeFrom, beforeTo), zone, time: time(asOf, zone) })}</Text>
        </div>
        <PeriodSwitch period={period} />
      </Group>
      {isBehind ? <Alert color="sand" mb="sm">{say('home.behind')}</Alert> : null}
      <Text size="xs" c="dimmed" mb="sm">{say('home.counted')}{tests === 0 ? null : ` ${say('home.tests', { tests })}`}</Text>
      <Tiles figures={figures} />
      <LevelBars figures={figures} />
      <Charts period={period} to={to} />
    </section>
  )
}

function PeriodSwitch({ period }: { period: Period }) {
  const { say } = useWords()
  const navigate = useNavigate()
  return <SegmentedControl size="xs" aria-label={say('home.period')} value={period} onChange={(value) => void navigate({ to: '.', search: { period: value }, replace: true })} data={PERIODS.map((value) => ({ value, label: say(`home.periods.${value}`) }))} />
}

function NoProgram() {
  const { say } = useWords()
  const store = useStoreId() as string
  return <Alert color="tide" title={say('home.no_program')}>{say('home.no_program_text')} <Link to="/$store/program" params={{ store }}>{say('nav.program')}</Link></Alert>
}
