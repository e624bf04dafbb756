import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PERMISSIONS } from '#server/modules/keys/index'
import type { Route } from '#server/platform/route'
import type { House } from './house.ts'
import { ROUTES } from './modules.ts'
import { openBrowser, openOwner, openSeat, PASSWORD, type Browser } from './staff-testing.ts'
import { askOf, openTestServer, type Answered, type TestServer } from './testing.ts'

/** The authorization matrix: every row of the list for every sort of caller, held against what the list itself says. */

type Row = Route<House>
type Ask = (row: Row) => Promise<Answered>
/** Somebody who calls: how, and whether the list lets them in. */
type Caller = { name: string; ask: Ask; isLetIn: (row: Row) => boolean }

/** What doors say. A verb that asks for a further permission says it of another one than its row's. */
const DOORS = new Set(['http.no_key', 'http.wrong_key', 'http.no_session', 'http.no_seat', 'http.must_enrol', 'http.not_for_shoppers', 'http.for_shoppers', 'http.cross_site', 'audit.reason_needed'])

const BARE = ROUTES.filter(({ kind }) => kind === 'storeless')
const OF_STORE = ROUTES.filter(({ kind }) => kind !== 'storeless')

let server: TestServer
let edge: FastifyInstance
let ours: { storeId: string; key: string; newKey: (scopes: readonly (typeof PERMISSIONS)[number][]) => Promise<string> }
let theirs: { storeId: string; key: string }
let owner: Browser & { email: string }
let callers: Caller[]

const pathOf = (path: string, id = 'nobody') => path.replace(/:\w+/g, id)
const isRefused = ({ status, body }: Answered, { permission }: Row): boolean =>
  (status === 401 || status === 403) && (DOORS.has(String(body['code'])) || (body['code'] === 'http.no_permission' && (body['details'] as { permission: string }).permission === permission))

beforeAll(async () => {
  server = await openTestServer()
  ours = await server.openStore({ kind: 'sandbox' })
  owner = await openOwner(server)
  theirs = await server.openStore()
  const members = new Map([['rm_self', 'mem_1h3kq8v2m0c4s6d8f0g2h4'], ['rm_other', 'mem_1h3kq8v2m0c4s6d8f0g2h5']])
  edge = server.openEdge({
    finders: { findMember: async (token) => (members.has(token) ? { storeId: ours.storeId, isSandbox: true, memberId: members.get(token) as string, session: { sessionId: 'ses_of_nobody', provenAt: server.house.clock() } } : undefined) }, limits: { personRequests: 1_000_000, addressRequests: 1_000_000 },
  })
  callers = [...(await staffCallers()), ...(await keyCallers()), ...shoppers(), ...(await outsiders())]
}, 120_000)
afterAll(async () => {
  await edge.close()
  await server.close()
})

const through = (headers: Readonly<Record<string, string>>, key?: string): Ask => ({ method, path }) =>
  askOf(edge, { method, path: `/api/v1${pathOf(path)}`, ...(key === undefined ? {} : { key }), ...(method === 'GET' || method === 'DELETE' ? {} : { body: {} }), headers: { host: 'localhost', origin: 'http://localhost', ...headers } })
const cookieOf = ({ cookies }: Browser) => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
const staffIn = (browser: Browser, store: string, reason = 'a test') => through({ cookie: cookieOf(browser), 'rockpool-store': store, 'rockpool-reason': reason })

async function staffCallers(): Promise<Caller[]> {
  const store = ours.storeId
  const grid = (await owner.ask('GET', '/permissions', { store })).body as { roles: { role: string; permissions: string[] }[] }
  const own = await owner.ask('POST', '/roles', { store, body: { name: 'Own', permissions: ['members:read', 'rewards:read'] } })
  const roles = [...grid.roles, { role: String(own.body['role']), permissions: ['members:read', 'rewards:read'] }]
  return Promise.all(roles.map(async ({ role, permissions }) => {
    const browser = role === 'owner' ? owner : await openSeat(server, owner, { store, role })
    return { name: role.startsWith('rol_') ? 'a role of the store’s own' : role, ask: staffIn(browser, store), isLetIn: ({ permission }: Row) => permission !== null && permissions.includes(permission) }
  }))
}

