import { Group, Paper, SimpleGrid, Text, ThemeIcon } from '@mantine/core'
import { CheckIcon, CircleIcon } from '@radix-ui/react-icons'
import { Link } from '@tanstack/react-router'
import { answerOf, type Rockpool } from '#sdk/index'
import { Figures } from '#console/home/figures.tsx'
import { Page } from '#console/page/page.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useStoreId } from '#console/session/client.ts'
import { useMay, useMe, useSeat } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

/** A step of which nobody could say whether it is done is `null`. */
type Step = { word: string; isDone: boolean | null; path: '/settings/account' | '/settings/keys' | '/settings/staff' | '/settings/mail' | '/feed' | '/program' }

/** A store with more keys than these has used one. */
const MOST_KEYS = 100

/** What a store still needs to be of use, as long as it needs something: each line is read from what there is; then how it is doing. */
export function Start() {
  const { say } = useWords()
  const seat = useSeat()
  const { data: me } = useMe()
  const may = useMay()
  const state = useRead(['start', ...(seat?.permissions ?? [])], (client) => readSteps(client, may))
  if (state.data === undefined || seat === undefined) return <Waiting what={say('waiting.start')} />
  const steps: Step[] = [...state.data, { word: 'factor', isDone: me?.staff.hasSecondFactor === true, path: '/settings/account' }]
  const done = steps.filter(({ isDone }) => isDone === true).length
  const isReady = done === steps.length
  const mayCount = may('figures:read')
  return (
    <Page title={say('start.hello', { store: seat.store.name })}>
      {isReady && mayCount ? null : <Text c="dimmed" mb="md">{isReady ? say('start.all_done') : say('start.some_done', { done, all: steps.length })}</Text>}
      {isReady ? null : <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="xs" component="ol" m={0} mb="xl" p={0} style={{ listStyle: 'none' }}>{steps.map((step) => <OneStep key={step.word} step={step} />)}</SimpleGrid>}
      {mayCount ? <Figures /> : null}
    </Page>
  )
}

function OneStep({ step: { word, isDone, path } }: { step: Step }) {
  const { say } = useWords()
  const store = useStoreId() as string
  return (
    <Paper component="li" p="sm">
      <Group wrap="nowrap" align="flex-start">
        <ThemeIcon variant="light" color={isDone ? 'kelp' : 'gray'} size="md" radius="xl" aria-label={say(isDone === null ? 'start.unknown' : isDone ? 'start.done' : 'start.open')} role="img">{isDone === true ? <CheckIcon /> : <CircleIcon />}</ThemeIcon>
        <div><Link to={`/$store${path}`} params={{ store }}>{say(`start.step.${word}`)}</Link><Text size="sm" c="dimmed">{say(isDone === null ? 'start.unknown' : `start.about.${word}`)}</Text></div>
      </Group>
    </Paper>
  )
}

/** Only what the seat may read is asked for; a step that cannot be seen is not shown, and one that could not be looked at holds up nothing else. */
async function readSteps(client: Rockpool, may: (permission: string) => boolean): Promise<Step[]> {
  const keys = once(async () => (await answerOf(client.GET('/api/v1/keys', { params: { query: { limit: MOST_KEYS } } }))).keys)
  const mail = once(() => answerOf(client.GET('/api/v1/mail-settings', {})))
  const hasEvents = async (about: 'orders' | 'activities') => (await answerOf(client.GET('/api/v1/feed', { params: { query: { about, limit: 1 } } }))).items.length > 0
  const asked: [string, string, Step['path'], () => Promise<boolean>][] = [
    ['program', 'programs:read', '/program', async () => (await answerOf(client.GET('/api/v1/programs', {}))).programs.length > 0],
    ['key', 'keys:read', '/settings/keys', async () => (await keys()).length > 0],
    ['shop', 'keys:read', '/settings/keys', async () => (await keys()).some(({ lastUsedAt }) => lastUsedAt !== null)],
    ['event', 'activity:read', '/feed', async () => (await Promise.all((['orders', 'activities'] as const).map(hasEvents))).includes(true)],
    ['mail', 'mails:read', '/settings/mail', async () => (await mail()).isSet],
    ['mail_test', 'mails:read', '/settings/mail', async () => (await mail()).testedAt !== null],
    ['staff', 'staff:read', '/settings/staff', async () => (await answerOf(client.GET('/api/v1/seats', {}))).seats.length > 1],
  ]
  const allowed = asked.filter(([, permission]) => may(permission))
  return Promise.all(allowed.map(async ([word, , path, read]) => ({ word, path, isDone: await read().catch(() => null) })))
}

/** Two steps that look at one answer ask for it once. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  return () => (asked ??= read())
}
