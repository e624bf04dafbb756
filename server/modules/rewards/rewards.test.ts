import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'
import type { Redemption, Reward } from './schemas.ts'
import { cancel, couponsOf, LATER, openShop, PROGRAM, redemptionOf, stockOf, within, type Shop } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const fulfil = ({ ask }: Shop, { body }: Answered) => ask('POST', `/members/${String(body['memberId'])}/redemptions/${String(body['redemption'])}/fulfilments`, {})

describe('a reward', () => {
  test('that is a coupon is one coupon of the member, with an end, and its points return when it is void', async () => {
    const shop = await openShop(server)
    const made = await shop.redeem('ann', 'five')
    expect(made).toMatchObject({ status: 201, body: { reward: 'five', points: 50, status: 'fulfilled', gives: { kind: 'coupon', discount: 'five_off' }, code: expect.stringMatching(/^\w{14}$/), validUntil: '2026-02-05T00:00:00Z' } })
    const coupon = async () => (await couponsOf(shop)).find(({ code }) => code === made.body['code'])
    expect(await coupon()).toMatchObject({ discount: 'five_off', memberId: made.body['memberId'], origin: 'reward', status: 'issued' })
    expect(await cancel(shop, made)).toMatchObject({ status: 201, body: { status: 'cancelled' } })
    expect([(await coupon())?.['status'], await shop.balanceOf('ann')]).toEqual(['void', 500])
    expect(await cancel(shop, made)).toMatchObject({ status: 200, body: { status: 'cancelled' } })
    expect(await shop.balanceOf('ann')).toBe(500)
  })

  test('whose coupon was used keeps its points', async () => {
    const shop = await openShop(server)
    const made = await shop.redeem('ann', 'five')
    await within(shop, sql`update coupons set uses_taken = 1 where code = ${made.body['code']}`)
    expect(await cancel(shop, made)).toMatchObject({ status: 409, body: { code: 'rewards.in_use' } })
    expect(await shop.balanceOf('ann')).toBe(450)
  })

  test('that is sent is open until staff have sent it, and then is not given back', async () => {
    const shop = await openShop(server)
    await shop.ask('POST', '/rewards/mug/stock', { left: 2 })
    const [first, second] = [await shop.redeem('ann', 'mug', 'r1'), await shop.redeem('ann', 'mug', 'r2')]
    // An id that comes first by its letters, and was taken a day later.
    await within(shop, sql`update rewards_redemptions set redeemed_at = redeemed_at + 86400000 where redemption_id = 'r1'`)
    const queue = async (from = '') => (await shop.ask('GET', `/redemptions?status=open&limit=1${from}`)).body
    const begun = await queue()
    expect(begun).toMatchObject({ redemptions: [{ redemption: 'r2', member: { externalId: 'ann' } }] })
    expect(await queue(`&after=${begun['next'] as string}`)).toMatchObject({ redemptions: [{ redemption: 'r1' }], next: null })
    await within(shop, sql`update rewards_redemptions set redeemed_at = redeemed_at - 86400000 where redemption_id = 'r1'`)
    expect(await shop.ask('GET', '/redemptions?after=r1')).toMatchObject({ status: 422, body: { errors: [{ path: 'after' }] } })
    expect(await fulfil(shop, first)).toMatchObject({ status: 200, body: { status: 'fulfilled', fulfilledAt: '2026-01-05T10:00:00Z' } })
    expect(await fulfil(shop, first)).toMatchObject({ status: 200 })
    expect(await cancel(shop, first)).toMatchObject({ status: 409, body: { code: 'rewards.fulfilled' } })
    expect(await cancel(shop, second)).toMatchObject({ status: 201 })
    expect(await fulfil(shop, second)).toMatchObject({ status: 409, body: { code: 'rewards.cancelled' } })
    expect([await shop.balanceOf('ann'), await stockOf(shop, 'mug')]).toEqual([450, 1])
    const { redemptions } = (await shop.ask('GET', '/members/ann/redemptions')).body as { redemptions: Redemption[] }
    expect(redemptions.map(({ redemption, status }) => [redemption, status])).toEqual([['r2', 'cancelled'], ['r1', 'fulfilled']])
  })

  test('that is a gift card has a code of its own and the amount of the market', async () => {
    const shop = await openShop(server)
    const [one, other] = [redemptionOf(await shop.redeem('ann', 'card')), redemptionOf(await shop.ask('POST', '/members/ann/redemptions', { reward: 'card', market: 'us' }))]
    expect([one.gives, other.gives]).toEqual([{ kind: 'gift_card', amountMinor: 1000, currency: 'EUR' }, { kind: 'gift_card', amountMinor: 1100, currency: 'USD' }])
    expect([one.status, one.validUntil, one.code]).toEqual(['open', '2026-02-05T00:00:00Z', expect.stringMatching(/^[234679CDFGHJKMNPQRTVWXY]{14}$/)])
    expect(other.code).not.toBe(one.code)
  })

  test('that is store credit is a code where the program has no unit for it, and else is there at once and goes again while it is whole', async () => {
    expect(redemptionOf(await (await openShop(server)).redeem('ann', 'credit'))).toMatchObject({ status: 'open', code: expect.stringMatching(/^\w{14}$/) })
    const shop = await openShop(server, { ann: 500 }, { ...PROGRAM, units: { ...PROGRAM.units, wallet: { kind: 'store_credit', currency: 'EUR' } } })
    const [first, second] = [await shop.redeem('ann', 'credit'), await shop.redeem('ann', 'credit')]
    expect(redemptionOf(first)).toMatchObject({ status: 'fulfilled', code: null })
    await shop.ask('POST', '/members/ann/spends', { id: 's1', unit: 'wallet', points: 1, purpose: 'checkout' })
    expect(await cancel(shop, first)).toMatchObject({ status: 409, body: { code: 'reward.used' } })
    expect(await cancel(shop, second)).toMatchObject({ status: 201 })
    expect((await shop.ask('GET', `/members/ann?at=${LATER}`)).body['units']).toMatchObject({ points: { available: 450 }, wallet: { available: 999 } })
  })

  test("that is a partner's voucher is a code that nobody else ever has, and its points return when its partner made it void", async () => {
    const shop = await openShop(server)
    expect(await shop.redeem('ann', 'film')).toMatchObject({ status: 409, body: { code: 'rewards.no_vouchers' } })
    expect((await shop.ask('POST', '/vouchers/cinema', { codes: ['TRIED'], isDryRun: true })).body['results']).toMatchObject([{ outcome: 'created' }])
    const put = async (codes: readonly unknown[]) => ((await shop.ask('POST', '/vouchers/cinema', { codes })).body['results'] as { status: number; outcome?: string }[]).map(({ status, outcome }) => outcome ?? status)
    expect(await put(['A', 'B', 7, 'A', ''])).toEqual(['created', 'created', 422, 'unchanged', 422])
    expect(await put(['B', 'A'])).toEqual(['unchanged', 'unchanged'])
    const made = await shop.redeem('ann', 'film')
    expect(made).toMatchObject({ status: 201, body: { code: 'A', status: 'fulfilled' } })
    expect(await cancel(shop, made)).toMatchObject({ status: 409, body: { code: 'rewards.voucher_alive' } })
    expect(await cancel(shop, made, { isVoided: true })).toMatchObject({ status: 201 })
    expect((await shop.redeem('ann', 'film')).body['code']).toBe('B')
    expect(await shop.redeem('ann', 'film')).toMatchObject({ status: 409, body: { code: 'rewards.no_vouchers' } })
    expect([(await shop.ask('GET', '/vouchers/cinema')).body, await shop.balanceOf('ann')]).toEqual([{ list: 'cinema', free: 0, given: 1, voided: 1 }, 450])
    expect(await shop.ask('POST', '/vouchers/theatre', { codes: ['A'] })).toMatchObject({ status: 404, body: { code: 'rewards.voucher_list_unknown' } })
  })

  test('is redeemed once under its name, and another one of that name is a conflict', async () => {
    const shop = await openShop(server, { ann: 500, bob: 500 })
    const first = await shop.redeem('ann', 'gift', 'r1')
    expect(await shop.redeem('ann', 'gift', 'r1')).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' }, body: first.body })
    expect(await server.ask('POST', '/api/v1/members/ann/redemptions', { key: shop.key, body: { reward: 'gift' }, headers: { 'idempotency-key': 'r1' } })).toMatchObject({ status: 200, body: first.body })
    for (const [member, reward] of [['ann', 'five'], ['bob', 'gift']] as const) expect(await shop.redeem(member, reward, 'r1')).toMatchObject({ status: 409, body: { code: 'activity.other_body' } })
    expect([await shop.balanceOf('ann'), await shop.balanceOf('bob')]).toEqual([450, 500])
  })

  test('that is refused leaves nothing, and may be asked for again by the same name', async () => {
    const shop = await openShop(server, { ann: 49 })
    await shop.ask('POST', '/rewards/mug/stock', { left: 1 })
    expect(await shop.redeem('ann', 'mug', 'r1')).toMatchObject({ status: 409, body: { code: 'points.insufficient', details: { available: 49, balance: 49 } } })
    expect([await stockOf(shop, 'mug'), (await shop.ask('GET', '/redemptions')).body['redemptions'], (await couponsOf(shop)).length]).toEqual([1, [], 0])
    await shop.ask('POST', '/members/ann/adjustments', { id: 'a1', points: 1, reason: 'one', author: 'mei' })
    expect(await shop.redeem('ann', 'mug', 'r1')).toMatchObject({ status: 201 })
    for (const [reward, status] of [['car', 422], ['constructor', 422]] as const) expect(await shop.redeem('ann', reward)).toMatchObject({ status, body: { code: 'reward.unknown' } })
  })

  test('has its points back by its own way alone', async () => {
    const shop = await openShop(server)
    const made = await shop.redeem('ann', 'five', 'r1')
    expect(await shop.ask('POST', '/members/ann/spends/r1/cancellations', { id: 'c1', codeVoided: true })).toMatchObject({ status: 409, body: { code: 'spend.of_reward' } })
    expect(await shop.ask('POST', '/events', { source: 'shop', id: 'c2', type: 'spend.cancelled', occurredAt: '2026-01-05T10:00:00Z', member: 'ann', spendId: 'r1', codeVoided: true, ofRedemption: true })).toMatchObject({ status: 422 })
    expect(await shop.ask('POST', '/events', { source: 'shop', id: 'r2', type: 'reward.redeemed', occurredAt: '2026-01-05T10:00:00Z', member: 'ann', reward: 'five', points: 1 })).toMatchObject({ status: 422 })
    expect(made.status).toBe(201)
  })

  test("of a member who became another's is theirs", async () => {
    const shop = await openShop(server, { ann: 500, bob: 500 })
    const made = await shop.redeem('bob', 'five')
    await shop.ask('POST', '/events', { source: 'shop', id: 'm1', type: 'member.merged', occurredAt: '2026-01-05T10:00:00.500Z', member: 'ann', absorbed: 'bob' })
    const { redemptions } = (await shop.ask('GET', '/members/ann/redemptions')).body as { redemptions: Redemption[] }
    expect(redemptions.map(({ redemption }) => redemption)).toEqual([made.body['redemption']])
    // So begins the name of what staff gave, which they may take back without points.
    expect(await shop.ask('POST', '/members/ann/redemptions', { reward: 'mug', id: 'granted:x' })).toMatchObject({ status: 422, body: { errors: [{ path: 'id' }] } })
    expect(await server.ask('POST', '/api/v1/members/ann/redemptions', { key: shop.key, body: { reward: 'mug' }, headers: { 'idempotency-key': 'granted:x' } })).toMatchObject({ status: 422 })
    expect(await shop.ask('POST', `/members/ann/redemptions/${String(made.body['redemption'])}/cancellations`, {})).toMatchObject({ status: 201 })
    expect(await shop.balanceOf('ann')).toBe(1000)
  })
})

