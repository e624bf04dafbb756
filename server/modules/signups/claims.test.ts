import { SignJWT, type JWTPayload } from 'jose'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'
import { openTestClock, openTestShop, type TestShop } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

const NOW = Date.parse('2026-01-05T10:00:00Z') / 1_000

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

type Claims = JWTPayload & { email?: string; email_verified?: boolean; name?: string }
type Shop = TestShop & { order: (id: string, member: string, occurredAt?: string) => Promise<Answered>; pointsOf: (member: unknown) => Promise<unknown>; sign: (claims: Claims, secret?: string) => Promise<string>; handOver: (claims: Claims, secret?: string) => Promise<Answered> }

const PROGRAM = {
  program: 'club', name: 'Club', currency: 'EUR', zone: 'UTC', markets: { eu: { currency: 'EUR', earn: '1' } }, expiry: 'never',
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }, { id: 'welcome', on: 'member.joined', points: 100 }],
}

const DISCOUNTS = [{ id: 'hello', kind: 'coupon', name: { en: 'Hello', de: 'Hallo' }, percent: '10', issue: 'welcome', valid: { days: 30 } }, { id: 'sorry', kind: 'coupon', name: 'Sorry', percent: '5' }]

async function openShop(more: object = {}): Promise<Shop> {
  const shop = await openTestShop(server, { edge: server.openEdge({ house: { ...server.house, clock: openTestClock(NOW * 1_000).clock } }) })
  expect((await shop.staff('POST', '/programs', { program: { ...PROGRAM, ...more }, mode: 'all' })).status).toBe(201)
  const { body: { value } } = await shop.staff('POST', '/shop-settings/secrets', {})
  const sign: Shop['sign'] = (claims, secret = String(value)) => new SignJWT({ aud: shop.handle, iat: NOW, exp: NOW + 120, jti: Math.random().toString(36), ...claims }).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret))
  return {
    ...shop, sign,
    handOver: async (claims, secret) => shop.guest('POST', '/sessions', { way: 'handover', token: await sign(claims, secret) }),
    order: (id, member, occurredAt = '2026-01-05T09:00:00Z') => shop.staff('POST', '/events', { source: 'shop', id, type: 'order.paid', occurredAt, member, order: { id, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 2900 }] } }),
    pointsOf: async (member) => ((await shop.staff('GET', `/members/${member}`)).body['units'] as { points: { available: number } }).points.available,
  }
}

