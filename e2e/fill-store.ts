import { expect } from 'vitest'
import type { OpenedStore, TestServer } from '#server/app/testing'
import { composeMail } from '#server/platform/mail/compose'
import { postMail } from '#server/platform/mail/post-mail'

/** A program with a reward that is counted, a partner's voucher and a coupon. It comes before what members do: as the clock stands, a later one would begin behind this moment. */
async function publishGoods(server: TestServer, store: OpenedStore): Promise<void> {
  const { body: { document } } = await server.ask('GET', '/api/v1/programs/1', { key: store.key })
  await tell(server, store)('/programs', { mode: 'all', program: { ...document as object, discounts: [{ id: 'five_off', kind: 'coupon', name: 'Five off', percent: '5' }], rewards: [{ id: 'mug', name: 'A mug', gives: { product: 'MUG' }, points: 50, stock: 'counted' }, { id: 'film', name: 'A film', gives: { voucher: 'cinema' }, points: 80 }] } })
}

/** The program, and what two members bought by it. */
export async function fillFirst(server: TestServer, store: OpenedStore): Promise<void> {
  await publishGoods(server, store)
  for (const [member, amountMinor] of [['ada', 12_000], ['bob', 4_000]] as const) {
    const order = { id: member, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor }] }
    await tell(server, store)('/events', { source: 'shop', id: member, type: 'order.paid', occurredAt: '2026-01-05T09:00:00Z', member, order })
  }
}

/** The reward taken once, a company with a buyer, a test member, an event of theirs that was refused, a product with a list, a partner's codes, a mail. */
export async function fillStore(server: TestServer, store: OpenedStore): Promise<void> {
  const ask = tell(server, store)
  await ask('/events', { source: 'shop', id: 'o2', type: 'order.paid', occurredAt: '2026-01-05T09:00:00Z', member: 'cleo', order: { id: '2', currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 9000 }] } })
  await ask('/rewards/mug/stock', { left: 3 })
  await ask('/members/cleo/redemptions', { reward: 'mug', id: 'r1' })
  await ask('/members', { kind: 'company', externalIds: ['acme'] })
  await ask('/members', { externalIds: ['tess'], isTest: true })
  await ask('/events', { events: [{ source: 'shop', id: 'o3', type: 'order.paid', occurredAt: '2026-01-05T09:00:00Z', member: 'tess', order: { id: '3', currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: '1', amountMinor: 900 }] } }] })
  await ask('/members/acme/buyers', { buyer: 'cleo', role: 'owner' })
  await ask('/catalogue/products', { products: [{ sku: 'MUG', tags: ['kitchen'], costMinor: 620 }] })
  await ask('/catalogue/lists', { list: 'retail-eu', kind: 'retail', market: 'eu' })
  await ask('/vouchers/cinema', { codes: ['C-1', 'C-2'] })
  const mail = composeMail({ locale: 'en', sender: 'Test', subject: 'Your points', title: 'You have <90> points', paragraphs: ['Thank you.'], footer: [] })
  const now = server.house.clock()
  await server.house.database.inStore(store.storeId, (db) => postMail({ db, storeId: store.storeId, actor: { kind: 'system', job: 'test' }, now }, { to: 'cleo@example.com', memberId: null, locale: 'en', kind: 'points_earned', mail: { ...mail, html: mail.html.replace('</body>', '<script>document.body.textContent = "taken over"</script></body>') }, at: now }))
}

function tell(server: TestServer, { key }: OpenedStore): (path: string, body: unknown) => Promise<void> {
  return async (path, body) => expect(await server.ask('POST', `/api/v1${path}`, { key, body }), path).toMatchObject({ status: expect.toSatisfy((status: number) => status < 300) })
}
