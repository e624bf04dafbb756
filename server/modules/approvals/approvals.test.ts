import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openOwner, openSeat, type Browser } from '#server/app/staff-testing'
import { askOf, openTestServer, type Answered, type OpenedStore, type TestServer } from '#server/app/testing'
import { refreshRoster } from '#server/modules/roster/index'
import { openTestClock } from '#server/modules/signups/testing'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
let store: OpenedStore
let owner: Browser
let mei: Browser & { email: string }
let tao: Browser
beforeAll(async () => {
  const opened = await openTestServer()
  const time = openTestClock(Date.parse('2026-01-05T10:00:00Z'))
  const edge = opened.openEdge({ house: { ...opened.house, clock: time.clock } })
  server = { ...opened, ask: (method, path, asking) => askOf(edge, { method, path, ...asking }) }
}, 120_000)
afterAll(() => server?.close())
beforeEach(async () => {
  store = await server.openStore()
  owner = await openOwner(server)
  mei = await openSeat(server, owner, { store: store.storeId, role: 'support' })
  tao = await openSeat(server, owner, { store: store.storeId, role: 'finance' })
  await as(mei, 'POST /members', { externalIds: ['ada'] })
  await as(owner, 'POST /approval-limit', { points: 100 })
})

/** As somebody of the staff in this store, under an Idempotency-Key if one follows: `POST /members k1`. */
function as(browser: Browser, request: string, body?: unknown): Promise<Answered> {
  const [method = '', path = '', key] = request.split(' ')
  return browser.ask(method as 'GET', path, { store: store.storeId, ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }), ...(body === undefined ? {} : { body }) })
}

const adjust = (points: number, key: string = randomUUID(), browser: Browser = mei) => as(browser, `POST /members/ada/adjustments ${key}`, { points, reason: 'A lost parcel', author: 'Mei' })
const grant = (approval: unknown, browser: Browser = tao) => as(browser, `POST /approvals/${String(approval)}/grants`, { note: 'Seen' })
const points = async () => ((await server.ask('GET', '/api/v1/members/ada?at=2026-01-05T11:00:00Z', { key: store.key })).body['units'] as { points?: { active: number; debt: number } }).points ?? { active: 0, debt: 0 }
const listed = async (query = '') => (await as(mei, `GET /approvals${query}`)).body['approvals'] as { approval: string; status: string }[]

