import { Group, Paper, Text, Title } from '@mantine/core'
import { answerOf, type Posting, type PostingPage } from '#sdk/index'
import { More } from '#console/page/more.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { usePages } from '#console/session/use-pages.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { Why } from './why.tsx'

const AT_ONCE = 100
/** The accounts that are the member's own. */
const OWN = new Set(['pending', 'active', 'reserved', 'debt'])

type Moment = { id: string; at: string; event: { source: string; id: string }; postings: Posting[] }

/** Everything that moved, the newest first and page by page: when (in the member's zone), what for, how many, and why. */
export function Timeline({ member, zone }: { member: string; zone: string }) {
  const { say } = useWords()
  const ledger = usePages<PostingPage>(['members', member, 'postings'], (client, from) => answerOf(client.GET('/api/v1/members/{member}/postings', { params: { path: { member }, query: { order: 'desc', limit: AT_ONCE, ...from } } })))
  if (ledger.error !== null) return <Trouble error={ledger.error} />
  if (ledger.data === undefined) return <Waiting what={say('waiting.timeline')} />
  const moments = momentsOf(ledger.data.pages.flatMap(({ postings }) => postings), ledger.hasNextPage)
  return (
    <Paper component="section">
      <Group justify="space-between" mb="sm"><Title order={2}>{say('timeline.title')}</Title><Text size="xs" c="dimmed">{say('timeline.zone', { zone })}</Text></Group>
      {moments.length === 0 ? <Text c="dimmed">{say('timeline.none')}</Text> : moments.map((moment) => <OneMoment key={moment.id} moment={moment} member={member} zone={zone} />)}
      <More pages={ledger} />
    </Paper>
  )
}

function OneMoment({ moment: { at, event, postings }, member, zone }: { moment: Moment; member: string; zone: string }) {
  const { say, time } = useWords()
  const units = useUnits()
  const change = postings.reduce((sum, { from, to, points }) => sum + (OWN.has(to) ? points : 0) - (OWN.has(from) ? points : 0), 0)
  const order = postings.find(({ orderId }) => orderId !== null)?.orderId
  const title = order === null || order === undefined ? say(`reason.${postings[0]?.reason}`) : say('timeline.order', { order })
  return (
    <div className="moment" data-tone={change < 0 ? 'minus' : 'plus'}>
      <Group justify="space-between" wrap="nowrap" align="baseline">
        <Text size="sm" fw={500}>{title}</Text>
        <Text size="xs" c="dimmed" ta="right">{time(at, zone)}</Text>
      </Group>
      {together(postings).map(({ postingNo, reason, from, to, points, unit }) => <Text key={postingNo} size="sm">{say('timeline.posting', { told: units.told(unit, points), reason: say(`reason.${reason}`), from: say(`account.${from}`), to: say(`account.${to}`) })}</Text>)}
      <Why member={member} event={event} title={title} />
    </div>
  )
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

/** What one event moved at one instant is one moment; where the ledger goes on, the last booked of these is left out, as the rest of it may be on the next page. */
function momentsOf(postings: readonly Posting[], goesOn: boolean): Moment[] {
  const moments = new Map<string, Moment>()
  for (const posting of postings) {
    const id = momentId(posting)
    const moment = moments.get(id) ?? { id, at: posting.effectiveAt, event: { source: posting.source, id: posting.sourceId }, postings: [] }
    moment.postings.push(posting)
    moments.set(id, moment)
  }
  const last = postings.at(-1)
  if (goesOn && last !== undefined && moments.size > 1) moments.delete(momentId(last))
  return [...moments.values()].sort((a, b) => b.at.localeCompare(a.at))
}

function momentId({ effectiveAt, source, sourceId, corrects }: Posting): string {
  return `${effectiveAt} ${source} ${sourceId} ${corrects === null ? '' : 'corrected'}`
}
