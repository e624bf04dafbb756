import type { MomentCause, Posting } from '#sdk/index'
import { deedName, ruleName, thingName, type NamedProgram } from '#console/program/use-document.ts'
import type { Words } from '#console/words/use-words.ts'
import { isOpening } from './lot-origin.ts'

type Told = { source: string; id: string; postings: readonly Pick<Posting, 'reason' | 'orderId' | 'lot'>[]; cause: MomentCause | null }
type In = Pick<Words, 'say' | 'has' | 'language'> & { document: NamedProgram | undefined }

/** What moved because of the order that a credit is of; in all else that order only says where the points were from. */
const OF_ORDERS: ReadonlySet<string> = new Set(['earn', 'activate', 'claw', 'cancel_pending'])
/** What stands beside a movement, and is not why it happened. */
const BESIDE: ReadonlySet<string> = new Set(['repay'])
const MOST_ORDERS = 3

/** What a movement of points is called: the order that earned or lost them, what they were used for, or what was done, never the order of a credit that was only taken from. */
export function momentTitle({ source, id, postings, cause }: Told, words: In): string {
  const { say } = words
  if (isOpening({ source, id })) return say('lots.opening')
  const why = postings.filter(({ reason }) => !BESIDE.has(reason))
  const orders = [...new Set(why.flatMap(({ orderId }) => orderId ?? []))]
  if (why.length > 0 && why.every(({ reason, orderId }) => OF_ORDERS.has(reason) && orderId !== null) && orders.length <= MOST_ORDERS) return say('timeline.order', { order: orders.join(', ') })
  const rules = cause === null && why.length > 0 && why.every(({ reason }) => reason === 'earn') ? [...new Set(why.flatMap(({ lot }) => ruleOfLot(lot) ?? []))] : []
  if (rules.length > 0) return rules.map((rule) => ruleName(words.document, rule, words)).join(say('timeline.and'))
  return (cause === null ? undefined : causeTitle(cause, words)) ?? [...new Set((why.length === 0 ? postings : why).map(({ reason }) => reason))].map((reason) => say(`timeline.moved.${reason}`)).join(say('timeline.and'))
}

/** The rule that a credit is of, which is the third part of its id (`lotId` in `engine/ids.ts`): time itself earns on birthdays, and no event says by which rule. */
function ruleOfLot(lot: string | null): string | undefined {
  return lot?.split('|')[2]
}

/** What an event was, and for what; undefined where we have no word for it. */
export function causeTitle({ type, name, orderId, purpose }: MomentCause, { say, has, document, language }: In): string | undefined {
  const reward = name === null ? null : thingName(document, { type: 'reward.redeemed', name }, language)
  if (type === 'reward.redeemed' && reward !== null) return say('timeline.redeemed', { reward })
  if (type === 'spend.cancelled' && reward !== null) return say('timeline.given_back', { reward })
  if (type === 'points.spent' || type === 'hold.committed') return orderId === null ? say(`timeline.used.${purpose ?? 'checkout'}`) : say('timeline.paid', { order: orderId })
  if (type.startsWith('order.') && orderId !== null) return say('timeline.event_of_order', { event: say(`event.${type}`), order: orderId })
  if (type === 'activity' && name !== null) return deedName(document, name, { say, has, language })
  return has(`event.${type}`) ? say(`event.${type}`) : undefined
}
