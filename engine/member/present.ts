import { orderAwardId } from './award-ids.ts'
import type { MemberEvent } from './event.ts'
import type { PartKind, Present } from './state.ts'

/**
 * An event asked for a part of a member that was not read: one by its id, or (null) every open lot, or every spend that is held.
 * Nothing has changed: read it, and try again.
 */
export class PartMissing extends Error {
  override name = 'PartMissing'
  readonly kind: PartKind
  readonly id: string | null

  constructor(kind: PartKind, id: string | null) {
    super(`${kind} ${id ?? '(all)'}`)
    this.kind = kind
    this.id = id
  }
}

/** Parts to be read, by id; `lots: 'all'` is every open lot. */
export type Needs = { lots: readonly string[] | 'all'; awards: readonly string[]; spends: readonly string[] }

const NOTHING: Needs = { lots: [], awards: [], spends: [] }

/** What an event is sure to ask for, so that it can be read at once; what it comes to ask for besides, `PartMissing` tells. */
export function needsOf(event: MemberEvent): Needs {
  switch (event.kind) {
    case 'order.paid': return { ...NOTHING, awards: [orderAwardId(event.order.id)] }
    case 'order.exchanged': return { ...NOTHING, awards: [orderAwardId(event.orderId), orderAwardId(event.order.id)] }
    case 'order.delivered':
    case 'order.refunded':
    case 'order.charged_back': return { ...NOTHING, awards: [orderAwardId(event.orderId)] }
    case 'points.approved':
    case 'points.rejected': return { ...NOTHING, awards: event.orderId === undefined ? [] : [orderAwardId(event.orderId)], lots: event.lotId === undefined ? [] : [event.lotId] }
    case 'points.spent':
    case 'reward.redeemed':
    case 'points.held': return { ...NOTHING, lots: 'all', spends: [event.id] }
    case 'hold.committed':
    case 'hold.released': return { ...NOTHING, spends: [event.holdId] }
    case 'spend.cancelled': return { ...NOTHING, spends: [event.spendId] }
    case 'points.sent':
    case 'credit.noted':
    case 'member.merged':
    case 'company.left':
    case 'member.absorbed': return { ...NOTHING, lots: 'all' }
    case 'points.adjusted': return event.points < 0 ? { ...NOTHING, lots: 'all' } : NOTHING
    default: return NOTHING
  }
}

/** The same with one part more, after it was asked for and read. */
export function withAsked(present: Present, kind: PartKind, ids: readonly string[]): Present {
  return { ...present, asked: { ...present.asked, [kind]: new Set([...present.asked[kind], ...ids]) } }
}
