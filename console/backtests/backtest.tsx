import { Alert, Button, List, Paper, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type BacktestReport, type ReportedBacktest } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Page } from '#console/page/page.tsx'
import { saveFile } from '#console/page/save-file.ts'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useClient, useStoreId, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { isOpen, LOOK_MS, Span, State, Tried } from './backtests.tsx'
import { Levels } from './levels.tsx'
import { Moves } from './movers.tsx'
import { OverTime } from './over-time.tsx'
import { Rules } from './rules.tsx'
import { Totals } from './totals.tsx'

/** A back-test: how far it is, and once it is done what it found. */
export function BacktestView() {
  const { say } = useWords()
  const { client, key } = useClient()
  const { backtest } = useParams({ strict: false }) as { backtest: string }
  const read = useQuery({
    queryKey: key('backtests', 'one', backtest), queryFn: (): Promise<ReportedBacktest> => answerOf(client.GET('/api/v1/backtests/{backtest}', { params: { path: { backtest } } })) as Promise<ReportedBacktest>,
    refetchInterval: ({ state: { data } }) => (data !== undefined && isOpen(data) ? LOOK_MS : false),
  })
  if (read.error !== null) return <Page title={say('backtest.all')}><Trouble error={read.error} onRetry={() => void read.refetch()} /></Page>
  if (read.data === undefined) return <Waiting what={say('waiting.backtest')} />
  return <One of={read.data} />
}

function One({ of }: { of: ReportedBacktest }) {
  const { say } = useWords()
  const may = useMay()
  const store = useStoreId() as string
  const { report, status, draft, version } = of
  return (
    <Page title={say('backtest.title', { name: of.name })} actions={<Deeds of={of} />}>
      <Text size="sm" c="dimmed" mb="md"><Tried of={of} /> · <Span of={of} /> · {draft === null ? <Link to="/$store/program/versions/$version" params={{ store, version: String(version) }}>{say('backtest.open_version')}</Link> : <Link to="/$store/program/drafts/$draft" params={{ store, draft }}>{say('backtest.open_draft')}</Link>}</Text>
      {status === 'failed' ? <Alert color="coral" title={say('backtest.failed_title')}>{say('backtest.failed')} {of.failedOn === null || !may('members:read') ? null : <Link to="/$store/members/$member" params={{ store, member: of.failedOn }}>{say('backtest.failed_member')}</Link>}</Alert> : null}
      {isOpen(of) ? <Paper className="card" role="status"><Text size="sm" mb="xs">{say('backtest.running')}</Text><State of={of} /></Paper> : null}
      {report === null ? null : <Report report={report} from={of.from} />}
    </Page>
  )
}

function Report({ report, from }: { report: BacktestReport; from: string | null }) {
  const { say } = useWords()
  const notes = ['as_if', 'happened', 'counted', 'guests', ...(report.hasSharedLimits ? ['shared'] : []), ...(report.hidesCosts ? ['hidden'] : []), ...(report.after.prices === null ? [] : ['prices'])]
  return (
    <Stack gap="lg">
      <Totals report={report} />
      <Moves report={report} />
      <Levels report={report} />
      <OverTime report={report} from={from} />
      <Rules report={report} />
      <section aria-label={say('backtest.notes')}>
        <Title order={2} mb="xs">{say('backtest.notes')}</Title>
        <List size="sm">{notes.map((note) => <List.Item key={note}>{say(`backtest.note.${note}`)}</List.Item>)}</List>
      </section>
    </Stack>
  )
}

/** The report as files, and the end of it. */
function Deeds({ of: { backtest, status, name } }: { of: ReportedBacktest }) {
  const { say } = useWords()
  const may = useMay()
  const store = useStoreId() as string
  const navigate = useNavigate()
  const [isAsking, setAsking] = useState(false)
  const path = { backtest }
  const isRunning = isOpen({ status })
  const save = useWrite(async (client, as: 'csv' | 'json') => ({ as, file: await answerOf(client.GET('/api/v1/backtests/{backtest}', { params: { path }, headers: { accept: as === 'csv' ? 'text/csv' : 'application/json' }, parseAs: 'blob' })) }), {
    touches: [], onDone: ({ as, file }) => saveFile(file as unknown as Blob, `rockpool-${backtest}.${as}`),
  })
  const remove = useWrite((client, _: void) => answerOf(client.DELETE('/api/v1/backtests/{backtest}', { params: { path } })), { touches: [], onDone: () => void navigate({ to: '/$store/program/backtests', params: { store } }) })
  return (
    <>
      {status === 'done' ? (['csv', 'json'] as const).map((as) => <Button key={as} variant="default" loading={save.isPending} onClick={() => save.mutate(as)}>{say(`backtest.save_${as}`)}</Button>) : null}
      {may('programs:draft') ? <Button variant={isRunning ? 'default' : 'subtle'} {...(isRunning ? {} : { color: 'coral' })} onClick={() => setAsking(true)}>{say(isRunning ? 'backtest.stop' : 'backtest.delete')}</Button> : null}
      {isAsking ? <Ask isOpen isGrave title={say(isRunning ? 'backtest.stop_title' : 'backtest.delete_title', { name })} text={say(isRunning ? 'backtest.stop_text' : 'backtest.delete_text')} onClose={() => setAsking(false)} action={say(isRunning ? 'backtest.stop' : 'backtest.delete')} onAction={() => remove.mutate()} isBusy={remove.isPending} error={remove.error} /> : null}
    </>
  )
}
