import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { findersOf } from '#server/app/finders'
import { readCentreFacts } from '#server/app/centre-facts'
import { ROUTES } from '#server/app/modules'
import { openOwner, openSeat, type Browser } from '#server/app/staff-testing'
import { askOf, openTestServer, type Answered, type TestServer } from '#server/app/testing'
import { openTestClock, openTestShop, type TestShop } from '#server/modules/signups/testing'
import type { Route } from '#server/platform/route'

vi.setConfig({ testTimeout: 60_000 })

const BEGAN = Date.parse('2026-01-05T10:00:00Z')
const MINUTE = 60_000
const OF_STORE = ROUTES.filter(({ kind }) => kind !== 'storeless')

const time = openTestClock(BEGAN)
let server: TestServer
let edge: FastifyInstance
let shop: TestShop
let owner: Browser
let mei: Browser & { email: string }
let ada: { memberId: string; token: string }
beforeAll(async () => {
  const opened = await openTestServer()
  edge = opened.openEdge({ house: { ...opened.house, clock: time.clock }, limits: { personRequests: 1_000_000 } })
  server = { ...opened, ask: (method, path, asking) => askOf(edge, { method, path, ...asking }) }
  shop = await openTestShop(server, { edge })
  owner = await openOwner(server)
  mei = await openSeat(server, owner, { store: shop.storeId, role: 'support' })
  ada = (await shop.comeIn('ada@example.com', { name: 'Ada' })).body as never
  await shop.staff('POST', `/members/${ada.memberId}/adjustments`, { id: 'g', points: 99, reason: 'A late parcel', author: 'mei' })
}, 120_000)
afterAll(() => server?.close())

const begin = (browser: Browser = mei, reason = 'Rang about a coupon') => browser.ask('POST', `/members/${ada.memberId}/impersonations`, { store: shop.storeId, body: { reason } })
const cookieOf = ({ cookies }: Browser) => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')

/** Looks at a page of the centre in a browser, as the page that showed this impersonation. */
function look(impersonation: unknown, { method = 'GET', path = '/members/me/profile', body, browser = mei, headers = {} }: { method?: Route['method']; path?: string; body?: unknown; browser?: Browser; headers?: Record<string, string> } = {}): Promise<Answered> {
  return askOf(edge, {
    method, path: `/api/v1${path}`, ...(method === 'GET' || method === 'DELETE' ? {} : { body: body ?? {} }),
    headers: { host: 'localhost', origin: 'http://localhost', cookie: cookieOf(browser), 'rockpool-store': shop.handle, 'rockpool-caller': 'shopper', 'rockpool-impersonation': String(impersonation), ...headers },
  })
}

/** All that the store has in the database, as one digest of each table. */
async function everything(): Promise<Record<string, string>> {
  return server.house.database.readStore(shop.storeId, async (db) => {
    const { rows: tables } = await sql<{ name: string }>`select table_name as name from information_schema.columns c join information_schema.tables using (table_schema, table_name)
      where table_schema = current_schema() and column_name = 'store_id' and table_type = 'BASE TABLE' and has_table_privilege(to_regclass(quote_ident(table_name)), 'select') order by 1`.execute(db)
    const digests: [string, string][] = []
    for (const { name } of tables) {
      const { rows: [row] } = await sql<{ digest: string }>`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from ${sql.table(name)} t where store_id = ${shop.storeId}`.execute(db)
      digests.push([name, row?.digest ?? ''])
    }
    return Object.fromEntries(digests)
  })
}

