import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openOwner, openSeat, type Browser } from '#server/app/staff-testing'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'
import { PERMISSIONS } from '#server/modules/keys/index'
import type { Route } from '#server/platform/route'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

type Ask = (method: Route['method'], path: string, body?: unknown) => Promise<Answered>
type Shop = { ask: Ask; askAs: (scopes: readonly (typeof PERMISSIONS)[number][]) => Promise<Ask>; order: (id: string, member: string) => Promise<Answered> }

async function openShop(): Promise<Shop> {
  const { key, newKey } = await server.openStore()
  const askWith = (secret: string): Ask => (method, path, body) => server.ask(method, `/api/v1${path}`, { key: secret, ...(body === undefined ? {} : { body }) })
  const ask = askWith(key)
  const order = (id: string, member: string) => ask('POST', '/events', {
    source: 'shop', id, type: 'order.paid', occurredAt: '2026-01-05T09:00:00Z', member, order: { id, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 2900 }] },
  })
  return { ask, order, askAs: async (scopes) => askWith(await newKey(scopes)) }
}

const ANNA = { externalIds: ['customer-77'], name: 'Anna Schmidt', email: ' Anna@Example.com', phone: '01512 3456789', phoneCountry: 'DE', birthday: '1990-07-14', zone: 'Europe/Berlin', region: 'DE-BE', tags: ['vip', 'early'] }
const paths = ({ body }: Answered) => (body['errors'] as { path: string }[]).map(({ path }) => path)

