import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertPasskey } from '#server/modules/logins/passkeys.store'
import { insertIdentity } from '#server/modules/logins/providers.store'
import { openTestShop, type AskAs, type TestShop } from '#server/modules/signups/testing'
import { ROUTES } from './modules.ts'
import { openOwner } from './staff-testing.ts'
import { openTestServer, type Answered, type TestServer } from './testing.ts'

/** What members ask of others, by the ids of what others have: it is not there, and nobody learns whether it is anybody's. */

const PROGRAM = {
  program: 'club', name: 'Club', currency: 'EUR', zone: 'UTC', expiry: 'never', markets: { eu: { currency: 'EUR', earn: '1', redeem: { points: 100, worth: '1.00' } } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }], rewards: [{ id: 'mug', gives: { product: 'MUG' }, points: 100 }],
}

/** The ids of what somebody has, by the names that paths give them. */
type Things = Readonly<Record<string, string>>

let server: TestServer
let anna: AskAs
let own: Things
let others: { whose: string; things: Things }[]

beforeAll(async () => {
  server = await openTestServer()
  const [here, there] = [await openClub(), await openClub()]
  const ann = await comeIn(here, 'anna')
  anna = ann.ask
  own = ann.things
  others = [{ whose: 'another member', things: (await comeIn(here, 'bo')).things }, { whose: 'a member of another store', things: (await comeIn(there, 'cy')).things }]
}, 120_000)
afterAll(() => server.close())

async function must(asked: Promise<Answered>): Promise<Record<string, unknown>> {
  const { status, body, text } = await asked
  expect(status, text).toBeLessThan(300)
  return body
}

async function openClub(): Promise<TestShop> {
  const shop = await openTestShop(server, { document: PROGRAM })
  await must(shop.staff('POST', '/catalogue/products', { products: [{ sku: 'MUG' }] }))
  await must(shop.staff('POST', '/catalogue/lists', { list: 'retail', kind: 'retail', market: 'eu' }))
  await must(shop.staff('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku: 'MUG', unitMinor: 1_450 }] }))
  return shop
}

/** Somebody with one of everything that a path can name. */
async function comeIn(shop: TestShop, name: string): Promise<{ ask: AskAs; things: Things }> {
  const { memberId, token } = await must(shop.comeIn(`${name}@example.com`)) as { memberId: string; token: string }
  const ask = shop.as(token)
  await must(shop.staff('POST', `/members/${memberId}/adjustments`, { id: `gift-${name}`, points: 500, reason: 'Hello', author: 'mei' }))
  const company = String((await must(shop.staff('POST', '/members', { kind: 'company', name: `${name} & Co.` })))['memberId'])
  await must(shop.staff('POST', `/members/${company}/buyers`, { buyer: memberId, role: 'owner' }))
  const { address } = await must(ask('POST', '/members/me/addresses', { lines: ['1 Quay'], city: 'Bremen', country: 'DE' })) as { address: string }
  await must(ask('POST', '/members/me/redemptions', { reward: 'mug', id: `mug-of-${name}` }))
  await must(ask('POST', '/quotes', { market: 'eu', lines: [{ sku: 'MUG', quantity: 2 }], hold: true, id: `cart-of-${name}` }))
  const { sessions: [{ session }] } = await must(ask('GET', '/sessions')) as { sessions: [{ session: string }] }
  const passkey = `passkey-of-${name}`
  const provider = `provider-of-${name}`
  const { storeId } = shop
  await server.house.database.inStore(storeId, async (db) => {
    const ctx = { db, storeId, actor: { kind: 'system', job: 'test' }, now: 0 } as const
    await insertPasskey(ctx, { passkeyId: passkey, memberId, publicKey: 'AA', counter: 0, transports: [], name, createdAt: 0 })
    await insertIdentity(ctx, { provider, subject: name, memberId, linkedAt: 0 })
  })
  return { ask, things: { address, redemption: `mug-of-${name}`, quote: `cart-of-${name}`, session, passkey, provider, company } }
}

/** An id of the same form that nobody has. */
const strange = (id: string): string => id.replace(/[a-z0-9]+$/, (tail) => [...tail].toReversed().join(''))

/** All that is told of an id but the id itself, which whoever asked has said. */
function told({ status, text, headers }: Answered, id: string): object {
  return { status, text: text.replaceAll(id, '…'), headers: { ...headers, date: '', 'content-length': '', 'ratelimit-remaining': '', 'ratelimit-reset': '', ratelimit: '' } }
}

/** What names something of a member's that is not the member. */
const ROWS = ROUTES.flatMap((row) => {
  const field = /:(?!member\b)(\w+)/.exec(row.path)?.[1]
  return row.shoppers === undefined || field === undefined ? [] : [{ row, field, name: `${row.method} ${row.path}` }]
})

test.each(ROWS)('$name answers about what others have as about what never was, byte for byte', async ({ row, field }) => {
  expect(own, 'this test makes one of each').toHaveProperty(field)
  const ask = (id: string): Promise<Answered> => anna(row.method, row.path.replace(':member', 'me').replace(`:${field}`, id), row.method === 'GET' || row.method === 'DELETE' ? undefined : row.example.input, { 'x-request-id': 'the-same-request' })
  for (const { whose, things } of others) {
    const id = things[field] as string
    const [foreign, unknown] = [await ask(id), await ask(strange(id))]
    expect(foreign.status, `${whose}: ${foreign.text}`).toBe(404)
    expect(told(foreign, id), whose).toEqual(told(unknown, strange(id)))
  }
})

test('what members have is there for them', async () => {
  for (const [path, field] of [['/members/me/redemptions/', 'redemption'], ['/quotes/', 'quote']] as const) expect((await anna('GET', `${path}${own[field]}`)).status, field).toBe(200)
  for (const [path, field] of [['/members/me/addresses/', 'address'], ['/members/me/passkeys/', 'passkey'], ['/quotes/', 'quote'], ['/sessions/', 'session']] as const) expect((await anna('DELETE', `${path}${own[field]}`)).status, field).toBeLessThan(300)
})

test('the sessions and passkeys of a colleague are answered like what never was', async () => {
  const [one, other] = [await openOwner(server), await openOwner(server)]
  const { body: { sessions: [{ session }] } } = await other.ask('GET', '/staff/sessions') as unknown as { body: { sessions: [{ session: string }] } }
  const ask = (id: string): Promise<Answered> => one.ask('DELETE', `/staff/sessions/${id}`, { headers: { 'x-request-id': 'the-same-request' } })
  const [foreign, unknown] = [await ask(session), await ask(strange(session))]
  expect(foreign.status).toBe(404)
  expect(told(foreign, session)).toEqual(told(unknown, strange(session)))
  expect((await other.ask('GET', '/staff/me')).status).toBe(200)
})
