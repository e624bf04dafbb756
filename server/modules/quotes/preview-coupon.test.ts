import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type TestServer } from '#server/app/testing'
import type { CouponPreview, Quote } from './schemas.ts'
import { mugs, openShop, paths, PROGRAM } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const WITH_COUPONS = {
  ...PROGRAM,
  discounts: [
    { id: 'two_off', kind: 'coupon', codes: 'shared', name: 'Two off', amount: { eu: '2', us: '2', jp: '300' } },
    { id: 'own', kind: 'coupon', name: { en: 'A thank-you', zh: '感谢券' }, percent: '10', most: { eu: '5' }, minimum: { eu: '8' }, valid: { days: 30 }, limits: [{ uses: 1, per: 'member', in: 'month' }, { uses: 2 }, { money: '20', in: 'month' }] },
    { id: 'over', kind: 'coupon', amount: { us: '1' } },
  ],
}

describe('a coupon that is previewed', () => {
  test('says what it gives, until when, and at most for how much, as the one that is issued then, and leaves nothing', async () => {
    const { ask } = await openShop(server, WITH_COUPONS)
    const body = { discount: 'own', member: 'ann' }
    const { status, body: told } = await ask('POST', '/coupons/previews', { ...body, locale: 'zh-CN' })
    expect(status, JSON.stringify(told)).toBe(200)
    expect(told).toMatchObject({
      discount: 'own', name: '感谢券', usesAllowed: 1, open: 0, gives: [{ market: 'eu', currency: 'EUR', text: '打 9 折', mostMinor: 500 }],
      limits: [{ per: 'member', span: 'month', currency: null, most: 1, left: 1 }, { per: 'all', span: null, currency: null, most: 2, left: 2 }, { per: 'all', span: 'month', currency: 'EUR', most: 2000, left: 2000 }],
    })
    expect(((await ask('GET', '/coupons?member=ann')).body['coupons'] as unknown[])).toEqual([])
    const issued = (await ask('POST', '/coupons', body)).body
    const { until, memberId } = told as unknown as CouponPreview
    expect(issued).toMatchObject({ discount: 'own', until, memberId, usesAllowed: 1 })
    expect((await ask('POST', '/coupons/previews', body)).body['open']).toBe(1)
  })

  test('says what is left of its limits, the member\'s own and those of all', async () => {
    const { ask } = await openShop(server, WITH_COUPONS)
    const code = (await ask('POST', '/coupons', { discount: 'own', member: 'ann' })).body['code'] as string
    const held = await ask('POST', '/quotes', { market: 'eu', lines: mugs(), member: 'ann', coupons: [code], hold: true, id: 'cart-1' })
    const [line] = (held.body as unknown as Quote).lines
    expect(line?.discounts).toMatchObject([{ discount: 'own' }])
    const left = async (body: object) => ((await ask('POST', '/coupons/previews', { discount: 'own', ...body })).body as unknown as CouponPreview).limits.map((limit) => [limit.per, limit.left])
    const spent = line?.discounts[0]?.minor ?? 0
    expect(await left({ member: 'ann' })).toEqual([['member', 0], ['all', 1], ['all', 2000 - spent]])
    expect(await left({ member: 'vip' })).toEqual([['member', 1], ['all', 1], ['all', 2000 - spent]])
    expect(await left({})).toEqual([['all', 1], ['all', 2000 - spent]])
  })

  test('for nobody in particular says what it gives in each market, and where it gives nothing', async () => {
    const { ask } = await openShop(server, WITH_COUPONS)
    const gives = async (discount: string) => ((await ask('POST', '/coupons/previews', { discount })).body as unknown as CouponPreview).gives.map(({ market, text, mostMinor }) => [market, text, mostMinor])
    expect(await gives('two_off')).toEqual([['eu', '€2.00 off', 200], ['us', '$2.00 off', 200], ['jp', '¥300 off', 300]])
    expect(await gives('over')).toEqual([['eu', null, null], ['us', '$1.00 off', 100], ['jp', null, null]])
  })

  test('is refused as it would be when it is issued', async () => {
    const { ask, askAs } = await openShop(server, WITH_COUPONS)
    for (const body of [{ discount: 'none' }, { discount: 'own', until: '2020-01-01T00:00:00Z' }, { discount: 'own', usesAllowed: 5 }]) {
      const [previewed, issued] = [await ask('POST', '/coupons/previews', body), await ask('POST', '/coupons', body)]
      expect([previewed.status, paths(previewed)]).toEqual([422, paths(issued)])
    }
    expect((await ask('POST', '/coupons/previews', { discount: 'own', member: 'nobody' })).status).toBe(404)
    expect((await (await askAs(['coupons:read']))('POST', '/coupons/previews', { discount: 'own' })).status).toBe(403)
  })
})