describe('whoever joins', () => {
  test('is given the welcome gift of the program at once, and told so; the next time nothing', async () => {
    const shop = await openShop()
    const first = await shop.comeIn('anna@example.com')
    expect(first.body).toMatchObject({ isNew: true, welcome: [{ unit: 'points', points: 100, pending: 0 }] })
    expect((await shop.comeIn('anna@example.com')).body).toMatchObject({ isNew: false, welcome: [] })
    expect(await shop.pointsOf(first.body['memberId'])).toBe(100)
  })

  test('is told the coupon that joining brings, in their language; the next time none', async () => {
    const shop = await openShop({ discounts: DISCOUNTS })
    await shop.guest('POST', '/codes', { email: 'anna@example.com' })
    const { body } = await shop.guest('POST', '/sessions', { way: 'code', email: 'anna@example.com', code: await shop.codeTo('anna@example.com') }, { 'accept-language': 'de' })
    expect(body).toMatchObject({ isNew: true, coupons: [{ code: expect.stringMatching(/^[0-9A-Z]{14}$/), name: 'Hallo', until: '2026-02-05T00:00:00Z' }] })
    expect((await shop.comeIn('anna@example.com')).body).toMatchObject({ isNew: false, coupons: [] })
  })

  test('is told the welcome coupon that came with an order before, once for all and as long as it works, and none that they had for another reason', async () => {
    const shop = await openShop({ discounts: DISCOUNTS })
    for (const [id, email] of [['o1', 'anna@example.com'], ['o2', 'bo@example.com']] as const) {
      await shop.order(id, email, '2026-01-05T10:00:00.010Z')
      expect((await shop.staff('POST', '/coupons', { discount: 'sorry', member: email })).status).toBe(201)
    }
    expect((await shop.comeIn('anna@example.com')).body).toMatchObject({ isNew: true, coupons: [{ name: 'Hello' }] })
    const { body: { coupons } } = await shop.staff('GET', '/coupons?member=bo@example.com&discount=hello')
    expect((await shop.staff('DELETE', `/coupons/${(coupons as [{ code: string }])[0].code}`)).status).toBe(200)
    expect((await shop.comeIn('bo@example.com')).body).toMatchObject({ isNew: true, coupons: [] })
  })

  test('has what they earned as a guest under their address, and the welcome gift besides', async () => {
    const shop = await openShop()
    await shop.order('o1', 'anna@example.com')
    const { body } = await shop.comeIn('Anna@example.com')
    expect(body).toMatchObject({ isNew: true, claimed: true, welcome: [{ points: 100 }] })
    expect(await shop.pointsOf(body['memberId'])).toBe(129)
    await shop.order('o2', 'anna@example.com')
    expect(await shop.pointsOf(body['memberId'])).toBe(158)
  })

  test('takes over by an address that they have shown, and by no other: who orders under it later is claimed at the next sign-in', async () => {
    const shop = await openShop()
    const { body } = await shop.comeIn('anna@example.com')
    await shop.order('o1', 'anna@example.com')
    await shop.order('o2', 'bo@example.com')
    expect(await shop.pointsOf(body['memberId'])).toBe(100)
    expect((await shop.comeIn('anna@example.com')).body).toMatchObject({ memberId: body['memberId'], isNew: false, claimed: true, welcome: [] })
    expect(await shop.pointsOf(body['memberId'])).toBe(129)
    expect(await shop.pointsOf('bo@example.com')).toBe(29)
  })

  test('claims once, though two of their devices come at once', async () => {
    const shop = await openShop()
    await shop.comeIn('anna@example.com')
    await shop.order('o1', 'anna@example.com')
    const tokens = await Promise.all([1, 2, 3].map(() => shop.sign({ sub: 'customer-7', email: 'anna@example.com', email_verified: true })))
    const all = await Promise.all(tokens.map((token) => shop.guest('POST', '/sessions', { way: 'handover', token })))
    expect(all.map(({ status, body }) => [status, body['code']])).toEqual([[201, undefined], [201, undefined], [201, undefined]])
    expect(all.filter(({ body }) => body['claimed'] === true)).toHaveLength(1)
    expect(await shop.pointsOf('customer-7')).toBe(129)
  })

  test('is asked for a date of birth where the store wants an age, and of whoever is too young nothing is kept', async () => {
    const shop = await openShop()
    await shop.staff('PATCH', '/shop-settings', { ageGate: { minimum: null, byCountry: { DE: 18 } } })
    await shop.guest('POST', '/codes', { email: 'kim@example.com' })
    const join = async (joining: object) => shop.guest('POST', '/sessions', { way: 'code', email: 'kim@example.com', code: await shop.codeTo('kim@example.com'), joining })
    for (const joining of [{ country: 'DE' }, {}, { birthday: '2010-01-05' }]) expect((await join(joining)).body, JSON.stringify(joining)).toMatchObject({ status: 422, code: 'signups.birthday_needed', details: { age: 18 } })
    expect((await join({ country: 'DE', birthday: '2008-01-06' })).body).toMatchObject({ status: 403, code: 'signups.too_young' })
    expect(await shop.mailTo('kim@example.com')).toBe('')
    expect((await shop.staff('GET', '/members')).body['members']).toEqual([])
    await shop.guest('POST', '/codes', { email: 'kim@example.com' })
    expect((await join({ country: 'DE', birthday: '2008-01-05' })).status).toBe(201)
    expect((await shop.comeIn('lea@example.com', { country: 'FR' })).status).toBe(201)
    // Where no country is said, whoever is old enough for all of them is for theirs.
    expect((await shop.comeIn('ole@example.com', { birthday: '2008-01-05' })).status).toBe(201)
  })

  test('and is too young, leaves a guest of before as they were: without an address or an id, and not made one with another', async () => {
    const shop = await openShop()
    await shop.order('o1', 'kim@example.com')
    await shop.order('o2', 'customer-9')
    await shop.staff('PATCH', '/shop-settings', { ageGate: { minimum: 16, byCountry: {} } })
    const kept = async () => {
      const members = await Promise.all(['kim@example.com', 'customer-9'].map(async (name) => (await shop.staff('GET', `/members/${name}/profile`)).body))
      return members.map(({ memberId, email, externalIds }) => ({ memberId, email, externalIds }))
    }
    const before = await kept()
    const token = await shop.sign({ sub: 'customer-9', email: 'kim@example.com', email_verified: true })
    expect((await shop.guest('POST', '/sessions', { way: 'handover', token, joining: { birthday: '2015-01-01' } })).body).toMatchObject({ code: 'signups.too_young' })
    expect((await shop.comeIn('kim@example.com', { birthday: '2015-01-01' })).body).toMatchObject({ code: 'signups.too_young' })
    expect(await kept()).toEqual(before)
    expect(new Set(before.map(({ memberId }) => memberId)).size).toBe(2)
  })
})

