import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'
import { openTestClock, openTestShop, type AskAs, type TestShop } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

const BEGAN = Date.parse('2026-01-05T10:00:00Z')
const MINUTE = 60_000

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const PROGRAM = {
  program: 'club', name: 'Club', currency: 'EUR', zone: 'UTC', expiry: 'never', markets: { eu: { currency: 'EUR', earn: '1', redeem: { points: 100, worth: '1.00' }, reference_rate: '1' } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market', when: '!("secret-risk" in member.tags)', caps: { program: 1000000 } }],
  tiers: [{ id: 'club', levels: [{ id: 'gold', entry: { any: [{ spend: '500' }, { tag: 'secret-friend' }] } }] }],
  discounts: [{ id: 'two_off', kind: 'coupon', amount: { eu: '2' } }],
  rewards: [{ id: 'mug', gives: { product: 'MUG' }, points: 100, cost: '4.44' }, { id: 'two', gives: { coupon: 'two_off' }, points: 50 }, { id: 'cinema', gives: { voucher: 'cinema' }, points: 10, cost: '3.33' }],
}

type Shop = TestShop & { time: ReturnType<typeof openTestClock>; anna: AskAs; annaId: string; bo: AskAs; boId: string }

/** A shop with two members, goods that cost it something, a remark of the staff and a company. */
async function openShop(): Promise<Shop> {
  const time = openTestClock(BEGAN)
  const shop = await openTestShop(server, { edge: server.openEdge({ house: { ...server.house, clock: time.clock } }) })
  const must = async (...asked: Parameters<AskAs>): Promise<Answered> => {
    const answer = await shop.staff(...asked)
    expect(answer.status, JSON.stringify([asked, answer.body])).toBeLessThan(300)
    return answer
  }
  await must('POST', '/programs', { program: PROGRAM, mode: 'all' })
  await must('POST', '/catalogue/products', { products: [{ sku: 'MUG', costMinor: 617, tags: ['secret-tag'] }] })
  await must('POST', '/catalogue/lists', { list: 'secret-list', kind: 'retail', market: 'eu' })
  await must('POST', '/catalogue/prices', { prices: [{ list: 'secret-list', sku: 'MUG', unitMinor: 1450 }] })
  const [first, second] = [await shop.comeIn('anna@example.com'), await shop.comeIn('bo@example.com')]
  const [annaId, boId] = [String(first.body['memberId']), String(second.body['memberId'])]
  await must('POST', `/members/${annaId}/adjustments`, { id: 'g1', points: 500, reason: 'A late parcel', author: 'secret-mei' })
  await must('POST', `/members/${boId}/adjustments`, { id: 'g2', points: 500, reason: 'Hello', author: 'secret-mei' })
  await must('PATCH', `/members/${annaId}/profile`, { notes: 'secret-note', attributes: { score: 'secret-score' } })
  await must('POST', `/members/${annaId}/tags`, { tags: ['secret-risk'] })
  await must('POST', '/coupons', { discount: 'two_off', member: annaId, code: 'FORANNA' })
  await must('POST', '/coupons', { discount: 'two_off', member: boId, code: 'FORBO' })
  await must('POST', '/vouchers/cinema', { codes: ['CINEMA-1', 'CINEMA-2'] })
  return { ...shop, time, anna: shop.as(String(first.body['token'])), annaId, bo: shop.as(String(second.body['token'])), boId }
}

const READS = ['', '/lots', '/postings', '/explanations', '/progress', '/redemptions', '/entitlements', '/profile', '/consents', '/ways', '/personal-data']
const CART = { market: 'eu', lines: [{ sku: 'MUG', quantity: 2 }] }

describe('a member', () => {
  test('reads what is theirs, and no word that is the store\'s own', async () => {
    const shop = await openShop()
    expect((await shop.anna('POST', '/members/me/redemptions', { reward: 'mug', id: 'r1' })).status).toBe(201)
    await shop.staff('POST', `/members/${shop.annaId}/redemptions/r1/fulfilments`, {})
    const texts: string[] = []
    for (const path of READS) {
      const answer = await shop.anna('GET', `/members/me${path}`)
      expect(answer.status, `${path} ${answer.text}`).toBe(200)
      texts.push(answer.text)
    }
    for (const [method, path, body] of [['GET', '/coupons'], ['GET', '/rewards'], ['GET', '/prices?sku=MUG&market=eu'], ['POST', '/quotes', { ...CART, coupons: ['FORANNA'] }], ['POST', '/quotes', { ...CART, hold: true, id: 'cart-1' }], ['GET', '/quotes/cart-1'], ['GET', '/guide'], ['GET', '/shop'], ['GET', '/members/me/redemptions/r1']] as const) {
      const answer = await shop.anna(method, path, body)
      expect(answer.status, `${path} ${answer.text}`).toBeLessThan(300)
      texts.push(answer.text)
    }
    const all = texts.join('\n')
    // The export is the one place where tags and attributes are told, as the law asks; notes of the staff are not.
    const withoutExport = texts.filter((text) => !text.includes('"exportedAt"')).join('\n')
    // Costs as numbers of their own: a hash or a time may have the same digits.
    for (const cost of [/(?<![\w.])617(?![\w.])/, /(?<![\w.])444(?![\w.])/]) expect(texts.filter((text) => cost.test(text))).toEqual([])
    for (const secret of ['secret-mei', 'secret-note', 'secret-list', 'key_', 'marginMinor', 'FORBO', shop.boId]) expect(all.includes(secret) ? `${secret}: ${texts.find((text) => text.includes(secret))}` : '', secret).toBe('')
    for (const secret of ['secret-score', 'secret-risk', 'secret-friend', 'secret-tag', 'reference_rate', '1000000']) expect(withoutExport.includes(secret) ? `${secret}: ${texts.find((text) => text.includes(secret))}` : '', secret).toBe('')
    expect(all).toContain('FORANNA')
    expect(all).toContain('A late parcel')
  })

  test('finds nobody else, by whichever row and whatever is sent', async () => {
    const shop = await openShop()
    await shop.bo('POST', '/members/me/redemptions', { reward: 'two', id: 'bo-1' })
    await shop.bo('POST', '/quotes', { ...CART, hold: true, id: 'cart-bo' })
    for (const path of READS) expect((await shop.anna('GET', `/members/${shop.boId}${path}`)).status, path).toBe(404)
    for (const [method, path, body] of [
      ['GET', `/coupons?member=${shop.boId}`], ['GET', `/rewards?member=${shop.boId}`], ['GET', `/prices?sku=MUG&market=eu&member=${shop.boId}`], ['POST', '/quotes', { ...CART, member: shop.boId }], ['GET', '/quotes/cart-bo'], ['DELETE', '/quotes/cart-bo'],
      ['GET', '/members/me/redemptions/bo-1'], ['POST', '/members/me/redemptions/bo-1/cancellations', {}], ['POST', `/members/${shop.boId}/redemptions`, { reward: 'mug' }], ['PATCH', `/members/${shop.boId}/profile`, { name: 'X' }], ['DELETE', `/members/${shop.boId}/personal-data`],
      ['POST', `/members/${shop.boId}/consents`, { consents: [{ channel: 'email', purpose: 'marketing', isGiven: true }] }],
    ] as const) expect((await shop.anna(method, path, body)).status, `${method} ${path}`).toBe(404)
    expect((await shop.anna('GET', '/coupons')).body['coupons']).toMatchObject([{ code: 'FORANNA', issuedBy: null }])
  })

  test('says who they are, but neither their address nor what is the store\'s to say', async () => {
    const { anna } = await openShop()
    expect((await anna('PATCH', '/members/me/profile', { name: 'Anna Schmidt', locale: 'de', birthday: '1990-07-14' })).body).toMatchObject({ name: 'Anna Schmidt', email: 'anna@example.com', isMasked: false, birthday: '1990-07-14', notes: null, attributes: {}, tags: [] })
    for (const field of [{ email: 'other@example.com' }, { notes: 'x' }, { attributes: { a: 1 } }, { market: 'eu' }, { region: 'DE' }]) expect(await anna('PATCH', '/members/me/profile', field)).toMatchObject({ status: 403, body: { code: 'profiles.not_own', details: { fields: Object.keys(field)[0] } } })
  })

  test('does not say what only the store can: costs, rates, shipping of a cart that is held, that a voucher is void', async () => {
    const { anna, guest } = await openShop()
    for (const own of [{ giftCostMinor: 1 }, { rate: { value: '1', source: 'x', at: '2026-01-05' } }, { override: { reason: 'x' } }, { shipping: { amountMinor: 1, costMinor: 1 } }, { shipping: { amountMinor: 0 }, hold: true }]) {
      const { status, body } = await anna('POST', '/quotes', { ...CART, ...own })
      expect([status, body['code']], JSON.stringify(own)).toEqual('rate' in own && status === 422 ? [422, 'http.wrong_shape'] : [403, 'quotes.stores_own'])
    }
    expect((await guest('POST', '/quotes', { ...CART, shipping: { amountMinor: 490 } })).status).toBe(200)
    expect(await guest('POST', '/quotes', { ...CART, hold: true })).toMatchObject({ status: 403, body: { code: 'quotes.members_hold' } })
    expect((await anna('POST', '/members/me/redemptions', { reward: 'cinema', id: 'v1' })).status).toBe(201)
    expect(await anna('POST', '/members/me/redemptions/v1/cancellations', { isVoided: true })).toMatchObject({ status: 409, body: { code: 'rewards.voucher_alive' } })
    await anna('POST', '/members/me/redemptions', { reward: 'two', id: 't1' })
    expect(await anna('POST', '/members/me/redemptions/t1/cancellations', {})).toMatchObject({ status: 201, body: { status: 'cancelled', cancelledBy: null } })
  })

  test('shows again who they are before many points are spent, and ten minutes later once more; nothing of what was refused stays', async () => {
    const shop = await openShop()
    await shop.staff('PATCH', '/shop-settings', { stepUpPoints: 60 })
    shop.time.now += 11 * MINUTE
    expect((await shop.anna('POST', '/members/me/redemptions', { reward: 'two', id: 's1' })).status).toBe(201)
    expect(await shop.anna('POST', '/members/me/redemptions', { reward: 'mug', id: 's2' })).toMatchObject({ status: 403, body: { code: 'logins.step_up_needed', details: { ways: 'code' } } })
    expect((await shop.anna('POST', '/quotes', { ...CART, points: 100, hold: true })).body).toMatchObject({ code: 'logins.step_up_needed' })
    expect((await shop.anna('GET', '/members/me')).body).toMatchObject({ units: { points: { available: 450, reserved: 0 } } })
    expect((await shop.anna('POST', '/codes', { purpose: 'step_up' })).status).toBe(201)
    const code = await shop.codeTo('anna@example.com')
    expect((await shop.bo('POST', '/step-ups', { way: 'code', code })).status).toBe(401)
    expect((await shop.anna('POST', '/step-ups', { way: 'code', code })).status).toBe(201)
    expect((await shop.anna('POST', '/members/me/redemptions', { reward: 'mug', id: 's2' })).status).toBe(201)
    shop.time.now += 11 * MINUTE
    expect((await shop.anna('POST', '/members/me/redemptions', { reward: 'mug', id: 's3' })).status).toBe(403)
    expect((await shop.staff('POST', `/members/${shop.annaId}/redemptions`, { reward: 'mug', id: 's4' })).status).toBe(201)
  })

  test('who is frozen spends nothing, whoever asks for it, and goes on earning', async () => {
    const shop = await openShop()
    await shop.staff('POST', `/members/${shop.annaId}/freeze`, { reason: 'Somebody else signed in' })
    for (const [path, body] of [['spends', { id: 'p1', points: 5, purpose: 'checkout', orderId: 'o9' }], ['holds', { id: 'h1', points: 5, until: '2026-01-05T11:00:00Z' }], ['redemptions', { id: 'f1', reward: 'two' }]] as const) {
      expect(await shop.staff('POST', `/members/${shop.annaId}/${path}`, body), path).toMatchObject({ status: 409, body: { code: 'members.frozen' } })
    }
    expect((await shop.staff('POST', `/members/${shop.annaId}/adjustments`, { id: 'g9', points: 5, reason: 'x', author: 'mei' })).status).toBe(201)
    await shop.staff('DELETE', `/members/${shop.annaId}/freeze`)
    expect((await shop.staff('POST', `/members/${shop.annaId}/spends`, { id: 'p1', points: 5, purpose: 'checkout', orderId: 'o9' })).status).toBe(201)
  })

  test('takes all that is known of them along, and is erased on their own word, with a fresh proof', async () => {
    const shop = await openShop()
    await shop.anna('POST', '/members/me/consents', { consents: [{ channel: 'email', purpose: 'marketing', isGiven: true }] })
    expect((await shop.anna('GET', '/members/me/personal-data')).body).toMatchObject({ identities: [{ email: 'anna@example.com', notes: null }], consents: [{ source: 'centre' }], sources: [{ source: {} }], logins: { sessions: [{ way: 'code' }] }, mails: [{ kind: 'code' }] })
    shop.time.now += 11 * MINUTE
    expect((await shop.anna('DELETE', '/members/me/personal-data')).body).toMatchObject({ code: 'logins.step_up_needed' })
    await shop.anna('POST', '/codes', { purpose: 'step_up' })
    await shop.anna('POST', '/step-ups', { way: 'code', code: await shop.codeTo('anna@example.com') })
    expect((await shop.anna('DELETE', '/members/me/personal-data')).status).toBe(200)
    expect((await shop.anna('GET', '/members/me')).status).toBe(401)
    expect(await shop.mailTo('anna@example.com')).toBe('')
    expect((await shop.comeIn('anna@example.com')).body).toMatchObject({ isNew: true })
  })
})

describe('a buyer', () => {
  test('reads the statement of their company as its owner or finance, not as a buyer, and that of no other', async () => {
    const shop = await openShop()
    const company = String((await shop.staff('POST', '/members', { kind: 'company', name: 'Reef GmbH' })).body['memberId'])
    const other = String((await shop.staff('POST', '/members', { kind: 'company', name: 'Other' })).body['memberId'])
    await shop.staff('POST', `/members/${company}/buyers`, { buyer: shop.annaId, role: 'finance' })
    await shop.staff('POST', `/members/${company}/buyers`, { buyer: shop.boId, role: 'buyer' })
    const ask = (who: AskAs, of: string) => who('GET', `/members/me/companies/${of}/statement`)
    expect(await ask(shop.anna, company)).toMatchObject({ status: 200, body: { company, units: [] } })
    expect(await ask(shop.bo, company)).toMatchObject({ status: 403, body: { code: 'members.role_may_not' } })
    for (const of of [other, 'nobody', shop.boId]) expect((await ask(shop.anna, of)).status, of).toBe(404)
    await shop.staff('DELETE', `/members/${company}/buyers/${shop.annaId}`)
    expect((await ask(shop.anna, company)).status).toBe(404)
  })
})

describe('a guest', () => {
  test('sees prices, rewards, the rules and the shop of the store that they name, and of the rest nothing', async () => {
    const shop = await openShop()
    expect((await shop.guest('GET', '/prices?sku=MUG&market=eu')).body).toMatchObject({ prices: [{ sku: 'MUG', unitMinor: 1450 }] })
    expect((await shop.guest('GET', '/rewards')).body).toMatchObject({ memberId: null, available: 0 })
    const { body: guide } = await shop.guest('GET', '/guide')
    expect(guide).toMatchObject({ market: 'eu', earn: [{ id: 'purchase', text: expect.stringContaining('€1.00'), notes: expect.arrayContaining(['Where the conditions of this rule are met.']) }] })
    expect(JSON.stringify(guide)).not.toMatch(/margin|floor|cost|member\.tags|secret/)
    expect((await shop.guest('GET', '/shop')).body).toMatchObject({ handle: shop.handle, name: 'Test', ways: { code: true } })
    for (const path of ['/members', '/members/me', `/members/${shop.annaId}`, '/coupons', '/sessions', '/shop-settings', '/mails', '/quotes/cart-1']) expect([401, 403]).toContain((await shop.guest('GET', path)).status)
    expect((await shop.guest('GET', '/shop', undefined, { 'rockpool-store': 'no-such-store' })).status).toBe(401)
    expect((await shop.guest('GET', '/shop', undefined, { 'rockpool-store': shop.handle })).status).toBe(200)
  })
})