describe('whoever gives more than one alone may', () => {
  test('is not obeyed but asked to wait, and up to the limit is obeyed at once', async () => {
    expect((await adjust(100)).status).toBe(201)
    const { status, body } = await adjust(101)
    expect([status, body]).toMatchObject([202, { deed: 'adjustment', member: { externalId: 'ada', isTest: false }, points: 101, members: 1, reason: 'A lost parcel', status: 'waiting', isOwn: true, decidedBy: null, askedBy: { name: 'support' } }])
    expect((await adjust(-101)).status).toBe(202)
    expect((await points()).active).toBe(100)
  })

  test('has it done by a colleague who grants it, once, also where two decide at once', async () => {
    const { body } = await adjust(500)
    const answers = await Promise.all([grant(body['approval']), grant(body['approval'], owner), as(tao, `POST /approvals/${String(body['approval'])}/refusals`, {})])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    const [{ status } = { status: '' }] = await listed()
    expect((await points()).active).toBe(status === 'granted' ? 500 : 0)
  })

  test('never grants it, whatever else they may do, and only they withdraw it', async () => {
    const { body: { approval } } = await adjust(500, undefined, owner)
    expect((await grant(approval, owner)).body).toMatchObject({ status: 403, code: 'approvals.own' })
    expect((await as(owner, `POST /approvals/${String(approval)}/refusals`, {})).body).toMatchObject({ code: 'approvals.own' })
    expect((await as(mei, `DELETE /approvals/${String(approval)}`)).body).toMatchObject({ status: 403, code: 'approvals.of_another' })
    expect((await grant(approval, mei)).body).toMatchObject({ code: 'http.no_permission' })
    expect((await as(owner, `DELETE /approvals/${String(approval)}`)).body).toMatchObject({ status: 'withdrawn' })
    expect((await grant(approval)).body).toMatchObject({ status: 409, code: 'approvals.decided' })
    expect((await points()).active).toBe(0)
  })

  test('is answered alike however often the request comes, and its key names no other', async () => {
    const [first, again] = [await adjust(500, 'k1'), await adjust(500, 'k1')]
    expect(again.body).toEqual(first.body)
    expect((await adjust(900, 'k1')).body).toMatchObject({ status: 409, code: 'approvals.other_body' })
    await grant(first.body['approval'])
    const replay = await adjust(500, 'k1')
    expect([replay.status, replay.headers['idempotent-replayed']]).toEqual([200, 'true'])
    expect((await adjust(900, 'k1')).status).toBe(409)
    expect([(await points()).active, (await listed()).length]).toEqual([500, 1])
  })

  test('is told when what they asked for cannot be done, and it waits on; a right that was lost is a right no more', async () => {
    const { body: { approval } } = await as(mei, 'POST /members/ada/adjustments', { id: 'a1', points: 500, unit: 'shells', reason: 'x', author: 'Mei' })
    expect((await grant(approval)).body).toMatchObject({ status: 422, code: 'points.unit_unknown' })
    expect((await listed('?status=waiting')).map((one) => one.approval)).toEqual([approval])
    const { body: { approval: other } } = await adjust(500)
    const { seat = '' } = ((await as(owner, 'GET /seats')).body['seats'] as { seat: string; email: string }[]).find(({ email }) => email === mei.email) ?? {}
    await as(owner, `PATCH /seats/${seat}`, { role: 'analyst' })
    expect((await grant(other)).body).toMatchObject({ status: 409, code: 'approvals.asker_may_not' })
    expect((await points()).active).toBe(0)
  })

  test('or forgives more than that waits too, and up to it is obeyed', async () => {
    store = await server.openStore({ document: { program: 'plain', name: 'Plain', currency: 'EUR', zone: 'UTC', markets: { eu: { currency: 'EUR', earn: '1' } }, earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }], refund: { claw: 'unlimited' } } })
    owner = await openOwner(server)
    mei = await openSeat(server, owner, { store: store.storeId, role: 'support' })
    tao = await openSeat(server, owner, { store: store.storeId, role: 'finance' })
    await as(mei, 'POST /members', { externalIds: ['ada'] })
    await as(owner, 'POST /approval-limit', { points: 100 })
    const event = (type: string, minute: number, more: object) => server.ask('POST', '/api/v1/events', { key: store.key, body: { source: 's', id: type, type, occurredAt: `2026-01-05T09:0${minute}:00Z`, member: 'ada', ...more } })
    await event('order.paid', 0, { order: { id: '1', currency: 'EUR', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor: 30_000 }] } })
    await event('points.spent', 1, { points: 300, purpose: 'checkout', orderId: '2' })
    expect((await event('order.refunded', 2, { orderId: '1', refund: {} })).status).toBe(201)
    const forgive = (many: number) => as(mei, `POST /members/ada/forgiveness ${randomUUID()}`, { points: many, reason: 'Our mistake', author: 'Mei' })
    expect((await forgive(100)).status).toBe(201)
    const { status, body } = await forgive(190)
    expect([status, body]).toMatchObject([202, { deed: 'forgiveness', points: 190, members: 1, status: 'waiting' }])
    expect((await points()).debt).toBe(200)
    expect((await grant(body['approval'])).body).toMatchObject({ status: 'granted', deed: 'forgiveness' })
    expect((await points()).debt).toBe(10)
  })

  test('of a job up to the limit stands in the audit with it, in one transaction: what is refused leaves no entry', async () => {
    const { body: { role } } = await as(owner, 'POST /roles', { name: 'Runs jobs', permissions: ['jobs:run', 'members:read'] })
    const lin = await openSeat(server, owner, { store: store.storeId, role: String(role) })
    const job = { kind: 'adjust', members: ['ada'], arguments: { points: 10 }, reason: 'Mid-autumn' }
    expect(await as(lin, 'POST /jobs', job)).toMatchObject({ status: 403, body: { code: 'http.no_permission' } })
    expect((await as(owner, 'POST /jobs', job)).status).toBe(201)
    expect((await as(owner, 'POST /jobs', { ...job, arguments: { points: 101 } })).status).toBe(202)
    const entries = (await as(owner, 'GET /audit')).body['entries'] as { deed: string; refusal: string | null; reason: string }[]
    expect(entries.filter(({ deed }) => deed === 'POST /jobs').map(({ refusal, reason }) => [refusal, reason])).toEqual([[null, 'Mid-autumn'], [null, 'Mid-autumn']])
  })

  test('finds no way around it by events, and jobs count all their members together', async () => {
    for (const body of [{ source: 's', id: '1', type: 'points.adjusted', occurredAt: '2026-01-05T10:00:00Z', member: 'ada', points: 900, reason: 'x', author: 'y' }, { source: 's', id: '2', type: 'order.paid', occurredAt: '2026-01-05T10:00:00Z', member: 'ada', order: { id: '9', currency: 'EUR', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor: 900_000 }] } }]) {
      expect((await as(mei, 'POST /events', body)).body).toMatchObject({ status: 403, code: 'approvals.not_by_events' })
      expect((await as(mei, 'POST /events', { events: [{ ...body, type: 'tier.set' }, body] })).body).toMatchObject({ code: 'approvals.not_by_events' })
    }
    for (const id of ['bob', 'cem']) await as(mei, 'POST /members', { externalIds: [id] })
    const job = (each: number) => as(owner, 'POST /jobs', { kind: 'adjust', members: ['ada', 'bob', 'cem'], arguments: { points: each }, reason: 'Mid-autumn' })
    expect((await job(33)).body).toMatchObject({ status: 'waiting', wanted: 3 })
    const { status, body } = await job(34)
    expect([status, body]).toMatchObject([202, { deed: 'job', members: 3, points: 34, member: null }])
    expect((await grant(body['approval'])).body).toMatchObject({ status: 'granted' })
    expect(((await as(owner, 'GET /jobs')).body['jobs'] as { arguments: object; createdByName: string }[]).map((one) => [one.arguments, one.createdByName])).toEqual([[{ points: 34 }, 'Olga Owner'], [{ points: 33 }, 'Olga Owner']])
  })
})