describe('who did it', () => {
  test('is told with a redemption: the key that asked, that fulfilled and that took it back', async () => {
    const shop = await openShop(server)
    await shop.ask('POST', '/rewards/mug/stock', { left: 2 })
    const [till, staff] = [await shop.askAs(['activity:record']), await shop.askAs(['rewards:write', 'rewards:read'])]
    const made = await till('POST', '/members/ann/redemptions', { reward: 'mug', id: 'r1' })
    const sent = await staff('POST', '/members/ann/redemptions/r1/fulfilments', {})
    const taken = await shop.redeem('ann', 'mug', 'r2')
    const back = await till('POST', '/members/ann/redemptions/r2/cancellations', {})
    const [byTill, byStaff, byShop] = [made.body['redeemedBy'], sent.body['fulfilledBy'], taken.body['redeemedBy']]
    const keys = ((await shop.ask('GET', '/keys')).body['keys'] as { key: string }[]).map(({ key }) => key)
    expect(new Set([byTill, byStaff, byShop])).toEqual(new Set(keys))
    expect([made.body, sent.body, back.body]).toMatchObject([
      { fulfilledBy: null, cancelledBy: null, by: null }, { redeemedBy: byTill, fulfilledBy: byStaff, cancelledBy: null }, { redeemedBy: byShop, fulfilledBy: null, cancelledBy: byTill },
    ])
    expect((await shop.ask('GET', '/redemptions')).body['redemptions']).toEqual([back.body, sent.body].map((told) => expect.objectContaining(told)))
    expect((await till('POST', '/members/ann/redemptions/r2/cancellations', {})).body['cancelledBy']).toBe(byTill)
    // What is given at once is fulfilled by whoever asked.
    expect((await till('POST', '/members/ann/redemptions', { reward: 'five' })).body).toMatchObject({ status: 'fulfilled', fulfilledBy: byTill })
  })

  test('uses the points of a company is its owner, and stays known (R45)', async () => {
    const shop = await openShop(server, { olga: 1, bob: 1, cy: 1 })
    await shop.ask('POST', '/members', { externalIds: ['acme'], kind: 'company', joinedAt: '2026-01-05T08:00:00Z' })
    for (const [buyer, role] of [['olga', 'owner'], ['bob', 'buyer']]) await shop.ask('POST', '/members/acme/buyers', { buyer, role })
    await shop.ask('POST', '/members/acme/adjustments', { id: 'gift', points: 200, reason: 'test', author: 'mei' })
    await shop.ask('POST', '/rewards/mug/stock', { left: 1 })
    const redeem = (by: string, id: string) => shop.ask('POST', '/members/acme/redemptions', { reward: 'mug', id, by })
    expect(await redeem('bob', 'r1')).toMatchObject({ status: 409, body: { code: 'members.role_may_not', details: { role: 'buyer', needed: 'owner' } } })
    expect(await redeem('cy', 'r1')).toMatchObject({ status: 409, body: { code: 'members.buyer_unknown' } })
    expect(await redeem('nobody', 'r1')).toMatchObject({ status: 404, body: { code: 'members.unknown' } })
    expect([await stockOf(shop, 'mug'), await shop.balanceOf('acme')]).toEqual([1, 200])
    const olga = (await shop.ask('GET', '/members/olga')).body['memberId']
    expect(await redeem('olga', 'r1')).toMatchObject({ status: 201, body: { by: olga } })
    expect(await redeem('olga', 'r1')).toMatchObject({ status: 200, body: { by: olga } })
    expect(await redeem('bob', 'r1')).toMatchObject({ status: 409, body: { code: 'activity.other_body' } })
    expect((await within(shop, sql`select event->>'by' as "by" from activity_events where event->>'id' = 'r1'`)).rows).toEqual([{ by: olga }])
    expect([await stockOf(shop, 'mug'), await shop.balanceOf('acme')]).toEqual([0, 150])
  })
})

