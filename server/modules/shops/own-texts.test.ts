import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '#server/app/testing'
import { openTestShop } from '#server/modules/signups/testing'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const OWN = {
  en: {
    'guide.earn.rate': 'Every {per} brings {points, select, none {nothing} other {{points}}}', 'trace.points.given': 'Here you are: {points}', 'quote.pay': '{amount} it is', 'mail.code.title': "Here's your key",
    'refusal.reward.unknown': 'No {reward} here', 'launcher.open': 'My Reef', 'centre.done': 'Ready',
  },
  'zh-CN': { 'guide.earn.rate': '每消费 {per} 送 {points}' },
}

test('a store says in its own words what shoppers are told: rules, reasons, carts and mails, in each language by itself', async () => {
  const shop = await openTestShop(server)
  const { body: { widget } } = await shop.staff('GET', '/shop-settings')
  expect(await shop.staff('PATCH', '/shop-settings', { widget: { ...widget as object, texts: OWN } })).toMatchObject({ status: 200, body: { widget: { texts: OWN } } })

  const guideIn = async (locale: string) => (await shop.guest('GET', '/guide', undefined, { 'accept-language': locale })).body['earn']
  expect(await guideIn('en')).toMatchObject([{ text: 'Every €1.00 brings 1 point' }])
  expect(await guideIn('zh-CN')).toMatchObject([{ text: '每消费 €1.00 送 1 积分' }])
  expect(await guideIn('fr')).toMatchObject([{ text: expect.stringMatching(/^1,00.€ = 1.point$/) }])

  const { body: { token, memberId } } = await shop.comeIn('anna@example.com')
  expect(await shop.mailTo('anna@example.com')).toContain("Here's your key")
  await shop.staff('POST', `/members/${String(memberId)}/adjustments`, { id: 'g1', points: 50, reason: 'A late parcel', author: 'Mei' })
  expect((await shop.as(String(token))('GET', '/members/me/explanations')).body['sentences']).toContain('Here you are: 50 points')
  await shop.staff('POST', '/catalogue/products', { products: [{ sku: 'MUG' }] })
  await shop.staff('POST', '/catalogue/lists', { list: 'retail', kind: 'retail', market: 'eu' })
  await shop.staff('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku: 'MUG', unitMinor: 1_000 }] })
  expect((await shop.guest('POST', '/quotes', { market: 'eu', lines: [{ sku: 'MUG', quantity: 2 }] })).body).toMatchObject({ sentences: expect.arrayContaining(['€20.00 it is']) })

  expect(await shop.as(String(token))('POST', '/members/me/redemptions', { reward: 'mug', id: 'r1' })).toMatchObject({ status: 422, body: { detail: 'No mug here' } })

  // Pages are sent what they say by themselves.
  expect((await shop.guest('GET', '/shop')).body).toMatchObject({ widget: { texts: { en: { 'launcher.open': 'My Reef', 'centre.done': 'Ready' }, 'zh-CN': {} } } })
  expect((await shop.guest('GET', '/shop')).text).not.toContain('No {reward} here')
})

test('what a store says is its own: another one speaks as before', async () => {
  const [reef, other] = [await openTestShop(server), await openTestShop(server)]
  const { body: { widget } } = await reef.staff('GET', '/shop-settings')
  await reef.staff('PATCH', '/shop-settings', { widget: { ...widget as object, texts: OWN } })
  expect((await other.guest('GET', '/guide')).body['earn']).toMatchObject([{ text: '€1.00 = 1 point' }])
})