test('a grant is of the staff, not of a key that whoever asked may have made; and many at once do not wait for each other', async () => {
  const asked = await Promise.all(Array.from({ length: 12 }, () => adjust(101)))
  const key = await store.newKey(['approvals:write'])
  expect((await server.ask('POST', `/api/v1/approvals/${String(asked[0]?.body['approval'])}/grants`, { key, body: {} })).body).toMatchObject({ status: 403, code: 'approvals.staff_only' })
  expect(new Set((await Promise.all(asked.map(({ body }) => grant(body['approval'])))).map(({ status }) => status))).toEqual(new Set([201]))
  expect((await points()).active).toBe(12 * 101)
})

test('a job that would be about more members by now than when it was asked for is not done', async () => {
  /** Puts somebody on the roster, as the worker does a moment later. */
  const enter = async (name: string) => {
    const memberId = String((await as(mei, `GET /members/${name}/profile`)).body['memberId'])
    await server.house.database.inStore(store.storeId, (db) => refreshRoster({ db, storeId: store.storeId, actor: { kind: 'system', job: 'test' }, now: server.house.clock() }, [memberId]))
  }
  await enter('ada')
  const { status, body } = await as(owner, 'POST /jobs', { kind: 'adjust', filter: {}, arguments: { points: 150 }, reason: 'Sorry' })
  expect([status, body]).toMatchObject([202, { members: 1, points: 150 }])
  await as(mei, 'POST /members', { externalIds: ['bo'] })
  await enter('bo')
  expect((await grant(body['approval'])).body).toMatchObject({ status: 409, code: 'approvals.more_by_now', details: { asked: 1, now: 2 } })
  expect((await listed())[0]).toMatchObject({ status: 'waiting' })
})

test('programs with a key have no limit, nor has anybody where there is none', async () => {
  expect((await server.ask('POST', '/api/v1/members/ada/adjustments', { key: store.key, body: { id: 'k', points: 500, reason: 'x', author: 'shop' } })).status).toBe(201)
  expect((await as(mei, 'POST /approval-limit', { points: null })).body).toMatchObject({ code: 'http.no_permission' })
  await as(owner, 'POST /approval-limit', { points: null })
  expect((await adjust(500)).status).toBe(201)
  expect((await as(mei, 'GET /approval-limit')).body).toEqual({ points: null })
})

test('an approval of another store is nobody’s', async () => {
  const { body: { approval } } = await adjust(500)
  const other = await server.openStore()
  const boss = await openOwner(server)
  const answer = await boss.ask('POST', `/approvals/${String(approval)}/grants`, { store: other.storeId, body: {} })
  expect(answer.body).toMatchObject({ status: 404, code: 'approvals.unknown' })
})

test('who was erased has nothing waiting, and nothing of them is kept of what was asked', async () => {
  const { body: { approval } } = await adjust(500)
  expect((await server.ask('DELETE', '/api/v1/members/ada/personal-data', { key: store.key })).status).toBe(200)
  expect((await grant(approval)).body).toMatchObject({ code: 'approvals.decided' })
  const { rows } = await server.house.database.readStore(store.storeId, (db) => sql`select input, reason, status from approvals where store_id = ${store.storeId}`.execute(db))
  expect(rows).toEqual([{ input: {}, reason: null, status: 'withdrawn' }])
})
