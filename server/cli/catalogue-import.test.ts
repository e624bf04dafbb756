import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { TestWorld } from '#server/migrations/testing'
import { openRecorder } from '#server/modules/activity/index'
import { listPrices, listProducts, createList } from '#server/modules/catalogue/index'
import type { WriteContext } from '#server/platform/context'
import type { ImportedCatalogue } from './catalogue-import.ts'
import { openCliWorld, rockpool } from './testing.ts'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

const folder = mkdtempSync(join(tmpdir(), 'rockpool-catalogue-'))
let world: TestWorld
beforeAll(async () => {
  world = await openCliWorld()
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

/** A store with retail prices in dollars and in yen. */
async function openStore(): Promise<{ store: string; inStore: <T>(act: (ctx: WriteContext) => Promise<T>) => Promise<T> }> {
  const { store } = JSON.parse((await rockpool('stores', 'create', 'Catalogue', '--program', 'programs/fashion.yaml', '--json')).output) as { store: string }
  const inStore = <T>(act: (ctx: WriteContext) => Promise<T>) => world.database.inStore(store, (db) => act({ db, storeId: store, actor: { kind: 'system', job: 'test' }, now: Date.now() }))
  for (const market of ['us', 'jp']) await inStore((ctx) => createList(ctx, { list: market, kind: 'retail', market }))
  return { store, inStore }
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text)
  return join(folder, name)
}

async function importOf(store: string, files: { products?: string; prices?: string }): Promise<ImportedCatalogue> {
  const { output } = await rockpool('catalogue', 'import', '--store', store, '--json', ...Object.entries(files).flatMap(([name, path]) => [`--${name}`, path]))
  return JSON.parse(output) as ImportedCatalogue
}

const counts = (created: number, changed: number, unchanged: number) => ({ created, changed, unchanged, deleted: 0 })

test('files of products and prices come in, and twice is once', async () => {
  const { store, inStore } = await openStore()
  const products = file('products.csv.gz', 'sku,cost,tags,gift_card,sale\nCOAT,42.00,outer | wool,,true\nCARD,,,true,\n"A ""b"", c",1,,,\n')
  const prices = file('prices.csv', 'sku,list,min_quantity,price\nCOAT,us,,100.00\nCOAT,us,10,90\nCOAT,jp,1,15000\nCARD,us,1,25.5\nCOAT,us,10,89.99\n')
  expect(await importOf(store, { products, prices })).toEqual({ products: counts(3, 0, 0), prices: counts(5, 0, 0), badLineCount: 0, badLines: [], floors: { orders: 0, ordersBelow: 0, linesBelow: 0, worst: [] } })
  expect(await importOf(store, { products, prices })).toEqual({ products: counts(0, 0, 3), prices: counts(0, 0, 5), badLineCount: 0, badLines: [], floors: { orders: 0, ordersBelow: 0, linesBelow: 0, worst: [] } })
  expect((await inStore((ctx) => listProducts(ctx, { limit: 10 }))).products).toEqual(expect.arrayContaining([{ sku: 'COAT', name: null, tags: ['outer', 'wool'], isGiftCard: false, isSaleItem: true, minQuantity: 1, increment: 1, isRetired: false, access: [] }, { sku: 'A "b", c', name: null, tags: [], isGiftCard: false, isSaleItem: false, minQuantity: 1, increment: 1, isRetired: false, access: [] }]))
  expect((await inStore((ctx) => listPrices(ctx, { list: 'us', limit: 10 }))).prices).toEqual([{ sku: 'CARD', minQuantity: 1, increment: 1, unitMinor: 2550 }, { sku: 'COAT', minQuantity: 1, increment: 1, unitMinor: 10_000 }, { sku: 'COAT', minQuantity: 10, increment: 1, unitMinor: 8_999 }])
  expect((await inStore((ctx) => listPrices(ctx, { list: 'jp', limit: 10 }))).prices).toEqual([{ sku: 'COAT', minQuantity: 1, increment: 1, unitMinor: 15_000 }])
  const changed = file('changed.csv', 'list,sku,price\nus,COAT,95\n')
  expect((await importOf(store, { prices: changed })).prices).toEqual(counts(0, 1, 0))
})

test('a bad line is told with its number and left out, and the others come in', async () => {
  const { store, inStore } = await openStore()
  const products = file('bad-products.csv', 'sku,cost,gift_card\nA,1.00,\n,1.00,\nB,1.001,\nC,-1,\nD,1.00,maybe\nE,1.00\nF,"1" ,\nG,2.00,false\n')
  const prices = file('bad-prices.csv', 'list,sku,min_quantity,price\nus,A,1,5\nnone,A,1,5\nus,Z,1,5\nus,A,0,5\nus,A,x,5\nus,A,2,\njp,A,1,5.5\nus,G,1,6\n')
  const { products: ofProducts, prices: ofPrices, badLines, badLineCount } = await importOf(store, { products, prices })
  expect([ofProducts, ofPrices, badLineCount]).toEqual([counts(2, 0, 0), counts(2, 0, 0), 12])
  const places = (of: string) => badLines.filter((bad) => bad.file === of).map(({ line, field }) => [line, field]).sort(([a], [b]) => Number(a) - Number(b))
  expect(places(products)).toEqual([[3, 'sku'], [4, 'cost'], [5, 'cost'], [6, 'gift_card'], [7, 'line'], [8, 'line']])
  expect(places(prices)).toEqual([[3, 'list'], [4, 'sku'], [5, 'min_quantity'], [6, 'min_quantity'], [7, 'price'], [8, 'price']])
  expect((await inStore((ctx) => listProducts(ctx, { limit: 10 }))).products.map(({ sku }) => sku)).toEqual(['A', 'G'])
  const { output, code } = await rockpool('catalogue', 'import', '--store', store, '--products', products)
  expect([code, output]).toEqual([0, expect.stringContaining(`${products}:3  sku: found “""”`)])
})

test('a file that is none of these, a store that is not there, and no file at all are refused', async () => {
  const { store } = await openStore()
  const refused = async (...args: string[]) => rockpool('catalogue', 'import', '--store', store, ...args)
  expect(await refused('--products', file('header.csv', 'sku,colour\nA,red\n'))).toMatchObject({ code: 1, complaint: expect.stringContaining('"colour"') })
  expect(await refused('--prices', file('short.csv', 'list,sku\nus,A\n'))).toMatchObject({ code: 1, complaint: expect.stringContaining('no column price') })
  expect(await refused('--prices', file('empty.csv', ''))).toMatchObject({ code: 1, complaint: expect.stringContaining('is empty') })
  expect(await refused('--products', join(folder, 'nowhere.csv'))).toMatchObject({ code: 1, complaint: expect.stringContaining('no such file') })
  expect(await refused()).toMatchObject({ code: 2, complaint: expect.stringContaining('--products') })
  expect(await rockpool('catalogue', 'import', '--store', 'str_none', '--products', file('one.csv', 'sku\nA\n'))).toMatchObject({ code: 1, complaint: expect.stringContaining('str_none') })
})

test('the store’s own orders that would leave too little at the new prices and costs are told, and nothing is refused for it', async () => {
  const { store } = await openStore()
  const recorder = openRecorder(world.database)
  const order = { id: '1001', market: 'us', currency: 'USD', lines: [{ id: '1', sku: 'COAT', quantity: 1, amountMinor: 10_000 }], rate: { rate: '0.9', source: 'test', asOf: '2026-01-01' } }
  const [answer] = await recorder.record({ storeId: store, actor: { kind: 'system', job: 'test' }, now: Date.now() }, [{ member: { externalId: 'ann' }, event: { source: 'shop', id: '1001', at: Date.now() - 86_400_000, kind: 'order.paid', order: order as never } }])
  await recorder.close()
  expect(answer).toMatchObject({ status: 'accepted' })
  const told = (cost: string) => file('cost.csv', `sku,cost\nCOAT,${cost}\n`)
  const prices = file('coat.csv', 'list,sku,price\nus,COAT,100\n')
  expect((await importOf(store, { products: told('10.00'), prices })).floors).toMatchObject({ orders: 1, ordersBelow: 0, worst: [] })
  expect(await importOf(store, { products: told('99.00') })).toMatchObject({ products: { changed: 1 }, floors: { ordersBelow: 1, linesBelow: 1, worst: [{ orderId: '1001', sku: 'COAT', netMinor: 10_000 }] } })
  const { output } = await rockpool('catalogue', 'import', '--store', store, '--products', told('99.00'))
  expect(output).toContain('1 of the one order of the last 30 days would leave less than must stay:')
  expect(output).toMatch(/order 1001, COAT: .* of \$100\.00, and at least \$\d+\.\d\d must stay/)
})
