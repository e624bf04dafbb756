import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openOwner, openSeat, PASSWORD, tokenOf, type Browser } from './staff-testing.ts'
import { openTestServer, type OpenedStore, type TestServer } from './testing.ts'

/** What stood there before a deed of staff, and what stands there then, also where no row has the address of what is changed. */

type Entry = { deed: string; subject: string; before: Record<string, unknown> | null; after: Record<string, unknown> | null }

let server: TestServer
let shop: OpenedStore
let owner: Browser
beforeAll(async () => {
  server = await openTestServer()
  shop = await server.openStore()
  owner = await openOwner(server)
}, 120_000)
afterAll(() => server.close())

const ask = async (request: string, body?: object, browser = owner): Promise<Record<string, unknown>> => {
  const [method = '', path = ''] = request.split(' ')
  const { status, text, body: answer } = await browser.ask(method as 'GET', path, { store: shop.storeId, ...(body === undefined ? {} : { body }) })
  expect([status < 400, text]).toEqual([true, text])
  return answer
}
const newest = async (): Promise<Entry> => ((await ask('GET /audit?limit=1'))['entries'] as Entry[])[0] as Entry
const wrote = async (request: string, body?: object): Promise<Entry> => (await ask(request, body), newest())

describe('before and after', () => {
  test('of an item of a list are that item, wherever in the list it stands', async () => {
    await ask('POST /members', { kind: 'company', externalIds: ['tide'], name: 'Tide' })
    for (let n = 0; n < 3; n += 1) {
      await ask('POST /members', { externalIds: [`b${n}`], name: `Buyer ${n}` })
      await ask('POST /members/tide/buyers', { buyer: `b${n}`, role: 'buyer' })
    }
    expect(await wrote('PATCH /members/tide/buyers/b2', { role: 'finance' })).toMatchObject({ before: { role: 'buyer', name: '•••' }, after: { role: 'finance', name: '•••' } })
    expect(await wrote('DELETE /members/tide/buyers/b0')).toMatchObject({ before: { role: 'buyer' }, after: null })
    const { note } = await ask('POST /members/b1/notes', { text: 'The first' })
    // More than are read at once.
    await server.house.database.inStore(shop.storeId, (db) => sql`insert into desk_notes (store_id, note_id, member_id, text, ticket, written_by, written_at) select store_id, note_id || n, member_id, text, ticket, written_by, written_at + n from desk_notes, generate_series(1, 150) as n where store_id = ${shop.storeId}`.execute(db))
    expect(await wrote(`DELETE /members/b1/notes/${String(note)}`)).toMatchObject({ before: { note, text: '•••', by: '•••' }, after: null })
    const { address } = await ask('POST /members/b1/addresses', { country: 'DE', lines: ['Lindenstraße 4'], name: 'Anna', city: 'Berlin', postcode: '10969' })
    expect(await wrote(`PATCH /members/b1/addresses/${String(address)}`, { city: 'Hamburg' })).toMatchObject({ before: { city: '•••' }, after: { city: '••• ≠', lines: '••• × 1' } })
  })

  test('of what a deed replaces are the whole of it', async () => {
    await ask('POST /members', { externalIds: ['ada'], name: 'Ada', tags: ['vip'] })
    expect(await wrote('POST /members/ada/tags', { tags: ['b2b'] })).toMatchObject({ before: { tags: '••• × 1' }, after: { tags: '••• × 2' } })
    expect(await wrote('DELETE /members/ada/tags/vip')).toMatchObject({ before: { tags: '••• × 2' }, after: { tags: '••• × 1' } })
    expect(await wrote('POST /members/ada/freeze', { reason: 'Stolen' })).toMatchObject({ before: { isFrozen: false }, after: { isFrozen: true } })
    expect(await wrote('POST /approval-limit', { points: 500 })).toMatchObject({ before: { points: null }, after: { points: 500 } })
    const me = ((await ask('GET /managers'))['managers'] as { staff: string }[])[0]?.staff
    expect(await wrote('POST /members/ada/manager', { staff: me })).toMatchObject({ before: { manager: null }, after: { manager: { staff: me } } })
    expect(await wrote('POST /members/ada/consents', { consents: [{ channel: 'phone', purpose: 'marketing', isGiven: true }] })).toMatchObject({ before: { consents: [] }, after: { consents: [{ channel: 'phone', isGiven: true }] } })
    const { key } = await ask('POST /keys', { name: 'Till', scopes: ['members:read'] })
    expect(await wrote(`DELETE /keys/${String(key)}`)).toMatchObject({ before: { name: 'Till', revokedAt: null }, after: { revokedAt: expect.any(String) as string } })
    const { view } = await ask('POST /views', { name: 'All', isShared: false, filter: {}, columns: ['name'], sort: '-joined' })
    expect(await wrote(`PATCH /views/${String(view)}`, { name: 'Everybody' })).toMatchObject({ before: { name: 'All' }, after: { name: 'Everybody' } })
    await ask('POST /invitations', { email: 'new@example.com', role: 'analyst' })
    const { invitation } = ((await ask('GET /invitations'))['invitations'] as { invitation: string }[])[0] as { invitation: string }
    expect(await wrote(`DELETE /invitations/${invitation}`)).toMatchObject({ before: { role: 'analyst', email: '•••' }, after: null })
    const put = (clientId: string) => wrote('POST /sign-in-providers', { provider: 'google', kind: 'google', clientId, clientSecret: 'GOCSPX-secret', label: 'Google', isOn: false })
    expect(await put('one')).toMatchObject({ before: null, after: { clientId: 'one', clientSecret: '•••' } })
    expect(await put('two')).toMatchObject({ before: { clientId: 'one' }, after: { clientId: 'two' } })
    const { impersonation } = await ask('POST /members/ada/impersonations', { reason: 'She rang' })
    expect(await wrote(`DELETE /impersonations/${String(impersonation)}`)).toMatchObject({ before: { memberId: expect.stringMatching(/^mem_/) as string, staff: me } })
  })

  test('of rows are what each of them names, as far as anybody reads it', async () => {
    await ask('POST /catalogue/lists', { list: 'retail-eu', kind: 'retail', market: 'eu' })
    await ask('POST /catalogue/products', { products: [{ sku: 'MUG', tags: ['kitchen'] }, { sku: 'CUP' }] })
    const price = (unitMinor: number) => wrote('POST /catalogue/prices', { prices: ['MUG', 'CUP'].map((sku) => ({ list: 'retail-eu', sku, unitMinor })) })
    expect(await price(1_000)).toMatchObject({ before: null, after: { prices: [{ sku: 'MUG', unitMinor: 1_000 }, { sku: 'CUP' }] } })
    expect(await price(900)).toMatchObject({ before: { prices: [{ sku: 'MUG', list: 'retail-eu', unitMinor: 1_000 }, { sku: 'CUP', unitMinor: 1_000 }] }, after: { prices: [{ unitMinor: 900 }, { unitMinor: 900 }] } })
    // Of the prices of a product, the one that is put: on that list, from that quantity on.
    await ask('POST /catalogue/lists', { list: 'a-fair', kind: 'promotion', market: 'eu' })
    await ask('POST /catalogue/prices', { prices: [{ list: 'a-fair', sku: 'MUG', unitMinor: 700 }, { list: 'retail-eu', sku: 'MUG', minQuantity: 10, unitMinor: 800 }] })
    expect((await wrote('POST /catalogue/prices', { prices: [{ list: 'retail-eu', sku: 'MUG', minQuantity: 10, unitMinor: 790 }] })).before).toEqual({ prices: [expect.objectContaining({ list: 'retail-eu', minQuantity: 10, unitMinor: 800 })] })
    await ask('POST /catalogue/products', { products: [{ sku: 'MUG', costMinor: 100 }] })
    expect(await wrote('POST /catalogue/products', { products: [{ sku: 'MUG', costMinor: 200 }] })).toMatchObject({ before: { products: [{ sku: 'MUG', costMinor: 100 }] }, after: { products: [{ costMinor: 200 }] } })
    expect(await wrote('POST /catalogue/products', { products: [{ sku: 'MUG', tags: [] }] })).toMatchObject({ before: { products: [{ sku: 'MUG', isRetired: false }] } })
    expect(await wrote('POST /catalogue/products', { products: Array.from({ length: 21 }, (_, n) => ({ sku: n === 0 ? 'MUG' : `P${n}` })) })).toMatchObject({ before: null })
  })

  test('of somebody of the staff are what they asked to change; of a seat that was taken, its role in its store alone', async () => {
    const other = await server.openStore()
    await openSeat(server, owner, { store: shop.storeId, role: 'analyst' })
    await ask('PATCH /staff/me', { name: 'Olga Other', locale: 'zh-CN' })
    expect(await newest()).toMatchObject({ deed: 'PATCH /staff/me', before: { name: 'Olga Owner' }, after: { name: 'Olga Other' } })
    expect(JSON.stringify(await newest())).not.toContain(other.storeId)
    const { body } = await owner.ask('POST', '/invitations', { store: shop.storeId, body: { email: 'role@example.com', name: 'Ro', role: 'support' } })
    await openBrowser(server).ask('POST', '/staff/acceptances', { body: { token: tokenOf(body), password: PASSWORD } })
    expect(await newest()).toMatchObject({ deed: 'POST /staff/acceptances', before: null, after: { role: 'support' } })
  })
})