describe('whoever looks at a member', () => {
  test('sees what the member sees, masked, and says why before it', async () => {
    expect((await begin(mei, '')).body).toMatchObject({ status: 422, errors: [{ path: 'reason' }] })
    const { status, body, headers } = await begin()
    expect([status, body]).toMatchObject([201, { memberId: ada.memberId, handle: shop.handle, expiresAt: expect.stringMatching(/^2026-01-05T10:15/) }])
    expect(String(headers['set-cookie'])).toMatch(/^rockpool_impersonation=[\w-]{43}; Path=\/; Max-Age=900; HttpOnly; SameSite=Strict$/)
    expect((await look(body['impersonation'])).body).toMatchObject({ memberId: ada.memberId, name: 'Ada', email: 'a•••@example.com', isMasked: true })
    await shop.as(ada.token)('POST', '/members/me/addresses', { name: 'Ada Lovelace', lines: ['12 St James’s Square'], city: 'London', postcode: 'SW1Y 4JH', country: 'GB' })
    expect((await look(body['impersonation'], { path: '/members/me/addresses' })).body).toMatchObject({ addresses: [{ name: '•••', lines: ['•••'], postcode: '•••', isMasked: true }] })
    expect((await look(body['impersonation'], { path: '/members/me' })).body).toMatchObject({ units: { points: { active: 99 } } })
    expect((await shop.as(ada.token)('GET', '/members/me/profile')).body).toMatchObject({ email: 'ada@example.com' })
    const entries = (await owner.ask('GET', '/audit?limit=3', { store: shop.storeId })).body['entries'] as { deed: string }[]
    expect(entries).toContainEqual(expect.objectContaining({ deed: 'POST /members/:member/impersonations', subject: `/members/${ada.memberId}/impersonations`, reason: 'Rang about a coupon' }))
  })

  test('changes nothing by any row of the list, sees no row that is closed, and leaves no trace with the member', async () => {
    const { body: { impersonation } } = await begin()
    const before = await everything()
    expect(Object.keys(before)).toEqual(expect.arrayContaining(['activity_events', 'logins_sessions', 'logins_attempts', 'mail_outbox', 'members_people', 'rewards_redemptions', 'audit_entries']))
    const told = await Promise.all(OF_STORE.map(async (row) => {
      const { status, body: { code } } = await look(impersonation, { method: row.method, path: row.path.replace(':member', 'me').replaceAll(/:\w+/g, 'nobody'), body: row.example.input })
      return { row: `${row.method} ${row.path}`, status, code }
    }))
    for (const [place, row] of OF_STORE.entries()) {
      const isShown = row.shoppers !== undefined && row.kind === 'reads' && row.permission !== 'members:reveal'
      if (isShown) expect([401, 403], row.path).not.toContain(told[place]?.status)
      else expect(told[place], row.path).toMatchObject({ status: 403, code: row.shoppers === undefined ? 'http.not_for_shoppers' : 'http.only_looking' })
    }
    expect(told.filter(({ code }) => code === 'http.only_looking').length).toBeGreaterThan(15)
    expect(told.filter(({ status }) => status === 200).length).toBeGreaterThan(10)
    expect(await everything()).toEqual(before)
  })

  test('is seen by nobody else in that browser: a page that shows a member says so, and one that does not is the reader’s own', async () => {
    const { body: { impersonation } } = await begin()
    const own = { headers: { cookie: `${cookieOf(mei)}; rockpool_member=${ada.token}` } }
    expect((await look(impersonation, own)).body).toMatchObject({ isMasked: true })
    const { 'rockpool-impersonation': _, ...plain } = { 'rockpool-impersonation': '', ...own.headers, host: 'localhost', 'rockpool-store': shop.handle, 'rockpool-caller': 'shopper' }
    expect((await askOf(edge, { method: 'GET', path: '/api/v1/members/me/profile', headers: plain })).body).toMatchObject({ isMasked: false })
    expect((await look('imp_of_another', own)).body).toMatchObject({ status: 401, code: 'http.impersonation_over' })
    const facts = (cookie: string) => readCentreFacts({ database: server.house.database, clock: time.clock }, findersOf(server.house), { handle: shop.handle, cookie })
    expect(await facts(cookieOf(mei))).toMatchObject({ isSignedIn: true, impersonation: { id: impersonation, storeId: shop.storeId, by: 'support', lastsMs: expect.closeTo(15 * MINUTE, -3) as number } })
    expect(await facts(`rockpool_member=${ada.token}`)).toMatchObject({ isSignedIn: true, impersonation: null })
  })
})

describe('it is over', () => {
  const over = { status: 401, body: { code: 'http.impersonation_over' } }

  test('after 15 minutes, by hand, and when another member is looked at', async () => {
    const { body: first } = await begin()
    time.now += 14 * MINUTE
    expect((await look(first['impersonation'])).status).toBe(200)
    time.now += MINUTE
    expect(await look(first['impersonation'])).toMatchObject(over)
    const { body: second } = await begin()
    const kept = cookieOf(mei)
    expect((await mei.ask('DELETE', `/impersonations/${String(second['impersonation'])}`, { store: shop.storeId })).status).toBe(200)
    expect(mei.cookies.has('rockpool_impersonation')).toBe(false)
    expect((await mei.ask('DELETE', `/impersonations/${String(second['impersonation'])}`, { store: shop.storeId })).body).toMatchObject({ status: 404, code: 'impersonations.unknown' })
    expect(await look(second['impersonation'], { headers: { cookie: kept } })).toMatchObject(over)
    const { body: third } = await begin()
    const old = cookieOf(mei)
    await begin()
    expect(await look(third['impersonation'], { headers: { cookie: old } })).toMatchObject(over)
  })

  test('with the session of who looks, with their right, and for whoever else has the cookie', async () => {
    const { body: { impersonation } } = await begin()
    const [cookie = ''] = /rockpool_impersonation=[^;]+/.exec(cookieOf(mei)) ?? []
    expect(await look(impersonation, { headers: { cookie } })).toMatchObject(over)
    expect(await look(impersonation, { headers: { cookie: `${cookieOf(owner)}; ${cookie}` } })).toMatchObject(over)
    const { seat = '' } = ((await owner.ask('GET', '/seats', { store: shop.storeId })).body['seats'] as { seat: string; email: string }[]).find(({ email }) => email === mei.email) ?? {}
    await owner.ask('PATCH', `/seats/${seat}`, { store: shop.storeId, body: { role: 'analyst' } })
    expect(await look(impersonation)).toMatchObject(over)
    expect((await begin()).body).toMatchObject({ status: 403, code: 'http.no_permission' })
    await owner.ask('PATCH', `/seats/${seat}`, { store: shop.storeId, body: { role: 'support' } })
    expect((await look(impersonation)).status).toBe(200)
    const signedIn = cookieOf(mei)
    await mei.ask('DELETE', '/staff/sessions/current')
    expect(await look(impersonation, { headers: { cookie: signedIn } })).toMatchObject(over)
  })

  test('before it begins for a program, in another store, and where somebody was erased', async () => {
    expect((await shop.staff('POST', `/members/${ada.memberId}/impersonations`, { reason: 'x' })).body).toMatchObject({ status: 403, code: 'impersonations.for_staff' })
    const other = await openTestShop(server, { edge })
    const boss = await openOwner(server)
    expect((await boss.ask('POST', `/members/${ada.memberId}/impersonations`, { store: other.storeId, body: { reason: 'x' } })).body).toMatchObject({ status: 404, code: 'members.unknown' })
    const { body: { impersonation } } = await begin(owner)
    expect(await look(impersonation, { browser: owner, headers: { 'rockpool-store': other.handle } })).toMatchObject(over)
    await shop.staff('DELETE', `/members/${ada.memberId}/personal-data`)
    expect((await begin(owner)).body).toMatchObject({ status: 404, code: 'members.erased' })
    expect((await look(impersonation, { browser: owner })).status).not.toBe(200)
  })
})
