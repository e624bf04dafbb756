import type { EventBody, MemberEvent } from '#engine/member/event'
import type { FeedItem } from './schemas.ts'

/** The kinds of events that say a number of points. */
type Counting<B = EventBody> = B extends { kind: infer K } ? ('points' extends keyof B ? K : never) : never

/** Which way the points go that an event says, seen from its member: a new kind that says some does not compile before it stands here. */
const WAYS: Readonly<Record<Counting, 1 | -1>> = {
  'points.adjusted': 1, 'debt.forgiven': 1, 'spend.cancelled': 1,
  'points.spent': -1, 'points.held': -1, 'points.sent': -1, 'reward.redeemed': -1,
}

/** What an event says by itself that it gives (above 0) or takes (below 0). */
export function saidChanges(event: MemberEvent, mainUnit: string): FeedItem['changes'] {
  if (event.kind === 'points.received') return [{ unit: event.unit ?? mainUnit, points: event.pieces.reduce((sum, { points }) => sum + points, 0) }]
  if (!('points' in event) || event.points === undefined || event.points === 0) return []
  return [{ unit: 'unit' in event ? (event.unit ?? mainUnit) : mainUnit, points: WAYS[event.kind] * event.points }]
}
