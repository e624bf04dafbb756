import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openOwner, openSeat } from '#server/app/staff-testing'
import { openTestServer, type TestServer } from '#server/app/testing'
import { openTestClock, openTestShop, type TestShop } from '#server/modules/signups/testing'

vi.setConfig({ testTimeout: 60_000 })

const NOW = Date.parse('2026-01-05T10:00:00Z')

let server: TestServer
let shop: TestShop
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server?.close())
beforeEach(async () => {
  shop = await openTestShop(server, { edge: server.openEdge({ house: { ...server.house, clock: openTestClock(NOW).clock } }) })
  for (const id of ['ada', 'bob']) await shop.staff('POST', '/members', { externalIds: [id], email: `${id}@example.com` })
})

const TOKYO = { name: '山田 花子', lines: ['千代田 1-1', '301号室'], city: '千代田区', region: '東京都', postcode: '100-0001', country: 'JP' }
const DUBAI = { lines: ['Villa 7, Street 12'], city: 'Dubai', country: 'AE' }
const add = async (member: string, body: object) => String((await shop.staff('POST', `/members/${member}/addresses`, body)).body['address'])
const listed = async (member: string) => (await shop.staff('GET', `/members/${member}/addresses`)).body['addresses'] as { address: string; isDefault: boolean; [part: string]: unknown }[]
const order = async (member: string) => (await listed(member)).map(({ address, isDefault }) => [address, isDefault])

describe('the addresses of a member', () => {
  test('are of any country’s shape, and one of them is for shipping whatever comes and goes', async () => {
    const { status, body } = await shop.staff('POST', '/members/ada/addresses', TOKYO)
    expect([status, body]).toMatchObject([201, { ...TOKYO, isDefault: true, isMasked: false }])
    const tokyo = String(body['address'])
    const dubai = await add('ada', DUBAI)
    expect(await listed('ada')).toMatchObject([{ address: tokyo, isDefault: true }, { ...DUBAI, postcode: null, region: null, name: null, isDefault: false }])
    expect((await shop.staff('PATCH', `/members/ada/addresses/${dubai}`, { isDefault: true, name: 'Noor' })).body).toMatchObject({ ...DUBAI, name: 'Noor', isDefault: true })
    expect(await order('ada')).toEqual([[dubai, true], [tokyo, false]])
    const third = await add('ada', { ...DUBAI, isDefault: true })
    expect(await order('ada')).toEqual([[third, true], [dubai, false], [tokyo, false]])
    expect((await shop.staff('DELETE', `/members/ada/addresses/${third}`)).body).toMatchObject({ address: third })
    expect(await order('ada')).toEqual([[dubai, true], [tokyo, false]])
    expect((await shop.staff('DELETE', `/members/ada/addresses/${third}`)).body).toMatchObject({ status: 404, code: 'addresses.unknown' })
  })

  test.each([[{ lines: [] }, 'lines'], [{ lines: ['a', 'b', 'c', 'd', 'e'] }, 'lines'], [{ country: 'Germany' }, 'country'], [{ postcode: '<b>' }, 'postcode'], [{ city: 'a\u0000b' }, 'city']])('that are none are refused at their place: %j', async (wrong, path) => {
    const { status, body } = await shop.staff('POST', '/members/ada/addresses', { ...TOKYO, ...wrong })
    expect([status, (body['errors'] as { path: string }[]).map((one) => one.path)]).toEqual([422, [path]])
  })

  test('are fifty at most', async () => {
    for (let place = 0; place < 50; place += 1) await add('ada', DUBAI)
    expect((await shop.staff('POST', '/members/ada/addresses', DUBAI)).body).toMatchObject({ status: 409, code: 'addresses.too_many' })
  })

  test('are kept by the member, who reaches no other’s', async () => {
    const bobs = await add('bob', DUBAI)
    const { body: { token } } = await shop.comeIn('ada@example.com')
    const ada = shop.as(String(token))
    const { body } = await ada('POST', '/members/me/addresses', TOKYO)
    expect(body).toMatchObject({ ...TOKYO, isMasked: false })
    expect((await ada('PATCH', `/members/me/addresses/${bobs}`, { city: 'X' })).status).toBe(404)
    expect((await ada('GET', '/members/bob/addresses')).status).toBe(404)
    expect((await ada('DELETE', `/members/me/addresses/${String(body['address'])}`)).status).toBe(200)
    expect([await listed('ada'), (await listed('bob')).length]).toEqual([[], 1])
  })

  test('are masked for staff but country, region and city, and whole for who says why; nobody else’s store has them', async () => {
    await add('ada', TOKYO)
    const owner = await openOwner(server)
    const mei = await openSeat(server, owner, { store: shop.storeId, role: 'support' })
    const read = async (headers = {}) => (await mei.ask('GET', '/members/ada/addresses', { store: shop.storeId, headers })).body['addresses']
    expect(await read()).toMatchObject([{ name: '•••', lines: ['•••', '•••'], postcode: '•••', city: '千代田区', region: '東京都', country: 'JP', isMasked: true }])
    expect(await read({ 'rockpool-reason': 'Parcel came back' })).toMatchObject([{ ...TOKYO, isMasked: false }])
    const { body } = await mei.ask('POST', '/members/ada/addresses', { store: shop.storeId, body: DUBAI })
    expect(body).toMatchObject({ lines: ['•••'], isMasked: true })
    const audit = (await owner.ask('GET', '/audit?limit=50', { store: shop.storeId })).text
    for (const own of ['Villa 7', '千代田 1-1', '100-0001', '山田']) expect(audit).not.toContain(own)
    const other = await openTestShop(server)
    expect((await other.staff('GET', '/members/ada/addresses')).status).toBe(404)
  })

  test('of members who became one are together, one of them for shipping', async () => {
    const [adas, bobs] = [await add('ada', TOKYO), await add('bob', DUBAI)]
    expect((await shop.staff('POST', '/events', { source: 'desk', id: 'm1', type: 'member.merged', occurredAt: new Date(NOW + 1_000).toISOString(), member: 'ada', absorbed: 'bob' })).status).toBe(201)
    expect(await order('bob')).toEqual([[adas, true], [bobs, false]])
  })
})
