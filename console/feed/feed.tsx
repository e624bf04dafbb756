import { Badge, Button, Tabs, Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { answerOf } from '#sdk/index'
import { Page } from '#console/page/page.tsx'
import { saveFile } from '#console/page/save-file.ts'
import { Trouble } from '#console/page/trouble.tsx'
import { PausedNote, PauseOffer } from '#console/program/pause.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { Debts } from './debts.tsx'
import { Events } from './events.tsx'
import { queryOf, type FeedSearch } from './feed-search.ts'
import { isForHand, Pending, type Hands } from './pending.tsx'
import { Refused } from './refused.tsx'

const PARTS = ['events', 'pending', 'debts', 'refused'] as const
type Part = (typeof PARTS)[number]

/** What happens in the store: all events, what is pending, who owes points, and what was refused. */
export function Feed() {
  const { say } = useWords()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as FeedSearch
  const waiting = useRead(['feed', 'hands'], (client) => answerOf(client.GET('/api/v1/feed/pending', { params: { query: { waits: 'hand', limit: 1 } } })))
  const hands = waiting.data?.hands ?? undefined
  const part = PARTS.find((each) => each === search.part) ?? 'events'
  return (
    <Page title={say('nav.feed')} actions={<><PauseOffer /><Export part={part} search={search} waits={isForHand(search, hands) ? 'hand' : undefined} /></>}>
      <PausedNote />
      <Tabs value={part} keepMounted={false} onChange={(next) => void navigate({ to: '.', search: next === 'events' || next === null ? {} : { part: next } })}>
        <Tabs.List mb="md" aria-label={say('nav.feed')}>{PARTS.map((each) => <Tabs.Tab key={each} value={each} rightSection={each === 'pending' && hands !== undefined ? <Count hands={hands} /> : undefined}>{say(`feed.part.${each}`)}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="events"><Events search={search} /></Tabs.Panel>
        <Tabs.Panel value="pending">{waiting.error !== null ? <Trouble error={waiting.error} onRetry={() => void waiting.refetch()} /> : <Pending search={search} hands={hands} />}</Tabs.Panel>
        <Tabs.Panel value="debts"><Debts /></Tabs.Panel>
        <Tabs.Panel value="refused"><Refused /></Tabs.Panel>
      </Tabs>
    </Page>
  )
}

/** How much waits for a person, beside the word of its tab; nothing where nothing does. */
function Count({ hands: { lots, isMore } }: { hands: Hands }) {
  const { say } = useWords()
  const more = isMore ? 'yes' : 'no'
  return lots === 0 ? null : <Badge size="sm" color="sand" variant="light" aria-label={say('pending.tab_count', { lots, more })}>{lots}{isMore ? '+' : ''}</Badge>
}

/** The whole of what is shown as a file, however long. */
function Export({ part, search, waits }: { part: Part; search: FeedSearch; waits: 'hand' | undefined }) {
  const { say } = useWords()
  const save = useWrite((client, _: void) => answerOf(client.GET('/api/v1/feed/export', { params: { query: { part, ...(part === 'events' ? queryOf(search) : {}), ...(part === 'pending' && waits !== undefined ? { waits } : {}) } }, headers: { accept: 'text/csv' }, parseAs: 'blob' })), { touches: [], onDone: (csv) => saveFile(csv as unknown as Blob, `rockpool-${part}.csv`) })
  return <>{save.error === null ? null : <Trouble error={save.error} />}{save.isPending ? <Text size="sm" c="dimmed" role="status">{say('feed.exporting')}</Text> : null}<Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>{say('feed.export')}</Button></>
}
