import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { EventBody } from '#engine/member/event'
import { openTestWorld, type TestWorld } from '#server/migrations/testing'
import { requireMember } from '#server/modules/members/index'
import { advanceDue, advanceStore, deliverTransfers, readState, rebuildMember, verifyStore } from './index.ts'
import type { Recording } from './recording.ts'
import { openRecorder } from './recorder.ts'
import { openTestStore, paid, type TestStore } from './testing.ts'

vi.setConfig({ testTimeout: 120_000 })

/** Tables of who staff are, which belong to no store. */
const OF_STAFF = new Set(['users', 'sessions', 'accounts', 'verifications', 'two_factors', 'passkeys', 'links', 'attempts', 'secrets', 'used_codes', 'recovery_codes'].map((name) => `staff_${name}`))

let world: TestWorld
beforeAll(async () => {
  world = await openTestWorld()
}, 120_000)
afterAll(() => world?.close())

const spend = (points: number): EventBody => ({ kind: 'points.spent', points, purpose: 'checkout' })
const adjust = (points: number): EventBody => ({ kind: 'points.adjusted', points, reason: 'test', author: 'mei' })

async function balanceOf(store: TestStore, member: string, minutes = 60): Promise<{ active: number; debt: number; spent: number; expired: number }> {
  const { state } = await store.inStore(async (ctx) => readState(ctx, { memberId: await requireMember(ctx, member), allLots: false }), store.began + minutes * 60_000)
  const { active = 0, debt = 0, spent = 0, expired = 0 } = state.head.units.points ?? {}
  return { active, debt, spent, expired }
}

/** Invariants 1 and 2 for the store, and rebuild = live for these members. */
async function expectTruth(store: TestStore, ...members: string[]): Promise<void> {
  expect((await store.inStore(verifyStore)).lie).toBe(null)
  for (const member of members) expect(await store.inStore(async (ctx) => rebuildMember(ctx, await requireMember(ctx, member)))).toEqual([])
}

describe('recording', () => {
  test('answers with what the member has, and the same again for the same event', async () => {
    const store = await openTestStore(world)
    const told = store.event('p1', paid('o1', 5_000))
    const first = await store.tell('ada', told)
    expect(first).toMatchObject({ status: 'accepted', balances: { points: { available: 50, active: 50, pending: 0, debt: 0 } } })
    await store.tell('ada', store.event('p2', paid('o2', 1_000), 1))
    expect(await store.tell('ada', told)).toEqual({ ...first, status: 'duplicate' })
    expect(await store.tell('ada', store.event('p1', paid('o1', 5_001)))).toEqual({ status: 'conflict' })
    expect(await store.tell('bob', told)).toEqual({ status: 'conflict' })
    expect(await balanceOf(store, 'ada')).toMatchObject({ active: 60 })
    await expectTruth(store, 'ada')
  })

  test('refuses one event of a batch and records the others', async () => {
    const store = await openTestStore(world)
    const answers = await store.record([
      { member: { externalId: 'ada' }, event: store.event('p1', paid('o1', 5_000)) },
      { member: { externalId: 'ada' }, event: store.event('s1', spend(51), 1) },
      { member: { externalId: 'ada' }, event: store.event('s2', spend(50), 2) },
      { member: { externalId: 'bob' }, event: store.event('p2', paid('o2', 700), 1) },
    ])
    expect(answers.map(({ status }) => status)).toEqual(['accepted', 'refused', 'accepted', 'accepted'])
    expect(answers[1]).toMatchObject({ code: 'points.insufficient', details: { wanted: 51, available: 50 } })
    expect(await store.tell('ada', store.event('s1', spend(51), 1))).toMatchObject({ status: 'refused' })
    await expectTruth(store, 'ada', 'bob')
  })

  test('puts a late event where it belongs, and corrects the ledger by new movements only', async () => {
    const store = await openTestStore(world)
    await store.tell('ada', store.event('p1', paid('o1', 2_000)))
    await store.tell('ada', store.event('s1', spend(20), 30))
    const rows = async () => (await store.inStore(({ db }) => sql<{ hash: string }>`select hash from activity_postings order by posting_no`.execute(db))).rows
    await store.tell('ada', store.event('back', { kind: 'order.refunded', orderId: 'o1', refund: {} }, 10))
    expect(await balanceOf(store, 'ada')).toMatchObject({ active: 0, debt: 20, spent: 20 })
    const before = await rows()
    await store.tell('ada', store.event('p0', paid('o0', 1_000), 5))
    expect(await balanceOf(store, 'ada')).toMatchObject({ active: 0, debt: 10, spent: 20 })
    const after = await rows()
    expect(after.slice(0, before.length)).toEqual(before)
    expect(after.length).toBeGreaterThan(before.length)
    await expectTruth(store, 'ada')
  })

  test('lets time do what is due, once, and reads the same before and after', async () => {
    const store = await openTestStore(world)
    await store.tell('ada', store.event('p1', paid('o1', 5_000)))
    const year = 366 * 24 * 60
    expect(await balanceOf(store, 'ada', year)).toMatchObject({ active: 0, expired: 50 })
    const until = store.began + year * 60_000
    expect(await store.inStore((ctx) => advanceDue(ctx, { until }), until)).toBe(1)
    expect(await store.inStore((ctx) => advanceDue(ctx, { until }), until)).toBe(0)
    expect(await balanceOf(store, 'ada', year)).toMatchObject({ active: 0, expired: 50 })
    await expectTruth(store, 'ada')
  })

  test('hands points on to the other member, once', async () => {
    const store = await openTestStore(world)
    await store.tell('ada', store.event('p1', paid('o1', 5_000)))
    await store.tell('ada', store.event('gift', { kind: 'points.sent', points: 30, to: 'bob' }, 1))
    expect(await store.inStore(deliverTransfers)).toBe(1)
    expect(await store.inStore(deliverTransfers)).toBe(0)
    expect(await balanceOf(store, 'ada')).toMatchObject({ active: 20 })
    expect(await balanceOf(store, 'bob')).toMatchObject({ active: 30 })
    await expectTruth(store, 'ada', 'bob')
  })
})

