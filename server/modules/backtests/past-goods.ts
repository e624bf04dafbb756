import type { Instant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import type { Program } from '#engine/program/program'
import type { PastGood, PastGoods } from '#engine/simulate/past-cart'
import { readGoods } from '#server/modules/catalogue/index'
import type { ReadContext } from '#server/platform/context'

/** What the catalogue knows now of the products that were bought in these events, and of those that programs give: what they are, and what they cost in the base currency. */
export async function readPastGoods(ctx: ReadContext, { programs, events, from }: { programs: readonly Program[]; events: Iterable<MemberEvent>; from: Instant }): Promise<PastGoods> {
  const skus = new Set(programs.flatMap(({ pricing, rewards }) => [...pricing.discounts.flatMap(({ gift }) => gift ?? []), ...rewards.flatMap(({ gives }) => ('sku' in gives ? gives.sku : []))]))
  const isPriced = programs.some(({ pricing }) => pricing.isTold)
  for (const event of isPriced ? events : []) {
    const bought = event.kind === 'order.paid' && event.at >= from ? event.order.lines : []
    for (const { sku } of bought) skus.add(sku)
  }
  const market = programs[0]?.defaultMarket ?? ''
  if (skus.size === 0) return new Map()
  // Prices of a history are those that were paid: only what products are and cost is taken, in minor units of the base currency.
  const { goods } = await readGoods(ctx, { market, at: ctx.now, isMember: false, tags: [], levels: [], memberIds: [], skus: [...skus], reference: [1, 1] })
  return new Map([...goods].map(([sku, { tags, isGiftCard, isSaleItem, costMinor, freightMinor, dutyMinor }]): [string, PastGood] => [sku, { tags, isGiftCard, isSaleItem, costMinor, freightMinor: freightMinor ?? 0, dutyMinor: dutyMinor ?? 0 }]))
}
