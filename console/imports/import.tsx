import { Badge, Button, Group, Paper, Progress, SimpleGrid, Text, Title } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { answerOf, type Import } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useClient, useStoreId, useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { Mapping } from './mapping.tsx'
import { Problems } from './problems.tsx'

/** As often an import that is worked on is looked at. */
const LOOK_MS = 1_000
const isWorkedOn = ({ status }: Import): boolean => status === 'checking' || status === 'running'

/** One file of members: how it is understood, what bringing it in would do, and how far that is. */
export function ImportView() {
  const { say } = useWords()
  const { client, key } = useClient()
  const store = useStoreId() as string
  const { import: id } = useParams({ strict: false }) as { import: string }
  const [isChanging, setChanging] = useState(false)
  const found = useQuery({ queryKey: key('imports', id), queryFn: () => answerOf(client.GET('/api/v1/imports/{import}', { params: { path: { import: id } } })), refetchInterval: ({ state: { data } }) => (data !== undefined && isWorkedOn(data) ? LOOK_MS : false) })
  const one = found.data
  const isMapped = one !== undefined && (one.status === 'uploaded' || (one.status === 'checked' && isChanging))
  return (
    <Page title={one?.name ?? say('imports.title')} {...(one === undefined || one.endedAt !== null ? {} : { actions: <Cancel one={one} /> })}>
      <Text size="sm" mb="sm"><Link to="/$store/imports" params={{ store }}>{say('imports.all')}</Link></Text>
      {found.error !== null ? <Trouble error={found.error} onRetry={() => void found.refetch()} /> : one === undefined ? <Waiting what={say('waiting.import')} /> : (
        <>
          {one.status === 'uploading' ? <Text c="dimmed">{say('imports.half_sent')}</Text> : null}
          {isMapped ? <Mapping one={one} onDone={() => setChanging(false)} /> : null}
          {isMapped || one.settings === null ? null : <Result one={one} onChange={() => setChanging(true)} />}
          {isMapped || isWorkedOn(one) || one.tally.refused === 0 ? null : <Problems id={id} />}
        </>
      )}
    </Page>
  )
}

const COUNTS = ['made', 'changed', 'unchanged', 'refused'] as const

/** What a check found, or a run did; and what can be done next. */
function Result({ one, onChange }: { one: Import; onChange: () => void }) {
  const { say, number } = useWords()
  const { import: id, status, rows, tally, settings } = one
  const run = useWrite((client, _: void) => answerOf(client.POST('/api/v1/imports/{import}/runs', { params: { path: { import: id } }, body: {} })), { touches: ['imports'] })
  const done = COUNTS.reduce((sum, name) => sum + tally[name], 0)
  const progress = rows === null ? say('imports.counting') : say('imports.progress', { done, rows })
  return (
    <Paper component="section" mb="md">
      <Group justify="space-between" mb="sm"><Title order={2}>{say(`imports.found.${status === 'checking' || status === 'checked' ? 'check' : 'run'}`)}</Title><Badge {...(status === 'done' ? { color: 'kelp', variant: 'light' as const } : {})}>{say(`imports.status.${status}`)}</Badge></Group>
      {isWorkedOn(one) ? <><Text size="sm" role="status" mb={4}>{progress}</Text><Progress mb="md" value={rows === null || rows === 0 ? 0 : (100 * done) / rows} aria-label={progress} /></> : null}
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm" mb="sm">
        {COUNTS.map((name) => <div key={name}><div className="number">{number(tally[name])}</div><Text size="sm" c="dimmed">{say(`imports.count.${name}`)}</Text></div>)}
      </SimpleGrid>
      <Text size="sm" mb="sm">{say('imports.gives', { points: tally.points, consents: tally.consents, source: settings?.source ?? '' })}</Text>
      {status === 'checked' ? (
        <>
          <Text size="sm" c="dimmed" mb="sm">{say(tally.refused > 0 ? 'imports.next_refused' : 'imports.next', { count: tally.refused })}</Text>
          <Group gap="xs"><Button disabled={tally.made + tally.changed === 0} loading={run.isPending} onClick={() => run.mutate()}>{say('imports.run', { count: tally.made + tally.changed })}</Button><Button variant="default" onClick={onChange}>{say('imports.change')}</Button></Group>
        </>
      ) : null}
      {run.error === null ? null : <Trouble error={run.error} />}
    </Paper>
  )
}

function Cancel({ one: { import: id, status } }: { one: Import }) {
  const { say } = useWords()
  const [isAsking, setAsking] = useState(false)
  const cancel = useWrite((client, _: void) => answerOf(client.DELETE('/api/v1/imports/{import}', { params: { path: { import: id } } })), { touches: ['imports'], onDone: () => setAsking(false) })
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>{say('imports.cancel')}</Button>
      <Ask isOpen={isAsking} isGrave title={say('imports.cancel_title')} text={say(status === 'running' ? 'imports.cancel_running' : 'imports.cancel_text')} onClose={() => setAsking(false)} action={say('imports.cancel')} onAction={() => cancel.mutate()} isBusy={cancel.isPending} error={cancel.error} />
    </>
  )
}
