import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { askOf, openTestServer, type Answered, type OpenedStore, type TestServer } from '#server/app/testing'
import { MOST_REFUSALS } from '#server/modules/activity/index'
import { noteRefusals } from '#server/modules/activity/note-refusals'
import { rollStore } from '#server/modules/figures/index'
import type { ReadContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import type { Call } from '#server/platform/route'
import { listFeed } from './list-feed.ts'
import { listPending } from './list-pending.ts'

const NOW = Date.parse('2026-01-05T10:00:00Z')

/** Points wait for a delivery, those of a review for a hand; what is taken back may become debt. */
const WAITING = {
  program: 'plain', name: 'Plain', currency: 'EUR', zone: 'UTC', markets: { eu: { currency: 'EUR', earn: '1' } },
  earn: [
    { id: 'purchase', on: 'order.paid', rate: 'market', pending: { days_after_delivery: 14, cancel_after: { days: 60 } } },
    { id: 'review', on: 'review.published', points: 20, pending: { by_hand: true } },
  ],
  expiry: { after: { years: 1 } },
}

let server: TestServer
let store: OpenedStore
beforeAll(async () => {
  server = await openTestServer()
}, 120_000)
afterAll(() => server?.close())
beforeEach(async () => {
  store = await server.openStore()
})

function ask(request: string, body?: unknown, key = store.key): Promise<Answered> {
  const [method = '', path = ''] = request.split(' ')
  return server.ask(method as 'GET', `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
}

async function tell(type: string, said: { id: string; [field: string]: unknown }): Promise<void> {
  const { status, body } = await ask('POST /events', { source: 'shop', type, occurredAt: '2026-01-05T09:00:00Z', member: 'ada', ...said })
  expect([status, body]).toEqual([201, expect.anything()])
}
const pay = (order: string, amountMinor: number, more: object = {}) => tell('order.paid', { id: order, order: { id: order, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor }] }, ...more })
const roll = () => server.house.database.inStore(store.storeId, (db) => rollStore({ db, storeId: store.storeId, actor: { kind: 'system', job: 'test' }, now: NOW }, { worldNow: NOW }))

type Items = { type: string; id: string; changes: { points: number }[] }[]
const kinds = (body: Record<string, unknown>): string[] => (body['items'] as Items).map(({ type, id }) => `${type} ${id}`)

describe('what happened', () => {
  test('is told the newest first, with whom, what it moved, and why it was done', async () => {
    await ask('POST /members', { externalIds: ['ada'], name: 'Ada', email: 'ada@example.com' })
    await pay('1', 2_900)
    await tell('points.adjusted', { id: 'g', occurredAt: '2026-01-05T09:01:00Z', points: 50, reason: 'A late parcel', author: 'mei' })
    await tell('points.spent', { id: 's', occurredAt: '2026-01-05T09:02:00Z', points: 30, purpose: 'checkout', orderId: '2' })
    const { body, text } = await ask('GET /feed')
    expect((body['items'] as Items).slice(1)).toEqual([
      expect.objectContaining({ type: 'points.spent', orderId: '2', changes: [{ unit: 'points', points: -30 }] }),
      expect.objectContaining({ type: 'points.adjusted', changes: [{ unit: 'points', points: 50 }], reason: 'A late parcel', author: 'mei', member: { memberId: expect.any(String), name: 'Ada', externalId: 'ada', isTest: false } }),
      expect.objectContaining({ type: 'order.paid', orderId: '1', amountMinor: 2900, currency: 'EUR', changes: [{ unit: 'points', points: 29 }] }),
    ])
    expect(text).not.toContain('ada@example.com')
  })

  test('is found by what it is about, by member and by time', async () => {
    await pay('1', 1_000)
    await pay('2', 1_000, { member: 'bob', occurredAt: '2026-01-05T09:10:00Z' })
    await tell('points.adjusted', { id: 'g', member: 'bob', occurredAt: '2026-01-05T09:20:00Z', points: 5, reason: 'r', author: 'a' })
    expect(kinds((await ask('GET /feed?about=orders')).body)).toEqual(['order.paid 2', 'order.paid 1'])
    expect(kinds((await ask('GET /feed?member=bob')).body)).toEqual(['points.adjusted g', 'order.paid 2'])
    expect(kinds((await ask('GET /feed?member=bob&about=orders')).body)).toEqual(['order.paid 2'])
    expect(kinds((await ask('GET /feed?from=2026-01-05T09:10:00Z&to=2026-01-05T09:20:00Z')).body)).toEqual(['order.paid 2'])
    expect((await ask('GET /feed?member=nobody')).body).toMatchObject({ status: 404, code: 'members.unknown' })
  })

  test('goes on page by page and leaves nothing out, though many happened at one instant', async () => {
    for (let order = 0; order < 7; order += 1) await pay(String(order), 1_000)
    const seen: string[] = []
    for (let next: unknown = ''; next !== null;) {
      const { body } = await ask(`GET /feed?limit=3${next === '' ? '' : `&after=${String(next)}`}`)
      seen.push(...kinds(body))
      next = body['next']
    }
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6].map((order) => `order.paid ${order}`))
  })

  test('of something rare says how far was looked, and is found behind it', async () => {
    await tell('points.adjusted', { id: 'g', occurredAt: '2026-01-05T08:00:00Z', points: 5, reason: 'r', author: 'a' })
    for (let order = 0; order < 5; order += 1) await pay(String(order), 1_000, { occurredAt: `2026-01-05T09:0${order}:00Z` })
    const look = (after?: string) => server.house.database.readStore(store.storeId, (db) => listFeed({ db, storeId: store.storeId, actor: { kind: 'system', job: 'test' }, now: NOW } as ReadContext, { about: 'adjustments', limit: 10, ...(after === undefined ? {} : { after }) }, { stride: 3 }))
    const first = await look()
    expect([first.items, first.seenTo]).toEqual([[], Date.parse('2026-01-05T09:02:00Z')])
    const second = await look(first.next as string)
    expect([second.items.map(({ id }) => id), second.seenTo]).toEqual([['g'], Date.parse('2026-01-05T08:00:00Z')])
    expect(await look(second.next as string)).toMatchObject({ items: [], next: null, seenTo: null })
  })

  test('is its own store’s alone', async () => {
    await pay('1', 1_000)
    const other = await server.openStore()
    for (const path of ['/feed', '/feed/pending', '/feed/debts']) expect(Object.values((await ask(`GET ${path}`, undefined, other.key)).body)[0], path).toEqual([])
    expect((await ask('GET /feed?member=ada', undefined, other.key)).status).toBe(404)
  })
})

describe('what is pending', () => {
  test('is told with what it waits for, the most first, and is gone once it is activated or cancelled', async () => {
    store = await server.openStore({ document: WAITING })
    await tell('activity', { id: 'rev', name: 'review.published' })
    await pay('1', 5_000, { member: 'bob' })
    await pay('2', 3_000, { member: 'cleo' })
    await tell('order.delivered', { id: 'd2', member: 'cleo', orderId: '2', occurredAt: '2026-01-05T09:30:00Z' })
    await roll()
    const { body } = await ask('GET /feed/pending')
    const members = body['members'] as { member: { externalId: string }; lots: { points: number; waits: string; activatesAt: string | null; cancelsAt: string | null; lotId: string }[] }[]
    expect(members.map(({ member: { externalId }, lots }) => [externalId, lots.map(({ points, waits, activatesAt, cancelsAt }) => ({ points, waits, activatesAt, cancelsAt }))])).toEqual([
      ['bob', [{ points: 50, waits: 'delivery', activatesAt: null, cancelsAt: '2026-03-07T00:00:00Z' }]],
      ['cleo', [{ points: 30, waits: 'day', activatesAt: '2026-01-19T00:00:00Z', cancelsAt: null }]],
      ['ada', [{ points: 20, waits: 'hand', activatesAt: null, cancelsAt: null }]],
    ])
    const settle = (index: number, noun: string) => ask(`POST /members/${members[index]?.member.externalId ?? ''}/${noun}`, { lotId: members[index]?.lots[0]?.lotId, reason: 'r', author: 'a', id: noun })
    expect((await settle(2, 'activations')).body).toMatchObject({ balances: { points: { active: 20, pending: 0 } } })
    expect((await settle(0, 'rejections')).body).toMatchObject({ balances: { points: { active: 0, pending: 0 } } })
    await roll()
    expect((await ask('GET /feed/pending')).body).toMatchObject({ members: [{ member: { externalId: 'cleo' } }], next: null })
  })

  test('goes on page by page', async () => {
    store = await server.openStore({ document: WAITING })
    for (const [index, member] of ['a', 'b', 'c'].entries()) await pay(member, 1_000 * (index + 1), { member })
    await roll()
    const first = (await ask('GET /feed/pending?limit=2')).body as { members: { member: { externalId: string } }[]; next: string }
    const second = (await ask(`GET /feed/pending?limit=2&after=${first.next}`)).body as typeof first
    expect([...first.members, ...second.members].map(({ member }) => member.externalId)).toEqual(['c', 'b', 'a'])
    expect(second.next).toBe(null)
  })
})

describe('what waits for a hand', () => {
  type Page = { members: { member: { externalId: string }; lots: { waits: string }[] }[]; next: string | null; hands: object | null }
  const page = async (query = '') => (await ask(`GET /feed/pending${query}`)).body as unknown as Page
  const names = ({ members }: Page) => members.map(({ member }) => member.externalId)

  test('is found among what goes its way by itself, and counted beside both lists', async () => {
    store = await server.openStore({ document: WAITING })
    for (const [index, member] of ['a', 'b', 'c', 'd'].entries()) await pay(member, 9_000 - index, { member })
    for (const member of ['ada', 'b', 'eve']) await tell('activity', { id: `rev-${member}`, name: 'review.published', member })
    await roll()
    const [all, hands] = [await page(), await page('?waits=hand')]
    expect(names(all)).toHaveLength(6)
    expect([names(hands), hands.members.map(({ lots }) => lots.map(({ waits }) => waits))]).toEqual([['b', ...names(all).slice(-2)], [['hand'], ['hand'], ['hand']]])
    expect([all.hands, hands.hands]).toEqual([{ lots: 3, isMore: false }, { lots: 3, isMore: false }])
    expect((await ask('GET /feed/export?part=pending&waits=hand')).text.trim().split('\r\n')).toHaveLength(4)
    expect((await ask('GET /feed/pending?waits=day')).body).toMatchObject({ status: 422 })
  })

  test('goes on page by page, and behind those who have none', async () => {
    store = await server.openStore({ document: WAITING })
    for (const [index, member] of ['a', 'b', 'c', 'd', 'e'].entries()) await pay(member, 9_000 - 100 * index, { member })
    for (const member of ['b', 'd', 'e']) await tell('activity', { id: `rev-${member}`, name: 'review.published', member })
    await roll()
    const seen: string[][] = []
    for (let next: string | null = ''; next !== null;) {
      const one: Page = await page(`?waits=hand&limit=2${next === '' ? '' : `&after=${next}`}`)
      seen.push(names(one))
      next = one.next
    }
    expect(seen).toEqual([['b', 'd'], ['e']])
    const look = (after?: string) => server.house.database.readStore(store.storeId, (db) => listPending({ db, storeId: store.storeId, actor: { kind: 'system', job: 'test' }, now: NOW } as ReadContext, { waits: 'hand', limit: 10, ...(after === undefined ? {} : { after }) }, { stride: 2 }))
    const strides: (string | null)[][] = []
    for (let after: string | null | undefined; after !== null;) {
      const { members, next, hands }: Awaited<ReturnType<typeof look>> = await look(after)
      strides.push(members.map(({ member }) => member.externalId))
      expect(hands === null || hands.isMore).toBe(true)
      after = next
    }
    expect(strides.flat()).toEqual(['b', 'd', 'e'])
    expect(strides.length).toBe(3)
  })

  test('costs nothing where no version of the program has such', async () => {
    await pay('1', 5_000)
    await roll()
    expect((await page()).hands).toEqual({ lots: 0, isMore: false })
    expect(await page('?waits=hand')).toEqual({ members: [], next: null, hands: { lots: 0, isMore: false } })
  })
})

describe('who owes', () => {
  test('is told the most first, and as of now where it was forgiven, and as a file', async () => {
    store = await server.openStore({ document: { ...WAITING, earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }], refund: { claw: 'unlimited' } } })
    for (const [member, amount] of [['ada', 2_000], ['bob', 5_000]] as const) {
      await pay(member, amount, { member })
      await tell('points.spent', { id: `s-${member}`, member, occurredAt: '2026-01-05T09:10:00Z', points: amount / 100, purpose: 'checkout', orderId: 'x' })
      await tell('order.refunded', { id: `r-${member}`, member, orderId: member, refund: {}, occurredAt: '2026-01-05T09:20:00Z' })
    }
    await roll()
    expect((await ask('GET /feed/debts')).body).toMatchObject({ members: [{ member: { externalId: 'bob' }, debt: 50 }, { member: { externalId: 'ada' }, debt: 20 }], next: null })
    const { memberId } = (await ask('GET /members/bob/profile')).body
    expect((await ask('POST /programs/previews', { member: memberId, event: { type: 'debt.forgiven', points: 40, reason: 'r', author: 'a' } })).body).toMatchObject({ isAccepted: true, isNew: false, before: { units: { points: { debt: 50 } } }, after: { units: { points: { debt: 10 } } } })
    expect((await ask('POST /members/bob/forgiveness', { id: 'f1', points: 51, reason: 'Our mistake', author: 'mei' })).body).toMatchObject({ status: 409, code: 'debt.less' })
    expect((await ask('POST /members/bob/forgiveness', { id: 'f2', points: 40, reason: 'Our mistake', author: 'mei' })).body).toMatchObject({ balances: { points: { debt: 10, available: 0 } } })
    await ask('POST /members/ada/forgiveness', { id: 'f3', points: 20, reason: 'Our mistake', author: 'mei' })
    expect((await ask('GET /feed/debts')).body).toMatchObject({ members: [{ member: { externalId: 'bob' }, debt: 10, unit: 'points' }] })
    await roll()
    expect((await ask('GET /feed/export?part=debts')).text.split('\r\n').map((line) => line.split(',').slice(1, 3).join())).toEqual(['externalId,debt', 'bob,10', ''])
  })
})

type RefusedOne = { id: string; code: string; times: number; member: { externalId: string } | null; named: string | null; by: { kind: string; name: string }; detail: string; errors: { path: string; found: string; wanted: string }[] }
const refused = async (key?: string) => (await ask('GET /feed/refusals', undefined, key)).body['refusals'] as RefusedOne[]
const order = (id: string, more: object = {}) => ({ source: 'shop', type: 'order.paid', occurredAt: '2026-01-05T09:00:00Z', member: 'ada', id, order: { id, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 100, ...more }] } })

describe('what was refused', () => {
  test('is told with what was found and what would be right, who sent it and how often; accepted under its id it is refused no more', async () => {
    await ask('POST /members', { externalIds: ['ada'], name: 'Ada' })
    for (let sent = 0; sent < 2; sent += 1) expect((await ask('POST /events', order('1', { quantity: '2' }))).status).toBe(422)
    expect(await refused()).toMatchObject([{ type: 'order.paid', source: 'shop', id: '1', times: 2, member: { externalId: 'ada', name: 'Ada' }, by: { kind: 'key', name: 'Test' }, status: 422, code: 'http.wrong_shape', errors: [{ path: 'order.lines[0].quantity', found: '"2"', wanted: 'a whole number of units' }] }])
    expect((await ask('POST /events', order('1'))).status).toBe(201)
    expect(await refused()).toEqual([])
  })

  test('is told in the language of whoever reads, in the list and in the file', async () => {
    await ask('POST /events', { ...order('1', { discountMinor: -5 }), occurredAt: '2026-01-04 18:20' })
    await ask('POST /events', { ...order('2'), occurredAt: '2026-01-04 18:20' })
    const told = async (language: string) => {
      const look = (path: string) => server.ask('GET', `/api/v1${path}`, { key: store.key, headers: { 'accept-language': language } })
      const [list, file] = [await look('/feed/refusals'), await look('/feed/export?part=refused')]
      return { wanted: (list.body['refusals'] as RefusedOne[]).flatMap(({ errors }) => errors.map(({ wanted }) => wanted)).sort(), file: file.text }
    }
    const [english, chinese] = [await told('en'), await told('zh-CN')]
    expect(english.wanted).toEqual(['a time with its offset, such as "2026-01-05T10:00:00Z" or "2026-01-05T10:00:00+08:00"', 'whole minor units of 0 or more, such as 2499 for 24.99 USD'])
    expect(chinese.wanted).toEqual(['以最小货币单位计的整数，0 或以上，例如 24.99 USD 写 2499', '带时区偏移的时间，例如 "2026-01-05T10:00:00Z" 或 "2026-01-05T10:00:00+08:00"'])
    expect(english.file).toContain('whole minor units')
    expect(chinese.file).not.toMatch(/whole minor|a time with/)
    expect(chinese.file).toContain('以最小货币单位计的整数')
  })

  test('is each of a batch that does not stand, and none that does; another body under a known id stays', async () => {
    await ask('POST /events', { events: [order('1'), order('2'), { ...order('3'), order: { ...order('3').order, currency: 'XXX' } }, { ...order('r'), type: 'points.spent', order: undefined, points: 9_000, purpose: 'checkout' }, { type: 'order.paid' }] })
    await ask('POST /events', { events: [order('1', { quantity: 5 })] })
    const list = await refused()
    expect(list.map(({ id, code }) => [id, code]).sort()).toEqual([['1', 'activity.other_body'], ['3', 'http.wrong_shape'], ['r', 'points.insufficient'], [null, 'http.wrong_shape']].sort())
    expect(list.find(({ id }) => id === 'r')?.detail).toBe('This takes 9,000 points, but 2 points can be used now (balance: 2 points). Use less, or come back when there is enough.')
    const told = await server.ask('GET', '/api/v1/feed/refusals', { key: store.key, headers: { 'accept-language': 'zh-CN' } })
    expect((told.body['refusals'] as RefusedOne[]).find(({ id }) => id === 'r')?.detail).toMatch(/9,000/)
    expect((told.body['refusals'] as RefusedOne[]).find(({ id }) => id === 'r')?.detail).toMatch(/[\u4e00-\u9fff]/)
    expect(new Set((await ask('GET /feed/export?part=refused')).text.split('\r\n').map((line) => line.split(',')[4]))).toEqual(new Set(['id', '', '3', 'r', '1', undefined]))
  })

  test('says nothing of a person that is not masked, and is gone with them', async () => {
    await ask('POST /members', { externalIds: ['ada@example.com'], name: 'Ada Lovelace' })
    await ask('POST /events', { source: 'shop', id: 'j', type: 'member.joined', occurredAt: '2026-01-05T09:00:00Z', member: 'ada@example.com', profile: { birthday: '1815-12-10' }, email: 'ada@example.com', phone: '+44 20 7946 0018', customer: { name: 'Ada Lovelace' } })
    await ask('POST /events', { ...order('o'), member: 'eve@example.com', occurredAt: 'eve@example.com' })
    const { rows } = await server.house.database.readStore(store.storeId, (db) => sql`select * from activity_refusals where store_id = ${store.storeId}`.execute(db))
    expect(rows).toHaveLength(2)
    for (const secret of ['ada@', 'eve@', '7946', 'Lovelace', '1815']) expect(JSON.stringify(rows)).not.toContain(secret)
    expect((await refused()).find(({ id }) => id === 'o')).toMatchObject({ member: null, named: 'e•••@example.com', errors: [{ path: 'occurredAt', found: '"e•••@example.com"' }] })
    await ask('DELETE /members/ada@example.com/personal-data')
    expect((await refused()).map(({ id }) => id)).toEqual(['o'])
  })

  test('is the newest of its store and no other’s; who is not let in writes nothing', async () => {
    const other = await server.openStore()
    for (const body of [order('1', { quantity: 'x' }), '{"events":[', { events: [] }]) {
      for (const key of ['rk_live_wrong', await store.newKey(['members:read'])]) expect((await ask('POST /events', body, key)).status).toBeGreaterThan(400)
    }
    expect(await refused()).toEqual([])
    const many = Array.from({ length: MOST_REFUSALS + 20 }, (_, id) => order(`o${id}`, { quantity: 'x' }))
    await ask('POST /events', { events: many.slice(0, 300) })
    await Promise.all([ask('POST /events', { events: many.slice(300) }), ask('POST /events', { events: many.slice(400) })])
    const { rows } = await server.house.database.readStore(store.storeId, (db) => sql`select * from activity_refusals where store_id = ${store.storeId}`.execute(db))
    expect(rows).toHaveLength(MOST_REFUSALS)
    const first = (await ask('GET /feed/refusals?limit=300')).body
    const rest = (await ask(`GET /feed/refusals?limit=300&after=${String(first['next'])}`)).body
    expect([(first['refusals'] as object[]).length, (rest['refusals'] as object[]).length, rest['next']]).toEqual([300, 200, null])
    expect(await refused(other.key)).toEqual([])
  })

  test('costs nothing where nothing was', async () => {
    const closed = { inStore: () => Promise.reject(new Error('asked for nothing')) } as unknown as Database
    await noteRefusals(closed, { actor: { kind: 'key', keyId: 'k', permissions: new Set() } } as unknown as Call, [])
    const [asked, { database }] = [[] as string[], server.house]
    const edge = server.openEdge({ house: { ...server.house, database: { ...database, inStore: (storeId, act) => (asked.push('write'), database.inStore(storeId, act)), readStore: (storeId, act) => (asked.push('read'), database.readStore(storeId, act)) } } })
    expect((await askOf(edge, { method: 'POST', path: '/api/v1/events', key: store.key, body: order('1') })).status).toBe(201)
    expect(asked).toEqual([])
    expect((await askOf(edge, { method: 'POST', path: '/api/v1/events', key: store.key, body: order('2', { quantity: 'x' }) })).status).toBe(422)
    expect(asked).toEqual(['write'])
    await edge.close()
  })
})

test('the file of what happened is the whole list', async () => {
  for (let order = 0; order < 3; order += 1) await pay(String(order), 1_000, { occurredAt: `2026-01-05T09:0${order}:00Z` })
  const { text, headers } = await ask('GET /feed/export?part=events&about=orders&from=2026-01-05T09:01:00Z')
  expect(headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(text.startsWith('\uFEFFat,recordedAt,type,')).toBe(true)
  expect(text.trim().split('\r\n').slice(1).map((line) => line.split(',')[4])).toEqual(['2', '1'])
})