describe('in no order', () => {
  /** Orders, refunds, a spend and a gift of two members, an hour apart. */
  const history = (store: TestStore): Recording[] => [
    ...Array.from({ length: 12 }, (_, n) => ({ member: { externalId: n % 3 === 0 ? 'bob' : 'ada' }, event: store.event(`p${n}`, paid(`o${n}`, 1_000 + n * 100), n * 60) })),
    { member: { externalId: 'ada' }, event: store.event('s1', spend(15), 8 * 60 + 1) },
    { member: { externalId: 'ada' }, event: store.event('r1', { kind: 'order.refunded', orderId: 'o1', refund: {} }, 5 * 60 + 1) },
    { member: { externalId: 'ada' }, event: store.event('r4', { kind: 'order.refunded', orderId: 'o4', refund: { amountMinor: 300 } }, 9 * 60 + 1) },
    { member: { externalId: 'bob' }, event: store.event('a1', adjust(-7), 10 * 60) },
  ]
  const seen = async (store: TestStore, member: string) => {
    const { state } = await store.inStore(async (ctx) => readState(ctx, { memberId: await requireMember(ctx, member), allLots: true }), store.began + 24 * 3_600_000)
    const { member: _, nextDue: __, due: ___, ...head } = state.head
    return JSON.parse(JSON.stringify({ head, lots: [...state.lots].sort() })) as unknown
  }
  const sums = async (store: TestStore) => (await store.inStore(({ db }) => sql`select external_id, unit, account, sum(points) as points from members_external_ids
    join (select member_id, unit, to_account as account, points from activity_postings union all select member_id, unit, from_account, -points from activity_postings) as moved using (member_id)
    group by 1, 2, 3 order by 1, 2, 3`.execute(db))).rows

  test('events end in the same members and the same sums, told at once or in requests, repeated or not', async () => {
    const sorted = await openTestStore(world)
    await sorted.record(history(sorted).sort((a, b) => a.event.at - b.event.at))
    await expectTruth(sorted, 'ada', 'bob')
    for (const step of [5, 7, 11]) {
      const store = await openTestStore(world)
      const told = history(store).map((_, n, all) => all[(n * step + 3) % all.length] as Recording)
      // A spend is judged on what is there: the last request has it.
      const [spends, others] = [told.filter(({ event }) => event.kind === 'points.spent'), told.filter(({ event }) => event.kind !== 'points.spent')]
      for (let from = 0; from < others.length; from += step) await store.record(others.slice(from, from + step))
      await store.record([...spends, ...others.slice(0, 4)])
      expect([await seen(store, 'ada'), await seen(store, 'bob')], `every ${step}th`).toEqual([await seen(sorted, 'ada'), await seen(sorted, 'bob')])
      expect(await sums(store), `every ${step}th`).toEqual(await sums(sorted))
      await expectTruth(store, 'ada', 'bob')
    }
  })

  test('events of one request are judged by when they happened, and answered as they were sent', async () => {
    const store = await openTestStore(world)
    const answers = await store.record([
      { member: { externalId: 'ada' }, event: store.event('s1', spend(40), 2) },
      { member: { externalId: 'ada' }, event: store.event('p1', paid('o1', 5_000)) },
      { member: { externalId: 'ada' }, event: store.event('s2', spend(40), 1) },
    ])
    expect(answers.map(({ status }) => status)).toEqual(['refused', 'accepted', 'accepted'])
    await expectTruth(store, 'ada')
  })
})

