import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestServer, type Answered, type OpenedStore, type TestServer } from '#server/app/testing'
import { startWorker } from '#server/app/worker'
import { rollStore } from '#server/modules/figures/index'
import { PERMISSIONS } from '#server/modules/keys/index'
import type { WriteContext } from '#server/platform/context'
import { openLog } from '#server/platform/log'
import { runBacktest, type PieceSize } from './run-backtest.ts'

const BEGAN = Date.parse('2026-01-05T10:00:00Z')
const PROGRAM = {
  program: 'shop', name: 'Shop', currency: 'EUR', zone: 'UTC', markets: { eu: { currency: 'EUR', earn: '1', redeem: { points: 100, worth: '1.00' } } },
  earn: [{ id: 'purchase', name: 'Purchase', on: 'order.paid', rate: 'market' }], expiry: { after: { months: 6 } },
  tiers: [{ id: 'status', levels: [{ id: 'base', name: 'Base' }, { id: 'vip', name: { en: 'VIP', 'zh-CN': '贵宾' }, entry: { spend: '100.00' } }] }],
}
const DRAFT = {
  ...PROGRAM, earn: [{ ...PROGRAM.earn[0], rate: '2' }], tiers: [{ id: 'status', levels: [{ id: 'base', name: 'Base' }, { id: 'vip', name: 'VIP', entry: { spend: '50.00' } }] }],
  discounts: [{ id: 'everyday', kind: 'promotion', percent: '10' }], margin: { floor: '5' },
}

let server: TestServer
let store: OpenedStore
beforeAll(async () => {
  server = await openTestServer()
}, 120_000)
afterAll(() => server?.close())
beforeEach(async () => {
  store = await server.openStore({ document: PROGRAM })
})

