import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openOwner, openSeat, type Browser } from '#server/app/staff-testing'
import { askOf, openTestServer, type Answered, type OpenedStore, type TestServer } from '#server/app/testing'
import { rollStore } from '#server/modules/figures/index'
import { openTestClock, openTestShop } from '#server/modules/signups/testing'

vi.setConfig({ testTimeout: 60_000 })

const NOW = Date.parse('2026-01-05T10:00:00Z')

let server: TestServer
let store: OpenedStore
let owner: Browser
let mei: Browser
let li: Browser & { email: string }
beforeAll(async () => {
  const opened = await openTestServer()
  const time = openTestClock(NOW)
  const edge = opened.openEdge({ house: { ...opened.house, clock: time.clock } })
  server = { ...opened, ask: (method, path, asking) => askOf(edge, { method, path, ...asking }) }
}, 120_000)
afterAll(() => server?.close())
beforeEach(async () => {
  store = await server.openStore()
  owner = await openOwner(server)
  mei = await openSeat(server, owner, { store: store.storeId, role: 'support' })
  li = await openSeat(server, owner, { store: store.storeId, role: 'support' })
})

/** As somebody of the staff in this store: `POST /members`. */
function as(browser: Browser, request: string, body?: unknown): Promise<Answered> {
  const [method = '', path = ''] = request.split(' ')
  return browser.ask(method as 'GET', path, { store: store.storeId, ...(body === undefined ? {} : { body }) })
}

const make = async (id: string) => (await as(mei, 'POST /members', { externalIds: [id], name: id })).body['memberId'] as string
const idOf = async (browser: Browser) => (((await as(browser, 'GET /managers')).body['managers']) as { staff: string; isOneself: boolean }[]).find(({ isOneself }) => isOneself)?.staff ?? ''
const textsOf = async (member: string, query = '') => ((await as(mei, `GET /members/${member}/notes${query}`)).body['notes'] as { text: string }[]).map(({ text }) => text)

describe('notes on a member', () => {
  test('come newest first and page by page, with who wrote them, and only their writer takes one away', async () => {
    await make('ada')
    const { status, body } = await as(mei, 'POST /members/ada/notes', { text: 'Called.\nWants an invoice.', ticket: 'ZD-1742' })
    expect([status, body]).toMatchObject([201, { text: 'Called.\nWants an invoice.', ticket: 'ZD-1742', by: { name: 'support' }, isOwn: true }])
    await as(li, 'POST /members/ada/notes', { text: 'Sent it.' })
    await as(mei, 'POST /members/ada/notes', { text: 'Thanked us.' })
    expect(await textsOf('ada')).toEqual(['Thanked us.', 'Sent it.', 'Called.\nWants an invoice.'])
    const first = (await as(li, 'GET /members/ada/notes?limit=2')).body
    expect((first['notes'] as { isOwn: boolean }[]).map(({ isOwn }) => isOwn)).toEqual([false, true])
    expect(await textsOf('ada', `?limit=2&after=${String(first['next'])}`)).toEqual(['Called.\nWants an invoice.'])
    expect((await as(li, `DELETE /members/ada/notes/${String(body['note'])}`)).body).toMatchObject({ status: 403, code: 'desk.note_of_another' })
    expect((await as(mei, `DELETE /members/ada/notes/${String(body['note'])}`)).status).toBe(200)
    expect((await as(mei, `DELETE /members/ada/notes/${String(body['note'])}`)).body).toMatchObject({ status: 404, code: 'desk.note_unknown' })
    expect(await textsOf('ada')).toEqual(['Thanked us.', 'Sent it.'])
  })

  test('are of their member alone, and none is an empty text or has signs that are no text', async () => {
    await make('ada')
    await make('bob')
    const { body } = await as(mei, 'POST /members/ada/notes', { text: 'Called.' })
    expect((await as(mei, `DELETE /members/bob/notes/${String(body['note'])}`)).status).toBe(404)
    for (const text of ['', '\u0000', 'x'.repeat(4_001)]) expect((await as(mei, 'POST /members/ada/notes', { text })).status).toBe(422)
    expect(await textsOf('bob')).toEqual([])
  })

  test('go with the person: they are exported to staff and gone when the person is erased; a shopper never sees them', async () => {
    const id = await make('ada')
    await as(mei, 'POST /members/ada/notes', { text: 'Rang from Lyon.' })
    const key = (path: string, method: 'GET' | 'DELETE' = 'GET') => server.ask(method, `/api/v1${path}`, { key: store.key })
    expect((await key('/members/ada/personal-data')).body).toMatchObject({ notes: [{ text: 'Rang from Lyon.', ticket: null }] })
    expect((await key('/members/ada/personal-data', 'DELETE')).status).toBe(200)
    const { rows } = await server.house.database.readStore(store.storeId, (db) => sql`select from desk_notes where store_id = ${store.storeId}`.execute(db))
    expect([rows, (await as(mei, `GET /members/${id}/notes`)).status]).toEqual([[], 404])
  })

  test('of members who became one are read together', async () => {
    await make('ada')
    await make('ada-2')
    await as(mei, 'POST /members/ada/notes', { text: 'One.' })
    await as(mei, 'POST /members/ada-2/notes', { text: 'Two.' })
    expect((await server.ask('POST', '/api/v1/events', { key: store.key, body: { source: 'desk', id: 'merge-1', type: 'member.merged', occurredAt: '2026-01-05T10:03:00Z', member: 'ada', absorbed: 'ada-2' } })).status).toBe(201)
    expect(await textsOf('ada-2')).toEqual(['Two.', 'One.'])
  })
})