describe('many stores', () => {
  test('that record at once are all answered by fewer connections', async () => {
    const recorder = openRecorder(world.database)
    const stores = await Promise.all(Array.from({ length: 15 }, () => openTestStore(world)))
    const answers = await Promise.all(stores.flatMap((store) => Array.from({ length: 6 }, (_, n) => recorder.record(
      { storeId: store.storeId, actor: { kind: 'system', job: 'test' }, now: store.began }, [{ member: { externalId: `m${n % 2}` }, event: store.event(`p${n}`, paid(`o${n}`, 1_000), n) }]))))
    expect(answers.flat().filter(({ status }) => status === 'accepted')).toHaveLength(90)
    await recorder.close()
  })

  test('and a clock that is told to stop leaves the rest for later', async () => {
    const store = await openTestStore(world)
    await store.record(Array.from({ length: 50 }, (_, n) => ({ member: { externalId: `m${n}` }, event: store.event(`p${n}`, paid(`o${n}`, 1_000)) })))
    const until = store.began + 366 * 24 * 3_600_000
    const due = async () => (await store.inStore(({ db }) => sql<{ due: number }>`select count(*) as due from activity_heads where next_due_at <= ${until}`.execute(db))).rows[0]?.due
    let looks = 0
    await advanceStore({ database: world.database }, { storeId: store.storeId, until, isOver: () => (looks += 1) > 1 })
    expect(await due()).toBe(40)
    await advanceStore({ database: world.database }, { storeId: store.storeId, until })
    expect(await due()).toBe(0)
    await expectTruth(store, 'm0', 'm49')
  })
})

describe('races', () => {
  test('200 spends of one point at once take exactly the 50 that are there', async () => {
    const store = await openTestStore(world)
    await store.tell('ada', store.event('p1', paid('o1', 5_000)))
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => store.tell('ada', store.event(`s${n}`, spend(1), 1))))
    expect(answers.filter(({ status }) => status === 'accepted')).toHaveLength(50)
    expect(answers.filter(({ status }) => status === 'refused')).toHaveLength(150)
    expect(await balanceOf(store, 'ada')).toMatchObject({ active: 0, spent: 50, debt: 0 })
    await expectTruth(store, 'ada')
  })

  test('the same event 200 times, over several recorders, is once, with one answer', async () => {
    const store = await openTestStore(world)
    const others = Array.from({ length: 4 }, () => openRecorder(world.database))
    const recording: Recording = { member: { externalId: 'ada' }, event: store.event('p1', paid('o1', 5_000)) }
    const request = { storeId: store.storeId, actor: { kind: 'system', job: 'test' } as const, now: store.began }
    const answers = await Promise.all(Array.from({ length: 200 }, async (_, n) => (await (others[n % 4] as typeof store.recorder).record(request, [recording]))[0]))
    expect(answers.filter((answer) => answer?.status === 'accepted')).toHaveLength(1)
    expect(new Set(answers.map((answer) => JSON.stringify({ ...answer, status: '' }))).size).toBe(1)
    expect(await balanceOf(store, 'ada')).toMatchObject({ active: 50 })
    await expectTruth(store, 'ada')
  })

  test('200 spends each taken back twice at once come back once', async () => {
    const store = await openTestStore(world)
    await store.tell('ada', store.event('p1', paid('o1', 20_000)))
    await store.record(Array.from({ length: 200 }, (_, n) => ({ member: { externalId: 'ada' }, event: store.event(`s${n}`, spend(1), 1) })))
    const back = Array.from({ length: 400 }, (_, n) => store.tell('ada', store.event(`b${n}`, { kind: 'spend.cancelled', spendId: `s${n >> 1}` }, 2)))
    const answers = await Promise.all(back)
    expect(answers.filter(({ status }) => status === 'accepted')).toHaveLength(200)
    expect(answers.filter((answer) => answer.status === 'refused' && answer.code === 'spend.already_returned')).toHaveLength(200)
    expect(await balanceOf(store, 'ada')).toMatchObject({ active: 200, spent: 0 })
    await expectTruth(store, 'ada')
  })

  test('time, spends, refunds, late orders and adjustments of one member at once keep every promise', async () => {
    const store = await openTestStore(world)
    await store.record(Array.from({ length: 20 }, (_, n) => ({ member: { externalId: 'ada' }, event: store.event(`p${n}`, paid(`o${n}`, 1_000 + n), n) })))
    const until = store.began + 366 * 24 * 3_600_000
    const acts = Array.from({ length: 200 }, (_, n) => {
      if (n % 40 === 0) return store.inStore((ctx) => advanceDue(ctx, { until: until - (200 - n) * 3_600_000 }), until)
      if (n % 4 === 1) return store.tell('ada', store.event(`s${n}`, spend(3), 30 + n))
      if (n % 4 === 2) return store.tell('ada', store.event(`r${n}`, { kind: 'order.refunded', orderId: `o${n % 20}`, refund: { amountMinor: 100 } }, 20 + n))
      if (n % 4 === 3) return store.tell('ada', store.event(`l${n}`, paid(`late${n}`, 300), n % 20))
      return store.tell('ada', store.event(`a${n}`, adjust(n % 3 === 0 ? -2 : 5), 40 + n))
    })
    await Promise.all(acts)
    await expectTruth(store, 'ada')
  })
})