async function keyCallers(): Promise<Caller[]> {
  return Promise.all(PERMISSIONS.map(async (scope) => ({ name: `a key with ${scope}`, ask: through({}, await ours.newKey([scope])), isLetIn: ({ permission }: Row) => permission === scope })))
}

function shoppers(): Caller[] {
  const store = { 'rockpool-store': ours.storeId }
  return [
    { name: 'a member', ask: through({ authorization: 'Bearer rm_self' }), isLetIn: ({ shoppers: open }) => open !== undefined },
    { name: 'a guest', ask: through(store), isLetIn: ({ shoppers: open }) => open === 'anybody' },
    { name: 'a member whose session has ended', ask: through({ authorization: 'Bearer rm_gone', ...store }), isLetIn: () => false },
    { name: 'nobody', ask: through({}), isLetIn: () => false },
  ]
}

/** Staff whom no row of the store may let in. */
async function outsiders(): Promise<Caller[]> {
  const elsewhere = await openOwnerOf(theirs.storeId)
  const expired = await openSeat(server, owner, { store: ours.storeId, role: 'admin' })
  const { body } = await expired.ask('GET', '/staff/sessions')
  await sql`update staff_sessions set expires_at = now() - interval '1 second' where id = ${(body['sessions'] as [{ session: string }])[0].session}`.execute(server.house.database.bare)
  const { body: forced } = await owner.ask('POST', '/roles', { store: ours.storeId, body: { name: 'Forced', permissions: PERMISSIONS.filter((one) => one !== 'stores:write'), needsSecondFactor: true } })
  const unenrolled = await openSeat(server, owner, { store: ours.storeId, role: String(forced['role']) })
  const foreign = { cookie: cookieOf(owner), 'rockpool-store': ours.storeId, origin: 'https://evil.test' }
  const isGuestRow = ({ shoppers: open }: Row) => open === 'anybody'
  return [
    { name: 'the owner of another store', ask: staffIn(elsewhere, ours.storeId), isLetIn: () => false },
    { name: 'an admin whose session has ended', ask: staffIn(expired, ours.storeId), isLetIn: isGuestRow },
    { name: 'somebody whose role forces a second factor that they have not', ask: staffIn(unenrolled, ours.storeId), isLetIn: () => false },
    { name: 'the owner’s browser on a page of somebody else', ask: through({ ...foreign, 'rockpool-reason': 'x' }), isLetIn: ({ method, permission }) => method === 'GET' && permission !== null },
  ]
}

/** An owner of one store alone. */
async function openOwnerOf(store: string): Promise<Browser> {
  const both = await openOwner(server)
  return openSeat(server, both, { store, role: 'owner' })
}

describe('each row of the list', () => {
  test.each(OF_STORE.map((row) => [`${row.method} ${row.path}`, row] as const))('%s opens to whom the list says, and to nobody else', async (name, row) => {
    for (const { name: who, ask, isLetIn } of callers) {
      const answer = await ask(row)
      expect({ row: name, who, isLetIn: !isRefused(answer, row) }, answer.text.slice(0, 300)).toEqual({ row: name, who, isLetIn: isLetIn(row) })
      expect(answer.status, `${name} by ${who}: ${answer.text}`).toBeLessThan(500)
    }
  })

  test('of staff themselves opens to staff alone, and to whoever must enrol where that is done', async () => {
    const self = await openSeat(server, owner, { store: ours.storeId, role: 'admin' })
    const enrolling = await openSeat(server, owner, { store: ours.storeId, role: 'support' })
    await owner.ask('PATCH', '/roles/support', { store: ours.storeId, body: { needsSecondFactor: true } })
    const doors = new Map(BARE.map((row) => [row, row.kind === 'storeless' ? row.door : 'anybody'] as const))
    for (const [row, door] of doors) {
      const told = `${row.method} ${row.path}`
      const isOpen = door === 'anybody'
      for (const headers of [{}, { authorization: `Bearer ${ours.key}` }, { authorization: 'Bearer rm_self' }, { cookie: 'rockpool_staff=made.up' }] as Record<string, string>[]) expect(isRefused(await through(headers)(row), row), told).toBe(!isOpen)
      expect(isRefused(await through({ cookie: cookieOf(enrolling) })(row), row), told).toBe(door === 'staff')
      const visitor = openBrowser(server)
      expect((await visitor.ask('POST', '/staff/sessions', { body: { email: self.email, password: PASSWORD } })).status).toBe(200)
      expect((await through({ cookie: cookieOf(visitor), origin: 'https://evil.test' })(row)).body['code'] === 'http.cross_site', told).toBe(row.method !== 'GET' && (isOpen || visitor.cookies.size > 0))
      expect(isRefused(await through({ cookie: cookieOf(visitor) })(row), row), told).toBe(false)
      // Whoever must enrol goes on, though a row has ended their session.
      await enrolling.ask('POST', '/staff/sessions', { body: { email: enrolling.email, password: PASSWORD } })
    }
    await owner.ask('PATCH', '/roles/support', { store: ours.storeId, body: { needsSecondFactor: false } })
  })

  test('that opens to members takes of them nothing but their own', async () => {
    for (const row of OF_STORE.filter(({ shoppers: open, path }) => open !== undefined && path.includes(':member'))) {
      for (const other of ['mem_1h3kq8v2m0c4s6d8f0g2h5', 'customer-77']) {
        const { status, body } = await askOf(edge, { method: row.method, path: `/api/v1${pathOf(row.path, other)}`, headers: { authorization: 'Bearer rm_self' }, ...(row.method === 'GET' ? {} : { body: {} }) })
        expect({ row: row.path, status, code: body['code'] }).toEqual({ row: row.path, status: 404, code: 'members.unknown' })
      }
    }
  })
})

