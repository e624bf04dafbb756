import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { sql } from 'kysely'
import { dayText, parseDay, parseInstant } from '#engine/calendar'
import { amendmentOf } from '#engine/member/amend'
import type { EventBody, MemberEvent } from '#engine/member/event'
import { emptyMember, snapshotOf } from '#engine/member/parts'
import type { Series } from '#engine/member/state'
import { openTestWorld, type TestWorld } from '#server/migrations/testing'
import { advanceDue, countGoingOn, noteChanged, reportStore } from '#server/modules/activity/index'
import { openTestStore, paid, type TestStore } from '#server/modules/activity/testing'
import { findMembers, listTests, updateTest } from '#server/modules/members/index'
import { publishProgram } from '#server/modules/programs/index'
import type { WriteContext } from '#server/platform/context'
import { AS_API } from '#server/platform/csv'
import { figuresCsv } from './figures-csv.ts'
import { readFigures } from './read-figures.ts'
import { rollStore } from './roll-store.ts'
import type { Figures, ReadFigures } from './schemas.ts'

const DAY_MINUTES = 1_440

/** Two markets whose points cost different amounts, points that wait and end, levels, and days that are not those of UTC. */
const PROGRAM = {
  program: 'two', name: 'Two', currency: 'USD', zone: 'Asia/Shanghai',
  markets: { us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } }, eu: { currency: 'USD', earn: '2', redeem: { points: 100, worth: '3.00' } } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }], pending: { days: 3 }, expiry: { after: { days: 40 } }, refund: { claw: 'unlimited' },
  tiers: [{ id: 'main', levels: [{ id: 'start', name: 'Base' }, { id: 'gold', name: 'Gold', entry: { spend: '300', window: 'lifetime' } }] }],
}

let world: TestWorld
beforeAll(async () => {
  world = await openTestWorld()
}, 120_000)
afterAll(() => world?.close())

/** Sums up until nothing is left, in pieces as small as they may be. */
async function rollAll(store: TestStore, now = store.began): Promise<void> {
  while (await store.inStore((ctx) => rollStore(ctx, { worldNow: now, most: 3 }), now));
}

function figuresOf(store: TestStore, now: number, input: Partial<ReadFigures> = {}): Promise<Figures> {
  return store.inStore((ctx) => readFigures(ctx, { unit: 'day', activeDays: 90, ...input }), now)
}

/** Holds the figures by month against the report of the whole history. */
async function expectAsReported(store: TestStore, now: number): Promise<Figures> {
  const report = await store.inStore((ctx) => reportStore(ctx, { at: now }), now)
  const figures = await figuresOf(store, now, { from: '2025-12-01', to: '2026-06-30', unit: 'month' })
  const months = new Map(report.months.map((row) => [row.month, row]))
  for (const part of figures.series) {
    const month = months.get(part.from.slice(0, 7))
    if (month === undefined) expect(part).toMatchObject({ issued: 0, spent: 0, expired: 0, joined: 0 })
    else expect(part).toMatchObject({ issued: month.issued, spent: month.spent, expired: month.expired, joined: month.joined, owed: month.owed, debt: month.debt, liabilityMinor: month.liabilityMinor })
  }
  expect(figures.now).toMatchObject({ spendMinor: report.spendMinor, owed: report.points.pending + report.points.active + report.points.reserved, debt: report.points.debt, liabilityMinor: report.liability.minor })
  return figures
}

type Deed = { member: number; kind: 'order' | 'refund' | 'spend' | 'send' | 'adjust' | 'amend' | 'move'; day: number; amount: number; of: number }

const someMembers = fc.oneof(fc.constant([] as number[]), fc.subarray([0, 1, 2, 3]))

const deeds: fc.Arbitrary<Deed[]> = fc.array(fc.record({
  member: fc.integer({ min: 0, max: 3 }), kind: fc.constantFrom('order', 'order', 'order', 'refund', 'spend', 'send', 'adjust', 'amend', 'move'), day: fc.integer({ min: 0, max: 120 }), amount: fc.integer({ min: 100, max: 40_000 }), of: fc.nat(30),
}), { minLength: 5, maxLength: 30 })

