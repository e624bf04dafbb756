import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkProgram } from '#engine/program/check'
import { ROUTES } from '#server/app/modules'
import { openTestWorld, type TestWorld } from '#server/migrations/testing'
import { openRecorder, rebuildMember, reportStore, selectMemberIds, verifyStore } from '#server/modules/activity/index'
import { listCoupons } from '#server/modules/coupons/index'
import { listPrices, listProducts } from '#server/modules/catalogue/index'
import { readFigures } from '#server/modules/figures/index'
import { findMembers } from '#server/modules/members/index'
import { findSeat } from '#server/modules/seats/index'
import { selectPeople } from '#server/modules/staff/index'
import { getStore, updateClock } from '#server/modules/stores/index'
import type { ReadContext } from '#server/platform/context'
import { openDemoStore } from './demo-store.ts'
import { liveYear } from './live-year.ts'
import { recordYear } from './record-year.ts'
import { staffDesk } from './staff-desk.ts'

const WEEK = 7 * 86_400_000
const NOW = Date.UTC(2026, 5, 1)
const document = readFileSync('server/demo/program.yaml', 'utf8')
const year = liveYear(checkProgram(document).program!, 1)
const folder = mkdtempSync(join(tmpdir(), 'rockpool-demo-'))

let world: TestWorld
beforeAll(async () => { world = await openTestWorld() }, 120_000)
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

const open = (seed = 1) => openDemoStore({ database: world.database, folder, seed, name: 'Demo', document, now: NOW })

test('a year that was interrupted goes on, and what the database tells is what the year was', async () => {
  const { storeId } = await open()
  const recorder = openRecorder(world.database, { linger: 0 })
  const read = <T>(act: (ctx: ReadContext) => Promise<T>) => world.database.readStore(storeId, (db) => act({ db, storeId, actor: { kind: 'system', job: 'test' }, now: NOW }))
  const interruption = new AbortController()
  const recording = { database: world.database, recorder, storeId, signal: interruption.signal }
  let weeks = 0
  await recordYear(year, { ...recording, onProgress: () => (weeks += 1) === 20 && interruption.abort() })
  expect(weeks).toBe(20)
  const half = (await read(getStore)).clockAt as number
  expect(half).toBeLessThan(year.asOf - 180 * 86_400_000)
  // As if it had been cut off when all of the week was told, and the clock not yet moved.
  await world.database.inStore(storeId, (db) => updateClock({ db, storeId, actor: { kind: 'system', job: 'test' }, now: half }, half - WEEK))
  await recordYear(year, { ...recording, onProgress: () => (weeks += 1), signal: new AbortController().signal })
  expect((await read(getStore)).clockAt).toBe(year.asOf - 1)
  const { program: _, ...figures } = await read((ctx) => reportStore(ctx, { at: year.asOf }))
  const { program: __, ...lived } = year.report
  expect(figures).toEqual(lived)
  expect(await read(verifyStore)).toMatchObject({ lie: null })
  for (const member of (await read((ctx) => selectMemberIds(ctx, { after: '', most: 1_000 }))).slice(0, 40)) expect(await read((ctx) => rebuildMember(ctx, member))).toEqual([])
  await expectFurnished(read)
  await expectCompared(read)
  await staffDesk(year, { database: world.database, storeId })
  await expectAllowed(storeId)
  await expectCredit(storeId)
  const before = weeks
  await recordYear(year, { ...recording, onProgress: () => (weeks += 1), signal: new AbortController().signal })
  expect(weeks).toBe(before)
}, 240_000)

/** Staff did nothing in the audit that their seats do not let them do, and say of themselves who they are. */
async function expectAllowed(storeId: string): Promise<void> {
  const entries = await world.database.readStore(storeId, async (db) => (await sql<Entry>`select deed, actor as "staffId", after::jsonb ->> 'author' as author from audit_entries where store_id = ${storeId}`.execute(db)).rows)
  expect(entries.length).toBeGreaterThan(40)
  expect(entries.filter(({ author }) => author !== null).length).toBeGreaterThan(5)
  const permissionOf = new Map(ROUTES.map(({ method, path, permission }) => [`${method} ${path}`, permission]))
  const names = new Map((await selectPeople(world.database.bare, [...new Set(entries.map(({ staffId }) => staffId))])).map(({ staffId, name }) => [staffId, name]))
  for (const { deed, staffId, author } of entries) {
    expect([...(await findSeat(world.database, { storeId, staffId }))!.permissions], `${names.get(staffId)}: ${deed}`).toContain(permissionOf.get(deed))
    expect(author ?? names.get(staffId), deed).toBe(names.get(staffId))
  }
}

