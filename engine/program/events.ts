/** The type of an event's field, as `events:` declares it; integers are whole, lists are of text. */
export type FieldType = 'text' | 'integer' | 'boolean' | 'list'
export type EventFields = Readonly<Record<string, FieldType>>

/** Events about an order that rules may award on: they see the order. */
const ORDER_EVENTS = ['order.paid']
/** What else happens to orders, points and members. It may count as activity, but no rule awards on it. */
const OTHER_EVENTS = [
  'order.delivered', 'order.refunded', 'order.charged_back', 'order.exchanged', 'credit.noted', 'company.volume', 'company.buyer_added', 'company.buyer_left', 'company.sharing_set', 'company.left', 'tier.set',
  'member.changed', 'member.merged', 'member.unmerged', 'points.adjusted', 'points.approved', 'points.rejected', 'points.spent', 'points.held',
  'points.sent', 'points.received', 'debt.forgiven', 'hold.committed', 'hold.released', 'spend.cancelled',
  'reward.redeemed', 'entitlement.granted', 'entitlement.withdrawn', 'entitlement.used',
]
/** What a reward's condition sees of the request for it. */
export const REDEEMED = 'reward.redeemed'
/** What the engine itself tells rules, with the fields it fills. */
const MEMBER_EVENTS: Readonly<Record<string, EventFields>> = { 'member.joined': {}, 'tier.entered': { track: 'text', level: 'text' } }
/** What stores usually send; any other name is as good once a rule awards on it or `events:` declares it. */
const USUAL_EVENTS = [
  'profile_completed', 'subscribed', 'reviewed', 'shared', 'checked_in', 'survey_answered', 'referred', 'birthday', 'anniversary', 'registered', 'name_card',
]

/** Whether a rule on this event sees an order. */
export function isOrderEvent(name: string): boolean {
  return ORDER_EVENTS.includes(name)
}

/** Whether the engine names this event itself, so that no store can send it as an activity of its own. */
export function isReserved(name: string): boolean {
  return name.startsWith('order.') || OTHER_EVENTS.includes(name) || Object.hasOwn(MEMBER_EVENTS, name)
}

/** Whether a rule may award on this event: an order paid, what the engine tells of members, or any event of the store's own. */
export function canAward(name: string): boolean {
  return isOrderEvent(name) || Object.hasOwn(MEMBER_EVENTS, name) || !isReserved(name)
}

/** The fields that conditions read of an event: those that the document declares, or the engine's own. */
export function fieldsOf(name: string, declared: Readonly<Record<string, EventFields | undefined>>): EventFields {
  if (Object.hasOwn(MEMBER_EVENTS, name)) return MEMBER_EVENTS[name]!
  return (Object.hasOwn(declared, name) ? declared[name] : undefined) ?? {}
}

/** Every event that has a name without any document. */
export function namedEvents(): string[] {
  return [...ORDER_EVENTS, ...Object.keys(MEMBER_EVENTS), ...OTHER_EVENTS, ...USUAL_EVENTS]
}