/** Tells deeds in no order of time; those that the engine refuses are none. Says what orders were told. */
async function live(store: TestStore, told: readonly Deed[], prefix: string): Promise<void> {
  const orders: { member: string; event: MemberEvent & { kind: 'order.paid' }; n: number }[] = []
  for (const [index, { member: number, kind, day, amount, of }] of told.entries()) {
    const member = `m${number}`
    const id = `${prefix}${index}`
    const own = orders.filter((order) => order.member === member)
    const order = own[of % Math.max(1, own.length)]
    const minutes = day * DAY_MINUTES + (of * 97) % DAY_MINUTES
    const body = bodyOf(kind, { id, amount, order: order?.event.order.id })
    if (body === null) continue
    if (kind === 'amend') {
      if (order === undefined) continue
      order.n += 1
      const amended = amendmentOf({ ...order.event, ...(paid(order.event.order.id, amount) as { kind: 'order.paid' }) } as MemberEvent, order.n)
      await store.tell(member, amended)
      continue
    }
    const event = store.event(id, body, kind === 'refund' && order !== undefined ? (order.event.at - store.began) / 60_000 + of * DAY_MINUTES : minutes)
    const answer = await store.tell(member, event)
    if (kind === 'order' && answer.status === 'accepted') orders.push({ member, event: event as MemberEvent & { kind: 'order.paid' }, n: -1 })
  }
}

function bodyOf(kind: Deed['kind'], { id, amount, order }: { id: string; amount: number; order: string | undefined }): EventBody | null {
  switch (kind) {
    case 'order': case 'amend': return paid(id, amount)
    case 'refund': return order === undefined ? null : { kind: 'order.refunded', orderId: order, refund: { amountMinor: Math.min(amount, 5_000) } }
    case 'spend': return { kind: 'points.spent', points: Math.ceil(amount / 500), purpose: 'checkout' }
    case 'send': return { kind: 'points.sent', points: Math.ceil(amount / 500), to: `m${amount % 4}` }
    case 'adjust': return { kind: 'points.adjusted', points: amount % 2 === 0 ? 50 : -50, reason: 'test', author: 'test' }
    case 'move': return { kind: 'member.changed', profile: { market: amount % 2 === 0 ? 'us' : 'eu' } }
  }
}

/** Says who of the members is a test member, and that all others count. */
async function mark(store: TestStore, tests: readonly number[]): Promise<void> {
  await store.inStore(async (ctx) => {
    const known = await findMembers(ctx, [0, 1, 2, 3].map((member) => `m${member}`))
    for (const [name, memberId] of known) {
      await updateTest(ctx, { memberIds: [memberId], isTest: tests.includes(Number(name.slice(1))) })
      await noteChanged(ctx, memberId)
    }
  })
}

/** Who counts and bought on one of these days, by the heads themselves. */
async function boughtBetween({ db, storeId }: WriteContext, from: number, to: number): Promise<number> {
  const { rows } = await sql<{ orders: Series | null }>`select head->'series'->'orders' as orders from activity_heads h join members m using (store_id, member_id) where store_id = ${storeId} and into_member_id is null and not is_test`.execute(db)
  return rows.filter(({ orders }) => orders?.days.some((day, index) => day >= from && day <= to && (orders.amounts[index] as number) > 0)).length
}