describe('a member', () => {
  test('is made with all that is said, and found by our id, the id of the shop, e-mail and phone', async () => {
    const { ask } = await openShop()
    const made = await ask('POST', '/members', { ...ANNA, attributes: { size: 38, vegan: true }, notes: 'Two\nlines', joinedAt: '2025-12-24T10:00:00+01:00' })
    expect(made).toMatchObject({ status: 201, body: { kind: 'person', email: 'Anna@example.com', phone: '+4915123456789', isMasked: false, birthday: '1990-07-14', tags: ['early', 'vip'], zone: 'Europe/Berlin', joinedAt: '2025-12-24T09:00:00Z', createdAt: '2026-01-05T10:00:00Z', companies: [] } })
    const { memberId } = made.body
    for (const id of ['customer-77', memberId]) expect((await ask('GET', `/members/${id}/profile`)).body).toEqual(made.body)
    for (const contact of [{ email: 'anna@EXAMPLE.com' }, { phone: '+49 1512 345 6789' }, { phone: '0151 23456789', phoneCountry: 'DE' }]) {
      expect(await ask('POST', '/members/searches', contact)).toMatchObject({ status: 200, body: { members: [{ memberId, email: 'A•••@example.com', phone: '+49•••89', tags: ['early', 'vip'] }] } })
    }
    expect((await ask('POST', '/members/searches', { email: 'bo@example.com' })).body).toEqual({ members: [] })
    expect(await ask('GET', `/members/${memberId}/lots`)).toMatchObject({ status: 200, body: { lots: [] } })
  })

  test('whom an order made is given a profile afterwards, and goes on earning', async () => {
    const { ask, order } = await openShop()
    await order('o1', 'customer-1')
    expect(await ask('POST', '/members', { externalIds: ['customer-1'] })).toMatchObject({ status: 409, body: { code: 'members.external_id_taken', details: { externalId: 'customer-1' } } })
    expect(await ask('PATCH', '/members/customer-1/profile', { name: 'Bo', birthday: '02-29' })).toMatchObject({ status: 200, body: { name: 'Bo', birthday: '02-29', joinedAt: '2026-01-05T09:00:00Z' } })
    await order('o2', 'customer-1')
    expect(await ask('GET', '/members/customer-1')).toMatchObject({ body: { units: { points: { available: 58 } } } })
  })

  test('is changed where something is sent; null takes away, and saying it again is no event', async () => {
    const { ask } = await openShop()
    await ask('POST', '/members', ANNA)
    const changed = await ask('PATCH', '/members/customer-77/profile', { phone: null, name: 'Anna Braun', birthday: '07-14', region: null, market: 'eu', attributes: { size: 38 } })
    expect(changed.body).toMatchObject({ phone: null, name: 'Anna Braun', email: 'Anna@example.com', birthday: '07-14', region: null, market: 'eu', attributes: { size: 38 }, tags: ['early', 'vip'] })
    const explained = async () => ((await ask('GET', '/members/customer-77/personal-data')).body['sayings'] as unknown[]).length
    const before = await explained()
    expect((await ask('PATCH', '/members/customer-77/profile', { birthday: '07-14', market: 'eu', attributes: { size: null } })).body).toEqual({ ...changed.body, attributes: {} })
    expect(await explained()).toBe(before)
  })

  test('that is said wrongly is refused with the place of each mistake, and nobody is made', async () => {
    const { ask } = await openShop()
    const wrong = await ask('POST', '/members', { email: 'anna', phone: '0151', birthday: '1990-02-30', zone: 'Europe/Berlim', market: 'moon', joinedAt: '2027-01-01T00:00:00Z' })
    expect(wrong).toMatchObject({ status: 422, body: { code: 'http.wrong_shape', errors: expect.arrayContaining([expect.objectContaining({ path: 'market', found: '"moon"', wanted: 'a market of the program: eu' })]) } })
    expect(paths(wrong).sort()).toEqual(['birthday', 'email', 'joinedAt', 'market', 'phone', 'zone'])
    expect(paths(await ask('POST', '/members', { kind: 'robot', attributes: { 'no spaces': 1 }, nickname: 'A', externalIds: [] })).sort()).toEqual(['attributes.no spaces', 'externalIds', 'kind', 'nickname'])
    expect(await ask('POST', '/members', { attributes: { 'no spaces': 1 } })).toMatchObject({ body: { errors: [{ wanted: expect.stringContaining('named by a letter') }] } })
    expect(paths(await ask('POST', '/members', { externalIds: ['mem_1kdvdna0083nx4q9f7wj2r'] }))).toEqual(['externalIds[0]'])
    expect(paths(await ask('PATCH', '/members/nobody/profile', { kind: 'company' }))).toEqual(['kind'])
    for (const both of [{}, { email: 'a@b.de', phone: '+4915123456789' }]) expect(await ask('POST', '/members/searches', both)).toMatchObject({ status: 422, body: { errors: [{ wanted: 'either email or phone' }] } })
    expect((await ask('GET', '/members')).body).toEqual({ members: [], next: null })
  })

  test('has an address and a number of their own: of many who take one at once exactly one has it', async () => {
    const { ask } = await openShop()
    for (const said of [{ email: 'eve@example.com' }, { phone: '+4915123456789' }]) {
      const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => ask('POST', '/members', { externalIds: [`${Object.keys(said)[0]}-${n}`], ...said, ...('email' in said && n % 2 === 1 ? { email: 'EVE@Example.com' } : {}) })))
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 7 }, () => 409)])
      expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body['code']))).toEqual(new Set([`members.${Object.keys(said)[0]}_taken`]))
    }
    const [a, b] = [await ask('POST', '/members', {}), await ask('POST', '/members', {})].map(({ body }) => body['memberId'])
    const changes = await Promise.all([a, b].map((id) => ask('PATCH', `/members/${id}/profile`, { email: 'late@example.com' })))
    expect(changes.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(((await ask('GET', '/members')).body['members'] as unknown[]).length).toBe(4)
  })

  test('is listed in pages by kind and by tag, with address and number masked', async () => {
    const { ask } = await openShop()
    const ids: unknown[] = []
    for (const n of [0, 1, 2, 3, 4]) ids.push((await ask('POST', '/members', { kind: n === 4 ? 'company' : 'person', name: `N${n}`, email: `n${n}@example.com`, ...(n % 2 === 0 ? { tags: ['even'] } : {}) })).body['memberId'])
    const all = [...ids].sort()
    const listed = async (query: string) => {
      const { body } = await ask('GET', `/members?${query}`)
      return { ids: (body['members'] as { memberId: string }[]).map(({ memberId }) => memberId), next: body['next'] }
    }
    const first = await listed('limit=3')
    expect(first).toEqual({ ids: all.slice(0, 3), next: all[2] })
    expect(await listed(`limit=3&after=${String(first.next)}`)).toEqual({ ids: all.slice(3), next: null })
    expect(await listed('kind=company')).toEqual({ ids: [ids[4]], next: null })
    const even = [ids[0], ids[2], ids[4]].sort()
    const page = await listed('tag=even&limit=2')
    expect(page).toEqual({ ids: even.slice(0, 2), next: even[1] })
    expect(await listed(`tag=even&limit=2&after=${String(page.next)}`)).toEqual({ ids: even.slice(2), next: null })
    expect(await listed('tag=even&kind=company')).toEqual({ ids: [ids[4]], next: null })
    expect(await listed('tag=odd')).toEqual({ ids: [], next: null })
    expect((await ask('GET', '/members')).text).not.toContain('n0@example.com')
  })

  test('is shown whole to a key that may reveal, and masked to any other', async () => {
    const { ask, askAs } = await openShop()
    await ask('POST', '/members', ANNA)
    const clerk = await askAs(['members:read', 'members:write'])
    for (const answer of [await clerk('GET', '/members/customer-77/profile'), await clerk('PATCH', '/members/customer-77/profile', { name: 'A' })]) expect(answer.body).toMatchObject({ email: 'A•••@example.com', phone: '+49•••89', isMasked: true })
    expect(await clerk('PATCH', '/members/customer-77/profile', { email: 'A•••@example.com' })).toMatchObject({ status: 422 })
    expect((await clerk('GET', '/members/customer-77/personal-data')).status).toBe(403)
    expect((await clerk('DELETE', '/members/customer-77/personal-data')).status).toBe(403)
  })
})

