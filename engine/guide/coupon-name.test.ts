import { describe, expect, test } from 'vitest'
import '#engine/languages'
import { checkProgram, compileProgram, type ProgramDocument } from '#engine/program/index'
import { LOCALES } from '#engine/text'
import { couponName } from './coupon-name.ts'

const AT = Date.UTC(2026, 0, 5)
const MARKETS = 'markets: { us: { currency: USD, earn: "3" }, jp: { currency: JPY, earn: { points: 1, per: "150" }, reference_rate: "0.0067" } }\nearn: [{ id: buy, on: order.paid, rate: market }]\n'

function documentOf(text: string): ProgramDocument {
  const { document, problems } = checkProgram(text)
  if (document === null) throw new Error(JSON.stringify(problems))
  return document
}

describe('a coupon', () => {
  const OFFERS = `${MARKETS}discounts: [{ id: named, name: { en: A treat, de: Ein Gruß }, kind: coupon, percent: "12.5" }, { id: part, kind: coupon, percent: "10" }, { id: money, kind: coupon, amount: { us: "5", jp: "800" } },
  { id: free, kind: coupon, free_shipping: true }, { id: mug, kind: coupon, gift: MUG }]
rewards: [{ id: r1, name: Five dollars, gives: { coupon: money }, points: { us: 500 } }, { id: r2, name: A treat for points, gives: { coupon: named }, points: { us: 500 } }, { id: r3, name: The same, gives: { coupon: named }, points: { us: 500 } }]`
  const timeline = [{ version: 1, from: AT, mode: 'all' as const, program: compileProgram(documentOf(`program: p\nname: P\ncurrency: USD\nzone: UTC\n${OFFERS}`)) }]
  const named = (discount: string, { locale = 'en', isBought = false, market = null }: { locale?: (typeof LOCALES)[number]; isBought?: boolean; market?: string | null } = {}) =>
    couponName({ timeline, locale, zone: 'UTC', at: AT }, { discount, isBought, market })

  test('is called as the merchant named it, or the reward that it was bought as where there is one such', () => {
    expect([named('named'), named('named', { locale: 'de' }), named('named', { isBought: true }), named('money', { isBought: true })]).toEqual(['A treat', 'Ein Gruß', 'A treat', 'Five dollars'])
  })

  test('without a name says what it does for the next order, in money of the market, or of all where none is known', () => {
    expect(['part', 'money', 'free', 'mug', 'gone'].map((id) => named(id))).toEqual(['10% off your next order', '$5.00 / ¥800 off your next order', 'Free shipping on your next order', 'A gift with your next order', 'A coupon for your next order'])
    expect([named('money', { market: 'jp' }), named('part', { locale: 'zh-CN' })]).toEqual(['¥800 off your next order', '下一单打 9 折'])
    for (const locale of LOCALES) for (const id of ['part', 'money', 'free', 'mug', 'gone']) expect(named(id, { locale })).not.toMatch(/guide\.|\{|\}/)
  })
})
