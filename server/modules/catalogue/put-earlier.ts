import { instantText } from '#engine/calendar'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { holdLists, selectKnownSkus, type PriceKey } from './catalogue.store.ts'
import { insertEarlier, selectChangesOf, type EarlierRow } from './prices.store.ts'
import type { Outcome } from './put-products.ts'

/**
 * Tells what prices were before the first that is known of them: null for none. Sent twice it is once; what is known is not told anew.
 * One that is wrong is answered with an error: catalogue.list_unknown, catalogue.product_unknown, catalogue.price_known.
 */
export async function putEarlier(ctx: WriteContext, rows: readonly EarlierRow[]): Promise<(Outcome | AppError)[]> {
  const lists = new Set((await holdLists(ctx, [...new Set(rows.map(({ list }) => list))])).map(({ list }) => list))
  const skus = new Set(await selectKnownSkus(ctx, [...new Set(rows.map(({ sku }) => sku))]))
  const known = Map.groupBy(await selectChangesOf(ctx, rows), keyOf)
  const judged = rows.map((row): Outcome | AppError => {
    if (!lists.has(row.list)) return new AppError('invalid', 'catalogue.list_unknown', { list: row.list })
    if (!skus.has(row.sku)) return new AppError('invalid', 'catalogue.product_unknown', { sku: row.sku })
    const changes = known.get(keyOf(row)) ?? []
    if (changes.some(({ effectiveAt, toMinor }) => effectiveAt === row.at && toMinor === row.unitMinor)) return 'unchanged'
    const first = Math.min(ctx.now, ...changes.map(({ effectiveAt }) => effectiveAt))
    return row.at < first ? 'created' : new AppError('conflict', 'catalogue.price_known', { sku: row.sku, list: row.list, from: instantText(first) })
  })
  const told = rows.filter((_, index) => judged[index] === 'created').sort((a, b) => a.at - b.at)
  const before = new Map<string, number | null>()
  const changes = told.map((row) => {
    const fromMinor = before.get(keyOf(row)) ?? null
    before.set(keyOf(row), row.unitMinor)
    return { ...row, fromMinor }
  })
  if (changes.length > 0) await insertEarlier(ctx, changes)
  return judged
}

function keyOf({ list, sku, minQuantity }: PriceKey): string {
  return JSON.stringify([list, sku, minQuantity])
}
