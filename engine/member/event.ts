import type { Day, Instant, Zone } from '#engine/calendar'
import type { Sharing, Snapshot } from './state.ts'

/**
 * What happened to one member, as the engine reads it. Amounts are integer minor units of the order's currency, points are
 * integers, instants are epoch milliseconds. (source, id) names an event for ever.
 */
export type MemberEvent = EventStamp & EventBody

export type EventStamp = {
  source: string
  id: string
  at: Instant
  /** Points of shared limits (R35) that the store granted to this event, by rule id. */
  granted?: Readonly<Record<string, number>>
  /** The event that this one corrects, in whose place it counts; n counts the corrections of that event from 1, and the last stands. */
  amends?: { source: string; id: string; n: number }
}

export type EventBody =
  | { kind: 'member.joined'; profile?: Profile }
  | { kind: 'member.changed'; profile: Profile; /** They were a member before the store told of them here: nobody is welcomed. */ wasMember?: boolean }
  | { kind: 'order.paid'; order: Order }
  | { kind: 'order.delivered'; orderId: string }
  | { kind: 'order.refunded'; orderId: string; refund: Refund }
  | { kind: 'order.charged_back'; orderId: string; refund: Refund }
  | { kind: 'order.exchanged'; orderId: string; refund: Refund; order: Order }
  | { kind: 'credit.noted'; currency: string; market?: string; amountMinor: number; rate?: FrozenRate }
  | { kind: 'activity'; name: string; fields?: Readonly<Record<string, string | number | boolean | readonly string[]>>; orderId?: string }
  | { kind: 'company.volume'; baseMinor: number; /** Of which day how much, where the store knows: what is not among them is older. */ days?: readonly VolumeDay[] }
  | { kind: 'company.buyer_added'; buyer: string }
  | { kind: 'company.buyer_left'; buyer: string; /** Not by leaving: they are another member now, or were erased. */ why?: 'merged' | 'erased' }
  | { kind: 'company.sharing_set'; percent: string; perMonth: number | null; leaver: Sharing['leaver']; by: string }
  | { kind: 'company.left'; companies: readonly string[] }
  | { kind: 'points.adjusted'; unit?: string; points: number; /** The last day of what is given, where the store knows one that no policy gives. */ expiresOn?: Day; reason: string; author: string }
  | { kind: 'debt.forgiven'; unit?: string; points: number; reason: string; author: string }
  | { kind: 'points.approved'; orderId?: string; lotId?: string; reason?: string; author?: string }
  | { kind: 'points.rejected'; orderId?: string; lotId?: string; reason?: string; author?: string }
  | { kind: 'points.spent'; unit?: string; points: number; purpose: 'checkout' | 'reward' | 'donation'; orderId?: string; code?: string; by?: string }
  | { kind: 'points.held'; unit?: string; points: number; until: Instant; by?: string }
  | { kind: 'hold.committed'; holdId: string; orderId?: string }
  | { kind: 'hold.released'; holdId: string }
  | { kind: 'spend.cancelled'; spendId: string; points?: number; codeVoided?: boolean; /** Who cancels has made void what a reward gave (R14). */ ofRedemption?: true }
  | { kind: 'reward.redeemed'; reward: string; /** As asked for; in the fact, where it was had. */ market?: string; /** In the fact alone: what it cost. */ points?: number; by?: string }
  | { kind: 'entitlement.granted'; entitlement: string; uses: number; /** The last day of these; without one they last until they are used. */ through?: Day; reason: string; author: string }
  | { kind: 'entitlement.withdrawn'; entitlement: string; /** Of the uses that staff gave: which, as the member's view of the entitlement names them. */ grant: string; reason: string; author: string }
  | { kind: 'entitlement.used'; entitlement: string; reason?: string; author: string }
  | { kind: 'points.sent'; unit?: string; points: number; to: string; by?: string }
  | { kind: 'points.received'; unit?: string; from: string; pieces: readonly TransferPiece[]; /** Whether it is a company's share of an order. */ isShare?: true }
  | { kind: 'tier.set'; track: string; level: string; until: Instant; reason: string; author: string }
  | { kind: 'member.merged'; absorbed: Snapshot }
  | { kind: 'member.absorbed'; into: string }
  | { kind: 'member.unmerged'; mergeSource: string; mergeId: string }

export type EventKind = EventBody['kind']
export type EventOf<K extends EventKind> = EventStamp & Extract<EventBody, { kind: K }>

