import type { Instant } from '#engine/calendar'
import { AMENDED } from '#engine/member/amend'
import type { Due, FactRow } from './due.store.ts'
import type { Kind } from './kinds.ts'
import type { KindRow } from './messages.store.ts'

/** Facts of which somebody may have to be told; `jobs_message_stores` names the same. */
export const TOPICS = ['order.counted', 'tier.changed', 'reward.redeemed', 'coupon.due', 'coupon.issued', 'points.expiring', 'points.expiry_notice', 'order.refunded', 'credit.counted', 'member.merged'] as const

const HOUR_MS = 3_600_000
/** What was told later than this is history: a past that is imported is written to nobody. */
const LATE_MS = 48 * HOUR_MS
/** What comes with a new day happens as it begins; at night nobody is written to. */
export const MORNING_MS = 9 * HOUR_MS
/** What gives a code. */
const WITH_CODES = new Set(['coupon', 'voucher', 'gift_card', 'store_credit'])
/** Coupons that come with a day of the calendar. */
const OF_A_DAY = new Set(['birthday', 'anniversary', 'win_back'])
/** The one look at a member whose level may be at risk. */
export const LOOK = 'look'

type Kinds = ReadonlyMap<Kind, KindRow>

/** Whether something that happened then is to be told: the kind is on, was on then, and it is no history. */
export function isToTell(kinds: Kinds, kind: Kind, { at, now }: { at: Instant; now: Instant }): boolean {
  const row = kinds.get(kind)
  return row?.isOn === true && row.since !== null && at >= row.since && at >= now - LATE_MS
}

/** What a fact may have to be told of; each has a name by which it is told once, however often the fact is. */
export function duesOf({ topic, memberId, payload }: FactRow, { kinds, now }: { kinds: Kinds; now: Instant }): Due[] {
  const { at, source = '' } = payload
  const told = tellingOf(topic, payload)
  const dueAt = told?.isOfDay === true || source === 'time' ? at + MORNING_MS : now
  const look: Due = { memberId, kind: 'tier_at_risk', cause: LOOK, dueAt: now, details: {} }
  return [
    ...(told === null || !isToTell(kinds, told.kind, { at, now }) ? [] : [{ memberId, kind: told.kind, cause: told.cause, dueAt, details: { ...told.details, at } }]),
    // A purchase moves the end of a level away, and the look that waits finds that out; what may bring it nearer is looked at now.
    ...(kinds.get('tier_at_risk')?.isOn === true && (topic !== 'order.counted' || source === AMENDED) && LEVEL_TOPICS.has(topic) ? [look] : []),
  ]
}

const LEVEL_TOPICS = new Set(['order.counted', 'tier.changed', 'order.refunded', 'credit.counted', 'member.merged'])

type Telling = { kind: Kind; cause: string; details: Record<string, unknown>; isOfDay?: boolean }

function tellingOf(topic: string, payload: FactRow['payload']): Telling | null {
  const said = (name: string) => String(payload[name])
  switch (topic) {
    case 'order.counted': return Number(payload['points']) > 0 ? { kind: 'points_earned', cause: said('orderId'), details: { orderId: said('orderId') } } : null
    // A level given by hand is the staff's to tell; of many at once it is an import.
    case 'tier.changed': return payload['isUp'] === true && payload['cause'] === 'rules' ? { kind: 'tier_up', cause: levelCause(payload, 'to'), details: { track: said('track'), level: said('to') } } : null
    case 'reward.redeemed': return WITH_CODES.has(said('gives')) ? { kind: 'reward_code', cause: `redemption/${said('redemption')}`, details: { redemption: said('redemption') } } : null
    case 'coupon.due': return { kind: 'reward_code', cause: `coupon/${said('cause')}/${said('discount')}`, details: { coupon: `${said('cause')}/${said('discount')}`, occasion: said('occasion') }, isOfDay: OF_A_DAY.has(said('occasion')) }
    case 'coupon.issued': return { kind: 'reward_code', cause: `issued/${said('cause')}`, details: { issued: said('cause'), isOfMany: payload['isOfMany'] === true } }
    case 'points.expiring':
    case 'points.expiry_notice': return {
      kind: 'points_expiring', cause: `${said('unit')}/${said('lastDay')}/${said('days')}`, isOfDay: true, details: { unit: said('unit'), lastDay: said('lastDay'), isNotice: topic === 'points.expiry_notice' },
    }
    default: return null
  }
}

/** The name of reaching a level: once, until it was lost. */
export function levelCause(payload: FactRow['payload'], which: 'from' | 'to'): string {
  return `${String(payload['track'])}/${String(payload[which])}`
}