describe('the figures of a store', () => {
  test('are the sums of its history without test members, after refunds, late events and corrections, however often and when they were summed up and members marked', async () => {
    await fc.assert(fc.asyncProperty(fc.tuple(deeds, deeds), fc.tuple(someMembers, someMembers), async ([first, second], [tests, others]) => {
      const store = await openTestStore(world, PROGRAM)
      const now = parseInstant('2026-06-20T00:00:00Z')
      await live(store, first, 'a')
      await mark(store, tests)
      await rollAll(store, now)
      await live(store, second, 'b')
      await mark(store, others)
      const isTurned = String(tests) !== String(others)
      const unsummed = await figuresOf(store, now, { from: '2025-12-01', to: '2026-06-30', unit: 'month' })
      while ((await store.inStore((ctx) => advanceDue(ctx, { until: now }), now)) > 0);
      await rollAll(store, now)
      const figures = await expectAsReported(store, now)
      expect(figures.tests).toBe((await store.inStore(listTests)).size)
      if (!isTurned) expect(unsummed.now).toMatchObject({ orders: figures.now.orders, spendMinor: figures.now.spendMinor, bought: figures.now.bought })
      const bought = await store.inStore((ctx) => boughtBetween(ctx, parseDay('2026-02-01'), parseDay('2026-03-15')))
      expect((await figuresOf(store, now, { from: '2026-02-01', to: '2026-03-15' })).now.bought).toBe(bought)
      const report = await store.inStore((ctx) => reportStore(ctx, { at: now }), now)
      expect(figures.levels.filter(({ members }) => members > 0).map(({ level, members }) => [level, members])).toEqual(Object.entries(report.tiers).filter(([, members]) => members > 0))
      expect(figures.debtors).toBe(report.debtors)
      await store.recorder.close()
    }), { numRuns: 12 })
  }, 120_000)

  test('count what staff took with what was taken back, not with what members used', async () => {
    const store = await openTestStore(world, PROGRAM)
    await store.tell('ada', store.event('p', paid('o', 20_000)))
    await store.tell('ada', store.event('s', { kind: 'points.spent', points: 30, purpose: 'checkout' }, 5 * DAY_MINUTES))
    await store.tell('ada', store.event('a', { kind: 'points.adjusted', points: -50, reason: 'test', author: 'test' }, 6 * DAY_MINUTES))
    const now = store.began + 10 * DAY_MINUTES * 60_000
    await rollAll(store, now)
    const { series } = await expectAsReported(store, now)
    expect(series.find(({ from }) => from === '2026-01-01')).toMatchObject({ issued: 200, spent: 30, expired: 0, revoked: 50, owed: 120, debt: 0 })
    await store.recorder.close()
  })

  test('count nothing again where two members become one', async () => {
    const store = await openTestStore(world, PROGRAM)
    for (const [index, member] of ['ada', 'bob', 'bob'].entries()) await store.tell(member, store.event(`p${index}`, paid(`o${index}`, 20_000), index))
    await store.tell('bob', store.event('s', { kind: 'points.spent', points: 50, purpose: 'checkout' }, 10 * DAY_MINUTES))
    const now = store.began + 60 * DAY_MINUTES * 60_000
    while ((await store.inStore((ctx) => advanceDue(ctx, { until: now }), now)) > 0);
    await rollAll(store, now)
    const of = async () => (await figuresOf(store, now, { from: '2025-12-01', to: '2026-06-30', unit: 'month' })).series.map(({ issued, spent, expired, revoked, owed }) => [issued, spent, expired, revoked, owed])
    const before = await of()
    expect(before.flat().filter((points) => points > 0).length).toBeGreaterThan(3)
    expect(await store.tell('ada', store.event('m', { kind: 'member.merged', absorbed: snapshotOf(emptyMember('bob')) }, 60 * DAY_MINUTES))).toMatchObject({ status: 'accepted' })
    await rollAll(store, now)
    expect(await of()).toEqual(before)
    await store.recorder.close()
  })

  test('have all of a member again who was a test member for a while, and nothing of them meanwhile', async () => {
    const store = await openTestStore(world, PROGRAM)
    for (const [index, member] of ['m0', 'm1', 'm1', 'm0'].entries()) await store.tell(member, store.event(`p${index}`, paid(`o${index}`, 20_000), index * 2_000))
    const now = store.began + 20 * 86_400_000
    while ((await store.inStore((ctx) => advanceDue(ctx, { until: now }), now)) > 0);
    const seen = () => figuresOf(store, now, { from: '2025-12-01', to: '2026-06-30', unit: 'month' })
    await rollAll(store, now)
    const before = await seen()
    await mark(store, [1])
    await rollAll(store, now)
    expect((await seen()).now).toMatchObject({ members: 1, joined: 1, orders: 2, spendMinor: 40_000, bought: 1, issued: 400, owed: 400, liabilityMinor: before.now.liabilityMinor / 2 })
    expect(await seen()).toMatchObject({ tests: 1, active: { members: 1 }, levels: expect.arrayContaining([expect.objectContaining({ level: 'gold', members: 1 })]) as unknown })
    expect(figuresCsv(await seen(), AS_API).split('\r\n').map((line) => line.split(',').slice(-3).join()).slice(0, 3)).toEqual(['liabilityMinor,currency,level:gold', '0,USD,', '400,USD,1'])
    expect((await seen()).expiring?.points).toBe((before.expiring?.points ?? 0) / 2)
    expect(await store.inStore(countGoingOn)).toBe(1)
    await mark(store, [])
    await rollAll(store, now)
    expect(await seen()).toMatchObject({ now: before.now, series: before.series, tests: 0, active: { members: 2 } })
    await store.recorder.close()
  })

  test('have all of two who become one, or nothing, as whoever goes on is a test member or not', async () => {
    const store = await openTestStore(world, PROGRAM)
    for (const [index, member] of ['m0', 'm1', 'm2', 'm3'].entries()) await store.tell(member, store.event(`p${index}`, paid(`o${index}`, 10_000 * (index + 1)), index * 1_500))
    const now = store.began + 20 * 86_400_000
    await mark(store, [0, 3])
    await rollAll(store, now)
    const merge = (into: string, absorbed: string) => store.tell(into, store.event(`m-${absorbed}`, { kind: 'member.merged', absorbed: snapshotOf(emptyMember(absorbed)) }, 10 * DAY_MINUTES))
    expect(await merge('m0', 'm1')).toMatchObject({ status: 'accepted' })
    expect(await merge('m2', 'm3')).toMatchObject({ status: 'accepted' })
    await rollAll(store, now)
    const { now: sums, tests } = await figuresOf(store, now, { from: '2025-12-01', to: '2026-06-30', unit: 'month' })
    expect({ ...sums, tests }).toMatchObject({ members: 1, orders: 2, spendMinor: 70_000, bought: 1, issued: 700, owed: 700, tests: 2 })
    await store.recorder.close()
  })

  test('are summed up once by two at the same time, and added up when they are read before that', async () => {
    const store = await openTestStore(world, PROGRAM)
    for (let index = 0; index < 12; index += 1) await store.tell(`m${index % 5}`, store.event(`p${index}`, paid(`o${index}`, 1_000 * (index + 1)), index * 500))
    const now = store.began + 20 * 86_400_000
    const before = (await figuresOf(store, now)).now
    await Promise.all([rollAll(store, now), rollAll(store, now), rollAll(store, now)])
    await rollAll(store, now)
    expect((await figuresOf(store, now)).now).toEqual({ ...before, joined: 5, members: 5 })
    expect(before).toMatchObject({ orders: 12, spendMinor: 78_000, issued: 780, bought: 5 })
    await store.recorder.close()
  })

  test('cost what lots cost now, where a late event made them cost something else after they were summed up', async () => {
    const store = await openTestStore(world, PROGRAM)
    await store.tell('ada', store.event('p1', paid('o1', 5_000), 10))
    await store.tell('ada', store.event('p2', paid('o2', 7_000), 20))
    const now = store.began + 2 * 86_400_000
    await rollAll(store, now)
    expect((await figuresOf(store, now)).now.liabilityMinor).toBe(120)
    await store.tell('ada', store.event('m1', { kind: 'member.changed', profile: { market: 'eu' } }, 5))
    await expectAsReported(store, now)
    await rollAll(store, now)
    expect((await expectAsReported(store, now)).now.liabilityMinor).toBe(720)
    await store.recorder.close()
  })

  test('have the days of the zone that the program moved to', async () => {
    const store = await openTestStore(world, PROGRAM)
    // 18:00 in UTC is tomorrow in Shanghai.
    await store.tell('ada', store.event('p1', paid('o1', 5_000), 8 * 60))
    const now = store.began + 2 * 86_400_000
    await rollAll(store, now)
    const issuedOn = async () => (await figuresOf(store, now, { from: '2026-01-04', to: '2026-01-07' })).series.filter(({ issued }) => issued > 0).map(({ from, issued, joined }) => [from, issued, joined])
    expect(await issuedOn()).toEqual([['2026-01-06', 50, 1]])
    await store.inStore((ctx) => publishProgram(ctx, { document: { ...PROGRAM, zone: 'UTC' } }), store.began + 86_400_000)
    expect((await figuresOf(store, now)).isBehind).toBe(true)
    await rollAll(store, now)
    expect(await issuedOn()).toEqual([['2026-01-05', 50, 1]])
    await store.recorder.close()
  })

  test('tell what ends in the next 30 days, as the lots have it', async () => {
    const store = await openTestStore(world, PROGRAM)
    await store.tell('ada', store.event('p1', paid('o1', 5_000)))
    await store.tell('ada', store.event('p2', paid('o2', 7_000), 20 * DAY_MINUTES))
    const at = async (days: number) => {
      const now = store.began + days * 86_400_000
      while ((await store.inStore((ctx) => advanceDue(ctx, { until: now }), now)) > 0);
      await rollAll(store, now)
      return (await figuresOf(store, now)).expiring?.points
    }
    // Active after 3 days, for 40 days from then or from the order: the first ends in the second half of February, the second three weeks later.
    expect([await at(5), await at(25), await at(40), await at(80)]).toEqual([0, 50, 120, 0])
    await store.recorder.close()
  })

  test('tell who was active and what was about to end as the span before ended, as it was known then', async () => {
    const store = await openTestStore(world, PROGRAM)
    const told: { active: number; points: number | undefined }[] = []
    // Days of Shanghai end at 16:00 in UTC, 8 hours into the test store's day or before it.
    const at = (day: number) => parseInstant(`${dayText(parseDay('2026-01-05') + day)}T16:00:00Z`) - 1
    const deeds: ((day: number) => Promise<unknown>)[] = [
      (day) => store.tell('m0', store.event('a', paid('oa', 5_000), day * DAY_MINUTES)), (day) => store.tell('m1', store.event('b', paid('ob', 7_000), day * DAY_MINUTES)),
      () => mark(store, [1]), (day) => store.tell('m0', store.event('c', paid('oc', 9_000), day * DAY_MINUTES)), () => store.tell('m2', store.event('d', paid('od', 3_000), 0)),
      () => mark(store, []), () => Promise.resolve(),
      (day) => store.tell('m0', store.event('m', { kind: 'member.merged', absorbed: snapshotOf(emptyMember('m2')) }, day * DAY_MINUTES)), () => Promise.resolve(),
    ]
    for (const [step, deed] of deeds.entries()) {
      const now = at(step * 4)
      await deed(step * 4)
      while ((await store.inStore((ctx) => advanceDue(ctx, { until: now }), now)) > 0);
      await rollAll(store, now)
      const { active, expiring } = await figuresOf(store, now, { activeDays: 20 })
      told.push({ active: active.members, points: expiring?.points })
    }
    expect(told.map(({ active }) => active)).toEqual([1, 2, 1, 1, 2, 2, 1, 1, 0])
    expect(new Set(told.map(({ points }) => points)).size).toBeGreaterThan(3)
    const before = async (day: number) => figuresOf(store, at(deeds.length * 4), { from: dayText(parseDay('2026-01-05') + day + 1), activeDays: 20 })
    for (const [step, { active, points }] of told.entries()) {
      const figures = await before(step * 4)
      expect([figures.beforeTo, figures.active.before, figures.expiring?.before]).toEqual([dayText(parseDay('2026-01-05') + step * 4), active, points])
    }
    expect(await before(-1)).toMatchObject({ active: { before: null }, expiring: { before: null } })
    await store.recorder.close()
  })
})
