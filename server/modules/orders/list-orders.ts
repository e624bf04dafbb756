import { BEGINNING } from '#engine/program/timeline'
import { orderAwardId } from '#engine/member/award-ids'
import type { Award } from '#engine/member/state'
import { selectAwardsOf, selectFeed, type FeedRow } from '#server/modules/activity/index'
import { changesOf, placeText, readPlace, totalOf } from '#server/modules/feed/index'
import { nameMembers, readGoingOn } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import type { ListedOrder, ListOrders, OrderPage } from './schemas.ts'

/** Most of what a shop tells are orders: they are found among so many events. */
const STRIDE = 10_000
/** Events that are an order; of an exchange the new one. */
export const KINDS = ['order.paid', 'order.exchanged'] as const

/** The orders of the store, the newest first; of one that was corrected what was told first, with what it earns now. @throws AppError http.wrong_shape */
export async function listOrders(ctx: ReadContext, { after, limit }: ListOrders): Promise<OrderPage> {
  const before = after === undefined ? { at: -BEGINNING, no: Number.MAX_SAFE_INTEGER } : readPlace(after)
  const { rows, seenTo } = await selectFeed(ctx, { kinds: KINDS, from: BEGINNING, before, memberIds: null, most: limit }, STRIDE)
  const orders = await tellOrders(ctx, rows.filter(({ event }) => event.amends === undefined))
  return { orders, next: seenTo === null ? null : placeText(seenTo), seenTo: seenTo?.at ?? null }
}

async function tellOrders(ctx: ReadContext, rows: readonly FeedRow[]): Promise<ListedOrder[]> {
  const goesOn = await readGoingOn(ctx, rows.map(({ memberId }) => memberId))
  const people = await nameMembers(ctx, [...goesOn.values()])
  const told = rows.flatMap(({ at, memberId, event }) => ('order' in event ? [{ at, memberId, holder: goesOn.get(memberId) ?? memberId, source: event.source, order: event.order }] : []))
  const wanted = told.flatMap(({ memberId, holder, order }) => [...new Set([memberId, holder])].map((id) => ({ memberId: id, awardId: orderAwardId(order.id) })))
  const awards = new Map((await selectAwardsOf(ctx, wanted)).map(({ memberId, award }) => [`${memberId} ${award.id}`, award]))
  return told.map(({ at, memberId, holder, source, order }) => {
    const award = awards.get(`${holder} ${orderAwardId(order.id)}`) ?? awards.get(`${memberId} ${orderAwardId(order.id)}`)
    return {
      order: order.id, at, source, member: people.get(holder) ?? { memberId: holder, name: null, externalId: null, isTest: false }, totalMinor: totalOf(order), currency: order.currency,
      earned: award === undefined ? [] : changesOf(award), clawed: award === undefined ? [] : clawedOf(award), isWhollyRefunded: award?.isWhollyRefunded ?? false,
    }
  })
}

function clawedOf({ earnings }: Award): ListedOrder['clawed'] {
  const units = new Map<string, number>()
  for (const { unit, clawed } of earnings) units.set(unit, (units.get(unit) ?? 0) + clawed)
  return [...units].filter(([, points]) => points !== 0).map(([unit, points]) => ({ unit, points }))
}