describe('the catalogue of rewards', () => {
  test('tells a member and a guest what each costs them, and why not, in their language', async () => {
    const shop = await openShop(server, { ann: 45 })
    await shop.ask('POST', '/members/ann/tags', { tags: ['gold'] })
    const read = async (query: string, language = 'en') => ((await server.ask('GET', `/api/v1/rewards${query}`, { key: shop.key, headers: { 'accept-language': language } })).body['rewards'] as Reward[])
    const [five, mug] = await read('?member=ann')
    expect(five).toMatchObject({ reward: 'five', name: 'Five off', points: 40, isAffordable: true, missing: 0, why: null, stock: null })
    expect(mug).toMatchObject({ points: 50, isAffordable: false, missing: 5, why: { code: 'reward.out_of_stock' }, stock: 0 })
    const [fiveOfGuest] = await read('', 'zh')
    expect(fiveOfGuest).toMatchObject({ name: '减五元', points: 50, missing: 50, why: { code: 'points.insufficient', sentence: expect.stringContaining('需要 50 积分') } })
    expect((await read('?market=us')).find(({ reward }) => reward === 'credit')).toMatchObject({ points: null, why: { code: 'reward.not_in_market' } })
    expect(await shop.ask('GET', '/rewards?market=moon')).toMatchObject({ status: 422, body: { errors: [{ path: 'market' }] } })
  })

  test('says of each what a request would say', async () => {
    const shop = await openShop(server, { ann: 1000 })
    await shop.redeem('ann', 'once')
    const { rewards } = (await shop.ask('GET', '/rewards?member=ann')).body as { rewards: Reward[] }
    for (const { reward, why } of rewards) {
      const { status, body } = await shop.redeem('ann', reward)
      if (reward !== 'film') expect(status === 201 ? null : body['code'], reward).toBe(why?.code ?? null)
    }
  })
})