describe('what belongs to another store', () => {
  test('is answered to staff like what was never there', async () => {
    const there = await openOwnerOf(theirs.storeId)
    const [seat] = (await there.ask('GET', '/seats', { store: theirs.storeId })).body['seats'] as [{ seat: string }]
    const { body: role } = await there.ask('POST', '/roles', { store: theirs.storeId, body: { name: 'Theirs', permissions: [] } })
    await there.ask('POST', '/invitations', { store: theirs.storeId, body: { email: 'theirs@example.com', role: 'analyst' } })
    const [invitation] = (await there.ask('GET', '/invitations', { store: theirs.storeId })).body['invitations'] as [{ invitation: string }]
    const ids: Readonly<Record<string, string>> = { seat: seat.seat, role: String(role['role']), invitation: invitation.invitation }
    for (const row of OF_STORE.filter(({ path }) => /^\/(?:seats|roles|invitations)\/:/.test(path))) {
      const field = /:(\w+)/.exec(row.path)?.[1] as string
      const ask = (id: string) => owner.ask(row.method as 'GET', pathOf(row.path, id), { store: ours.storeId, body: row.example.input ?? {} })
      const [foreign, unknown] = [await ask(ids[field] as string), await ask(`${(ids[field] as string).slice(0, 4)}${'0'.repeat(22)}`)]
      const told = ({ status, body: { detail, code } }: Answered, id: string) => ({ status, code, detail: String(detail).replaceAll(id, 'it') })
      expect(told(foreign, ids[field] as string), row.path).toEqual({ ...told(unknown, `${(ids[field] as string).slice(0, 4)}${'0'.repeat(22)}`), status: 404 })
    }
  })
})

describe('every answer', () => {
  const SAID = {
    'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('camera=()') as string, 'content-security-policy': expect.stringMatching(/default-src 'none';.*frame-ancestors 'none'/) as string,
  }

  test('of a row has the headers that keep browsers from more, and is kept by nobody unless the row says so', async () => {
    for (const row of ROUTES) {
      for (const ask of [through({}), staffIn(owner, ours.storeId)]) {
        if (row.path === '/staff/sessions/current') continue
        const { headers } = await ask(row)
        expect(headers, row.path).toMatchObject({ ...SAID, vary: expect.stringContaining('Cookie') as string })
        expect(headers['cache-control'], row.path).toBe('no-store')
        expect(headers['access-control-allow-origin'], row.path).toBeUndefined()
        expect(headers['strict-transport-security'], row.path).toBeUndefined()
      }
    }
  })

  test('under https says that browsers come back by https alone', async () => {
    const secure = server.openEdge({ publicUrl: 'https://shop.test' })
    expect((await askOf(secure, { method: 'GET', path: '/health/live' })).headers['strict-transport-security']).toBe('max-age=31536000')
    await secure.close()
  })
})