describe('the sign-in of the shop', () => {
  test('is taken over by its token: whom it names is signed in, and joins where nobody knew them, though the shop is closed to others', async () => {
    const shop = await openShop()
    await shop.order('o1', 'customer-7')
    await shop.staff('PATCH', '/shop-settings', { isOpen: false })
    const first = await shop.handOver({ sub: 'customer-7', name: 'Anna' })
    expect(first).toMatchObject({ status: 201, body: { isNew: true, claimed: true, welcome: [{ points: 100 }] } })
    expect((await shop.handOver({ sub: 'customer-7' })).body).toMatchObject({ isNew: false, memberId: first.body['memberId'] })
    expect((await shop.staff('GET', '/members/customer-7/profile')).body).toMatchObject({ memberId: first.body['memberId'], name: 'Anna' })
    expect((await shop.handOver({ sub: 'customer-8' })).body).toMatchObject({ isNew: true })
  })

  test('is refused with another secret, for another store, too old, too long, or a second time, though both come at once', async () => {
    const [shop, theirs] = [await openShop(), await openShop()]
    const why = async (answer: Promise<Answered>) => { const { status, body } = await answer; return [status, (body['details'] as { why?: string } | undefined)?.why] }
    expect(await why(shop.handOver({ sub: 'c' }, 'x'.repeat(43)))).toEqual([401, 'signature'])
    expect(await why(shop.handOver({ sub: 'c', aud: theirs.handle }))).toEqual([401, 'incomplete'])
    expect(await why(shop.handOver({ sub: 'c', iat: NOW - 400, exp: NOW - 200 }))).toEqual([401, 'expired'])
    expect(await why(shop.handOver({ sub: 'c', exp: NOW + 301 }))).toEqual([401, 'too_long'])
    expect(await why(shop.handOver({ sub: 'c', iat: NOW + 3_600, exp: NOW + 3_700 }))).toEqual([401, 'too_long'])
    expect(await why(theirs.guest('POST', '/sessions', { way: 'handover', token: await shop.sign({ sub: 'c', aud: theirs.handle }) }))).toEqual([401, 'signature'])
    const token = await shop.sign({ sub: 'c', jti: 'once' })
    const both = await Promise.all([1, 2, 3].map(() => shop.guest('POST', '/sessions', { way: 'handover', token })))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 401, 401])
    const none = new SignJWT({ aud: shop.handle, sub: 'c', jti: 'j', iat: NOW, exp: NOW + 60 }).setProtectedHeader({ alg: 'HS512' })
    const { body: { value } } = await shop.staff('POST', '/shop-settings/secrets', {})
    expect(await why(shop.guest('POST', '/sessions', { way: 'handover', token: await none.sign(new TextEncoder().encode(String(value))) }))).toEqual([401, 'signature'])
  })

  test('is signed by the old secret too while a new one is put in its place, and no longer', async () => {
    const shop = await openShop()
    const { body: { value: fresh } } = await shop.staff('POST', '/shop-settings/secrets', { overlapHours: 1 })
    expect((await shop.handOver({ sub: 'c' })).status).toBe(201)
    expect((await shop.handOver({ sub: 'c' }, String(fresh))).status).toBe(201)
    await shop.staff('POST', '/shop-settings/secrets', { overlapHours: 0 })
    expect((await shop.handOver({ sub: 'c' })).status).toBe(401)
    expect((await shop.handOver({ sub: 'c' }, String(fresh))).status).toBe(401)
  })

  test('makes two members one where the shop has confirmed the address of the other, and does not where it has not', async () => {
    const shop = await openShop()
    const anna = await shop.comeIn('anna@example.com')
    await shop.order('o1', 'customer-7')
    const unconfirmed = await shop.handOver({ sub: 'customer-7', email: 'anna@example.com' })
    expect(unconfirmed.body['memberId']).not.toBe(anna.body['memberId'])
    expect((await shop.staff('GET', '/members/customer-7/profile')).body['email']).toBeNull()
    const confirmed = await shop.handOver({ sub: 'customer-7', email: 'anna@example.com', email_verified: true })
    expect(confirmed).toMatchObject({ status: 201, body: { memberId: anna.body['memberId'], isNew: false, claimed: true } })
    expect(await shop.pointsOf(anna.body['memberId'])).toBe(229)
    expect((await shop.as(String(unconfirmed.body['token']))('GET', '/sessions')).status).toBe(401)
  })
})
