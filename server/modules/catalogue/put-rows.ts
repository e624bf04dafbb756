import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { pathText, shapeProblems, shown } from '#engine/shape'
import type { WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { inStoreUnless } from '#server/platform/dry-run'
import { AppError } from '#server/platform/errors'
import { hasPermission } from '#server/platform/require-permission'
import type { Call, Reply } from '#server/platform/route'
import { inwardOf } from '#server/platform/translate-shape'
import { selectProducts } from './catalogue.store.ts'
import { putAccess } from './put-access.ts'
import { putPrices } from './put-prices.ts'
import { putProducts, type Outcome } from './put-products.ts'
import { putEarlier } from './put-earlier.ts'
import { MOST_ROWS, PutAccess, PutEarlier, PutPrice, PutProduct, type PutResults } from './schemas.ts'

type House = { database: Database }
type Put<T extends TSchema> = { field: string; row: T; put: (ctx: WriteContext, rows: readonly Static<T>[]) => Promise<readonly (Outcome | AppError)[]> }

/** Up to a thousand products, each with a result of its own: a wrong one fails no other. Whoever may not see costs, and names none, takes none away. */
export const putProductRows = openPut({
  field: 'products', row: PutProduct,
  put: async (ctx, rows) => putProducts(ctx, (await withKeptCosts(ctx, rows)).map(({ name = null, tags = [], isGiftCard = false, isSaleItem = false, costMinor = null, freightMinor = 0, dutyMinor = 0, minQuantity = 1, increment = 1, isRetired = false, sku }) => (
    { sku, name, tags, isGiftCard, isSaleItem, costMinor, freightMinor, dutyMinor, minQuantity, increment, isRetired }
  ))),
})

/** The same of prices. */
export const putPriceRows = openPut({
  field: 'prices', row: PutPrice,
  put: (ctx, rows) => putPrices(ctx, rows.map(({ list, sku, minQuantity = 1, increment = 1, unitMinor }) => ({ list, sku, minQuantity, increment, unitMinor }))),
})

/** The same of whom products are sold to. */
export const putAccessRows = openPut({ field: 'products', row: PutAccess, put: putAccess })

/** The same of what prices were before they were known. */
export const putEarlierRows = openPut({ field: 'changes', row: PutEarlier, put: (ctx, rows) => putEarlier(ctx, rows.map(({ minQuantity = 1, ...row }) => ({ ...row, minQuantity }))) })

/** The same rows; of one that names no cost, put by somebody who sees none, with what the product costs already. */
async function withKeptCosts(ctx: WriteContext, rows: readonly Static<typeof PutProduct>[]): Promise<readonly Static<typeof PutProduct>[]> {
  const isSilent = ({ costMinor, freightMinor, dutyMinor }: Static<typeof PutProduct>): boolean => costMinor === undefined && freightMinor === undefined && dutyMinor === undefined
  const silent = hasPermission(ctx.actor, 'catalogue:costs') ? [] : rows.filter(isSilent)
  if (silent.length === 0) return rows
  const known = new Map((await selectProducts(ctx, silent.map(({ sku }) => sku))).map(({ sku, costMinor, freightMinor, dutyMinor }) => [sku, { costMinor, freightMinor, dutyMinor }]))
  return rows.map((row) => (isSilent(row) ? { ...row, ...known.get(row.sku) } : row))
}

function openPut<T extends TSchema>({ field, row, put }: Put<T>): (house: House, call: Call, body: unknown) => Promise<Reply<PutResults>> {
  const validator = Compile(row)
  const inward = inwardOf(row)
  return async ({ database }, { storeId, actor, now, problemOf }, body) => {
    const { rows, isDryRun } = readBody(body, field)
    const read = rows.map((one) => (validator.Check(one) ? inward(one) : { value: one, problems: shapeProblems(validator, one) }))
    const errors = read.map(({ problems }) => (problems.length === 0 ? null : new AppError('invalid', 'http.wrong_shape', { errors: problems.map(({ keys, ...problem }) => ({ path: pathText(keys), ...problem })) })))
    const good = read.flatMap(({ value, problems }) => (problems.length === 0 ? [value as Static<T>] : []))
    const outcomes = good.length === 0 ? [] : [...(await inStoreUnless(database, { storeId, isDryRun }, (db) => put({ db, storeId, actor, now }, good)))]
    const results = errors.map((error): PutResults['results'][number] => {
      const outcome = error ?? (outcomes.shift() as Outcome | AppError)
      if (typeof outcome === 'string') return { status: outcome === 'created' ? 201 : 200, outcome }
      const problem = problemOf(outcome)
      return { status: problem.status, problem }
    })
    return { status: 200, body: { results } }
  }
}

/** The rows of a request, and whether it is only tried. @throws AppError http.wrong_shape */
function readBody(body: unknown, field: string): { rows: unknown[]; isDryRun: boolean } {
  const { [field]: rows, isDryRun = false, ...rest } = (typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {}) as Record<string, unknown>
  const extra = Object.keys(rest).map((name) => ({ path: name, found: shown(rest[name]), wanted: `nothing beside "${field}"`, code: 'unknown_field' }))
  const isList = Array.isArray(rows) && rows.length >= 1 && rows.length <= MOST_ROWS
  const found = Array.isArray(rows) ? `a list of ${rows.length}` : rows === undefined ? 'nothing' : shown(rows)
  const isTold = typeof isDryRun === 'boolean' ? [] : [{ path: 'isDryRun', found: shown(isDryRun), wanted: 'true or false', code: 'wrong_type' }]
  const errors = [...(isList ? [] : [{ path: field, found, wanted: `a list of 1 to ${MOST_ROWS} rows`, code: 'out_of_range' }]), ...isTold, ...extra]
  if (errors.length > 0) throw new AppError('invalid', 'http.wrong_shape', { errors })
  return { rows: rows as unknown[], isDryRun: isDryRun === true }
}
