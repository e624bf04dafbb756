import type { PriceMoment } from '#engine/pricing/prior-price'
import { nameActors } from '#server/modules/keys/index'
import type { ReadContext } from '#server/platform/context'
import { selectChangePage, selectMoments } from './prices.store.ts'
import type { ChangePage, ListChanges } from './schemas.ts'

/** How the prices of a product changed in a market, in pages, in the order in which they were told, and by whom, by their names of now. */
export async function listChanges(ctx: ReadContext, { sku, market, after = '0', limit }: ListChanges): Promise<ChangePage> {
  const rows = await selectChangePage(ctx, { market, sku, after: Number(after), most: limit + 1 })
  const page = rows.slice(0, limit)
  const names = await nameActors(ctx, page.map(({ changedBy }) => changedBy))
  return { changes: page.map(({ no: _, sku: __, ...change }) => ({ ...change, changedByName: names.get(change.changedBy) ?? null })), next: rows.length > limit ? String(page.at(-1)?.no) : null }
}

/** Every price that everybody could have of these products in a market, by SKU, in the order in which they were told. */
export async function readMoments(ctx: ReadContext, { market, skus }: { market: string; skus: readonly string[] }): Promise<Map<string, PriceMoment[]>> {
  const rows = skus.length === 0 ? [] : await selectMoments(ctx, market, skus)
  return Map.groupBy(rows, ({ sku }) => sku)
}