describe('what there is of a reward', () => {
  test('is put, added to, and never below nothing', async () => {
    const shop = await openShop(server)
    const put = async (body: object) => shop.ask('POST', '/rewards/mug/stock', body)
    expect(await put({ add: 5 })).toMatchObject({ status: 200, body: { reward: 'mug', left: 5 } })
    expect(await put({ add: -2 })).toMatchObject({ body: { left: 3 } })
    expect(await put({ add: -4 })).toMatchObject({ status: 409, body: { code: 'rewards.not_so_many' } })
    expect(await put({ left: 7 })).toMatchObject({ body: { left: 7 } })
    for (const wrong of [{}, { left: 1, add: 1 }, { left: -1 }]) expect((await put(wrong)).status, JSON.stringify(wrong)).toBe(422)
    expect(await shop.ask('POST', '/rewards/car/stock', { left: 1 })).toMatchObject({ status: 404, body: { code: 'rewards.unknown' } })
  })
})

describe('an entitlement', () => {
  test('is used by staff, shown with its cost to whom may see costs, and given back with its reward while it is whole', async () => {
    const shop = await openShop(server)
    await shop.ask('POST', '/members/ann/tags', { tags: ['gold'] })
    const made = await shop.redeem('ann', 'talk', 'r1')
    const use = async (id: string) => shop.ask('POST', '/members/ann/entitlements/returns/uses', { id, author: 'mei', reason: 'parcel 77' })
    expect([(await use('u1')).status, (await use('u1')).status, (await use('u2')).status]).toEqual([201, 200, 201])
    expect((await shop.ask('GET', '/members/ann/entitlements')).body['entitlements']).toEqual([{
      entitlement: 'returns', name: 'Free returns', issued: 3, used: 2, left: 1, through: '2026-12-31', grants: [{ grant: 'r1', redemption: 'r1', uses: 1, used: 0, through: null }], before: { issued: 0, used: 0, expired: 0 }, costMinor: 1300,
    }])
    expect(await cancel(shop, made)).toMatchObject({ status: 201 })
    expect(await use('u3')).toMatchObject({ status: 409, body: { code: 'entitlement.none_left' } })
    expect(await shop.ask('POST', '/members/ann/entitlements/walks/uses', { id: 'u4', author: 'mei' })).toMatchObject({ status: 422, body: { code: 'entitlement.unknown' } })
    const reader = await shop.askAs(['rewards:read'])
    expect((await reader('GET', '/members/ann/entitlements')).text).not.toContain('costMinor')
    expect((await shop.ask('GET', '/members/ann/personal-data')).text).toContain('parcel 77')
  })

  test('is given by staff, who take back what is left of it', async () => {
    const shop = await openShop(server)
    const act = async (path: string, id: string, more: object = {}) => shop.ask('POST', `/members/ann/entitlements/returns/${path}`, { id, reason: 'a late parcel', author: 'mei', ...more })
    const given = { uses: 2, through: '2026-12-31' }
    expect([(await act('grants', 'g1', given)).status, (await act('grants', 'g1', given)).status, (await act('uses', 'u1')).status]).toEqual([201, 200, 201])
    const [{ grants, left }] = (await shop.ask('GET', '/members/ann/entitlements')).body['entitlements'] as [{ grants: { grant: string }[]; left: number }]
    expect([left, grants]).toEqual([1, [{ grant: expect.any(String), redemption: null, uses: 2, used: 1, through: '2026-12-31' }]])
    const withdrawals = `grants/${encodeURIComponent(String(grants[0]?.grant))}/withdrawals`
    expect([(await act(withdrawals, 'w1')).status, (await act(withdrawals, 'w2')).body['code'], (await act('uses', 'u2')).body['code']]).toEqual([201, 'entitlement.grant_unknown', 'entitlement.not_had'])
    expect((await act('grants', 'g2', { uses: 2, through: '2025-02-30' })).body['errors']).toMatchObject([{ path: 'through', found: '"2025-02-30"' }])
  })
})

describe('the rewards of a store', () => {
  test('are for keys that may, and for no other store', async () => {
    const [ours, theirs] = [await openShop(server), await openShop(server, { eve: 100 })]
    const made = await theirs.redeem('eve', 'gift', 'r1')
    expect(await ours.ask('GET', '/members/ann/redemptions/r1')).toMatchObject({ status: 404, body: { code: 'rewards.redemption_unknown' } })
    expect((await ours.ask('GET', '/redemptions')).body['redemptions']).toEqual([])
    const [reader, recorder] = [await theirs.askAs(['rewards:read']), await theirs.askAs(['activity:record'])]
    expect((await reader('GET', '/rewards?member=eve')).status).toBe(403)
    expect((await reader('GET', '/members/eve/redemptions/r1')).body).not.toHaveProperty('cost')
    expect((await reader('POST', '/members/eve/redemptions', { reward: 'gift' })).status).toBe(403)
    expect((await recorder('POST', '/members/eve/redemptions/r1/fulfilments', {})).status).toBe(403)
    expect(made.body['cost']).toEqual({ minor: null, currency: null })
  })
})