function ask(request: string, body?: unknown, key = store.key): Promise<Answered> {
  const [method = '', path = ''] = request.split(' ')
  return server.ask(method as 'GET', `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
}

const within = <T>(act: (ctx: WriteContext) => Promise<T>): Promise<T> => server.house.database.inStore(store.storeId, (db) => act({ db, storeId: store.storeId, actor: { kind: 'system', job: 'test' }, now: BEGAN }))
const SMALL: PieceSize = { members: 2, pages: 1, events: 1_000 }
const piece = (size?: PieceSize) => within((ctx) => runBacktest(ctx, { worldNow: BEGAN, ...(size === undefined ? {} : { size }) }))

async function runAll(size?: PieceSize): Promise<number> {
  let pieces = 0
  for (; await piece(size); pieces += 1);
  return pieces
}

type Told = { member: string; at: string; amountMinor?: number; more?: object }
let told = 0

async function tell({ member, at, amountMinor, more }: Told): Promise<void> {
  const id = `e${(told += 1)}`
  const body = amountMinor === undefined ? more : { type: 'order.paid', order: { id: `${member}-${at}`, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor }] } }
  expect(await ask('POST /events', { source: 'shop', id, occurredAt: `${at}T10:00:00Z`, member, ...body })).toMatchObject({ status: 201 })
}

/** A year and more of a small store: a return, points that expired, a late order, a spend that more was needed for, and two who became one. */
async function live(): Promise<void> {
  await tell({ member: 'ada', at: '2024-11-01', amountMinor: 12_000 })
  await tell({ member: 'ada', at: '2025-09-01', amountMinor: 4_500 })
  await tell({ member: 'bo', at: '2025-08-10', amountMinor: 6_000 })
  await tell({ member: 'bo', at: '2025-09-10', more: { type: 'points.spent', purpose: 'checkout', points: 60 } })
  await tell({ member: 'bo', at: '2025-10-10', more: { type: 'order.refunded', orderId: 'bo-2025-08-10', refund: {} } })
  await tell({ member: 'cy', at: '2025-12-20', amountMinor: 25_000 })
  await tell({ member: 'cy', at: '2025-11-20', amountMinor: 1_000 })
  await tell({ member: 'di', at: '2025-12-24', amountMinor: 7_000 })
  await tell({ member: 'ed', at: '2025-12-26', amountMinor: 6_000 })
  await tell({ member: 'di2', at: '2025-07-24', amountMinor: 2_000 })
  expect((await ask('POST /events', { source: 'shop', id: `e${(told += 1)}`, type: 'member.merged', occurredAt: '2026-01-02T10:00:00Z', member: 'di', absorbed: 'di2' })).status).toBe(201)
}

async function start(said: object, key = store.key): Promise<string> {
  const { status, body } = await ask('POST /backtests', said, key)
  expect([status, body]).toEqual([201, expect.objectContaining({ status: 'waiting' })])
  return body['backtest'] as string
}

async function draft(program: unknown = DRAFT): Promise<string> {
  return (await ask('POST /programs/drafts', { name: 'Double points', program })).body['draft'] as string
}

type Side = Record<string, number> & { levels: { level: string; members: number; liabilityMinor: number; marginMinor: number | null; discountMinor: number }[]; prices: Record<string, number | null> | null; months: { liabilityMinor: number }[] }
type Report = { before: Side; after: Side; moves: { from: string; to: string; members: number }[]; moving: number; listed: number; hidesCosts: boolean; hasSharedLimits: boolean }

async function reportOf(backtest: string, key = store.key): Promise<Report> {
  const { body } = await ask(`GET /backtests/${backtest}`, undefined, key)
  expect(body).toMatchObject({ status: 'done', endedAt: '2026-01-05T10:00:00Z' })
  return body['report'] as Report
}

describe('a back-test on the store’s own history', () => {
  test('of the version in force over all that happened tells what members have now, by two other calculations', async () => {
    await live()
    const backtest = await start({ version: '1', isWhole: true })
    await runAll()
    const { before, after, moves } = await reportOf(backtest)
    expect(after).toEqual(before)
    expect(moves).toEqual([])
    while (await within((ctx) => rollStore(ctx, { worldNow: BEGAN })));
    await within((ctx) => rollStore(ctx, { worldNow: BEGAN }))
    const answer = await ask('GET /figures?from=2024-07-01&to=2026-01-05&unit=month')
    expect([answer.status, answer.body['errors']]).toEqual([200, undefined])
    const figures = answer.body as { now: Record<string, number>; levels: { level: string; members: number }[]; debtors: number }
    const { members, spendMinor, spent, expired, owed, debt, liabilityMinor } = figures.now
    expect(before).toMatchObject({ members, spendMinor, spent, expired, debt, liabilityMinor, debtors: figures.debtors })
    expect((before['balance'] as number) + (before['debt'] as number) + (before['pending'] as number)).toBe(owed)
    expect(before.levels.map((level) => [level.level, level.members])).toEqual(figures.levels.map((level) => [level.level, level.members]))
    const sums = await within(async ({ db, storeId }) => (await sql<{ issued: number; expired: number }>`select sum(points * (case when corrects is null then 1 else -1 end)) filter (where from_account = 'issued' or (corrects is not null and to_account = 'issued'))::bigint as issued,
      sum(points * (case when corrects is null then 1 else -1 end)) filter (where to_account = 'expired' or (corrects is not null and from_account = 'expired'))::bigint as expired from activity_postings where store_id = ${storeId} and reason <> 'merge'`.execute(db)).rows[0])
    expect(sums).toEqual({ issued: before['issued'], expired: before['expired'] })
    expect(before['issued']).toBe(635)
    const states = await Promise.all(['ada', 'bo', 'cy', 'di', 'ed'].map(async (member) => ((await ask(`GET /members/${member}`)).body['units'] as Record<string, { active: number; debt: number }>)['points']))
    expect(before['balance']).toBe(states.reduce((sum, unit) => sum + (unit?.active ?? 0) - (unit?.debt ?? 0), 0))
  })

  test('says who would stand elsewhere, masked, and what that costs; costs only to whoever may see them', async () => {
    await live()
    await ask('PATCH /members/di/profile', { name: 'Di Doe', email: 'di.doe@example.com' })
    await ask('POST /catalogue/products', { products: [{ sku: 'MUG', costMinor: 500 }] })
    const backtest = await start({ draft: await draft() })
    expect((await ask(`GET /backtests/${backtest}`)).body).toMatchObject({ status: 'waiting', report: null, members: { looked: 0, all: 5 }, against: 1, name: 'Double points', from: '2025-01-06T00:00:00Z' })
    await runAll()
    const { before, after, moves, moving, hidesCosts } = await reportOf(backtest)
    expect([before['issued'], after['issued'], before['openingMinor'], after['openingMinor']]).toEqual([515, 1030, 120, 120])
    expect(moves).toEqual([{ from: 'base', to: 'vip', members: moving }])
    expect(moving).toBe(2)
    expect([hidesCosts, before.prices, after.prices?.['discountMinor']]).toEqual([false, null, 5_150])
    expect(after.levels.reduce((sum, { marginMinor }) => sum + (marginMinor as number), 0)).toBe(after.prices?.['marginMinor'])
    expect(after.levels.reduce((sum, { liabilityMinor }) => sum + liabilityMinor, 0)).toBe(after['liabilityMinor'])
    expect(after.months.at(-1)?.liabilityMinor).toBe(after['liabilityMinor'])
    while (await within((ctx) => rollStore(ctx, { worldNow: BEGAN })));
    const movers = (await ask(`GET /backtests/${backtest}/movers?from=base&to=vip`)).body['movers'] as Record<string, unknown>[]
    expect(movers).toHaveLength(moving)
    expect(movers.find(({ externalIds }) => (externalIds as string[]).includes('di'))).toMatchObject({ name: 'Di Doe', email: 'd•••@example.com', from: 'base', to: 'vip' })
    const first = (await ask(`GET /backtests/${backtest}/movers?limit=1`)).body
    expect(first['movers']).toEqual(movers.slice(0, 1))
    expect((await ask(`GET /backtests/${backtest}/movers?limit=100&after=${first['next'] as string}`)).body['movers']).toEqual(movers.slice(1))
    const noCosts = await store.newKey(PERMISSIONS.filter((permission) => permission !== 'catalogue:costs'))
    expect(await reportOf(backtest, noCosts)).toMatchObject({ hidesCosts: true, after: { prices: { marginMinor: null, giftMinor: null, discountMinor: 5_150 } } })
    const csv = await server.ask('GET', `/api/v1/backtests/${backtest}`, { key: store.key, headers: { accept: 'text/csv' } })
    expect(csv.text).toContain('total,,issued,515,1030\r\n')
    expect(csv.text).toContain(`move,base>vip,members,,${moving}\r\n`)
  })

  test('ends the same when a worker ends between or within pieces, and when two work at once', async () => {
    await live()
    const name = await draft()
    const whole = await start({ draft: name })
    expect(await runAll()).toBe(1)
    const cut = await start({ draft: name })
    await piece(SMALL)
    // Whatever a process had done of a piece that it did not end is not there.
    await expect(within(async (ctx) => {
      await runBacktest(ctx, { worldNow: BEGAN, size: SMALL })
      throw new Error('killed')
    })).rejects.toThrow('killed')
    expect((await ask(`GET /backtests/${cut}`)).body).toMatchObject({ status: 'running', members: { looked: expect.toSatisfy((looked: number) => looked > 0 && looked < 3), all: 5 }, report: null })
    expect(await runAll(SMALL)).toBe(3)
    const shared = await start({ draft: name })
    while ((await ask(`GET /backtests/${shared}`)).body['status'] !== 'done') await Promise.all([piece(SMALL), piece(SMALL)])
    const wanted = await reportOf(whole)
    expect(wanted.moving).toBeGreaterThan(0)
    expect(await reportOf(cut)).toEqual(wanted)
    expect(await reportOf(shared)).toEqual(wanted)
    expect((await ask(`GET /backtests/${shared}/movers`)).body).toEqual((await ask(`GET /backtests/${whole}/movers`)).body)
  })

  test('changes nothing of anybody, and stops when it is deleted', async () => {
    await live()
    const before = (await ask('GET /members/ada')).text
    const backtest = await start({ draft: await draft() })
    await piece(SMALL)
    expect((await ask('GET /backtests')).body['backtests']).toMatchObject([{ backtest, status: 'running' }])
    expect((await ask(`DELETE /backtests/${backtest}`)).status).toBe(200)
    expect(await piece(SMALL)).toBe(false)
    expect(await ask(`GET /backtests/${backtest}`)).toMatchObject({ status: 404, body: { code: 'backtests.unknown' } })
    expect((await ask('GET /members/ada')).text).toBe(before)
    const entries = (await ask('GET /audit?limit=5')).body['entries'] as { deed: string }[]
    expect(entries.map(({ deed }) => deed)).toEqual(expect.arrayContaining(['POST /backtests', 'DELETE /backtests/:backtest']))
  })

  test('is done by the worker, a store at a time in its turn', async () => {
    await live()
    const worker = startWorker(server.house, { log: openLog({ to: { write: () => {} } }), lookMs: 50 })
    try {
      const backtest = await start({ draft: await draft() })
      await expect.poll(async () => (await ask(`GET /backtests/${backtest}`)).body['status'], { timeout: 15_000 }).toBe('done')
    } finally {
      await worker.close()
    }
  })

  test('tries what a draft was when it was asked for, and fails in words where it cannot be run', async () => {
    await live()
    const name = await draft()
    const backtest = await start({ draft: name })
    await ask(`PATCH /programs/drafts/${name}`, { revision: 1, program: PROGRAM })
    await runAll()
    expect((await reportOf(backtest)).after['issued']).toBe(1030)
    const { memberId } = (await ask('GET /members/cy/profile')).body as { memberId: string }
    await server.world.owner.inStore(store.storeId, async (db) => sql`update activity_events set event = event #- '{order,lines}' where store_id = ${store.storeId} and member_id = ${memberId}`.execute(db))
    const broken = await start({ draft: name })
    await runAll()
    expect((await ask(`GET /backtests/${broken}`)).body).toMatchObject({ status: 'failed', failedOn: memberId, report: null })
  })

  test('is refused for what is not there, in another store, or wrong', async () => {
    const name = await draft()
    const backtest = await start({ draft: name })
    const other = await server.openStore({ document: PROGRAM })
    expect(await ask('POST /backtests', { draft: name }, other.key)).toMatchObject({ status: 404, body: { code: 'programs.draft_unknown' } })
    for (const request of [`GET /backtests/${backtest}`, `GET /backtests/${backtest}/movers`, `DELETE /backtests/${backtest}`]) expect(await ask(request, undefined, other.key)).toMatchObject({ status: 404, body: { code: 'backtests.unknown' } })
    expect(await ask('POST /backtests', { version: '9' })).toMatchObject({ status: 404, body: { code: 'programs.version_unknown' } })
    expect(await ask('POST /backtests', {})).toMatchObject({ status: 422, body: { code: 'http.wrong_shape' } })
    expect(await ask('POST /backtests', { draft: await draft({ ...PROGRAM, zone: 'Nowhere' }) })).toMatchObject({ status: 422, body: { code: 'programs.wrong' } })
    expect(await ask('POST /backtests', { draft: await draft({ ...PROGRAM, currency: 'USD', markets: { us: { currency: 'USD', earn: '1' } } }) })).toMatchObject({ status: 422, body: { code: 'backtests.other_currency' } })
    await within(async ({ db, storeId }) => sql`insert into backtests select store_id, backtest_id || n, name, draft_id, revision, version, against, document, from_at, to_at, 'done', wanted, done, after_id, sums, created_at, created_by, ended_at, failed_on from backtests cross join generate_series(1, 99) n where store_id = ${storeId}`.execute(db))
    expect(await ask('POST /backtests', { draft: name })).toMatchObject({ status: 409, body: { code: 'backtests.too_many', details: { most: 100 } } })
  })
})