describe('the ledger', () => {
  test('cannot be changed by the serving role, nor by its owner', async () => {
    const store = await openTestStore(world)
    await store.tell('ada', store.event('p1', paid('o1', 5_000)))
    await expect(store.inStore(({ db }) => sql`update activity_postings set points = 1`.execute(db))).rejects.toThrow(/permission denied/)
    await expect(store.inStore(({ db }) => sql`delete from activity_postings`.execute(db))).rejects.toThrow(/permission denied/)
    await expect(world.owner.inStore(store.storeId, (db) => sql`update activity_postings set points = 1`.execute(db))).rejects.toThrow(/only ever added/)
  })

  test('names the first row that lies', async () => {
    const store = await openTestStore(world)
    for (const n of [1, 2, 3]) await store.tell('ada', store.event(`p${n}`, paid(`o${n}`, 1_000), n))
    await expectTruth(store, 'ada')
    const tamper = (statement: string) => world.owner.inStore(store.storeId, async (db) => {
      await sql`alter table activity_postings disable trigger user`.execute(db)
      await sql.raw(statement).execute(db)
      await sql`alter table activity_postings enable trigger user`.execute(db)
    })
    await tamper('update activity_postings set points = 11 where posting_no = 2')
    expect((await store.inStore(verifyStore)).lie).toMatchObject({ code: 'chain_broken', row: 'posting 2' })
    await tamper('update activity_postings set points = 10 where posting_no = 2')
    await world.owner.inStore(store.storeId, (db) => sql`update activity_lots set lot = jsonb_set(lot, '{left}', '7') where lot_id like '%p3%'`.execute(db))
    expect((await store.inStore(verifyStore)).lie).toMatchObject({ code: 'lots_differ', found: 27, wanted: 30 })
  })

  test('of one store is invisible to another, and to a connection without a store', async () => {
    const [ours, theirs] = [await openTestStore(world), await openTestStore(world)]
    await ours.tell('ada', ours.event('p1', paid('o1', 5_000)))
    const { rows: tables } = await sql<{ name: string; forced: boolean }>`select relname as name, relrowsecurity and relforcerowsecurity as forced from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'kysely%'`.execute(world.owner.bare).then(({ rows }) => ({ rows: rows.filter(({ name }) => !OF_STAFF.has(name)) }))
    expect(tables.filter(({ forced }) => !forced)).toEqual([])
    for (const { name } of tables) {
      const seen = (db: Parameters<Parameters<TestWorld['database']['inStore']>[1]>[0]) => sql.raw<{ storeId: string }>(`select distinct store_id as "storeId" from ${name}`).execute(db)
      expect((await world.database.inStore(theirs.storeId, seen)).rows.filter(({ storeId }) => storeId !== theirs.storeId)).toEqual([])
      expect((await sql.raw(`select from ${name}`).execute(world.database.bare)).rows).toEqual([])
    }
    await expect(theirs.inStore(({ db }) => sql`insert into members (store_id, member_id, kind, created_at) values (${ours.storeId}, 'x', 'person', 0)`.execute(db))).rejects.toThrow(/row-level security/)
  })
})
