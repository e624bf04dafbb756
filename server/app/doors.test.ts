import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CLOSED } from '#server/platform/schemas'
import { get, own, post, storeless, type Route } from '#server/platform/route'
import type { Finders } from './caller.ts'
import type { House } from './house.ts'
import { openApiDocument } from './openapi.ts'
import { askOf, openTestServer, type Answered, type TestServer } from './testing.ts'

const Seen = Type.Object({ kind: Type.String(), member: Type.Optional(Type.String()) }, CLOSED)
const common = { summary: 'Look', example: { output: { kind: 'key' } }, output: Seen }
const WithMember = Type.Object({ member: Type.Optional(Type.String()) }, CLOSED)
const look = async ({ actor }: { actor: { kind: string } }, { member }: { member?: string }) => ({ kind: actor.kind, ...(member === undefined ? {} : { member }) })

/** A row of each sort of door. */
const ROWS: readonly Route<House>[] = [
  get({ ...common, path: '/closed', permission: 'keys:read', input: WithMember, run: look }),
  post({ ...common, path: '/closed', permission: 'keys:read', input: WithMember, run: look }),
  get({ ...common, path: '/both', permission: 'keys:read', shoppers: 'members', input: WithMember, run: look }),
  get({ ...common, path: '/both/:member', permission: 'keys:read', shoppers: 'members', input: Type.Object({ member: Type.String() }, CLOSED), run: look }),
  post({ ...common, path: '/own', permission: null, shoppers: 'members', input: WithMember, run: look }),
  get({ ...common, path: '/open', permission: null, shoppers: 'anybody', input: WithMember, run: look }),
  own({ ...common, path: '/cookies', permission: null, shoppers: 'anybody', input: WithMember, run: async () => ({ status: 200, cookies: ['a=1; HttpOnly', 'b=2; HttpOnly'], body: { kind: 'guest' } }) }),
  storeless({ ...common, path: '/self', method: 'POST', door: 'staff', input: WithMember, run: async (_house, { staff }) => ({ status: 200, body: { kind: staff?.staffId ?? 'nobody' } }) }),
  storeless({ ...common, path: '/self/enrol', method: 'POST', door: 'enrolling', input: WithMember, run: async (_house, { staff }) => ({ status: 200, body: { kind: staff?.staffId ?? 'nobody' } }) }),
  storeless({ ...common, path: '/front', method: 'POST', door: 'anybody', input: WithMember, run: async (_house, { staff }) => ({ status: 200, body: { kind: staff?.staffId ?? 'nobody' } }) }),
]

let server: TestServer
let edge: FastifyInstance
let ours: { storeId: string; key: string }
let theirs: { storeId: string }
beforeAll(async () => {
  server = await openTestServer()
  ours = await server.openStore()
  theirs = await server.openStore()
  edge = server.openEdge({ routes: ROWS, finders: findersOf() })
}, 120_000)
afterAll(async () => {
  await edge.close()
  await server.close()
})

/** Who is known: a member by a token, two of the staff by their cookies, both stores by their ids, ours by a handle. */
function findersOf(): Finders {
  const stores = new Map([[ours.storeId, ours.storeId], ['ours', ours.storeId], [theirs.storeId, theirs.storeId]])
  return {
    findStaff: async (cookie) => (/staff=(mei|new)/.test(cookie) ? { staffId: cookie.includes('mei') ? 'mei' : 'new', sessionId: 's1', mustEnrol: cookie.includes('new') } : undefined),
    findSeat: async ({ storeId }) => (storeId === ours.storeId ? { storeId, isSandbox: false, permissions: new Set(['keys:read']) } : undefined),
    findMember: async (token) => (token === 'rm_ada' ? { storeId: ours.storeId, isSandbox: false, memberId: 'mem_ada' } : undefined),
    findImpersonation: async () => undefined,
    findStore: async (name) => (stores.has(name) ? { storeId: stores.get(name) as string, isSandbox: false } : undefined),
  }
}

const HERE = { host: 'shop.test', origin: 'https://shop.test' }
const ask = (method: 'GET' | 'POST', path: string, { body = {}, ...headers }: { body?: object; [header: string]: string | object | undefined } = {}): Promise<Answered> =>
  askOf(edge, { method, path: `/api/v1${path}`, headers: { ...HERE, ...(headers as Record<string, string>) }, ...(method === 'GET' ? {} : { body }) })
const staffIn = (storeId: string, cookie = 'staff=mei') => ({ cookie, 'rockpool-store': storeId })
const ADA = { authorization: 'Bearer rm_ada' }

