import { Alert, Button, Group, Paper, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type Posting, type Rockpool } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { unitName } from './balances.tsx'
import { Why } from './why.tsx'

const AT_ONCE = 500
/** More postings than nearly every member ever has; the ledger itself has no end. */
const MOST_PAGES = 10
const SHOWN = 25
/** The accounts that are the member's own. */
const OWN = new Set(['pending', 'active', 'reserved', 'debt'])

type Moment = { id: string; at: string; sourceId: string; isOfTime: boolean; postings: Posting[] }

/** Everything that moved, the newest first: when (in the member's zone), what for, how many, and why. */
export function Timeline({ member, zone }: { member: string; zone: string | undefined }) {
  const { say } = useWords()
  const [shown, setShown] = useState(SHOWN)
  const ledger = useRead(['members', member, 'postings'], (client) => readLedger(client, member))
  if (ledger.error !== null) return <Trouble error={ledger.error} />
  if (ledger.data === undefined) return <Waiting what={say('waiting.timeline')} />
  const moments = momentsOf(ledger.data.postings)
  return (
    <Paper component="section">
      <Group justify="space-between" mb="sm"><Title order={2}>{say('timeline.title')}</Title><Text size="xs" c="dimmed">{say('timeline.zone', { zone: zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone })}</Text></Group>
      {ledger.data.isWhole ? null : <Alert color="sand" mb="sm">{say('timeline.long', { count: ledger.data.postings.length })}</Alert>}
      {moments.length === 0 ? <Text c="dimmed">{say('timeline.none')}</Text> : moments.slice(0, shown).map((moment) => <OneMoment key={moment.id} moment={moment} member={member} zone={zone} />)}
      {moments.length > shown ? <Button variant="default" size="xs" onClick={() => setShown(shown + SHOWN)}>{say('timeline.more', { count: moments.length - shown })}</Button> : null}
    </Paper>
  )
}

function OneMoment({ moment: { at, sourceId, isOfTime, postings }, member, zone }: { moment: Moment; member: string; zone: string | undefined }) {
  const { say, time, number } = useWords()
  const change = postings.reduce((sum, { from, to, points }) => sum + (OWN.has(to) ? points : 0) - (OWN.has(from) ? points : 0), 0)
  const order = postings.find(({ orderId }) => orderId !== null)?.orderId
  const title = order === null || order === undefined ? say(`reason.${postings[0]?.reason}`) : say('timeline.order', { order })
  return (
    <div className="moment" data-tone={change < 0 ? 'minus' : 'plus'}>
      <Group justify="space-between" wrap="nowrap" align="baseline">
        <Text size="sm" fw={500}>{title}</Text>
        <Text size="xs" c="dimmed" ta="right">{time(at, zone)}</Text>
      </Group>
      {together(postings).map(({ postingNo, reason, from, to, points, unit }) => <Text key={postingNo} size="sm">{say('timeline.posting', { points: number(points), unit: unitName(unit, say), reason: say(`reason.${reason}`), from: say(`account.${from}`), to: say(`account.${to}`) })}</Text>)}
      {isOfTime ? null : <Why member={member} event={sourceId} title={title} />}
    </div>
  )
}

/** The whole ledger of a member, page by page, as it is told oldest first. */
async function readLedger(client: Rockpool, member: string): Promise<{ postings: Posting[]; isWhole: boolean }> {
  const postings: Posting[] = []
  let after: string | null = null
  for (let page = 0; page < MOST_PAGES; page++) {
    const { postings: more, next }: { postings: Posting[]; next: string | null } = await answerOf(client.GET('/api/v1/members/{member}/postings', { params: { path: { member }, query: { limit: AT_ONCE, ...(after === null ? {} : { after }) } } }))
    postings.push(...more)
    after = next
    if (next === null) return { postings, isWhole: true }
  }
  return { postings, isWhole: false }
}

/** One line for what went the same way for the same reason, though it was of several credits. */
function together(postings: readonly Posting[]): Posting[] {
  const lines = new Map<string, Posting>()
  for (const posting of postings) {
    const key = [posting.unit, posting.reason, posting.from, posting.to].join()
    const line = lines.get(key)
    lines.set(key, line === undefined ? posting : { ...line, points: line.points + posting.points })
  }
  return [...lines.values()]
}

/** What one event moved at one instant is one moment. */
function momentsOf(postings: readonly Posting[]): Moment[] {
  const moments = new Map<string, Moment>()
  for (const posting of postings) {
    const id = `${posting.effectiveAt} ${posting.source} ${posting.sourceId} ${posting.corrects === null ? '' : 'corrected'}`
    const moment = moments.get(id) ?? { id, at: posting.effectiveAt, sourceId: posting.sourceId, isOfTime: posting.source === 'time', postings: [] }
    moment.postings.push(posting)
    moments.set(id, moment)
  }
  return [...moments.values()].sort((a, b) => b.at.localeCompare(a.at))
}