describe('an address or a number that stands there', () => {
  const mailsTo = (store: string, address: string) => server.house.database.readStore(store, (db) => sql<{ kind: string; text: string; at: number }>`select kind, text, created_at as at from mail_outbox where store_id = ${store} and to_address = ${address}`.execute(db)).then(({ rows }) => rows)
  const because = { headers: { 'rockpool-reason': 'She%20called' } }

  test('is replaced and taken away by staff who may see it and say why, and filled in by whoever may write', async () => {
    const { storeId: store, key } = await server.openStore()
    const owner = await openOwner(server)
    const [marketer, support] = [await openSeat(server, owner, { store, role: 'marketer' }), await openSeat(server, owner, { store, role: 'support' })]
    const askKey: Ask = (method, path, body) => server.ask(method, `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
    await askKey('POST', '/members', { externalIds: ['anna'], name: 'Anna' })
    const change = (browser: Browser, body: object, more = {}) => browser.ask('PATCH', '/members/anna/profile', { store, body, ...more })
    expect((await change(marketer, { email: 'anna@example.com', phone: '+4915123456789' })).status).toBe(200)
    for (const body of [{ email: 'me@example.com' }, { email: null }, { phone: '+4915123456780' }, { phone: null }]) {
      for (const more of [{}, because]) expect(await change(marketer, body, more)).toMatchObject({ status: 403, body: { code: 'audit.contact_stands' } })
      expect(await change(support, body)).toMatchObject({ status: 422, body: { code: 'audit.contact_reason' } })
    }
    for (const body of [{ email: 'Anna@EXAMPLE.com' }, { phone: '0151 23456789', phoneCountry: 'DE' }, { name: 'Anna Braun' }]) expect((await change(marketer, body)).status).toBe(200)
    expect(await mailsTo(store, 'anna@example.com')).toEqual([])
    expect((await change(support, { email: 'braun@example.com' }, because)).body).toMatchObject({ email: 'braun@example.com' })
    expect((await askKey('GET', '/members/anna/profile')).body).toMatchObject({ email: 'braun@example.com', phone: '+4915123456789' })
    expect(await mailsTo(store, 'Anna@example.com')).toMatchObject([{ kind: 'changed', text: expect.stringContaining('goes to the address that it had before') }])
    expect(((await owner.ask('GET', '/audit', { store })).body['entries'] as object[])[0]).toMatchObject({ deed: 'PATCH /members/:member/profile', reason: 'She called', after: { email: '••• ≠' } })
    expect((await change(support, { phone: null }, because)).body).toMatchObject({ phone: null })
  })

  test('is replaced by the own server of the store as before, and whoever has it is told at the time of the world', async () => {
    const { storeId: store, key, newKey } = await server.openStore({ kind: 'sandbox' })
    await server.ask('POST', '/api/v1/members', { key, body: { externalIds: ['anna'], email: 'anna@example.com', locale: 'de-DE' } })
    expect((await server.ask('POST', '/api/v1/clock', { key, body: { to: '2026-03-05T10:00:00Z' } })).status).toBe(200)
    const clerk = await newKey(['members:read', 'members:write'])
    for (const email of ['b@example.com', null]) expect((await server.ask('PATCH', '/api/v1/members/anna/profile', { key: clerk, body: { email } })).status).toBe(200)
    expect(await mailsTo(store, 'anna@example.com')).toMatchObject([{ at: server.house.clock(), text: expect.stringContaining('E-Mail') }])
    expect(await mailsTo(store, 'b@example.com')).toHaveLength(1)
  })
})

describe('tags', () => {
  test('are put on and taken off, twice is once, and the engine has them', async () => {
    const { ask } = await openShop()
    await ask('POST', '/members', { externalIds: ['ada'] })
    for (const _ of [1, 2]) expect(await ask('POST', '/members/ada/tags', { tags: ['vip', 'a b/c'] })).toMatchObject({ status: 201, body: { tags: ['a b/c', 'vip'] } })
    for (const _ of [1, 2]) expect(await ask('DELETE', `/members/ada/tags/${encodeURIComponent('a b/c')}`)).toMatchObject({ status: 200, body: { tags: ['vip'] } })
    expect((await ask('GET', '/members/ada/profile')).body['tags']).toEqual(['vip'])
    expect(await ask('POST', '/members/ada/tags', { tags: Array.from({ length: 100 }, (_, n) => `t${n}`) })).toMatchObject({ status: 422, body: { errors: [{ path: 'tags', found: '101 tags' }] } })
  })

  test('that ten put on at once, at one instant, are all there', async () => {
    const { ask } = await openShop()
    await ask('POST', '/members', { externalIds: ['ada'] })
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => ask('POST', '/members/ada/tags', { tags: [`t${n}`] })))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    expect((await ask('GET', '/members/ada/profile')).body['tags']).toHaveLength(10)
  })

  test('that a later event of the shop contradicts are refused, and nothing is changed', async () => {
    const { ask } = await openShop()
    await ask('POST', '/members', { externalIds: ['ada'] })
    await ask('POST', '/events', { source: 'shop', id: 'c1', type: 'member.changed', occurredAt: '2026-01-05T10:04:00Z', member: 'ada', profile: { tags: ['later'], zone: 'Asia/Tokyo' } })
    expect(await ask('PATCH', '/members/ada/profile', { name: 'Ada', zone: 'Europe/Berlin' })).toMatchObject({ status: 409, body: { code: 'activity.told_later', details: { field: 'zone' } } })
    expect((await ask('GET', '/members/ada/profile')).body).toMatchObject({ name: null, tags: ['later'] })
  })
})

describe('external ids', () => {
  test('are added and removed, twice is once; each names one member', async () => {
    const { ask, order } = await openShop()
    await ask('POST', '/members', { externalIds: ['ada'] })
    for (const _ of [1, 2]) expect(await ask('POST', '/members/ada/external-ids', { externalIds: ['pos-1', 'erp-1'] })).toMatchObject({ status: 201, body: { externalIds: ['ada', 'erp-1', 'pos-1'] } })
    await order('o1', 'pos-1')
    expect(await ask('GET', '/members/erp-1')).toMatchObject({ body: { units: { points: { available: 29 } } } })
    await order('o2', 'bob')
    expect(await ask('POST', '/members/ada/external-ids', { externalIds: ['new-1', 'bob'] })).toMatchObject({ status: 409, body: { code: 'members.external_id_taken' } })
    for (const _ of [1, 2]) expect(await ask('DELETE', '/members/ada/external-ids/bob')).toMatchObject({ status: 200, body: { externalIds: ['ada', 'erp-1', 'pos-1'] } })
    expect(await ask('DELETE', '/members/ada/external-ids/pos-1')).toMatchObject({ body: { externalIds: ['ada', 'erp-1'] } })
    expect((await ask('GET', '/members/pos-1/profile')).status).toBe(404)
    const claims = await Promise.all(['ada', 'bob'].map((member) => ask('POST', `/members/${member}/external-ids`, { externalIds: ['both-want'] })))
    expect(claims.map(({ status }) => status).sort()).toEqual([201, 409])
  })
})

describe('a company', () => {
  test('has buyers in roles, and one person buys for several', async () => {
    const { ask } = await openShop()
    const company = async (name: string) => (await ask('POST', '/members', { kind: 'company', name })).body['memberId'] as string
    const [acme, borg] = [await company('Acme'), await company('Borg')]
    await ask('POST', '/members', { ...ANNA, externalIds: ['anna'] })
    await ask('POST', '/members', { externalIds: ['bo'], name: 'Bo' })
    for (const _ of [1, 2]) expect(await ask('POST', `/members/${acme}/buyers`, { buyer: 'anna', role: 'owner' })).toMatchObject({ status: 201, body: { company: acme, role: 'owner' } })
    expect(await ask('POST', `/members/${acme}/buyers`, { buyer: 'anna', role: 'buyer' })).toMatchObject({ status: 409, body: { code: 'members.buyer_already', details: { role: 'owner' } } })
    await ask('POST', `/members/${acme}/buyers`, { buyer: 'bo', role: 'buyer' })
    await ask('POST', `/members/${borg}/buyers`, { buyer: 'anna', role: 'finance' })
    const { body } = await ask('GET', `/members/${acme}/buyers`)
    expect(body).toMatchObject({ next: null, buyers: expect.arrayContaining([expect.objectContaining({ name: 'Anna Schmidt', email: 'A•••@example.com', role: 'owner' }), expect.objectContaining({ name: 'Bo', role: 'buyer' })]) })
    const { body: page } = await ask('GET', `/members/${acme}/buyers?limit=1`)
    expect((await ask('GET', `/members/${acme}/buyers?limit=1&after=${String(page['next'])}`)).body).toMatchObject({ next: null, buyers: [{}] })
    expect(((await ask('GET', '/members/anna/profile')).body['companies'] as unknown[])).toEqual(expect.arrayContaining([{ company: acme, role: 'owner', name: 'Acme' }, { company: borg, role: 'finance', name: 'Borg' }]))
    expect(await ask('PATCH', `/members/${acme}/buyers/bo`, { role: 'finance' })).toMatchObject({ status: 200, body: { role: 'finance' } })
    expect(await ask('DELETE', `/members/${acme}/buyers/bo`)).toMatchObject({ status: 200, body: { role: 'finance' } })
    for (const [method, said] of [['DELETE', undefined], ['PATCH', { role: 'owner' }]] as const) expect(await ask(method, `/members/${acme}/buyers/bo`, said)).toMatchObject({ status: 404, body: { code: 'members.buyer_unknown' } })
    expect(await ask('POST', `/members/${acme}/buyers`, { buyer: borg, role: 'buyer' })).toMatchObject({ status: 422, body: { code: 'members.not_a_person' } })
    expect(await ask('GET', '/members/anna/buyers')).toMatchObject({ status: 422, body: { code: 'members.not_a_company' } })
  })
})

describe('two members who become one', () => {
  const at = (time: string) => `2026-01-05T${time}:00Z`

  test('are reached by the ids of both, buy where both did, and free one address; an undoing gives each their own again', async () => {
    const { ask } = await openShop()
    const acme = (await ask('POST', '/members', { kind: 'company', name: 'Acme' })).body['memberId'] as string
    for (const name of ['ada', 'ann']) await ask('POST', '/members', { externalIds: [name], name, email: `${name}@example.com`, joinedAt: at('09:00') })
    await ask('POST', `/members/${acme}/buyers`, { buyer: 'ann', role: 'buyer' })
    const { body: ada } = await ask('GET', '/members/ada/profile')
    expect(await ask('POST', '/events', { source: 'crm', id: 'm1', type: 'member.merged', occurredAt: at('09:30'), member: 'ada', absorbed: 'ann' })).toMatchObject({ status: 201 })
    expect((await ask('GET', '/members/ann/profile')).body).toMatchObject({ memberId: ada['memberId'], name: 'ada', companies: [{ company: acme, name: 'Acme' }] })
    expect((await ask('GET', `/members/${acme}/buyers`)).body['buyers']).toMatchObject([{ memberId: ada['memberId'] }])
    expect(((await ask('GET', '/members?kind=person')).body['members'] as unknown[])).toHaveLength(1)
    expect((await ask('POST', '/members/searches', { email: 'ann@example.com' })).body['members']).toEqual([])
    expect(await ask('POST', '/members/ann/tags', { tags: ['vip'] })).toMatchObject({ body: { memberId: ada['memberId'] } })
    expect(await ask('POST', '/events', { source: 'crm', id: 'u1', type: 'member.unmerged', occurredAt: at('10:04'), member: 'ada', mergeSource: 'crm', mergeId: 'm1' })).toMatchObject({ status: 201 })
    expect((await ask('GET', '/members/ann/profile')).body).toMatchObject({ name: 'ann', email: 'ann@example.com' })
    expect((await ask('POST', '/members/searches', { email: 'ann@example.com' })).body['members']).toHaveLength(1)
  })

  test('are two persons or two companies, never one of each', async () => {
    const { ask } = await openShop()
    for (const [name, kind] of [['ada', 'person'], ['acme', 'company'], ['borg', 'company']]) await ask('POST', '/members', { externalIds: [name], kind, name, joinedAt: at('09:00') })
    const merge = (id: string, member: string, absorbed: string) => ({ source: 'crm', id, type: 'member.merged', occurredAt: at('09:30'), member, absorbed })
    for (const [member, absorbed, kinds] of [['ada', 'acme', { intoKind: 'person', absorbedKind: 'company' }], ['acme', 'ada', { intoKind: 'company', absorbedKind: 'person' }], ['acme', 'nobody-yet', { absorbedKind: 'person' }]] as const) {
      const problem = { status: 422, code: 'members.unlike_kinds', details: kinds }
      expect(await ask('POST', '/events', merge('m1', member, absorbed))).toMatchObject({ status: 422, body: { ...problem, detail: expect.stringContaining('Only two persons or two companies') as string } })
      expect((await ask('POST', '/events', { events: [merge('m1', member, absorbed)] })).body['results']).toMatchObject([{ status: 422, problem }])
      expect((await ask('POST', '/programs/previews', { event: merge('m1', member, absorbed) })).body).toMatchObject({ isAccepted: false, problem })
    }
    expect((await ask('GET', '/members/ada/profile')).body).toMatchObject({ kind: 'person', name: 'ada' })
    expect((await ask('GET', '/members/acme/profile')).body).toMatchObject({ kind: 'company', name: 'acme' })
    expect(await ask('POST', '/events', merge('m1', 'acme', 'borg'))).toMatchObject({ status: 201 })
    expect((await ask('GET', '/members/borg/profile')).body).toMatchObject({ name: 'acme' })
  })

  test('whose address somebody took meanwhile, go without it', async () => {
    const { ask } = await openShop()
    for (const name of ['ada', 'ann']) await ask('POST', '/members', { externalIds: [name], email: `${name}@example.com`, joinedAt: at('09:00') })
    await ask('POST', '/events', { source: 'crm', id: 'm1', type: 'member.merged', occurredAt: at('09:30'), member: 'ada', absorbed: 'ann' })
    expect(await ask('PATCH', '/members/ada/profile', { email: 'ann@example.com' })).toMatchObject({ status: 200 })
    expect(await ask('POST', '/events', { source: 'crm', id: 'u1', type: 'member.unmerged', occurredAt: at('10:04'), member: 'ada', mergeSource: 'crm', mergeId: 'm1' })).toMatchObject({ status: 201 })
    expect((await ask('GET', '/members/ann/profile')).body).toMatchObject({ email: null })
  })
})

test('what belongs to another store is not there: by its ids, its addresses, its buyers', async () => {
  const [ours, theirs] = [await openShop(), await openShop()]
  const acme = (await theirs.ask('POST', '/members', { kind: 'company' })).body['memberId'] as string
  const anna = (await theirs.ask('POST', '/members', ANNA)).body['memberId'] as string
  await theirs.ask('POST', `/members/${acme}/buyers`, { buyer: anna, role: 'owner' })
  const mine = (await ours.ask('POST', '/members', { ...ANNA, kind: 'company' })).body['memberId'] as string
  const asked = [
    ['GET', `/members/${anna}/profile`], ['PATCH', `/members/${anna}/profile`, { name: 'X' }], ['POST', `/members/${anna}/tags`, { tags: ['x'] }], ['DELETE', `/members/${anna}/tags/vip`],
    ['POST', `/members/${anna}/external-ids`, { externalIds: ['x'] }], ['DELETE', `/members/${anna}/external-ids/customer-77`], ['GET', `/members/${acme}/buyers`],
    ['POST', `/members/${acme}/buyers`, { buyer: mine, role: 'buyer' }], ['POST', `/members/${mine}/buyers`, { buyer: anna, role: 'buyer' }], ['PATCH', `/members/${acme}/buyers/${anna}`, { role: 'buyer' }],
    ['DELETE', `/members/${acme}/buyers/${anna}`], ['GET', `/members/${anna}/personal-data`], ['DELETE', `/members/${anna}/personal-data`], ['GET', `/members/${anna}`], ['GET', `/members/${anna}/postings`],
  ] as const
  for (const [method, path, body] of asked) expect(await ours.ask(method, path, body), `${method} ${path}`).toMatchObject({ status: 404, body: { code: 'members.unknown' } })
  expect((await ours.ask('GET', '/members')).body['members']).toMatchObject([{ memberId: mine }])
  expect((await theirs.ask('GET', `/members/${anna}/profile`)).body).toMatchObject({ name: 'Anna Schmidt', tags: ['early', 'vip'], companies: [{ role: 'owner' }] })
})
