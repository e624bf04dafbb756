import type { Instant } from '#engine/calendar'
import type { EventBody, MemberEvent } from '#engine/member/event'
import type { Recording } from '#server/modules/activity/index'

const SECOND = 1_000

/** A paid order of one to three lines, the same for the same number. */
export function paidOrder(number: number): EventBody {
  const lines = Array.from({ length: 1 + (number % 3) }, (_, line) => ({ id: String(line + 1), sku: `S${(number * 7 + line) % 500}`, quantity: 1 + ((number + line) % 3), amountMinor: 500 + ((number * 13 + line * 101) % 9_500) }))
  return { kind: 'order.paid', order: { id: `O${number}`, currency: 'USD', lines, shippingMinor: 490 } }
}

/** An event of the shop's, the order of that number, so many seconds after the beginning. */
export function orderEvent(number: number, at: Instant): MemberEvent {
  return { source: 'shop', id: `O${number}`, at, ...paidOrder(number) }
}

/** Orders by number, each of another member in turn, in the order of time. */
export function orderRecordings({ from, count, members, began }: { from: number; count: number; members: number; began: Instant }): Recording[] {
  return Array.from({ length: count }, (_, index) => ({ member: { externalId: customer((from + index) % members) }, event: orderEvent(from + index, began + (from + index) * SECOND) }))
}

/** The shop's id of a member. */
export function customer(number: number): string {
  return `customer-${number}`
}

/** A list in batches of at most so many. */
export function inBatches<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, batch) => list.slice(batch * size, (batch + 1) * size))
}
