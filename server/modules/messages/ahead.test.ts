import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type TestServer } from '#server/app/testing'
import { createCoupon } from '#server/modules/coupons/index'
import { BEGAN, CLUB, DAY, HOUR, openClub, type Club } from './testing.ts'

vi.setConfig({ testTimeout: 120_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server?.close())

/** Nine in the morning of a day, so many days after the first. */
const morning = (days: number) => Date.parse('2026-01-05T09:00:00Z') + days * DAY
const goTo = async (club: Club, at: number) => {
  club.time.now = at
  await club.follow()
}

describe('points that end', () => {
  test('are told of in the morning, as many days before as the program says, once for each', async () => {
    const club = await openClub(server)
    await club.on('points_expiring')
    await club.enrol('ada')
    // 100 of joining and 25 of an order of the same day; the last day is March 6.
    await club.buy('ada', 'o1', 2_500)
    await goTo(club, morning(29) + HOUR)
    expect(await club.kinds()).toEqual([])
    await goTo(club, morning(30) - HOUR)
    expect(await club.kinds()).toEqual([])
    await goTo(club, morning(30) + HOUR)
    expect(await club.mails()).toMatchObject([{ subject: 'Use 125 points by March 6, 2026' }])
    await goTo(club, morning(31))
    expect(await club.kinds()).toHaveLength(1)
    await goTo(club, morning(53) + HOUR)
    expect((await club.mails()).map(({ subject }) => subject)).toEqual(['Use 125 points by March 6, 2026', 'Use 125 points by March 6, 2026'])
    expect((await club.staff('GET', '/messages/points_expiring')).body).toMatchObject({ reminderDays: [30, 7], sent: 2 })
  })

  test('are told of as far as they are still there, and not where they went before morning', async () => {
    const club = await openClub(server)
    await club.on('points_expiring')
    for (const id of ['ada', 'bob']) {
      await club.enrol(id)
      await club.buy(id, `o-${id}`, 30_000)
    }
    club.time.now = morning(30) - 2 * HOUR
    // What time brings has come by midnight; both spend before the morning.
    await club.follow()
    const redeem = (id: string) => club.staff('POST', `/members/${id}/redemptions`, { reward: 'five' })
    expect([(await redeem('ada')).status, (await redeem('ada')).status, (await redeem('bob')).status]).toEqual([201, 201, 201])
    await goTo(club, morning(30) + HOUR)
    expect(await club.mails()).toMatchObject([{ to: 'bob@example.com', subject: 'Use 200 points by March 6, 2026' }])
  })

  test('are not told of where they were told of too late', async () => {
    const club = await openClub(server)
    await club.on('points_expiring')
    await club.enrol('ada')
    await goTo(club, morning(33))
    expect(await club.kinds()).toEqual([])
  })
})

describe('a level at risk', () => {
  /** Gold by an order of the first day, which holds to the end of the year. */
  const openGold = async (kinds = ['tier_at_risk']) => {
    const club = await openClub(server)
    await club.on(...kinds)
    await club.enrol('ada')
    await club.buy('ada', 'o1', 60_000)
    await club.follow()
    return club
  }
  const endOfYear = Date.parse('2027-01-01T00:00:00Z')

  test('is told so many days before its review, with what is missing, once', async () => {
    const club = await openGold()
    // The order of the first year keeps it through the second: nothing of that year is there yet.
    await goTo(club, endOfYear - 29 * DAY)
    expect(await club.kinds()).toEqual([])
    await goTo(club, Date.parse('2027-12-02T08:00:00Z'))
    expect(await club.kinds()).toEqual([])
    await goTo(club, Date.parse('2027-12-02T09:01:00Z'))
    expect(await club.mails()).toMatchObject([{ kind: 'tier_at_risk', subject: 'Keep your level Gold' }])
    expect((await club.mails())[0]?.text).toContain('yours through December 31, 2027')
    expect((await club.mails())[0]?.text).toContain('• Spend €500.00 more')
    await goTo(club, Date.parse('2027-12-20T12:00:00Z'))
    await goTo(club, Date.parse('2028-01-02T12:00:00Z'))
    expect(await club.kinds()).toHaveLength(1)
  })

  test('is not told where enough was bought before, and is where that was sent back', async () => {
    const club = await openGold()
    club.time.now = Date.parse('2027-11-30T12:00:00Z')
    await club.buy('ada', 'o2', 50_000)
    await goTo(club, Date.parse('2027-12-03T12:00:00Z'))
    expect(await club.kinds()).toEqual([])
    club.time.now = Date.parse('2027-12-10T12:00:00Z')
    await club.refund('ada', 'o2')
    await club.follow()
    expect(await club.kinds()).toEqual(['tier_at_risk'])
  })

  test('is told with the days that the store sets, and not where its time was before the store began to', async () => {
    const club = await openGold(['points_earned'])
    club.time.now = Date.parse('2027-12-05T12:00:00Z')
    expect((await club.staff('PATCH', '/messages/tier_at_risk', { isOn: true })).body).toMatchObject({ isOn: true, days: 30 })
    await club.follow()
    expect((await club.kinds()).filter((kind) => kind === 'tier_at_risk')).toEqual([])
    const early = await openGold(['points_earned'])
    early.time.now = Date.parse('2027-12-05T12:00:00Z')
    await early.staff('PATCH', '/messages/tier_at_risk', { isOn: true, days: 10 })
    await goTo(early, Date.parse('2027-12-22T08:00:00Z'))
    expect((await early.kinds()).filter((kind) => kind === 'tier_at_risk')).toEqual([])
    await goTo(early, Date.parse('2027-12-22T10:00:00Z'))
    expect((await early.kinds()).filter((kind) => kind === 'tier_at_risk')).toEqual(['tier_at_risk'])
  })

  test('by a window that looks back is told with what falls out of it until then', async () => {
    const rolling = { ...CLUB, tiers: [{ id: 'card', name: 'Card', levels: [{ id: 'base', name: 'Base' }, { id: 'gold', name: 'Gold', entry: { spend: '500', window: { rolling: { days: 100 } } } }] }] }
    const club = await openClub(server, rolling)
    await club.on('tier_at_risk')
    await club.enrol('ada')
    await club.buy('ada', 'o1', 40_000)
    club.time.now = BEGAN + 20 * DAY
    await club.buy('ada', 'o2', 15_000)
    await club.follow()
    // On day 100 the first order counts no more: 350 of 500 are missing.
    await goTo(club, morning(69) + HOUR)
    expect(await club.kinds()).toEqual([])
    await goTo(club, morning(70) + HOUR)
    expect((await club.mails())[0]?.text).toContain('• Spend €350.00 more')
    expect((await club.mails())[0]?.text).toContain('yours through April 14, 2026')
  })
})

describe('a coupon', () => {
  test('that staff give comes once for its name, but to nobody who said no; of many at once only to whoever wants such mails', async () => {
    const club = await openClub(server)
    await club.on('reward_code')
    for (const id of ['ada', 'bob']) await club.enrol(id)
    await club.staff('POST', '/members/bob/consents', { consents: [{ channel: 'email', purpose: 'service', isGiven: false }] })
    for (const member of ['ada', 'ada', 'bob']) expect((await club.staff('POST', '/coupons', { discount: 'sorry', member, id: `sorry-${member}` })).status).toBe(201)
    await club.staff('POST', '/coupons', { discount: 'sorry' })
    await club.follow()
    expect(await club.mails()).toMatchObject([{ kind: 'reward_code', to: 'ada@example.com', subject: 'Your code: 10% off your next order' }])
    const taken = (await club.staff('POST', '/coupons', { discount: 'five_off', member: 'ada' })).body as { code: string }
    await club.staff('DELETE', `/coupons/${taken.code}`)
    await club.staff('POST', '/members/bob/consents', { consents: [{ channel: 'email', purpose: 'marketing', isGiven: true }] })
    await club.within(async (ctx) => { for (const member of ['ada', 'bob']) await createCoupon(ctx, { discount: 'five_off', member, id: `many-${member}`, locale: 'en' }, { isOfMany: true }) })
    await club.follow()
    expect((await club.mails()).map(({ to, subject }) => [to, subject])).toEqual([['ada@example.com', 'Your code: 10% off your next order'], ['bob@example.com', 'Your code: €5 off']])
  })
})