/** Some companies buy on credit, in their own currency; who noted it is in the audit, and what they noted is not. */
async function expectCredit(storeId: string): Promise<void> {
  await world.database.readStore(storeId, async (db) => {
    const { rows } = await sql<{ currency: string; netDays: number }>`select currency, net_days as "netDays" from companies_terms where store_id = ${storeId}`.execute(db)
    expect(rows.map(({ currency, netDays }) => `${currency} ${netDays}`).sort()).toEqual(['AED 60', 'EUR 30', 'GBP 30', 'JPY 30', 'USD 60'])
    const entries = (await sql<{ text: string }>`select after::jsonb ->> 'text' as text from audit_entries where store_id = ${storeId} and deed = 'PATCH /companies/:member/terms'`.execute(db)).rows
    expect(entries).toEqual(rows.map(() => ({ text: '•••' })))
  })
}

type Entry = { deed: string; staffId: string; author: string | null }

/** The store's home has something to compare with, but for the year before, when nobody was there. */
async function expectCompared(read: <T>(act: (ctx: ReadContext) => Promise<T>) => Promise<T>): Promise<void> {
  for (const from of ['2025-12-31', '2025-12-29', '2025-12-01']) {
    const { active, expiring, levels } = await read((ctx) => readFigures({ ...ctx, now: year.asOf - 1 }, { from, unit: 'day', activeDays: 90 }))
    expect([active.before, expiring?.before, ...levels.map(({ before }) => before)].every((before) => (before ?? 0) > 0), from).toBe(true)
    expect(Math.abs((active.before ?? 0) - active.members), from).toBeLessThan(active.members / 3)
  }
}

/** What is the database's alone: coupons that orders took, whom companies are, what is sold, who was erased. */
async function expectFurnished(read: <T>(act: (ctx: ReadContext) => Promise<T>) => Promise<T>): Promise<void> {
  const codes = async (discount: string, status: 'expired' | 'used') => (await read((ctx) => listCoupons(ctx, { discount, status, locale: 'en', limit: 1_000 }))).coupons.length
  for (const discount of ['hello', 'birthday-coupon', 'come-back', 'ten-off']) expect([await codes(discount, 'used') > 5, await codes(discount, 'expired') > 5], discount).toEqual([true, true])
  expect((await read((ctx) => listProducts(ctx, { limit: 1_000 }))).products.length).toBeGreaterThan(60)
  const yen = (await read((ctx) => listPrices(ctx, { list: 'retail-jp', limit: 1_000 }))).prices
  for (const { unitMinor } of yen) expect(unitMinor % 100).toBe(0)
  expect((await read((ctx) => listPrices(ctx, { list: 'contract-c03', limit: 1_000 }))).prices.length).toBeGreaterThan(50)
  const erased = year.told.flatMap((one) => ('deed' in one && one.deed.do === 'erase' ? [one.member] : []))
  expect((await read((ctx) => findMembers(ctx, erased))).size).toBe(0)
}

test('the store is found again by its seed, with its key, which only our own user can read', async () => {
  const first = await open(7)
  expect(await open(7)).toEqual(first)
  expect((await open(8)).storeId).not.toBe(first.storeId)
  const file = join(folder, 'demo.json')
  expect(statSync(file).mode & 0o077).toBe(0)
  writeFileSync(file, JSON.stringify({ 7: { ...first, key: `${first.key.slice(0, -4)}AAAA` } }))
  const again = await open(7)
  expect(again.storeId).toBe(first.storeId)
  expect(again.key).not.toBe(first.key)
})
