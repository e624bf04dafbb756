import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openOwner, openSeat, type Browser } from '#server/app/staff-testing'
import { openTestServer, type OpenedStore, type TestServer } from '#server/app/testing'
import { rollStore } from '#server/modules/figures/index'
import { isContact, maskId } from './index.ts'

/** A guest's orders stand under how one reaches them, which lists show to nobody who may not see it. */

const [ADDRESS, NUMBER] = ['greta.guest@mail.test', '+4915123456789']

let server: TestServer
let shop: OpenedStore
let owner: Browser
let guests: string[]
beforeAll(async () => {
  server = await openTestServer()
  shop = await server.openStore()
  const { storeId: store, key } = shop
  owner = await openOwner(server)
  for (const member of [ADDRESS, NUMBER]) await server.ask('POST', '/api/v1/events', { key, body: { source: 'shop', id: String(member.length), type: 'order.paid', occurredAt: '2026-01-05T09:00:00Z', member, order: { id: String(member.length), currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 2_900 }] } } })
  guests = await Promise.all([ADDRESS, NUMBER].map(async (member) => String((await server.ask('GET', `/api/v1/members/${encodeURIComponent(member)}/profile`, { key })).body['memberId'])))
  await server.ask('PATCH', `/api/v1/members/${guests[0]}/profile`, { key, body: { birthday: '1990-07-14' } })
  await server.ask('POST', '/api/v1/members', { key, body: { kind: 'company', externalIds: ['tide'], name: 'Tide' } })
  await server.ask('POST', '/api/v1/members/tide/buyers', { key, body: { buyer: ADDRESS, role: 'buyer' } })
  await server.ask('POST', `/api/v1/members/${guests[0]}/transfers`, { key, body: { id: 't', to: NUMBER, points: 5 } })
  await server.ask('POST', '/api/v1/events', { key, body: { source: 'shop', id: 'refused', type: 'order.paid', occurredAt: 'never', member: NUMBER } })
  await server.house.database.inStore(store, (db) => rollStore({ db, storeId: store, actor: { kind: 'system', job: 'test' }, now: server.house.clock() }, { worldNow: server.house.clock() }))
}, 120_000)
afterAll(() => server.close())

const LISTS = ['/members', '/roster', '/orders', `/orders/${ADDRESS.length}`, '/feed', '/feed/export?part=events', '/feed/pending', '/feed/refusals', '/feed/export?part=refused', '/members/tide/buyers', '/redemptions']
const told = (text: string): string[] => [ADDRESS, NUMBER].filter((whole) => text.includes(whole))

describe('an id of the shop by which somebody is reached', () => {
  test.each(['analyst', 'support'])('stands masked in whatever lists members, for %s, though they say why', async (role) => {
    const browser = await openSeat(server, owner, { store: shop.storeId, role })
    const leaks: string[] = []
    for (const path of [...LISTS, ...guests.flatMap((guest) => [`/members/${guest}/profile`, `/members/${guest}/explanations`])]) {
      for (const headers of [{}, path.endsWith('/profile') ? {} : { 'rockpool-reason': 'They%20called' }]) {
        const { status, text } = await browser.ask('GET', path, { store: shop.storeId, headers })
        if (status !== 200 || told(text).length > 0) leaks.push(path)
      }
    }
    expect(leaks).toEqual([])
    expect((await browser.ask('GET', '/orders', { store: shop.storeId })).text).toContain('g•••@mail.test')
  })

  test('is shown whole, with the year of the birthday, to staff who may and say why, and that is entered', async () => {
    const support = await openSeat(server, owner, { store: shop.storeId, role: 'support' })
    const look = async (headers = {}) => (await support.ask('GET', `/members/${guests[0]}/profile`, { store: shop.storeId, headers })).body
    expect(await look()).toMatchObject({ isMasked: true, externalIds: ['g•••@mail.test'], birthday: '07-14' })
    expect(await look({ 'rockpool-reason': 'They%20called' })).toMatchObject({ isMasked: false, externalIds: [ADDRESS], birthday: '1990-07-14' })
    const { body } = await owner.ask('GET', '/audit?limit=1', { store: shop.storeId })
    expect(body['entries']).toMatchObject([{ deed: 'GET /members/:member/profile', reason: 'They called', subject: `/members/${guests[0]}/profile` }])
  })

  test('is whole for a key that may read people whole, and for no other', async () => {
    const bare = await shop.newKey(['members:read', 'members:write', 'activity:read'])
    for (const list of ['/members', '/orders', '/feed', `/members/${guests[0]}/profile`]) {
      expect([list, told((await server.ask('GET', `/api/v1${list}`, { key: shop.key })).text).length > 0]).toEqual([list, true])
      expect([list, told((await server.ask('GET', `/api/v1${list}`, { key: bare })).text)]).toEqual([list, []])
    }
    expect((await server.ask('POST', `/api/v1/members/${guests[0]}/external-ids`, { key: bare, body: { externalIds: ['customer-1'] } })).body).toMatchObject({ externalIds: ['customer-1', 'g•••@mail.test'] })
  })
})

test.each([
  ['anna@example.com', 'a•••@example.com'], ['guest:anna@example.com', 'g•••@example.com'], ['@anna', '•••'], ['+49 151 2345-6789', '+49•••89'], ['004915123456789', '+49•••89'], ['0151 23456789', '•••89'], ['13812345678', '•••78'], ['8613812345678', '•••78'],
])('%s is how one reaches somebody, and shown as %s', (externalId, shown) => {
  expect([isContact(externalId), maskId(externalId)]).toEqual([true, shown])
})

test.each(['customer-77', '7', '7012345678901', '6543210987', '000012345', '0012345678', 'pos-4711', '2024-0012345', 'gid://shopify/Customer/7012345678901'])('%s is the number of a customer', (externalId) => {
  expect(maskId(externalId)).toBe(externalId)
})
