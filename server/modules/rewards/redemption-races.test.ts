import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'
import { cancel, couponsOf, openShop, stockOf, type Shop } from './testing.ts'

vi.setConfig({ testTimeout: 120_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const count = (answers: readonly Answered[], status: number) => answers.filter((answer) => answer.status === status).length
const times = <T>(n: number, act: (index: number) => Promise<T>) => Promise.all(Array.from({ length: n }, (_, index) => act(index)))

const soMany = (status: string, count: number) => Array.from({ length: count }, () => status)
/** Mugs for 10.00, so that a cart has something. */
async function stockMugs({ ask }: Shop): Promise<void> {
  await ask('POST', '/catalogue/products', { products: [{ sku: 'MUG' }] })
  await ask('POST', '/catalogue/lists', { list: 'retail', kind: 'retail', market: 'eu' })
  await ask('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku: 'MUG', unitMinor: 1000 }] })
}

describe('at once', () => {
  test('200 ask for the last gift, and one has it', async () => {
    const members = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`m${n}`, 100]))
    const shop = await openShop(server, members)
    await shop.ask('POST', '/rewards/mug/stock', { left: 1 })
    const answers = await times(200, (n) => shop.redeem(`m${n}`, 'mug'))
    expect([count(answers, 201), count(answers, 409)]).toEqual([1, 199])
    expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body['code']))).toEqual(new Set(['reward.out_of_stock']))
    expect([await stockOf(shop, 'mug'), (await shop.ask('GET', '/redemptions?limit=1000')).body['redemptions']]).toEqual([0, [expect.objectContaining({ reward: 'mug' })]])
    const balances = await times(200, (n) => shop.balanceOf(`m${n}`))
    expect(balances.reduce((sum, balance) => sum + balance, 0)).toBe(200 * 100 - 50)
  })

  test('200 redemptions are asked of a balance worth 50, and 50 are had', async () => {
    const shop = await openShop(server, { ann: 2_500 })
    const answers = await times(200, () => shop.redeem('ann', 'gift'))
    expect([count(answers, 201), count(answers, 409), await shop.balanceOf('ann')]).toEqual([50, 150, 0])
    expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body['code']))).toEqual(new Set(['points.insufficient']))
  })

  test('the limit of all members together is kept', async () => {
    const shop = await openShop(server, Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`m${n}`, 100])))
    const answers = await times(40, (n) => shop.redeem(`m${n}`, 'rare'))
    expect([count(answers, 201), count(answers, 409)]).toEqual([3, 37])
    const [had] = answers.filter(({ status }) => status === 201)
    expect(await cancel(shop, had as Answered)).toMatchObject({ status: 201 })
    expect(count(await times(40, (n) => shop.redeem(`m${n}`, 'rare')), 201)).toBe(1)
  })

  test('the same request comes many times, and is one', async () => {
    const shop = await openShop(server)
    const answers = await times(20, () => shop.redeem('ann', 'five', 'r1'))
    expect([count(answers, 201), count(answers, 200), await shop.balanceOf('ann'), (await couponsOf(shop)).length]).toEqual([1, 19, 450, 1])
  })

  test('a coupon is taken by a checkout and its reward cancelled, and never both happen', async () => {
    const shop = await openShop(server, { ann: 2_000 })
    await stockMugs(shop)
    const made = await times(20, () => shop.redeem('ann', 'five'))
    const ends = await Promise.all(made.map(async (one, n) => {
      const cart = { market: 'eu', member: 'ann', lines: [{ sku: 'MUG', quantity: 1 }], coupons: [one.body['code']], hold: true, id: `cart-${n}` }
      const [cancelled, quoted] = await Promise.all([cancel(shop, one), shop.ask('POST', '/quotes', cart)])
      expect([quoted.status, cancelled.status === 201 || cancelled.body['code'] === 'rewards.in_use'], quoted.text).toEqual([201, true])
      const isTaken = quoted.body['toPayMinor'] === 500
      expect(await shop.ask('POST', `/quotes/cart-${n}/commit`, { orderId: `o${n}` })).toMatchObject({ status: 200 })
      // Paid for, it is used for good; what was taken back is in no order.
      expect((await cancel(shop, one)).status).toBe(isTaken ? 409 : 200)
      return [cancelled.status === 201, isTaken]
    }))
    expect(ends.filter(([cancelled, taken]) => cancelled === taken)).toEqual([])
    const taken = ends.filter(([, isTaken]) => isTaken).length
    expect(await shop.balanceOf('ann')).toBe(2_000 - 50 * taken)
    expect((await couponsOf(shop)).map(({ status }) => status).sort()).toEqual([...soMany('used', taken), ...soMany('void', 20 - taken)])
  })

  test('a coupon that a checkout lets go while its reward is cancelled is void or can be used again, with its points there once', async () => {
    const shop = await openShop(server, { ann: 2_000 })
    await stockMugs(shop)
    const made = await times(10, () => shop.redeem('ann', 'five'))
    for (const [n, one] of made.entries()) await shop.ask('POST', '/quotes', { market: 'eu', member: 'ann', lines: [{ sku: 'MUG', quantity: 1 }], coupons: [one.body['code']], hold: true, id: `cart-${n}` })
    const ends = await Promise.all(made.map(async (one, n) => {
      const [cancelled, released] = await Promise.all([cancel(shop, one), shop.ask('DELETE', `/quotes/cart-${n}`)])
      expect([released.status, cancelled.status === 201 || cancelled.body['code'] === 'rewards.in_use']).toEqual([200, true])
      return cancelled.status === 201
    }))
    const back = ends.filter(Boolean).length
    expect((await couponsOf(shop)).map(({ status }) => status).sort()).toEqual([...soMany('issued', 10 - back), ...soMany('void', back)])
    expect(await shop.balanceOf('ann')).toBe(2_000 - 50 * (10 - back))
  })

  test('each voucher is given once', async () => {
    const shop = await openShop(server, { ann: 5_000 })
    await shop.ask('POST', '/vouchers/cinema', { codes: Array.from({ length: 15 }, (_, n) => `C${n}`) })
    const answers = await times(40, () => shop.redeem('ann', 'film'))
    const codes = answers.filter(({ status }) => status === 201).map(({ body }) => body['code'])
    expect([codes.length, new Set(codes).size, await shop.balanceOf('ann')]).toEqual([15, 15, 5_000 - 15 * 50])
  })

  test('many redeem and cancel the same counted reward, and nothing is lost on the way', async () => {
    const shop = await openShop(server, Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`m${n}`, 500])))
    await shop.ask('POST', '/rewards/mug/stock', { left: 5 })
    const kept = await times(10, async (n) => {
      let have = 0
      for (let round = 0; round < 5; round += 1) {
        const made = await shop.redeem(`m${n}`, 'mug')
        if (made.status === 201 && (round % 2 === 0 || (await cancel(shop, made)).status !== 201)) have += 1
      }
      return have
    })
    const had = kept.reduce((sum, have) => sum + have, 0)
    const balances = await times(10, (n) => shop.balanceOf(`m${n}`))
    expect([await stockOf(shop, 'mug'), balances.reduce((sum, balance) => sum + balance, 0)]).toEqual([5 - had, 10 * 500 - 50 * had])
  })
})
