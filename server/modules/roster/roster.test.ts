import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestServer, type Answered, type OpenedStore, type TestServer } from '#server/app/testing'
import { rollStore } from '#server/modules/figures/index'
import type { WriteContext } from '#server/platform/context'
import { listRoster } from './list-roster.ts'
import { selectCountChanges } from './roster.store.ts'
import type { RosterPage } from './schemas.ts'

const BEGAN = Date.parse('2026-01-05T10:00:00Z')
const DAY = 86_400_000

let server: TestServer
let store: OpenedStore
beforeAll(async () => {
  server = await openTestServer()
}, 120_000)
afterAll(() => server?.close())
beforeEach(async () => {
  store = await server.openStore()
})

/** Asks as whoever has a key: `GET /roster`. */
function ask(request: string, body?: unknown, key = store.key): Promise<Answered> {
  const [method = '', path = ''] = request.split(' ')
  return server.ask(method as 'GET', `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
}


async function make(id: string, more: object = {}, amountMinor = 0): Promise<string> {
  const { body } = await ask('POST /members', { externalIds: [id], ...more })
  if (amountMinor > 0) expect((await ask('POST /events', { source: 'shop', id: `p-${id}`, type: 'order.paid', occurredAt: '2026-01-05T09:59:00Z', member: id, order: { id: `o-${id}`, currency: 'EUR', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor }] } })).status).toBe(201)
  return body['memberId'] as string
}

const within = <T>(act: (ctx: WriteContext) => Promise<T>): Promise<T> => server.house.database.inStore(store.storeId, (db) => act({ db, storeId: store.storeId, actor: { kind: 'system', job: 'test' }, now: BEGAN }))

async function roll({ storeId } = store, now = BEGAN): Promise<void> {
  await server.house.database.inStore(storeId, (db) => rollStore({ db, storeId, actor: { kind: 'system', job: 'test' }, now }, { worldNow: now }))
}

async function idsOf(query: string): Promise<string[]> {
  const answer = await ask(`GET /roster?${query}`)
  expect(answer.status).toBe(200)
  return (answer.body['members'] as { externalIds: string[] }[]).map(({ externalIds: [id = ''] }) => id)
}

describe('the list of members', () => {
  test('finds members by everything that it filters by, and masks how to reach them', async () => {
    await make('ada', { joinedAt: '2025-01-01T00:00:00Z', region: 'CA-ON', market: 'eu', tags: ['vip', 'press'], email: 'ada@example.com' }, 50_000)
    await make('bob', { joinedAt: '2025-06-01T00:00:00Z', region: 'DE', tags: ['vip'] }, 10_000)
    await make('corp', { kind: 'company', joinedAt: '2025-08-01T00:00:00Z' })
    await roll()
    for (const [query, found] of [
      ['', ['corp', 'bob', 'ada']], ['tag=vip', ['bob', 'ada']], ['tag=vip&tag=press', ['ada']], ['kind=company', ['corp']], ['region=CA', ['ada']], ['region=DE&region=CA-ON', ['bob', 'ada']], ['market=eu', ['ada']],
      ['level=gold', []], ['hasEmail=true', ['ada']], ['hasEmail=false', ['corp', 'bob']], ['hasDebt=true', []], ['hasDebt=false', ['corp', 'bob', 'ada']],
      ['joinedFrom=2025-06-01T00:00:00Z&joinedTo=2025-08-01T00:00:00Z', ['bob']], ['activeFrom=2026-01-01T00:00:00Z', ['bob', 'ada']], ['balanceFrom=100', ['bob', 'ada']], ['balanceFrom=101', ['ada']], ['balanceTo=100', ['corp', 'bob']], ['spendFrom=10001', ['ada']], ['spendTo=10000', ['corp', 'bob']],
    ] as const) expect([query, await idsOf(query)]).toEqual([query, found])
    await ask('PATCH /members/bob/profile', { isTest: true })
    await make('cy', { isTest: true })
    await roll()
    expect([await idsOf('isTest=true'), await idsOf('isTest=false'), (await idsOf('')).length]).toEqual([['cy', 'bob'], ['corp', 'ada'], 4])
    expect((await ask('GET /roster?isTest=true')).body).toMatchObject({ members: [{ isTest: true }, { isTest: true }], total: { members: 2 } })
    expect((await ask('GET /members/bob/profile')).body['isTest']).toBe(true)
    const { body } = await ask('GET /roster?tag=press')
    expect(body).toMatchObject({ members: [{ email: 'a•••@example.com', balance: 500, spendMinor: 50_000, orders: 1, tags: ['press', 'vip'] }], total: { members: 1, isMore: false } })
  })

  test('finds those who came from somewhere, leaves out who is named, and says of amounts in files which currency they are of', async () => {
    await make('ada', {}, 50_000)
    const { memberId: lead } = (await ask('POST /leads', { name: 'Li Wei', email: 'li.wei@example.com', source: { campaign: 'Canton Fair' } })).body as { memberId: string }
    await roll()
    const memberIds = async (query: string) => ((await ask(`GET /roster?${query}`)).body['members'] as { memberId: string }[]).map(({ memberId }) => memberId)
    expect(await memberIds('source=Canton%20Fair&source=other')).toEqual([lead])
    expect(await memberIds('source=Canton')).toEqual([])
    // Whoever goes on came from where the first of those came from who they were.
    const { memberId: early } = (await ask('POST /leads', { name: 'Wei Li', email: 'wei@example.com', source: { campaign: 'Early' } })).body as { memberId: string }
    await server.world.owner.inStore(store.storeId, (db) => sql`update members_sources set at = at - 1000 where member_id = ${early}`.execute(db))
    await ask('POST /events', { source: 'shop', id: 'merge', type: 'member.merged', member: lead, absorbed: early, occurredAt: '2026-01-05T10:00:01Z' })
    await roll()
    expect((await ask(`GET /members/${lead}/profile`)).body).toMatchObject({ source: { campaign: 'Early' } })
    expect([await memberIds('source=Early'), await memberIds('source=Canton%20Fair')]).toEqual([[lead], [lead]])
    await ask('POST /events', { source: 'shop', id: 'unmerge', type: 'member.unmerged', member: lead, mergeSource: 'shop', mergeId: 'merge', occurredAt: '2026-01-05T10:00:02Z' })
    await ask(`DELETE /members/${early}/personal-data`)
    await roll()
    expect([await memberIds('source=Early'), await memberIds('source=Canton%20Fair')]).toEqual([[], [lead]])
    expect(await idsOf(`without=${lead}`)).toEqual(['ada'])
    const many = (count: number) => ask(`GET /roster?${Array.from({ length: count }, (_, n) => `without=mem_${String(n).padStart(22, '0')}`).join('&')}`)
    expect([(await many(300)).status, (await many(301)).body]).toMatchObject([200, { status: 422, errors: [{ path: 'without' }] }])
    expect((await ask(`GET /members/${lead}/profile`)).body).toMatchObject({ source: { campaign: 'Canton Fair' } })
    const file = async (path: string) => (await server.ask('GET', `/api/v1${path}`, { key: store.key, headers: { accept: 'text/csv' } })).text.split('\r\n')
    expect((await file(`/roster?without=${lead}`)).slice(0, 2)).toEqual([expect.stringMatching(/,spendMinor,currency,orders,isTest$/), expect.stringMatching(/,50000,EUR,1,false$/)])
    const [heads = '', line = ''] = await file('/figures?from=2026-01-05&to=2026-01-05')
    const told = Object.fromEntries(heads.split(',').map((head, place) => [head, line.split(',')[place]]))
    expect(told).toMatchObject({ spendMinor: '50000', currency: 'EUR' })
  })

  test('tells when members last did something themselves, not when something was done to them', async () => {
    const last = async () => {
      await roll()
      return Object.fromEntries(((await ask('GET /roster')).body['members'] as { externalIds: string[]; lastAt: string }[]).map(({ externalIds: [id = ''], lastAt }) => [id, lastAt.slice(5, 16)]))
    }
    const told = (type: string, on: string, more: object) => ask('POST /events', { source: 'shop', id: `${type}-${on}-${JSON.stringify(more).length}`, type, occurredAt: `2026-01-${on}:00Z`, ...more })
    await make('ada', { joinedAt: '2025-01-01T00:00:00Z' })
    await make('bob', { joinedAt: '2025-06-01T00:00:00Z' })
    const by = { reason: 'A late parcel', author: 'mei' }
    for (const [type, more] of [['points.adjusted', { points: 50, ...by }], ['member.changed', { profile: { region: 'DE' } }], ['points.adjusted', { points: -20, ...by }]] as const) expect((await told(type, '04T09:00', { member: 'ada', ...more })).status).toBe(201)
    expect(await last()).toEqual({ ada: '01-01T00:00', bob: '06-01T00:00' })
    const line = { lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor: 1_000 }] }
    expect((await told('order.paid', '03T09:00', { member: 'ada', order: { id: 'o1', currency: 'EUR', ...line } })).status).toBe(201)
    // What comes late is older than what is known, and what comes back is no deed of theirs.
    expect((await told('order.paid', '02T09:00', { member: 'ada', order: { id: 'o2', currency: 'EUR', ...line } })).status).toBe(201)
    expect((await told('order.refunded', '04T10:00', { member: 'ada', orderId: 'o1', refund: {} })).status).toBe(201)
    expect(await last()).toMatchObject({ ada: '01-03T09:00' })
    expect((await told('points.spent', '04T11:00', { member: 'ada', points: 5, purpose: 'donation' })).status).toBe(201)
    expect(await last()).toMatchObject({ ada: '01-04T11:00' })
    expect((await told('member.merged', '05T09:00', { member: 'bob', absorbed: 'ada' })).status).toBe(201)
    expect(Object.values(await last())).toEqual(['01-04T11:00'])
  })

  test('comes in every order page by page, nobody twice and nobody left out, where many are alike', async () => {
    for (const [index, amount] of [100, 300, 300, 300, 200, 0, 0].entries()) await make(`m${index}`, {}, amount)
    await roll()
    for (const sort of ['-joined', 'joined', '-active', 'active', '-balance', 'balance', '-spend', 'spend']) {
      const whole = await idsOf(`sort=${sort}`)
      const paged: string[] = []
      for (let after: unknown = undefined; after !== null;) {
        const { body } = await ask(`GET /roster?sort=${sort}&limit=2${after === undefined ? '' : `&after=${String(after)}`}`)
        paged.push(...(body['members'] as { externalIds: string[] }[]).map(({ externalIds: [id = ''] }) => id))
        expect(body['total'] === null).toBe(after !== undefined)
        after = body['next']
      }
      expect(paged).toEqual(whole)
      expect(new Set(paged).size).toBe(7)
    }
    // With a filter: by all who fit, where they are few, and by the order of an index, where they are more.
    for (const most of [100, 2]) {
      const paged: string[] = []
      for (let after: string | undefined | null = undefined; after !== null;) {
        const page: RosterPage = await within((ctx) => listRoster(ctx, { hasDebt: false, spendFrom: 1, sort: '-spend', limit: 2, ...(typeof after === 'string' ? { after } : {}) }, { most }))
        if (after === undefined) expect(page.total).toEqual(most === 2 ? { members: 2, isMore: true } : { members: 5, isMore: false })
        paged.push(...page.members.map(({ externalIds: [id = ''] }) => id))
        after = page.next
      }
      expect(paged).toEqual(await idsOf('sort=-spend&spendFrom=1'))
    }
    expect((await idsOf('sort=-spend')).slice(0, 3).sort()).toEqual(['m1', 'm2', 'm3'])
    expect((await ask('GET /roster?after=nonsense')).body).toMatchObject({ code: 'http.wrong_shape' })
  })

  test('follows an address that is taken away, and forgets who was merged or erased', async () => {
    await make('ada', { email: 'ada@example.com' })
    const bob = await make('bob', {}, 10_000)
    await make('cy')
    await roll()
    expect(await idsOf('hasEmail=true')).toEqual(['ada'])
    await ask('PATCH /members/ada/profile', { email: null })
    await roll()
    expect(await idsOf('hasEmail=true')).toEqual([])
    expect((await ask('POST /events', { source: 'shop', id: 'merge', type: 'member.merged', occurredAt: '2026-01-05T10:00:01Z', member: 'ada', absorbed: 'bob' })).status).toBe(201)
    await ask('DELETE /members/cy/personal-data')
    await roll()
    const { body } = await ask('GET /roster')
    expect(body).toMatchObject({ members: [{ balance: 100, spendMinor: 10_000 }], total: { members: 1 } })
    expect(JSON.stringify(body['members'])).not.toContain(`"memberId":"${bob}"`)
    expect(await idsOf('hasEmail=true')).toEqual([])
    expect((await ask('GET /figures')).body).toMatchObject({ now: { members: 1, spendMinor: 10_000, orders: 1, bought: 1 } })
  })

  test('of another store is empty, and so are its views', async () => {
    await make('ada', {}, 100)
    await roll()
    await ask('POST /views', { name: 'All', isShared: true, filter: {}, columns: ['name'], sort: '-joined' })
    const other = await server.openStore()
    expect((await ask('GET /roster', undefined, other.key)).body).toMatchObject({ members: [], total: { members: 0 } })
    expect((await ask('GET /views', undefined, other.key)).body).toEqual({ views: [] })
    expect((await ask('GET /figures', undefined, other.key)).body).toMatchObject({ now: { members: 0, orders: 0, owed: 0 } })
  })

  test('is counted as each day ended, as it was known then', async () => {
    await make('ada', {}, 100)
    await roll()
    await make('bob')
    await roll(store, BEGAN + DAY)
    const counts = await within((ctx) => selectCountChanges(ctx, { after: 0, through: 99_999 }))
    expect(counts.filter(({ name }) => name === 'members:person').map(({ members }) => members)).toEqual([1, 2])
  })
})

describe('a view of the list', () => {
  const said = { name: 'Gold in Germany', filter: { level: ['gold'], region: ['DE'] }, columns: ['name', 'balance'], sort: '-balance' }

  test('is kept, changed and taken away by whoever saved it; others see it where it is shared, and change nothing', async () => {
    const { body: view } = await ask('POST /views', said)
    expect(view).toMatchObject({ ...said, isShared: false, isOwn: true })
    const other = await store.newKey(['members:read'])
    expect((await ask('GET /views', undefined, other)).body).toEqual({ views: [] })
    expect((await ask(`PATCH /views/${String(view['view'])}`, { isShared: true })).body).toMatchObject({ ...said, isShared: true })
    expect((await ask('GET /views', undefined, other)).body).toMatchObject({ views: [{ name: said.name, isOwn: false }] })
    expect((await ask(`PATCH /views/${String(view['view'])}`, { name: 'Mine' }, other)).body).toMatchObject({ code: 'roster.view_unknown' })
    expect((await ask(`DELETE /views/${String(view['view'])}`, undefined, other)).status).toBe(404)
    expect((await ask(`DELETE /views/${String(view['view'])}`)).status).toBe(200)
    expect((await ask('GET /views')).body).toEqual({ views: [] })
  })
})
