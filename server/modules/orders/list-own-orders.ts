import { BEGINNING } from '#engine/program/timeline'
import { selectFeed } from '#server/modules/activity/index'
import { placeText, readPlace, totalOf } from '#server/modules/feed/index'
import { requirePerson } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { KINDS } from './list-orders.ts'
import type { ListOwnOrders, OwnOrderPage } from './schemas.ts'

/** What a member has ordered, the newest first, as what was told last of each order says; those of whom was merged into them are among it. @throws AppError members.unknown, members.erased, http.wrong_shape */
export async function listOwnOrders(ctx: ReadContext, { member, after, limit }: ListOwnOrders): Promise<OwnOrderPage> {
  const { selves } = await requirePerson(ctx, member)
  const before = after === undefined ? { at: -BEGINNING, no: Number.MAX_SAFE_INTEGER } : readPlace(after)
  const { rows, seenTo } = await selectFeed(ctx, { kinds: KINDS, from: BEGINNING, before, memberIds: selves, most: limit }, limit)
  const orders = new Map<string, OwnOrderPage['orders'][number] & { no: number }>()
  for (const { at, no, event } of rows) {
    if (!('order' in event) || (orders.get(event.order.id)?.no ?? -1) > no) continue
    const lines = event.order.lines.filter(({ quantity }) => quantity > 0).map(({ sku, quantity }) => ({ sku, quantity }))
    orders.set(event.order.id, { order: event.order.id, at: orders.get(event.order.id)?.at ?? at, totalMinor: totalOf(event.order), currency: event.order.currency, lines, no })
  }
  return { orders: [...orders.values()].map(({ no: _, ...order }) => order), next: seenTo === null ? null : placeText(seenTo) }
}
