import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { amendmentOf } from '#engine/member/amend'
import type { EventBody, MemberEvent } from '#engine/member/event'
import { emptyMember, snapshotOf } from '#engine/member/parts'
import { openTestWorld, type TestWorld } from '#server/migrations/testing'
import { requireMember } from '#server/modules/members/index'
import { readState, rebuildMember, reportStore, verifyStore } from './index.ts'
import { openTestStore, paid, type TestStore } from './testing.ts'

vi.setConfig({ testTimeout: 120_000 })

let world: TestWorld
beforeAll(async () => { world = await openTestWorld() }, 120_000)
afterAll(() => world?.close())

const HOUR = 3_600_000
const spend = (points: number): EventBody => ({ kind: 'points.spent', points, purpose: 'checkout' })
const merge = (absorbed: string): EventBody => ({ kind: 'member.merged', absorbed: snapshotOf(emptyMember(absorbed)) })

/** What a member has an hour after the beginning, with what was known before an instant. */
async function pointsOf(store: TestStore, member: string, knownAt?: number): Promise<{ active: number; debt: number }> {
  const { state } = await store.inStore(async (ctx) => readState(ctx, { memberId: await requireMember(ctx, member), allLots: false, knownAt }), store.began + HOUR)
  const { active = 0, debt = 0 } = state.head.units.points ?? {}
  return { active, debt }
}

async function expectTruth(store: TestStore, ...members: string[]): Promise<void> {
  expect((await store.inStore(verifyStore)).lie).toBe(null)
  for (const member of members) expect(await store.inStore(async (ctx) => rebuildMember(ctx, await requireMember(ctx, member)))).toEqual([])
}

/** Corrects an event of the shop, an hour after the beginning. */
async function amend(store: TestStore, member: string, { event, corrections = 0 }: { event: MemberEvent; corrections?: number }): Promise<string> {
  const [answer] = await store.recorder.record({ storeId: store.storeId, actor: { kind: 'system', job: 'test' }, now: store.began + HOUR }, [{ member: { externalId: member }, event: amendmentOf(event, corrections) }])
  return answer?.status === 'refused' ? answer.code : (answer?.status ?? 'none')
}

describe('a correction of an order', () => {
  test('changes what the order was worth; what was spent of it stays spent, as debt', async () => {
    const store = await openTestStore(world)
    await store.tell('ada', store.event('p1', paid('o1', 5_000)))
    await store.tell('ada', store.event('s1', spend(50), 1))
    expect(await amend(store, 'ada', { event: store.event('p1', paid('o1', 1_000)) })).toBe('accepted')
    expect(await pointsOf(store, 'ada')).toEqual({ active: 0, debt: 40 })
    expect(await amend(store, 'ada', { event: store.event('p1', paid('o1', 9_000)), corrections: 1 })).toBe('accepted')
    expect(await pointsOf(store, 'ada')).toEqual({ active: 40, debt: 0 })
    expect((await store.inStore((ctx) => reportStore(ctx))).points).toMatchObject({ earned: 90, spent: 50, active: 40, debt: 0 })
    await expectTruth(store, 'ada')
  })

  test('is once when told twice, and two at once cannot both be the first', async () => {
    const store = await openTestStore(world)
    const event = store.event('p1', paid('o1', 5_000))
    await store.tell('ada', event)
    const [one, other] = [store.event('p1', paid('o1', 1_000)), store.event('p1', paid('o1', 2_000))]
    expect(await amend(store, 'ada', { event: one })).toBe('accepted')
    expect(await amend(store, 'ada', { event: one })).toBe('duplicate')
    expect(await amend(store, 'ada', { event: other })).toBe('conflict')
    expect(await store.tell('ada', event)).toMatchObject({ status: 'duplicate', balances: { points: { active: 50 } } })
    expect(await pointsOf(store, 'ada')).toEqual({ active: 10, debt: 0 })
  })

  test('leaves what was known before as it was known, and may move the order in time', async () => {
    const store = await openTestStore(world)
    await store.tell('ada', store.event('p1', paid('o1', 5_000)))
    await store.tell('ada', store.event('p2', paid('o2', 300), 5))
    expect(await amend(store, 'ada', { event: store.event('p1', paid('o1', 1_000), 30) })).toBe('accepted')
    expect(await pointsOf(store, 'ada')).toEqual({ active: 13, debt: 0 })
    expect(await pointsOf(store, 'ada', store.began + HOUR)).toEqual({ active: 53, debt: 0 })
    const { state } = await store.inStore(async (ctx) => readState(ctx, { memberId: await requireMember(ctx, 'ada'), allLots: false, at: store.began + 20 * 60_000 }))
    expect(state.head.units.points).toMatchObject({ active: 3 })
    await store.tell('ada', store.event('p3', paid('o3', 200), 10))
    expect(await pointsOf(store, 'ada')).toEqual({ active: 15, debt: 0 })
    await expectTruth(store, 'ada')
  })

  test('gives back what it had of a limit that all members share', async () => {
    const program = { program: 'shared', name: 'Shared', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1' } }, earn: [{ id: 'purchase', on: 'order.paid', rate: 'market', caps: { program: 60 } }] }
    const store = await openTestStore(world, program)
    await store.tell('ada', store.event('p1', paid('o1', 5_000)))
    expect(await amend(store, 'ada', { event: store.event('p1', paid('o1', 1_000)) })).toBe('accepted')
    await store.tell('bob', store.event('p2', paid('o2', 9_000), 1))
    expect([await pointsOf(store, 'ada'), await pointsOf(store, 'bob')]).toEqual([{ active: 10, debt: 0 }, { active: 50, debt: 0 }])
    await expectTruth(store, 'ada', 'bob')
  })

  test('goes along when its member is merged; from then on the order cannot be corrected', async () => {
    const store = await openTestStore(world)
    await store.tell('ada', store.event('p1', paid('o1', 5_000)))
    await store.tell('bob', store.event('p2', paid('o2', 2_000)))
    await amend(store, 'bob', { event: store.event('p2', paid('o2', 700)) })
    expect(await store.tell('ada', store.event('m1', merge('bob'), 10))).toMatchObject({ status: 'accepted' })
    expect(await pointsOf(store, 'ada')).toEqual({ active: 57, debt: 0 })
    expect(await amend(store, 'bob', { event: store.event('p2', paid('o2', 900)), corrections: 1 })).toBe('event.not_amendable')
    expect(await amend(store, 'ada', { event: store.event('p1', paid('o1', 6_000)) })).toBe('accepted')
    expect(await pointsOf(store, 'ada')).toEqual({ active: 67, debt: 0 })
    await expectTruth(store, 'ada', 'bob')
  })

  test('that names nothing, another kind of event or another member’s is refused, and changes nothing', async () => {
    const store = await openTestStore(world)
    await store.tell('ada', store.event('p1', paid('o1', 5_000)))
    expect(await amend(store, 'ada', { event: store.event('p9', paid('o9', 100)) })).toBe('event.not_amendable')
    expect(await amend(store, 'ada', { event: store.event('p1', spend(10)) })).toBe('event.not_amendable')
    expect(await amend(store, 'bob', { event: store.event('p1', paid('o1', 100)) })).toBe('event.not_amendable')
    expect(await pointsOf(store, 'ada')).toEqual({ active: 50, debt: 0 })
    await expectTruth(store, 'ada')
  })
})