/** What a store knows of a member that rules read. Every field absent in a change stays as it was; null clears it. */
export type Profile = {
  zone?: Zone | null
  market?: string | null
  /** Country, or country and province (ISO 3166-2), such as CA-ON: chooses the law of R59. */
  region?: string | null
  /** Month and day, 'MM-DD'. */
  birthday?: string | null
  tags?: readonly string[]
}

/** Base currency per unit of the order's currency, frozen on the order (R29). */
export type FrozenRate = { rate: string; source: string; asOf: string }

export type Order = {
  id: string
  currency: string
  /** Who bought it for the company that this member is. */
  buyer?: string
  /** A market of the program; the member's, then the program's default, when absent. */
  market?: string
  /** Absent when the currency is the base currency. */
  rate?: FrozenRate
  /** Whether line amounts contain their tax. */
  taxIncluded?: boolean
  lines: readonly OrderLine[]
  /** Discount on the whole order, split over the lines by largest remainder. */
  discountMinor?: number
  shippingMinor?: number
  /** Parts of the payment that were not money, split over the lines by largest remainder. */
  tenders?: { points?: { spendId: string; amountMinor: number }; storeCreditMinor?: number; giftCardMinor?: number }
  coupons?: readonly string[]
}

export type OrderLine = {
  id: string
  sku: string
  /** Units sold, ≥ 1 for a line that can be refunded by quantity. */
  quantity: number
  /** For all units, before `discountMinor`. */
  amountMinor: number
  discountMinor?: number
  /** Tax of the line after discounts. */
  taxMinor?: number
  tags?: readonly string[]
  isGiftCard?: boolean
  isSaleItem?: boolean
}

/** What comes back: lines by quantity or amount, or an amount over all lines, or (neither) all that is left. */
export type Refund = {
  lines?: readonly { line: string; quantity?: number; amountMinor?: number }[]
  amountMinor?: number
  /** Shipping given back; a refund of shipping only claws nothing. */
  shippingMinor?: number
  /** Money paid out, when the shop tells it: checked against R10. */
  moneyMinor?: number
  to?: 'original' | 'store_credit'
}

export type TransferPiece = { points: number; expiresOn: Day | null; zone: Zone }

/** So much was bought on a day, in minor units of the base currency; below 0: taken back. */
export type VolumeDay = { day: Day; baseMinor: number }

/** Ties at one instant: what creates goes before what changes it. */
const KIND_RANK: Readonly<Record<EventKind, number>> = {
  'member.joined': 0, 'member.merged': 1, 'member.absorbed': 1, 'member.unmerged': 1, 'member.changed': 2, 'tier.set': 3, 'company.volume': 4, 'points.received': 5,
  'company.buyer_added': 4, 'company.buyer_left': 4, 'company.sharing_set': 4, 'company.left': 6,
  'order.paid': 10, 'order.delivered': 11, 'points.approved': 12, 'points.rejected': 12, activity: 13, 'points.adjusted': 14, 'debt.forgiven': 15, 'entitlement.granted': 16, 'entitlement.withdrawn': 17,
  'points.held': 20, 'hold.released': 21, 'hold.committed': 21, 'points.spent': 22, 'points.sent': 22, 'reward.redeemed': 22, 'spend.cancelled': 23, 'entitlement.used': 24,
  'order.exchanged': 30, 'order.refunded': 31, 'order.charged_back': 32, 'credit.noted': 33,
}

/** What members do themselves; all else is done to them: by staff, by the shop with their orders, by other members. */
const OWN_DEEDS: ReadonlySet<EventKind> = new Set([
  'member.joined', 'order.paid', 'order.exchanged', 'activity', 'points.held', 'hold.committed', 'points.spent', 'points.sent', 'reward.redeemed', 'entitlement.used', 'company.sharing_set',
])

/** Whether the member did this: by it lists tell who still comes. */
export function isOwnDeed({ kind }: EventBody): boolean {
  return OWN_DEEDS.has(kind)
}

/** Whether nothing is left of what one member was told because of another: the event stands under its name, and does nothing. */
export function saysNothing(event: EventBody): boolean {
  if (event.kind === 'points.received') return event.pieces.length === 0
  if (event.kind === 'company.left') return event.companies.length === 0
  return event.kind === 'company.volume' && event.baseMinor === 0 && event.days?.length === 0
}

/** The one order of a member's events (R41), whatever the order of their arrival: time, kind, source, id. */
export function compareEvents(a: MemberEvent, b: MemberEvent): number {
  return a.at - b.at || KIND_RANK[a.kind] - KIND_RANK[b.kind] || compareText(a.source, b.source) || compareText(a.id, b.id)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
