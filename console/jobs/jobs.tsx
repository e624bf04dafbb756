import { Badge, Button, Group, Progress, Table, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type Job, type JobPage } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { AskReason } from '#console/page/ask-reason.tsx'
import { Empty } from '#console/page/empty.tsx'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useManagers } from '#console/members/manager.tsx'
import { saveFile } from '#console/page/save-file.ts'
import { because, useClient, useStoreId, useWrite } from '#console/session/client.ts'
import { useMay, useMe } from '#console/session/me.ts'
import { useDocument } from '#console/program/use-document.ts'
import { filterWords } from '#console/roster/filter-words.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { toldWords } from './told-words.ts'

const AT_ONCE = 50
/** As often a job that runs is looked at. */
const LOOK_MS = 1_500
const isOpen = ({ status }: Job): boolean => status === 'waiting' || status === 'running'

/** What was asked for over many members: how far each is, what came of it, and a way to end it. */
export function Jobs() {
  const { say } = useWords()
  const store = useStoreId() as string
  const { client, key } = useClient()
  const pages = useInfiniteQuery({
    queryKey: key('jobs', 'list'), initialPageParam: undefined as string | undefined, getNextPageParam: ({ next }: JobPage) => next ?? undefined,
    queryFn: ({ pageParam }): Promise<JobPage> => answerOf(client.GET('/api/v1/jobs', { params: { query: { limit: AT_ONCE, ...(pageParam === undefined ? {} : { after: pageParam }) } } })),
    refetchInterval: ({ state: { data } }) => (data?.pages.some(({ jobs }) => jobs.some(isOpen)) === true ? LOOK_MS : false),
  })
  const jobs = pages.data?.pages.flatMap((page) => page.jobs)
  return (
    <Page title={say('nav.jobs')}>
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : jobs === undefined ? <Waiting what={say('waiting.jobs')} /> : jobs.length === 0 ? <Empty text={say('jobs.none')}><Button size="xs" variant="default" renderRoot={(props) => <Link to="/$store/members" params={{ store }} {...props} />}>{say('jobs.to_members')}</Button></Empty> : <><Text size="xs" c="dimmed" ta="right" mb={4}>{say('timeline.zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</Text><JobTable jobs={jobs} /></>}
      {pages.hasNextPage ? <Button mt="sm" variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{say('members.more')}</Button> : null}
    </Page>
  )
}

function JobTable({ jobs }: { jobs: readonly Job[] }) {
  const { say } = useWords()
  return (
    <Table.ScrollContainer minWidth={860} className="card" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('nav.jobs'), role: 'region' } }}>
      <Table verticalSpacing="xs">
        <Table.Thead><Table.Tr>{['what', 'whom', 'state', 'since', 'do'].map((each) => <Table.Th key={each}>{say(`jobs.${each}`)}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>{jobs.map((job) => <OneJob key={job.job} job={job} />)}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function OneJob({ job }: { job: Job }) {
  const words = useWords()
  const document = useDocument()
  const managers = useManagers()
  const units = useUnits()
  const me = useMe().data?.staff.id
  const { say, time } = words
  const { kind, filter, listed, reason, createdAt, createdBy, createdByName, erasedAt } = job
  const by = createdByName === null ? '' : say(createdBy === me ? 'jobs.by_me' : 'jobs.by_other', { name: createdByName })
  const kept = erasedAt === null ? '' : say('jobs.gone', { day: words.day(erasedAt) })
  const whom = filter === null ? say('jobs.listed', { count: listed ?? 0 }) : filterWords(filter, words, { document, managers, units }).map(({ text }) => text).join(' · ') || say('views.everybody')
  return (
    <Table.Tr>
      <Table.Td><Text size="sm" fw={500}>{say(`bulk.deed.${kind}`)}</Text><Text size="xs" c="dimmed">{toldWords(job, words, { document, units }).join(' · ')}</Text>{reason === null ? null : <Text size="xs">{say('jobs.why', { reason })}</Text>}</Table.Td>
      <Table.Td maw={220}><Text size="sm">{whom}</Text></Table.Td>
      <Table.Td miw={190}><State job={job} /></Table.Td>
      <Table.Td><Text size="sm">{time(createdAt)}</Text><Text size="xs" c="dimmed">{[by, kept].filter((text) => text !== '').join(' · ')}</Text></Table.Td>
      <Table.Td><Deeds job={job} /></Table.Td>
    </Table.Tr>
  )
}

function State({ job }: { job: Job }) {
  const { say } = useWords()
  const { status, wanted, done, failed, kind } = job
  const label = say('jobs.progress', { done: done + failed, wanted })
  return (
    <>
      <Group gap={6} mb={4}><Badge {...(status === 'done' ? { color: 'kelp', variant: 'light' as const } : {})}>{say(`jobs.status.${status}`)}</Badge><Text size="xs">{label}</Text></Group>
      <Progress size="sm" value={wanted === 0 ? 100 : Math.min(100, (100 * (done + failed)) / wanted)} aria-label={`${say(`bulk.deed.${kind}`)}: ${label}`} />
      {failed > 0 ? <Text size="xs" c="var(--mantine-color-error)">{say('jobs.failed', { count: failed })}</Text> : null}
    </>
  )
}

function Deeds({ job }: { job: Job }) {
  const { say } = useWords()
  const { client } = useClient()
  const [isAsking, setAsking] = useState(false)
  const { job: id, kind, failed, isRevealed } = job
  const [isExplaining, setExplaining] = useState(false)
  const may = useMay()
  const asksWhy = isRevealed && may('members:reveal')
  const cancel = useWrite((api, _: void) => answerOf(api.DELETE('/api/v1/jobs/{job}', { params: { path: { job: id } } })), { touches: ['jobs'], onDone: () => setAsking(false) })
  const save = useWrite((_client, reason: string | null) => answerOf(client.GET('/api/v1/jobs/{job}/result', { params: { path: { job: id } }, headers: { accept: 'text/csv', ...(reason === null ? {} : because(reason)) }, parseAs: 'blob' })), { touches: [], onDone: (csv) => { saveFile(csv as unknown as Blob, `rockpool-${kind}-${id}.csv`); setExplaining(false) } })
  if (isOpen(job)) {
    return (
      <>
        <Button size="xs" variant="default" onClick={() => setAsking(true)}>{say('jobs.cancel')}</Button>
        <Ask isOpen={isAsking} isGrave title={say('jobs.cancel_title')} text={say('jobs.cancel_text')} onClose={() => setAsking(false)} action={say('jobs.cancel')} onAction={() => cancel.mutate()} isBusy={cancel.isPending} error={cancel.error} />
      </>
    )
  }
  if (kind !== 'export' && failed === 0) return null
  return (
    <>
      <Button size="xs" variant="default" loading={save.isPending} onClick={() => (asksWhy ? setExplaining(true) : save.mutate(null))}>{say(kind === 'export' ? 'jobs.result' : 'jobs.failures')}</Button>
      {isExplaining ? <AskReason title={say('jobs.reveal_title')} text={say('jobs.reveal_text')} action={say('jobs.result')} onClose={() => setExplaining(false)} onAction={save.mutate} isBusy={save.isPending} error={save.error} /> : save.error === null ? null : <Trouble error={save.error} />}
    </>
  )
}
