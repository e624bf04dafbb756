import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { apply } from '#engine/member/apply'
import { commit, emptyMember } from '#engine/member/parts'
import { compileProgram, timelineOf } from '#engine/program/index'
import { quote } from './quote.ts'

const AT = parseInstant('2026-03-04T12:00:00Z')

type Terms = { balance: number; asked: number; goods?: number; redeem?: { points: number; worth: string } | null; limits?: object; prices?: object; paused?: boolean }

/** What points pay of a cart of so many cents, for a member with a balance. */
function pays({ balance, asked, goods = 10_000, redeem = { points: 100, worth: '1.00' }, limits = {}, prices = {}, paused = false }: Terms) {
  const timeline = timelineOf(compileProgram({ program: 'shop', name: 'Shop', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1', ...(redeem === null ? {} : { redeem }) } }, earn: [], limits, prices, ...(paused ? { paused } : {}) } as never))
  const member = commit(emptyMember('ada'), apply(timeline, emptyMember('ada'), { source: 'shop', id: 'a', at: AT - 1, kind: 'points.adjusted', points: balance, reason: 'test', author: 'mei' }))
  const good = { sku: 'hat', tags: [], isGiftCard: false, isSaleItem: false, retailMinor: goods, prices: [], costMinor: null }
  const cart = { id: 'cart', market: 'us', rate: null, lines: [{ id: '1', quantity: 1, good }], coupons: [], left: {}, gifts: {}, points: asked, shippingMinor: null, shippingCostMinor: 0, giftMinor: 0, granted: {} }
  return quote(timeline, member, { cart, at: AT }).points
}

describe('points pay', () => {
  test.each<[string, Terms, { points: number; worthMinor: number; mostPoints: number; less: string | null }]>([
    ['what was asked for', { balance: 500, asked: 200 }, { points: 200, worthMinor: 200, mostPoints: 500, less: null }],
    ['nothing where nothing was asked for', { balance: 500, asked: 0 }, { points: 0, worthMinor: 0, mostPoints: 500, less: null }],
    ['no more than there are', { balance: 500, asked: 501 }, { points: 500, worthMinor: 500, mostPoints: 500, less: 'balance' }],
    ['all that there are', { balance: 500, asked: 500 }, { points: 500, worthMinor: 500, mostPoints: 500, less: null }],
    ['no more than the goods', { balance: 500, asked: 400, goods: 399 }, { points: 399, worthMinor: 399, mostPoints: 399, less: 'share' }],
    ['no more than a share of the goods, rounded down', { balance: 500, asked: 200, goods: 399, prices: { points_share: '50' } }, { points: 199, worthMinor: 199, mostPoints: 199, less: 'share' }],
    ['of a balance that is the share, the share is said', { balance: 300, asked: 301, goods: 300 }, { points: 300, worthMinor: 300, mostPoints: 300, less: 'share' }],
    ['nothing below the minimum', { balance: 500, asked: 99, limits: { spend_minimum: 100 } }, { points: 0, worthMinor: 0, mostPoints: 500, less: 'minimum' }],
    ['the minimum', { balance: 500, asked: 100, limits: { spend_minimum: 100 } }, { points: 100, worthMinor: 100, mostPoints: 500, less: null }],
    ['whole steps', { balance: 550, asked: 250, limits: { spend_step: 100 } }, { points: 200, worthMinor: 200, mostPoints: 500, less: 'step' }],
    ['steps of the program and of its prices', { balance: 550, asked: 250, limits: { spend_step: 20 }, prices: { points_step: 30 } }, { points: 240, worthMinor: 240, mostPoints: 540, less: 'step' }],
    ['points whose worth is no whole cent, rounded down', { balance: 500, asked: 5, redeem: { points: 3, worth: '0.02' } }, { points: 5, worthMinor: 3, mostPoints: 500, less: null }],
    ['no more points than the goods are worth, rounded down', { balance: 500, asked: 400, goods: 1, redeem: { points: 3, worth: '0.02' } }, { points: 1, worthMinor: 0, mostPoints: 1, less: 'share' }],
    ['nothing where they are worth nothing', { balance: 500, asked: 1, redeem: null }, { points: 0, worthMinor: 0, mostPoints: 0, less: 'worthless' }],
    ['nothing while the program is paused', { balance: 500, asked: 1, paused: true }, { points: 0, worthMinor: 0, mostPoints: 0, less: 'paused' }],
    ['nothing where they are worth nothing and none were asked for', { balance: 500, asked: 0, redeem: null }, { points: 0, worthMinor: 0, mostPoints: 0, less: null }],
  ])('%s', (_, terms, wanted) => {
    expect(pays(terms)).toEqual(wanted)
  })
})