describe('an account manager', () => {
  test('is a colleague with a seat, seen by the member as a name and an address, and gone with the seat', async () => {
    await make('ada')
    expect((await as(mei, 'GET /members/ada/manager')).body).toMatchObject({ manager: null })
    expect((await as(mei, 'POST /members/ada/manager', { staff: 'me' })).body).toMatchObject({ manager: { staff: await idOf(mei), name: 'support' } })
    expect((await as(mei, 'POST /members/ada/manager', { staff: 'stf_nobody' })).body).toMatchObject({ status: 422, code: 'desk.not_of_the_store' })
    await as(li, 'POST /members/ada/manager', { staff: await idOf(li) })
    expect(((await as(mei, 'GET /managers')).body['managers'] as { members: number }[]).map(({ members }) => members)).toEqual([0, 0, 1])
    const { seat = '' } = ((await as(owner, 'GET /seats')).body['seats'] as { seat: string; email: string }[]).find(({ email }) => email === li.email) ?? {}
    expect((await as(owner, `DELETE /seats/${seat}`)).status).toBe(200)
    expect((await as(mei, 'GET /members/ada/manager')).body).toMatchObject({ manager: null })
  })

  test('tells the member a name and an address, and nothing of the staff', async () => {
    const shop = await openTestShop(server)
    const boss = await openOwner(server)
    const { body } = await shop.comeIn('anna@example.com')
    await boss.ask('POST', `/members/${String(body['memberId'])}/manager`, { store: shop.storeId, body: { staff: 'me' } })
    const anna = shop.as(String(body['token']))
    expect((await anna('GET', '/members/me/manager')).body).toMatchObject({ manager: { staff: null, name: 'Olga Owner', email: boss.email } })
    expect([(await anna('GET', '/members/me/notes')).status, (await anna('GET', '/managers')).status, (await anna('POST', '/members/me/manager', { staff: 'me' })).status]).toEqual([403, 403, 403])
  })

  test('finds their own members in the list and starts jobs over them', async () => {
    for (const id of ['ada', 'bob', 'cem']) await make(id)
    await as(mei, 'POST /members/ada/manager', { staff: 'me' })
    await as(li, 'POST /members/bob/manager', { staff: 'me' })
    await server.house.database.inStore(store.storeId, (db) => rollStore({ db, storeId: store.storeId, actor: { kind: 'system', job: 'test' }, now: NOW }, { worldNow: NOW }))
    const found = async (browser: Browser, manager: string) => ((await as(browser, `GET /roster?manager=${manager}`)).body['members'] as { externalIds: string[] }[]).flatMap(({ externalIds }) => externalIds)
    expect([await found(mei, 'me'), await found(li, 'me'), await found(li, await idOf(mei))]).toEqual([['ada'], ['bob'], ['ada']])
    expect((await server.ask('GET', '/api/v1/roster?manager=me', { key: store.key })).body).toMatchObject({ code: 'http.wrong_shape', errors: [{ path: 'manager' }] })
    expect((await as(owner, 'POST /jobs', { kind: 'tag', filter: { manager: await idOf(mei) }, arguments: { tags: ['vip'] } })).body).toMatchObject({ wanted: 1, filter: { manager: await idOf(mei) } })
  })
})
