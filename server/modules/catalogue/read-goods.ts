import { shownLists, unsoldTo, type Seer } from '#engine/pricing/access'
import type { Good, ListedPrice } from '#engine/pricing/cart'
import type { Ratio } from '#engine/ratio'
import { scale } from '#engine/ratio'
import type { ReadContext } from '#server/platform/context'
import type { ListKind, PriceRow, Seers, SoldProduct } from './catalogue.store.ts'
import { selectShelf } from './prices.store.ts'

const ANYBODY: Seer = { isMember: false, tags: [], levels: [], memberIds: [] }

type SeenPrice = PriceRow & { kind: ListKind }
type Asked = Seers & { skus: readonly string[]; reference: Ratio | null }

/** Products by SKU as one shopper may see them, and the lists that they see alone where one of them hides all others. */
export type Goods = { goods: Map<string, Good>; only: readonly string[]; /** Those that are sold to everybody now. */ open: ReadonlySet<string> }

/**
 * Products with the prices that a shopper may have in a market, by SKU; those that there are not are absent, and those that are not sold to them
 * have no price. `reference` are minor units of the base currency per minor unit of the market's; where there is none, nobody knows what a
 * product costs there.
 */
export async function readGoods(ctx: ReadContext, { skus, reference, ...seers }: Asked): Promise<Goods> {
  const { products, ...seen } = await selectShelf(ctx, seers, [...new Set(skus)])
  const lists = new Map(shownLists(seen.lists).map((list) => [list.list, list]))
  const prices = Map.groupBy(seen.prices, ({ sku }) => sku)
  const priced = (sku: string) => (prices.get(sku) ?? []).flatMap((price): SeenPrice[] => {
    const list = lists.get(price.list)
    return list === undefined ? [] : [{ ...price, kind: list.kind }]
  })
  const goods = products.map((product): [string, Good] => {
    const unsold = product.isRetired ? { why: 'retired' as const, from: null } : unsoldTo(seers, product.access, seers.at)
    return [product.sku, { ...goodOf(product, { prices: unsold === null ? priced(product.sku) : [], reference }), unsold }]
  })
  const open = products.filter(({ isRetired, access }) => !isRetired && unsoldTo(ANYBODY, access, seers.at) === null)
  return { goods: new Map(goods), open: new Set(open.map(({ sku }) => sku)), only: seen.lists.some(({ isOnly }) => isOnly) ? [...lists.keys()] : [] }
}

function goodOf({ sku, tags, isGiftCard, isSaleItem, costMinor, freightMinor, dutyMinor, minQuantity, increment }: SoldProduct, { prices, reference }: { prices: readonly SeenPrice[]; reference: Ratio | null }): Good {
  const here = (minor: number) => (reference === null ? null : scale(minor, [reference[1], reference[0]], 'half_even'))
  const retail = prices.find((price) => price.kind === 'retail' && price.minQuantity === 1 && price.increment === 1)
  return {
    sku, tags, isGiftCard, isSaleItem, minQuantity, increment, retailMinor: retail?.unitMinor ?? null,
    prices: prices.filter((price) => price !== retail).map(({ kind, list, unitMinor, ...step }): ListedPrice => ({ source: kind === 'retail' ? 'quantity_break' : kind, list, minQuantity: step.minQuantity, increment: step.increment, unitMinor })),
    costMinor: costMinor === null ? null : here(costMinor), freightMinor: here(freightMinor) ?? 0, dutyMinor: here(dutyMinor) ?? 0,
  }
}
