import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { amendmentOf } from '#engine/member/amend'
import type { EventBody, MemberEvent } from '#engine/member/event'
import { openChance } from '#server/demo/chance'
import { openTestWorld, type TestWorld } from '#server/migrations/testing'
import { requireMember } from '#server/modules/members/index'
import { forgetMembers, readState, rebuildMember, verifyStore } from './index.ts'
import { openTestStore, paid, type TestStore } from './testing.ts'

vi.setConfig({ testTimeout: 120_000 })

let world: TestWorld
beforeAll(async () => {
  world = await openTestWorld()
}, 120_000)
afterAll(() => world?.close())

const FASHION = readFileSync('programs/fashion.yaml', 'utf8')
const EVERY = 3
const openStore = (program?: unknown) => openTestStore(world, program, { checkpointEvery: EVERY })

/** The places of all checkpoints, in minutes from the beginning. */
async function checkpoints({ inStore, began }: TestStore): Promise<number[]> {
  const { rows } = await inStore(({ db }) => sql<{ at: number }>`select at from activity_checkpoints order by at`.execute(db))
  return rows.map(({ at }) => (at - began) / 60_000)
}

/** Rebuild = live and checkpoint = fold for a member; the chain and the sums of the store. */
async function expectTruth(store: TestStore, ...members: string[]): Promise<void> {
  expect((await store.inStore(verifyStore)).lie).toBe(null)
  for (const member of members) expect(await store.inStore(async (ctx) => rebuildMember(ctx, await requireMember(ctx, member)))).toEqual([])
}

/** Orders at the minutes told, in this order. */
async function buy(store: TestStore, ...minutes: number[]): Promise<void> {
  for (const minute of minutes) expect(await store.tell('ada', store.event(`p${minute}`, paid(`o${minute}`, 1_000 + minute), minute))).toMatchObject({ status: 'accepted' })
}

/** Half a year or more of one member: orders, refunds, spends and adjustments, by time. */
function history(store: TestStore, seed: number): MemberEvent[] {
  const chance = openChance(seed)
  const orders: string[] = []
  const deed = (n: number): EventBody => {
    const drawn = chance.between(0, 9)
    if (drawn < 5 || orders.length === 0) {
      orders.push(`o${n}`)
      return paid(`o${n}`, chance.between(100, 20_000))
    }
    if (drawn < 7) return { kind: 'order.refunded', orderId: chance.pick(orders), refund: { amountMinor: chance.between(1, 5_000) } }
    return drawn < 9 ? { kind: 'points.spent', points: chance.between(1, 30), purpose: 'checkout' } : { kind: 'points.adjusted', points: chance.between(-20, 40) || 1, reason: 'test', author: 'mei' }
  }
  return Array.from({ length: 40 }, (_, n) => store.event(`e${n}`, deed(n), n * chance.between(5_000, 9_000)))
}

describe('a checkpoint', () => {
  test.each([1, 2, 3, 4])('is what the events before it make of a member, whatever is told late (seed %i)', async (seed) => {
    const store = await openStore(FASHION)
    const chance = openChance(seed)
    const events = history(store, seed).map((event) => ({ event, place: chance.between(0, 1_000_000) })).sort((a, b) => a.place - b.place)
    let used = 0
    for (const { event } of events) {
      const [before] = await checkpoints(store)
      if (before !== undefined && event.at >= store.began + before * 60_000) used += 1
      await store.tell('ada', event)
      await expectTruth(store, 'ada')
    }
    expect(used).toBeGreaterThan(5)
  })

  test('is kept where a late event happens behind enough others, and dropped by one before it', async () => {
    const store = await openStore()
    await buy(store, 10, 20, 30, 50)
    expect(await checkpoints(store)).toEqual([])
    await buy(store, 40)
    expect(await checkpoints(store)).toEqual([40])
    await buy(store, 45)
    expect(await checkpoints(store)).toEqual([40])
    await buy(store, 15)
    expect(await checkpoints(store)).toEqual([])
    await expectTruth(store, 'ada')
  })

  test('is where the next late event begins: what was before it is not read', async () => {
    const store = await openStore()
    await buy(store, 10, 20, 30, 50, 40)
    await world.owner.inStore(store.storeId, (db) => sql`update activity_checkpoints set member = jsonb_set(member::jsonb, '{head,tags}', '["marked"]')::json`.execute(db))
    expect(await store.inStore(async (ctx) => rebuildMember(ctx, await requireMember(ctx, 'ada')))).toMatchObject([{ part: 'checkpoint 2026-01-05T10:40:00Z head' }])
    await buy(store, 45)
    const { state } = await store.inStore(async (ctx) => readState(ctx, { memberId: await requireMember(ctx, 'ada'), allLots: false }), store.began + 3_600_000)
    expect(state.head.tags).toEqual(['marked'])
  })

  test('is of no member who had to do with a merge or a correction, or was forgotten', async () => {
    const store = await openStore()
    await buy(store, 10, 20, 30, 50, 40)
    expect(await store.tell('ada', amendmentOf(store.event('p20', paid('o20', 500), 20), 0))).toMatchObject({ status: 'accepted' })
    expect(await checkpoints(store)).toEqual([])
    await buy(store, 45)
    expect(await checkpoints(store)).toEqual([])
    await expectTruth(store, 'ada')

    const other = await openStore()
    await buy(other, 10, 20, 30, 50, 40)
    await other.inStore(async (ctx) => forgetMembers(ctx, [await requireMember(ctx, 'ada')]))
    expect(await checkpoints(other)).toEqual([])
  })
})
