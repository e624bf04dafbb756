import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sql } from 'kysely'
import type { TestWorld } from '#server/migrations/testing'
import { openCliWorld, rockpool } from './testing.ts'
import type { ImportedVouchers } from './vouchers-import.ts'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

const folder = mkdtempSync(join(tmpdir(), 'rockpool-vouchers-'))
const PROGRAM = 'program: shop\nname: Shop\ncurrency: EUR\nzone: UTC\nmarkets: { eu: { currency: EUR, earn: "1" } }\nearn: []\nrewards: [{ id: film, gives: { voucher: cinema }, points: 50 }]\n'
let world: TestWorld
let store = ''
beforeAll(async () => {
  world = await openCliWorld()
  store = (JSON.parse((await rockpool('stores', 'create', 'Vouchers', '--program', file('shop.yaml', PROGRAM), '--json')).output) as { store: string }).store
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text)
  return join(folder, name)
}

const run = (path: string, ...more: string[]) => rockpool('vouchers', 'import', path, '--store', store, '--list', 'cinema', ...more)
const importOf = async (path: string) => JSON.parse((await run(path, '--json')).output) as ImportedVouchers
const inStore = (statement: ReturnType<typeof sql>) => world.database.inStore(store, (db) => statement.execute(db))

test('a file of codes comes in, twice is once, and what was given stays given', async () => {
  const many = file('many.csv.gz', `code\n${Array.from({ length: 12_000 }, (_, n) => `M-${n}`).join('\n')}\n`)
  expect(await importOf(many)).toEqual({ list: 'cinema', created: 12_000, unchanged: 0, free: 12_000, given: 0, voided: 0, badLineCount: 0, badLines: [] })
  await inStore(sql`update rewards_vouchers set redemption_id = 'r1' where store_id = ${store} and code = 'M-7'`)
  const { code, output } = await run(many)
  expect([code, output]).toEqual([0, '12,000 codes read: 0 new, 12,000 known before.\nList “cinema” has 11,999 free codes; one was given, 0 are void.\nNo bad lines.\n'])
  expect(await importOf(file('more.csv', 'code\r\nM-7\r\n N-1 \r\nN-1\r\n'))).toMatchObject({ created: 1, unchanged: 2, free: 12_000, given: 1 })
})

test('a bad line is told with its number and left out, and the others come in', async () => {
  const path = file('bad.csv', `code\nB-1\n""\n${'x'.repeat(201)}\nB-2,B-3\n"B-"4\n"B\n5"\nB-6\n`)
  const { created, badLines, badLineCount } = await importOf(path)
  expect([created, badLineCount]).toEqual([2, 5])
  expect(badLines.map(({ line, field }) => [line, field]).sort(([a], [b]) => Number(a) - Number(b))).toEqual([[3, 'code'], [4, 'code'], [5, 'line'], [6, 'line'], [7, 'code']])
  expect((await run(path)).output).toContain(`${path}:3  code: found “""”, wanted a text of 1 to 200 characters on one line`)
  expect((await inStore(sql`select code from rewards_vouchers where store_id = ${store} and code like 'B%' order by code`)).rows).toEqual([{ code: 'B-1' }, { code: 'B-6' }])
})

test('a list that no reward names, a file that is none of codes and a store that is not there are refused', async () => {
  const good = file('good.csv', 'code\nG-1\n')
  expect(await rockpool('vouchers', 'import', join(folder, 'nowhere.csv'), '--store', store, '--list', 'opera')).toMatchObject({ code: 1, complaint: expect.stringContaining('opera') })
  expect(await run(file('header.csv', 'voucher\nG-1\n'))).toMatchObject({ code: 1, complaint: expect.stringContaining('no column code; its header is code') })
  expect(await run(join(folder, 'nowhere.csv'))).toMatchObject({ code: 1, complaint: expect.stringContaining('no such file') })
  expect(await rockpool('vouchers', 'import', good, '--store', 'str_none', '--list', 'cinema')).toMatchObject({ code: 1 })
  expect(await rockpool('vouchers', 'import', good, '--store', store)).toMatchObject({ code: 2 })
})
