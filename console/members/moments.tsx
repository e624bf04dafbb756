import { Badge, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { FeedItem, MemberMail, MomentPoints, Posting } from '#sdk/index'
import { pointsText } from '#console/feed/points-text.ts'
import { STATE_COLOURS } from '#console/mail/mailbox.tsx'
import { useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useDocument } from '#console/program/use-document.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { momentTitle } from './moment-title.ts'
import { Why } from './why.tsx'

/** The accounts that are the member's own. */
const OWN = new Set(['pending', 'active', 'reserved', 'debt'])

/** A line of the list of what happened: what it was, of which kind, and when. */
export function Line({ title, kind, at, zone, tone, children }: { title: ReactNode; kind: string; at: string; zone: string | undefined; tone?: 'plus' | 'minus'; children?: ReactNode }) {
  const { say, time } = useWords()
  return (
    <div className="moment" data-kind={kind} {...(tone === undefined ? {} : { 'data-tone': tone })}>
      <Group justify="space-between" wrap="nowrap" align="baseline">
        <Group gap={6}><Text size="sm" fw={500}>{title}</Text><Badge size="xs" variant="light" color="gray">{say(`timeline.kind.${kind}`)}</Badge></Group>
        <Text size="xs" c="dimmed" ta="right">{time(at, zone)}</Text>
      </Group>
      {children}
    </div>
  )
}

/** An order, or what came back of one: how much it was, and what it gave. */
export function OrderMoment({ order: { at, type, source, id, orderId, amountMinor, currency, changes, isCorrection }, member, zone }: { order: FeedItem; member: string; zone: string }) {
  const { say, money } = useWords()
  const units = useUnits()
  const store = useStoreId() as string
  const title = say(`event.${type}`)
  return (
    <Line kind="order" title={title} at={at} zone={zone}>
      <Group gap="sm">
        {orderId === null ? null : <Text size="sm"><Link to="/$store/orders/$order" params={{ store, order: orderId }}>{say('timeline.order', { order: orderId })}</Link></Text>}
        {amountMinor === null || currency === null ? null : <Text size="sm">{money(amountMinor, currency)}</Text>}
        {changes.length === 0 ? null : <Text size="sm">{pointsText(changes, units)}</Text>}
        {isCorrection ? <Badge size="sm" color="sand" variant="light">{say('feed.correction')}</Badge> : null}
      </Group>
      <Why member={member} event={{ source, id }} zone={zone} title={title} />
    </Line>
  )
}

/** What one event, or time, moved at one instant: from where to where, and why. */
export function PointsMoment({ at, points: { source, id, postings, cause }, where: { member, zone } }: { at: string; points: MomentPoints; where: { member: string; zone: string } }) {
  const words = useWords()
  const units = useUnits()
  const document = useDocument()
  const { say } = words
  const change = postings.reduce((sum, { from, to, points }) => sum + (OWN.has(to) ? points : 0) - (OWN.has(from) ? points : 0), 0)
  const title = momentTitle({ source, id, postings, cause }, { ...words, document })
  return (
    <Line kind="points" title={title} at={at} zone={zone} tone={change < 0 ? 'minus' : 'plus'}>
      {together(postings).map(({ postingNo, reason, from, to, points, unit }) => <Text key={postingNo} size="sm">{say('timeline.posting', { told: units.told(unit, points), reason: say(`reason.${reason}`), from: say(`account.${from}`), to: say(`account.${to}`) })}</Text>)}
      <Why member={member} event={{ source, id }} zone={zone} title={title} />
    </Line>
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

/** What was written to the member; it is read by whoever may read mails. */
export function MailMoment({ mail: { mail, kind, subject, state, createdAt }, zone }: { mail: MemberMail; zone: string }) {
  const { say } = useWords()
  const store = useStoreId() as string
  const mayOpen = useMay()('mails:read')
  return (
    <Line kind="mail" title={mayOpen ? <Link to="/$store/settings/mail/$mail" params={{ store, mail }} dir="auto">{subject}</Link> : <bdi>{subject}</bdi>} at={createdAt} zone={zone}>
      <Group gap="xs"><Text size="sm">{say(`mail.kind.${kind}`)}</Text><Badge size="sm" variant="light" color={STATE_COLOURS[state]}>{say(`mail.state.${state}`)}</Badge></Group>
    </Line>
  )
}
