import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'
import { advanceStore, rebuildMember, verifyStore } from '#server/modules/activity/index'
import { createKey, PERMISSIONS } from '#server/modules/keys/index'
import { requireMember } from '#server/modules/members/index'
import { publishProgram } from '#server/modules/programs/index'
import { createStore } from '#server/modules/stores/index'
import { newId } from '#server/platform/ids'
import type { Route } from '#server/platform/route'
import type { Statement } from './schemas.ts'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const NOW = parseInstant('2026-01-05T10:00:00Z')
const PROGRAM = {
  program: 'trade', name: 'Trade', currency: 'EUR', zone: 'UTC', markets: { eu: { currency: 'EUR', earn: '1', redeem: { points: 100, worth: '1.00' } } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }], expiry: { after: { years: 1 } }, refund: { claw: 'unlimited' }, companies: { sharing: { most_percent: '50' } },
  rewards: [{ id: 'mug', name: 'A mug', gives: { product: 'MUG' }, points: { eu: 100 } }],
}

type Shop = {
  storeId: string; key: string
  ask: (method: Route['method'], path: string, body?: unknown) => Promise<Answered>
  newKey: (scopes: readonly (typeof PERMISSIONS)[number][]) => Promise<string>
  /** An event of acme, so many minutes after nine. */
  tell: (id: string, minutes: number, event: object) => Promise<Answered>
  order: (id: string, minutes: number, more: { euros: number; buyer?: string }) => Promise<Answered>
  /** Everything that waits is told, by so many workers at once. */
  settle: (workers?: number) => Promise<void>
  points: (member: string) => Promise<number>
}

