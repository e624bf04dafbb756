import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openTestWorld, type TestWorld } from '#server/migrations/testing'
import { createStore } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import { newId } from '#server/platform/ids'
import { publishProgram, readTimeline } from './index.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const NOW = Date.UTC(2026, 0, 5)
const PLAIN = { program: 'plain', name: 'Plain', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1' }, de: { currency: 'EUR', earn: '1', reference_rate: '1.1' } }, earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }] }

let world: TestWorld
beforeAll(async () => {
  world = await openTestWorld()
})
afterAll(() => world?.close())

async function openStore(): Promise<<T>(act: (ctx: WriteContext) => Promise<T>) => Promise<T>> {
  const storeId = newId('str', NOW)
  const inStore = <T>(act: (ctx: WriteContext) => Promise<T>) => world.database.inStore(storeId, (db) => act({ db, storeId, actor: { kind: 'system', job: 'test' }, now: NOW }))
  await inStore((ctx) => createStore(ctx, { name: 'Test', kind: 'live' }))
  return inStore
}

test('the first program is in force since ever, a later one from its time on, and a document keeps its order', async () => {
  const inStore = await openStore()
  expect(await inStore((ctx) => publishProgram(ctx, { document: PLAIN }))).toMatchObject({ version: 1 })
  expect(await inStore((ctx) => publishProgram(ctx, { document: PLAIN, from: NOW + 1, mode: 'new_periods' }))).toMatchObject({ version: 2, from: NOW + 1 })
  const timeline = await inStore(readTimeline)
  expect(timeline.map(({ version, mode, program }) => [version, mode, program.defaultMarket])).toEqual([[1, 'all', 'us'], [2, 'new_periods', 'us']])
})

test('a program with mistakes, one for the past and one before another are refused, and leave nothing', async () => {
  const inStore = await openStore()
  await expect(inStore((ctx) => publishProgram(ctx, { document: { ...PLAIN, zone: 'Mars/Base' } }))).rejects.toMatchObject({ kind: 'invalid', code: 'programs.wrong' })
  await inStore((ctx) => publishProgram(ctx, { document: PLAIN }))
  await expect(inStore((ctx) => publishProgram(ctx, { document: PLAIN, from: NOW - 1 }))).rejects.toMatchObject({ code: 'programs.publication_before_commit' })
  await inStore((ctx) => publishProgram(ctx, { document: PLAIN, from: NOW + 10 }))
  await expect(inStore((ctx) => publishProgram(ctx, { document: PLAIN, from: NOW + 10 }))).rejects.toMatchObject({ kind: 'conflict', code: 'programs.publication_out_of_order' })
  expect(await inStore(readTimeline)).toHaveLength(2)
})

test('ten who publish at once publish one after the other', async () => {
  const inStore = await openStore()
  await inStore((ctx) => publishProgram(ctx, { document: PLAIN }))
  const made = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => inStore((ctx) => publishProgram(ctx, { document: PLAIN, from: NOW + 1 + n }))))
  const versions = made.flatMap((one) => (one.status === 'fulfilled' ? one.value.version : [])).sort((a, b) => a - b)
  expect(versions).toEqual(versions.map((_, index) => index + 2))
  expect(made.flatMap((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : []))).toEqual(Array<string>(10 - versions.length).fill('programs.publication_out_of_order'))
})