describe('staff', () => {
  test('are let in where their seat has the permission, and nowhere else', async () => {
    expect(await ask('GET', '/closed', staffIn(ours.storeId))).toMatchObject({ status: 200, body: { kind: 'staff' } })
    expect(await ask('GET', '/closed', { cookie: 'staff=mei' })).toMatchObject({ status: 401, body: { code: 'http.no_session' } })
    expect(await ask('GET', '/closed', staffIn(ours.storeId, 'staff=gone'))).toMatchObject({ status: 401 })
    const [there, nowhere] = [await ask('GET', '/closed', staffIn(theirs.storeId)), await ask('GET', '/closed', staffIn('str_nowhere'))]
    expect(there).toMatchObject({ status: 403, body: { code: 'http.no_seat' } })
    expect(nowhere.body['detail']).toBe(there.body['detail'])
    expect(await ask('POST', '/own', staffIn(ours.storeId))).toMatchObject({ status: 403, body: { code: 'http.for_shoppers' } })
  })

  test('write only from a page of this server', async () => {
    const post = (headers: Record<string, string>) => askOf(edge, { method: 'POST', path: '/api/v1/closed', headers: { host: 'shop.test', ...staffIn(ours.storeId), ...headers }, body: {} })
    expect((await post({ origin: 'https://shop.test' })).status).toBe(200)
    expect((await post({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    for (const foreign of [{ origin: 'https://evil.test' }, { origin: 'null' }, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': 'none' }, {}] as Record<string, string>[]) {
      expect(await post(foreign), JSON.stringify(foreign)).toMatchObject({ status: 403, body: { code: 'http.cross_site' } })
    }
  })

  test('who must enrol a second factor can do that and nothing else', async () => {
    expect(await ask('GET', '/closed', staffIn(ours.storeId, 'staff=new'))).toMatchObject({ status: 403, body: { code: 'http.must_enrol' } })
    expect(await ask('POST', '/self', { cookie: 'staff=new' })).toMatchObject({ status: 403, body: { code: 'http.must_enrol' } })
    expect(await ask('POST', '/self/enrol', { cookie: 'staff=new' })).toMatchObject({ status: 200, body: { kind: 'new' } })
  })

  test('have rows of their own, without a store, which no key and no member opens', async () => {
    expect(await ask('POST', '/self', { cookie: 'staff=mei' })).toMatchObject({ status: 200, body: { kind: 'mei' } })
    for (const headers of [{}, ADA, { authorization: `Bearer ${ours.key}` }]) expect(await ask('POST', '/self', headers)).toMatchObject({ status: 401, body: { code: 'http.no_session' } })
    expect(await ask('POST', '/front')).toMatchObject({ status: 200, body: { kind: 'nobody' } })
    expect(await ask('POST', '/front', { origin: 'https://evil.test' })).toMatchObject({ status: 403 })
  })
})

describe('a member', () => {
  test('is let in where a row opens to members, by token or by cookie', async () => {
    expect(await ask('GET', '/both', ADA)).toMatchObject({ status: 200, body: { kind: 'member', member: 'mem_ada' } })
    expect(await ask('GET', '/both', { cookie: 'rockpool_member=rm_ada' })).toMatchObject({ status: 200, body: { kind: 'member', member: 'mem_ada' } })
    expect(await ask('POST', '/own', { cookie: '__Host-rockpool_member=rm_ada' })).toMatchObject({ status: 200 })
    expect(await ask('POST', '/own', { cookie: 'rockpool_member=rm_ada', origin: 'https://evil.test' })).toMatchObject({ status: 403, body: { code: 'http.cross_site' } })
    expect(await ask('GET', '/closed', ADA)).toMatchObject({ status: 403, body: { code: 'http.not_for_shoppers' } })
    expect(await ask('GET', '/both', { authorization: 'Bearer rm_gone' })).toMatchObject({ status: 401, body: { code: 'http.no_session' } })
  })

  test('is themselves, whoever else is named', async () => {
    for (const own of ['me', 'mem_ada']) expect(await ask('GET', `/both/${own}`, ADA)).toMatchObject({ status: 200, body: { member: 'mem_ada' } })
    expect(await ask('GET', '/both/mem_bo', ADA)).toMatchObject({ status: 404, body: { code: 'members.unknown' } })
    expect(await ask('GET', '/both?member=mem_bo', ADA)).toMatchObject({ status: 404 })
    expect(await ask('POST', '/own', { ...ADA, body: { member: { id: 'mem_ada' } } })).toMatchObject({ status: 404 })
    expect(await ask('POST', '/own', { ...ADA, body: { member: 'me' } })).toMatchObject({ status: 200, body: { member: 'mem_ada' } })
  })

  test('of one store is nobody in another', async () => {
    const cookie = 'rockpool_member=rm_ada'
    expect(await ask('GET', '/both', { cookie, 'rockpool-store': theirs.storeId })).toMatchObject({ status: 401 })
    expect(await ask('GET', '/open', { cookie, 'rockpool-store': theirs.storeId })).toMatchObject({ status: 200, body: { kind: 'guest' } })
    expect(await ask('GET', '/both', { cookie, 'rockpool-store': 'ours' })).toMatchObject({ status: 200, body: { kind: 'member' } })
  })

  test('who is of the staff too is a shopper where the request says so', async () => {
    const both = { cookie: 'staff=mei; rockpool_member=rm_ada', 'rockpool-store': ours.storeId }
    expect(await ask('GET', '/both', both)).toMatchObject({ body: { kind: 'staff' } })
    expect(await ask('GET', '/both', { ...both, 'rockpool-caller': 'shopper' })).toMatchObject({ body: { kind: 'member' } })
  })
})

describe('a guest', () => {
  test('names a store, and sees what is open to anybody', async () => {
    for (const store of ['ours', ours.storeId]) expect(await ask('GET', '/open', { 'rockpool-store': store })).toMatchObject({ status: 200, body: { kind: 'guest' } })
    expect(await ask('GET', '/both', { 'rockpool-store': 'ours' })).toMatchObject({ status: 401, body: { code: 'http.no_key' } })
    expect(await ask('GET', '/open', { 'rockpool-store': 'nowhere' })).toMatchObject({ status: 401 })
    expect(await ask('GET', '/open?member=mem_ada', { 'rockpool-store': 'ours' })).toMatchObject({ status: 404, body: { code: 'members.unknown' } })
  })

  test('is given several cookies', async () => {
    expect(await ask('POST', '/cookies', { 'rockpool-store': 'ours' })).toMatchObject({ headers: { 'set-cookie': ['a=1; HttpOnly', 'b=2; HttpOnly'] } })
  })

  test('from one address asks only so often, whatever others do', async () => {
    const narrow = server.openEdge({ routes: ROWS, finders: findersOf(), limits: { addressRequests: 1, personRequests: 2, windowSeconds: 60 } })
    const status = async (headers: Record<string, string>) => (await askOf(narrow, { method: 'GET', path: '/api/v1/open', headers })).status
    const guest = { 'rockpool-store': 'ours' }
    expect([await status(guest), await status(guest), await status(ADA), await status(ADA), await status(ADA)]).toEqual([200, 429, 200, 200, 429])
    expect(await askOf(narrow, { method: 'GET', path: '/api/v1/open', headers: guest })).toMatchObject({ body: { code: 'http.limited_person' }, headers: { ratelimit: '"address";r=0;t=60' } })
    await narrow.close()
  })
})

test('a key opens what its permission opens, and nothing that is for shoppers alone', async () => {
  const authorization = `Bearer ${ours.key}`
  expect(await ask('GET', '/both/mem_bo', { authorization })).toMatchObject({ status: 200, body: { kind: 'key', member: 'mem_bo' } })
  expect(await ask('GET', '/open', { authorization })).toMatchObject({ status: 403, body: { code: 'http.for_shoppers' } })
})

test('an answer is kept by no cache for another caller', async () => {
  const { headers } = await ask('GET', '/open', { 'rockpool-store': 'ours' })
  for (const header of ['Authorization', 'Cookie', 'Rockpool-Store', 'Rockpool-Caller']) expect(headers['vary']).toContain(header)
})

test('a row without a door is not served', () => {
  const [row] = ROWS as [Route<House>]
  expect(() => server.openEdge({ routes: [{ ...row, permission: null } as Route<House>] })).toThrow(/a row has a door/)
})

test('the document says of each row whose it is', () => {
  const { paths, components } = openApiDocument(ROWS) as { paths: Record<string, Record<string, Record<string, unknown>>>; components: { securitySchemes: object } }
  const of = (path: string, method = 'get') => paths[`/api/v1${path}`]?.[method] ?? {}
  expect(of('/closed')).toMatchObject({ 'x-permission': 'keys:read', security: [{ key: [] }, { staff: [], store: [] }] })
  expect(of('/both')).toMatchObject({ 'x-shoppers': 'members', security: [{ key: [] }, { staff: [], store: [] }, { member: [] }] })
  expect(of('/open')).toMatchObject({ 'x-permission': null, 'x-shoppers': 'anybody', security: [{ member: [] }, { store: [] }] })
  expect(of('/self', 'post')).toMatchObject({ 'x-door': 'staff', security: [{ staff: [] }] })
  expect(Object.keys(components.securitySchemes)).toEqual(['key', 'staff', 'member', 'store'])
})