/** A shop whose customer acme is a company: olga owns it, bob buys, fay keeps its books; cy has nothing to do with it. */
async function openShop(document: object = PROGRAM): Promise<Shop> {
  const storeId = newId('str', NOW)
  const actor = { kind: 'system', job: 'test' } as const
  const newKey: Shop['newKey'] = (scopes) => server.house.database.inStore(storeId, async (db) => (await createKey({ db, storeId, actor, now: NOW }, { name: 'Test', scopes: [...scopes] })).secret)
  await server.house.database.inStore(storeId, async (db) => {
    await createStore({ db, storeId, actor, now: NOW }, { name: 'Test', kind: 'live' })
    await publishProgram({ db, storeId, actor, now: NOW }, { document })
  })
  const key = await newKey(PERMISSIONS)
  const ask: Shop['ask'] = (method, path, body) => server.ask(method, `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
  const must = async (...asked: Parameters<Shop['ask']>) => expect((await ask(...asked)).status, JSON.stringify(asked)).toBeLessThan(300)
  const joinedAt = '2026-01-05T08:00:00Z'
  for (const id of ['olga', 'bob', 'fay', 'cy']) await must('POST', '/members', { externalIds: [id], joinedAt, ...(id === 'bob' ? { name: 'Bob Lindt', email: 'bob@example.com', phone: '+4915112345678' } : {}) })
  await must('POST', '/members', { externalIds: ['acme'], kind: 'company', joinedAt })
  for (const [buyer, role] of [['olga', 'owner'], ['bob', 'buyer'], ['fay', 'finance']]) await must('POST', '/members/acme/buyers', { buyer, role })
  const tell: Shop['tell'] = (id, minutes, event) => ask('POST', '/events', { source: 'shop', id, occurredAt: new Date(NOW - 3_600_000 + minutes * 60_000).toISOString(), member: 'acme', ...event })
  return {
    key, storeId, ask, newKey, tell,
    order: (id, minutes, { euros, ...more }) => tell(id, minutes, { type: 'order.paid', order: { id, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: euros * 100 }], ...more } }),
    settle: async (workers = 1) => void (await Promise.all(Array.from({ length: workers }, () => advanceStore(server.house, { storeId, until: NOW })))),
    points: async (member) => ((await ask('GET', `/members/${member}`)).body['units'] as Record<string, { available: number }>)['points']?.available ?? 0,
  }
}

async function expectTruth({ storeId }: Shop, ...members: string[]): Promise<void> {
  const ctx = { storeId, actor: { kind: 'system', job: 'test' }, now: NOW } as const
  await server.house.database.readStore(storeId, async (db) => {
    expect((await verifyStore({ ...ctx, db })).lie).toBe(null)
    for (const member of members) expect(await rebuildMember({ ...ctx, db }, await requireMember({ ...ctx, db }, member)), member).toEqual([])
  })
}

describe('whoever acts for a company', () => {
  test('bought for it then: an order of anybody else is refused, and one that is told late is not', async () => {
    const shop = await openShop()
    expect(await shop.order('o1', 1, { euros: 100, buyer: 'cy' })).toMatchObject({ status: 409, body: { code: 'members.buyer_unknown', details: { buyer: expect.stringMatching(/^mem_/) } } })
    expect(await shop.order('o1', 1, { euros: 100, buyer: 'nobody' })).toMatchObject({ status: 409, body: { code: 'members.buyer_unknown', details: { buyer: 'nobody' } } })
    expect((await shop.ask('GET', '/members/nobody')).status).toBe(404)
    expect((await shop.order('o1', 1, { euros: 100, buyer: 'bob' })).status).toBe(201)
    expect((await shop.ask('DELETE', '/members/acme/buyers/bob')).status).toBe(200)
    expect((await shop.order('o1', 1, { euros: 100, buyer: 'bob' })).status).toBe(200)
    expect((await shop.order('o2', 2, { euros: 100, buyer: 'bob' })).status).toBe(201)
    expect((await shop.order('o3', 61, { euros: 100, buyer: 'bob' })).body).toMatchObject({ code: 'members.buyer_unknown' })
    expect(await shop.points('acme')).toBe(200)
  })

  test('is its owner where points are used or shared', async () => {
    const shop = await openShop()
    await shop.order('o1', 1, { euros: 100 })
    for (const [by, role] of [['bob', 'buyer'], ['fay', 'finance']]) {
      expect(await shop.ask('POST', '/members/acme/spends', { id: 's1', points: 10, purpose: 'reward', by })).toMatchObject({ status: 409, body: { code: 'members.role_may_not', details: { role, needed: 'owner' } } })
      expect((await shop.ask('POST', '/members/acme/sharing', { id: 'd1', percent: '10', perMonth: null, leaver: 'keep', by })).body).toMatchObject({ code: 'members.role_may_not' })
    }
    expect((await shop.ask('POST', '/members/acme/spends', { id: 's1', points: 10, purpose: 'reward', by: 'olga' })).status).toBe(201)
    expect((await shop.ask('POST', '/members/acme/holds', { id: 'h1', points: 10, until: '2026-01-05T10:15:00Z', by: 'cy' })).body).toMatchObject({ code: 'members.buyer_unknown' })
    expect((await shop.ask('POST', '/members/acme/spends', { id: 's2', points: 5, purpose: 'reward' })).status).toBe(201)
    expect(await shop.ask('POST', '/members/acme/sharing', { id: 'd1', percent: '60', perMonth: null, leaver: 'keep', by: 'olga' })).toMatchObject({ status: 422, body: { code: 'company.sharing_above_most', details: { wanted: '60', most: '50' } } })
    expect((await shop.ask('POST', '/members/acme/sharing', { id: 'd1', percent: '10', perMonth: null, leaver: 'keep', by: 'olga' })).status).toBe(201)
    expect((await shop.ask('GET', '/members/acme/explanations?event=d1&at=2026-01-05T10:01:00Z')).body).toMatchObject({ sentences: ['olga lets buyers have 10 % of what their orders earn; whoever leaves keeps what they have of it.'] })
  })
})

describe('a share', () => {
  const share = (shop: Shop, minutes = 0) => shop.tell(`on${minutes}`, minutes, { type: 'company.sharing_set', percent: '10', perMonth: 25, leaver: 'forfeit', by: 'olga' })

  test('arrives once, though two workers hand it on at once', async () => {
    const shop = await openShop()
    await share(shop)
    for (const n of [1, 2, 3]) await shop.order(`o${n}`, n, { euros: 100, buyer: 'bob' })
    await shop.settle(4)
    expect([await shop.points('acme'), await shop.points('bob')]).toEqual([275, 25])
    await expectTruth(shop, 'acme', 'bob')
  })

  test('is corrected where an order was told late or wrongly, and comes back from whoever was let go', async () => {
    const shop = await openShop()
    await share(shop)
    await shop.order('o2', 20, { euros: 200, buyer: 'bob' })
    await shop.settle()
    expect(await shop.points('bob')).toBe(20)
    await shop.order('o1', 10, { euros: 100, buyer: 'bob' })
    await shop.settle()
    expect([await shop.points('acme'), await shop.points('bob')]).toEqual([275, 25])
    const right = { source: 'shop', id: 'o1', type: 'order.paid', occurredAt: '2026-01-05T09:10:00Z', order: { id: 'o1', currency: 'EUR', buyer: 'bob', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 2_000 }] } }
    for (const status of [201, 200]) expect((await shop.ask('POST', '/members/acme/corrections', { event: right })).status).toBe(status)
    await shop.settle(2)
    expect([await shop.points('acme'), await shop.points('bob')]).toEqual([198, 22])
    expect((await shop.ask('GET', '/members/bob/lots')).body['lots']).toMatchObject([{ left: 2 }, { left: 20 }])
    await shop.ask('DELETE', '/members/acme/buyers/bob')
    await shop.settle()
    expect([await shop.points('acme'), await shop.points('bob')]).toEqual([220, 0])
    await shop.order('o0', 5, { euros: 50, buyer: 'bob' })
    await shop.settle()
    expect([await shop.points('acme'), await shop.points('bob')]).toEqual([270, 0])
    await expectTruth(shop, 'acme', 'bob')
  })

  test('follows whoever became another, and is corrected there too; an unmerge gives it back', async () => {
    const shop = await openShop()
    await share(shop)
    await shop.order('o2', 20, { euros: 200, buyer: 'bob' })
    await shop.settle()
    expect((await shop.ask('POST', '/events', { source: 'crm', id: 'm1', type: 'member.merged', occurredAt: '2026-01-05T09:30:00Z', member: 'cy', absorbed: 'bob' })).status).toBe(201)
    expect((await shop.order('o3', 40, { euros: 20, buyer: 'bob' })).status).toBe(201)
    await shop.order('o1', 10, { euros: 100, buyer: 'bob' })
    await shop.settle()
    expect([await shop.points('acme'), await shop.points('cy')]).toEqual([295, 25])
    await expectTruth(shop, 'acme', 'cy')
    expect((await shop.ask('POST', '/events', { source: 'crm', id: 'u1', type: 'member.unmerged', occurredAt: '2026-01-05T09:50:00Z', member: 'cy', mergeSource: 'crm', mergeId: 'm1' })).status).toBe(201)
    await shop.settle()
    expect([await shop.points('acme'), await shop.points('cy'), await shop.points('bob')]).toEqual([295, 0, 25])
    await expectTruth(shop, 'acme', 'cy', 'bob')
  })

  test('stays where it is when its buyer is erased, and no more comes', async () => {
    const shop = await openShop()
    await share(shop)
    await shop.order('o1', 10, { euros: 100, buyer: 'bob' })
    await shop.settle()
    const { memberId } = (await shop.ask('GET', '/members/bob')).body as { memberId: string }
    expect((await shop.ask('DELETE', '/members/bob/personal-data')).status).toBeLessThan(300)
    await shop.settle()
    expect([await shop.points('acme'), await shop.points(memberId)]).toEqual([90, 10])
    await expectTruth(shop, 'acme', memberId)
  })
})

describe('the statement of a company', () => {
  const path = '/companies/acme/statement?from=2026-01-05T09:00:00Z&to=2026-01-05T10:00:00.001Z'

  test('adds up, order by order and buyer by buyer, also as a table', async () => {
    const shop = await openShop()
    await shop.tell('before', -10, { type: 'points.adjusted', points: 40, reason: 'a start', author: 'mei' })
    await shop.tell('on', 0, { type: 'company.sharing_set', percent: '10', perMonth: null, leaver: 'forfeit', by: 'olga' })
    await shop.order('o1', 1, { euros: 100, buyer: 'bob' })
    await shop.order('=2+3', 2, { euros: 50, buyer: 'olga' })
    await shop.order('o3', 3, { euros: 30 })
    await shop.tell('r1', 4, { type: 'order.refunded', orderId: 'o1', refund: { amountMinor: 2_000 } })
    await shop.ask('POST', '/members/acme/spends', { id: 's1', points: 60, purpose: 'reward', by: 'olga' })
    await shop.ask('DELETE', '/members/acme/buyers/bob')
    await shop.settle()
    const { body } = await shop.ask('GET', path)
    const { units: [points] } = body as unknown as Statement
    expect(points).toMatchObject({ unit: 'points', opening: 40, closing: 40 + 180 - 20 - 15 + 10 - 60, lines: [
      { what: 'earned', orderId: 'o1', buyer: { externalIds: ['bob'] }, at: '2026-01-05T09:01:00Z', points: 100 }, { what: 'shared', orderId: null, points: -10 },
      { what: 'earned', orderId: '=2+3', buyer: { externalIds: ['olga'] }, points: 50 }, { what: 'shared', orderId: null, points: -5 },
      { what: 'earned', orderId: 'o3', buyer: null, at: '2026-01-05T09:03:00Z', points: 30 }, { what: 'clawed', orderId: 'o1', buyer: { externalIds: ['bob'] }, at: '2026-01-05T09:04:00Z', points: -20 },
      { what: 'forfeited', buyer: null, points: 10 }, { what: 'spent', points: -60 },
    ] })
    expect(points?.lines.filter(({ what }) => what === 'shared').map(({ buyer, points: given }) => [buyer?.externalIds, given]).sort()).toEqual([[['bob'], -10], [['olga'], -5]])
    expect(points?.closing).toBe(await shop.points('acme'))
    const csv = await server.ask('GET', `/api/v1${path}`, { key: shop.key, headers: { accept: 'text/csv' } })
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(csv.text.split('\r\n').slice(0, 3)).toEqual(['unit,what,order,buyer,points,amount,currency,at', 'points,opening,,,40,,,', 'points,earned,o1,bob,100,,,2026-01-05T09:01:00Z'])
    expect(csv.text.split('\r\n')[4]).toBe("points,earned,'=2+3,olga,50,,,2026-01-05T09:02:00Z")
    expect(csv.text.split('\r\n').at(-2)).toBe('points,closing,,,135,,,')
    expect((await shop.ask('GET', '/companies/acme/statement')).body).toMatchObject({ from: '1970-01-01T00:00:00Z', units: [{ opening: 0, closing: 135 }] })
    // What was there before is the opening balance of what comes after.
    const later = (await shop.ask('GET', '/companies/acme/statement?from=2026-01-05T10:00:00.001Z&to=2026-01-06T00:00:00Z')).body as unknown as Statement
    expect(later.units).toEqual([{ unit: 'points', currency: null, opening: 135, lines: [], closing: 135, pending: 0 }])
  })

  test('says what of the closing balance cannot be used yet', async () => {
    const shop = await openShop({ ...PROGRAM, pending: { days: 14 } })
    await shop.order('o1', 1, { euros: 100, buyer: 'bob' })
    await shop.tell('more', 2, { type: 'points.adjusted', points: 40, reason: 'a present', author: 'mei' })
    expect((await shop.ask('GET', path)).body).toMatchObject({ units: [{ closing: 140, pending: 100 }] })
  })

  test('calls a buyer by their name, and tells their colleagues nothing else of them', async () => {
    const shop = await openShop()
    for (const [n, buyer] of [[1, 'bob'], [2, 'olga']] as const) await shop.order(`o${n}`, n, { euros: 100, buyer })
    const { body, text } = await shop.ask('GET', `/members/fay${path}`)
    expect(body).toMatchObject({ units: [{ lines: [{ orderId: 'o1', buyer: { name: 'Bob Lindt', externalIds: ['bob'] } }, { orderId: 'o2', buyer: { name: null, externalIds: ['olga'] } }] }] })
    expect(text).not.toMatch(/@|49151|phone|email/)
    expect((await shop.ask('GET', '/members/bob/companies/acme/statement')).status).toBe(403)
  })

  test('says what stands: of what was told wrongly nothing is left', async () => {
    const shop = await openShop()
    await shop.order('o1', 1, { euros: 100, buyer: 'bob' })
    await shop.ask('POST', '/members/acme/corrections', { event: { source: 'shop', id: 'o1', type: 'order.paid', occurredAt: '2026-01-05T09:01:00Z', order: { id: 'o1', currency: 'EUR', buyer: 'olga', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 700 }] } } })
    expect((await shop.ask('GET', path)).body).toMatchObject({ units: [{ opening: 0, closing: 7, lines: [{ what: 'earned', orderId: 'o1', buyer: { externalIds: ['olga'] }, points: 7 }] }] })
  })

  test('is of a company, of a time, and for whoever may read members', async () => {
    const [shop, other] = [await openShop(), await server.openStore()]
    expect(await shop.ask('GET', path.replace('acme', 'bob'))).toMatchObject({ status: 422, body: { code: 'members.not_a_company' } })
    expect(await shop.ask('GET', path.replace('&to=2026-01-05T10', '&to=2026-01-05T08'))).toMatchObject({ status: 422, body: { errors: [{ path: 'to' }] } })
    expect((await server.ask('GET', `/api/v1${path}`, { key: other.key })).status).toBe(404)
    expect((await server.ask('GET', `/api/v1${path}`, { key: await shop.newKey(['members:read']) })).status).toBe(403)
    expect((await server.ask('GET', `/api/v1${path}`, { key: await shop.newKey(['activity:read']) })).status).toBe(200)
  })
})

describe('a quote for a company', () => {
  test('has its contract and its points, for those who buy for it', async () => {
    const shop = await openShop()
    await shop.order('o1', 1, { euros: 500 })
    for (const list of [{ list: 'retail', kind: 'retail', market: 'eu' }, { list: 'acme', kind: 'contract', market: 'eu', member: 'acme' }]) await shop.ask('POST', '/catalogue/lists', list)
    await shop.ask('POST', '/catalogue/products', { products: [{ sku: 'MUG' }] })
    await shop.ask('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku: 'MUG', unitMinor: 1_000 }, { list: 'acme', sku: 'MUG', unitMinor: 900 }] })
    const cart = { market: 'eu', lines: [{ sku: 'MUG', quantity: 2 }], points: 100 }
    const { memberId } = (await shop.ask('GET', '/members/acme')).body
    expect(await shop.ask('POST', '/quotes', { ...cart, member: 'bob', company: 'acme' })).toMatchObject({ status: 200, body: { memberId, lines: [{ unitMinor: 900, source: 'contract' }], points: { used: 100 }, earns: { points: 17 } } })
    expect(await shop.ask('POST', '/quotes', { ...cart, member: 'cy', company: 'acme' })).toMatchObject({ status: 409, body: { code: 'members.buyer_unknown' } })
    expect(await shop.ask('POST', '/quotes', { ...cart, company: 'acme' })).toMatchObject({ status: 422, body: { errors: [{ path: 'member' }] } })
    expect((await shop.ask('GET', '/prices?market=eu&sku=MUG&member=bob&company=acme')).body).toMatchObject({ prices: [{ unitMinor: 900 }] })
    await shop.ask('DELETE', '/members/acme/buyers/bob')
    expect(await shop.ask('POST', '/quotes', { ...cart, member: 'bob', company: 'acme' })).toMatchObject({ status: 409 })
  })
})

describe('what the points of a company buy', () => {
  test('is redeemed by its owner alone, once for each name, and seen by its finance too', async () => {
    const shop = await openShop()
    await shop.order('1001', 0, { euros: 150, buyer: 'bob' })
    const [at, body] = [(member: string, what: string) => `/members/${member}/companies/acme/${what}`, { id: 'wish-1', reward: 'mug' }]
    for (const who of ['olga', 'fay']) expect((await shop.ask('GET', at(who, 'rewards'))).body).toMatchObject({ available: 150, rewards: [{ reward: 'mug', points: 100, why: null }] })
    for (const who of ['bob', 'fay']) expect(await shop.ask('POST', at(who, 'redemptions'), body)).toMatchObject({ status: 403, body: { code: 'members.role_may_not' } })
    for (const what of ['rewards', 'redemptions']) expect((await shop.ask('GET', at('bob', what))).status, what).toBe(403)
    for (const what of ['rewards', 'redemptions']) expect((await shop.ask('GET', at('cy', what))).body, what).toMatchObject({ status: 404, code: 'members.unknown' })
    expect((await shop.ask('POST', at('cy', 'redemptions'), body)).status).toBe(404)
    const olga = (await shop.ask('GET', '/members/olga')).body['memberId']
    expect(await shop.ask('POST', at('olga', 'redemptions'), body)).toMatchObject({ status: 201, body: { reward: 'mug', points: 100, by: olga, status: 'open' } })
    expect((await shop.ask('POST', at('olga', 'redemptions'), body)).status).toBe(200)
    expect([await shop.points('acme'), await shop.points('olga')]).toEqual([50, 0])
    expect((await shop.ask('GET', at('fay', 'redemptions'))).body['redemptions']).toMatchObject([{ redemption: 'wish-1' }])
    expect((await shop.ask('POST', at('olga', 'redemptions'), { ...body, id: 'wish-2' })).body).toMatchObject({ status: 409, code: 'points.insufficient' })
    await shop.ask('DELETE', '/members/acme/buyers/olga')
    expect((await shop.ask('POST', at('olga', 'redemptions'), { ...body, id: 'wish-3' })).status).toBe(404)
  })
})

test('the terms of a company are noted by staff, kept where they are left out, in the audit without their text, and gone with who it was', async () => {
  const shop = await openShop()
  expect((await shop.ask('GET', '/companies/acme/terms')).body).toMatchObject({ netDays: null, limitMinor: null, changedAt: null })
  expect(await shop.ask('PATCH', '/companies/acme/terms', { limitMinor: 5 })).toMatchObject({ status: 422, body: { errors: [{ path: 'currency' }] } })
  expect(await shop.ask('PATCH', '/companies/acme/terms', { netDays: 30, limitMinor: 1_000_000, currency: 'EUR', text: 'Ask for Mr Lindt.\nInvoices to Lyon.' })).toMatchObject({ status: 200 })
  expect(await shop.ask('PATCH', '/companies/acme/terms', { netDays: 60 })).toMatchObject({ status: 200, body: { netDays: 60, limitMinor: 1_000_000, currency: 'EUR', text: 'Ask for Mr Lindt.\nInvoices to Lyon.', changedAt: '2026-01-05T10:00:00Z' } })
  expect(await shop.ask('PATCH', '/companies/bob/terms', { netDays: 60 })).toMatchObject({ status: 422, body: { code: 'members.not_a_company' } })
  expect((await shop.ask('GET', '/audit?limit=1')).body['entries']).toMatchObject([{ deed: 'PATCH /companies/:member/terms', before: { netDays: 30, text: '•••' }, after: { netDays: 60, text: '•••' } }])
  expect((await shop.ask('GET', '/members/acme/personal-data')).body['terms']).toMatchObject([{ netDays: 60, text: 'Ask for Mr Lindt.\nInvoices to Lyon.' }])
  const { memberId } = (await shop.ask('GET', '/members/acme/profile')).body
  await shop.ask('DELETE', '/members/acme/personal-data')
  await server.house.database.readStore(shop.storeId, async (db) => {
    const { rows } = await sql`select from companies_terms where member_id = ${memberId}`.execute(db)
    expect(rows).toEqual([])
  })
})
