import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { parse } from 'yaml'
import { parseInstant } from '#engine/calendar'
import { openTestServer } from '#server/app/testing'
import { insertChallenge } from '#server/modules/logins/logins.store'
import { openTestShop, type TestShop } from '#server/modules/signups/testing'

const NOW = parseInstant('2026-01-05T10:00:00Z')

/** A shop of a test, with the member centre at an address that a browser can open. */
export type CentreStand = {
  shop: TestShop
  url: string
  /** Leaves what a provider said of somebody, as if they came back from there; answers where that leads. */
  comeFrom: (said: { proposed: string }) => Promise<string>
  /** Lets minutes pass. */
  pass: (minutes: number) => void
  close: () => Promise<void>
}

/** Opens a shop as one is after a year: the wardrobe club, and Ada, who has ordered, sent back, redeemed and buys for a company. Nothing is told of her but what the API took. */
export async function openCentreStand(): Promise<CentreStand> {
  const server = await openTestServer()
  let now = NOW
  const edge = server.openEdge({ house: { ...server.house, clock: () => (now += 1) } })
  await edge.listen({ host: '127.0.0.1', port: 0 })
  const shop = await openTestShop(server, { edge, document: wardrobe() })
  await tellAYear(shop)
  const { port } = edge.server.address() as AddressInfo
  return {
    shop, url: `http://localhost:${port}/m/${shop.handle}/`, pass: (minutes) => void (now += minutes * 60_000),
    comeFrom: async ({ proposed }) => {
      const said = { provider: 'facebook', subject: proposed, email: null, proposed, name: 'Bo' }
      await server.house.database.inStore(shop.storeId, (db) => insertChallenge({ db, storeId: shop.storeId, actor: { kind: 'system', job: 'providers' }, now }, { challengeId: `from-${proposed}`, kind: 'provider', said, expiresAt: now + 600_000, at: now }))
      return `http://localhost:${port}/m/${shop.handle}/#sign-in=from-${proposed}`
    },
    close: async () => {
      await edge.close()
      await server.close()
    },
  }
}

/** The wardrobe club, whose welcome coupon is given to whoever joins. */
function wardrobe(): object {
  const document = parse(readFileSync('programs/fashion.yaml', 'utf8')) as { discounts: { id: string }[] }
  return { ...document, discounts: document.discounts.map((one) => (one.id === 'welcome' ? { ...one, issue: 'welcome', valid: { days: 30 } } : one)) }
}

async function tellAYear(shop: TestShop): Promise<void> {
  const must = async (method: 'POST' | 'PATCH', path: string, body: object): Promise<void> => {
    const { status, text } = await shop.staff(method, path, body)
    if (status >= 300) throw new Error(`${method} ${path}: ${text}`)
  }
  await must('PATCH', '/shop-settings', { ways: { code: true, password: true, passkey: true, handover: true }, links: { shop: 'https://shop.example/', centre: null, terms: 'https://shop.example/terms', privacy: 'https://shop.example/privacy' }, orderAgainUrl: 'https://shop.example/cart?add={lines}&from={order}' })
  await must('POST', '/rewards/tote/stock', { left: 12 })
  await must('POST', '/members', { externalIds: ['ada'], name: 'Ada Lindqvist', email: 'ada@example.com', birthday: '1990-07-14', joinedAt: '2025-01-20T09:00:00Z' })
  await must('POST', '/members', { kind: 'company', externalIds: ['tide'], name: 'Tide & Co.', joinedAt: '2025-01-20T09:00:00Z' })
  await must('POST', '/members/tide/buyers', { buyer: 'ada', role: 'owner' })
  const tell = (id: string, at: string, event: object): Promise<void> => must('POST', '/events', { source: 'shop', id, occurredAt: at, member: 'ada', ...event })
  const order = (id: string, at: string, euros: number): Promise<void> => tell(id, at, { type: 'order.paid', order: { id, currency: 'USD', lines: [{ id: '1', sku: 'LINEN-SHIRT', quantity: 1, amountMinor: euros * 100 }] } })
  for (const [id, at, dollars] of [['1001', '2025-02-03T10:00:00Z', 86], ['1002', '2025-04-18T15:30:00Z', 240], ['1003', '2025-07-02T08:10:00Z', 129], ['1004', '2025-10-11T19:45:00Z', 214], ['1005', '2025-12-28T12:00:00Z', 74]] as const) await order(id, at, dollars)
  await tell('r-1003', '2025-07-20T09:00:00Z', { type: 'order.refunded', orderId: '1003', refund: { lines: [{ line: '1', quantity: 1 }] } })
  await tell('v-1', '2025-11-02T09:00:00Z', { type: 'activity', name: 'reviewed', fields: { sku: 'LINEN-SHIRT', has_photo: true } })
  for (const [id, at] of [['t-0', '2025-09-15T09:00:00Z'], ['t-1', '2026-01-02T09:00:00Z']] as const) {
    await must('POST', '/events', { source: 'shop', id, occurredAt: at, member: 'tide', type: 'order.paid', order: { id, currency: 'USD', buyer: 'ada', lines: [{ id: '1', sku: 'LINEN-SHIRT', quantity: 12, amountMinor: 90_000 }] } })
  }
}
