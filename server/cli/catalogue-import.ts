import { formatMoney } from '#engine/money'
import type { Program } from '#engine/program/program'
import { createBadLines, FileError, type BadLine } from '#server/connectors/csv/index'
import { listLists, putPrices, putProducts } from '#server/modules/catalogue/index'
import { readTimeline } from '#server/modules/programs/index'
import { checkFloors, type FloorCheck } from '#server/modules/quotes/index'
import type { WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { PRICE_COLUMNS, PRODUCT_COLUMNS, readPrice, readProduct } from '#tables/catalogue-rows'
import { Failure, UsageError } from './exits.ts'
import { onDatabase } from './open-database.ts'
import { openProgress } from './progress.ts'
import { badLineTexts, importTable, none, type Counts, type Refused } from './table-import.ts'
import type { Text } from './text.ts'

export type CatalogueOptions = { store: string; products?: string; prices?: string; json?: boolean }

/** What an import came to; the first 1,000 bad lines are listed, all are counted. */
export type ImportedCatalogue = { products: Counts; prices: Counts; badLineCount: number; badLines: readonly BadLine[]; floors: Floors }
/** Orders of the last days that would leave less than must stay, at the prices and costs that are there now; null where the program has no floor. */
type Floors = Pick<FloorCheck, 'orders' | 'ordersBelow' | 'linesBelow' | 'worst'> | null

/** Of how many days orders are looked at, how many, and how many of the worst lines are told. */
const CHECKED = { days: 30, limit: 200, pages: 5, worst: 5 }
const LISTS_AT_ONCE = 1_000
const ACTOR = { kind: 'system', job: 'catalogue' } as const

/** `rockpool catalogue import`: files of products and prices, by the verbs of the API. Bad lines are told and left out; twice is once. @throws UsageError, Failure */
export async function runCatalogueImport({ store: storeId, products, prices, json = false }: CatalogueOptions, text: Text): Promise<void> {
  if (products === undefined && prices === undefined) throw new UsageError(text.say('cli.catalogue.import.nothing'))
  const imported = await onDatabase(text.locale, ({ database }) => importCatalogue({ database, storeId, products, prices }, text)).catch((error: unknown) => {
    throw error instanceof FileError ? new Failure(error.message) : error
  })
  process.stdout.write(json ? `${JSON.stringify(imported)}\n` : `${toldLines(imported, text).join('\n')}\n`)
}

type Importing = { database: Database; storeId: string; products: string | undefined; prices: string | undefined }
type InStore = <T>(act: (ctx: WriteContext) => Promise<T>) => Promise<T>

async function importCatalogue({ database, storeId, products, prices }: Importing, text: Text): Promise<ImportedCatalogue> {
  const inStore: InStore = (act) => database.inStore(storeId, (db) => act({ db, storeId, actor: ACTOR, now: Date.now() }))
  const program = (await inStore(readTimeline)).at(-1)?.program
  if (program === undefined) throw new Failure(text.say('cli.import.no_store', { storeId }))
  const progress = openProgress(text)
  const badLines = createBadLines()
  try {
    const ofProducts = products === undefined ? none() : await importTable({
      file: products, columns: PRODUCT_COLUMNS, badLines, onProgress: progress.begin('cli.progress.products'), read: (row) => readProduct(row, program.currency), put: (rows) => inStore((ctx) => putProducts(ctx, rows)), whyNot,
    })
    const currencies = prices === undefined ? new Map<string, string>() : await inStore((ctx) => readCurrencies(ctx, program))
    const ofPrices = prices === undefined ? none() : await importTable({
      file: prices, columns: PRICE_COLUMNS, badLines, onProgress: progress.begin('cli.progress.prices'), read: (row) => readPrice(row, currencies), put: (rows) => inStore((ctx) => putPrices(ctx, rows)), whyNot,
    })
    return { products: ofProducts, prices: ofPrices, badLineCount: badLines.count(), badLines: badLines.listed(), floors: await floorsOf(inStore) }
  } finally {
    progress.stop()
  }
}

/** R36: what the store's own last orders would leave now; a warning, and nothing is refused for it. */
async function floorsOf(inStore: InStore): Promise<Floors> {
  const checks: FloorCheck[] = []
  for (let after: string | null | undefined; after !== null && checks.length < CHECKED.pages;) {
    const check: FloorCheck = await inStore((ctx) => checkFloors(ctx, { days: CHECKED.days, limit: CHECKED.limit, ...(after === undefined || after === null ? {} : { after }) }))
    if (!check.hasFloor) return null
    checks.push(check)
    after = check.next
  }
  const sum = (name: 'orders' | 'ordersBelow' | 'linesBelow') => checks.reduce((all, check) => all + check[name], 0)
  const worst = checks.flatMap((check) => check.worst).sort((a, b) => b.shortBaseMinor - a.shortBaseMinor).slice(0, CHECKED.worst)
  return { orders: sum('orders'), ordersBelow: sum('ordersBelow'), linesBelow: sum('linesBelow'), worst }
}

/** What a verb refuses of a row that has the right shape: a list that was taken away meanwhile, a product that is not there. */
function whyNot({ code, details }: AppError): Refused {
  if (code === 'catalogue.list_unknown') return { field: 'list', found: String(details['list']), wanted: 'a price list of the store' }
  return { field: 'sku', found: String(details['sku']), wanted: 'a product of the catalogue' }
}

/** The currency of each price list: that of its market. */
async function readCurrencies(ctx: WriteContext, { markets }: Program): Promise<Map<string, string>> {
  const currencies = new Map<string, string>()
  for (let after: string | undefined; ;) {
    const { lists, next } = await listLists(ctx, { ...(after === undefined ? {} : { after }), limit: LISTS_AT_ONCE })
    for (const { list, market } of lists) if (markets[market] !== undefined) currencies.set(list, markets[market].currency)
    if (next === null) return currencies
    after = next
  }
}

function toldLines({ products, prices, badLineCount, badLines, floors }: ImportedCatalogue, text: Text): string[] {
  const { say, locale } = text
  const money = (minor: number, currency: string) => formatMoney(minor, currency, locale)
  return [
    say('cli.catalogue.import.products', counted(products)), say('cli.catalogue.import.prices', counted(prices)), ...badLineTexts({ badLineCount, badLines }, text),
    ...(floors === null || floors.ordersBelow === 0 ? [] : [say('cli.catalogue.import.below', { below: floors.ordersBelow, count: floors.orders, days: CHECKED.days })]),
    ...(floors?.worst ?? []).map(({ orderId, sku, currency, marginMinor, netMinor, floorMinor }) => say('cli.catalogue.import.breach', { order: orderId, sku, margin: money(marginMinor, currency), net: money(netMinor, currency), floor: money(floorMinor, currency) })),
  ]
}

function counted(counts: Counts): Counts & { count: number } {
  return { ...counts, count: counts.created + counts.changed + counts.unchanged }
}
