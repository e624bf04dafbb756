import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkProgram, compileProgram, type Program } from '#engine/program/index'
import '#engine/languages'
import { SAMPLE } from '#engine/program/testing'
import { LOCALES } from '#engine/text'
import { guideOf, type Guide, type Reader } from './guide.ts'

const AT = Date.UTC(2026, 0, 5)

function programOf(text: string): Program {
  const { document, problems } = checkProgram(text)
  if (document === null) throw new Error(JSON.stringify(problems))
  return compileProgram(document)
}

function plain(more: string, reader: Partial<Reader> = {}): Guide {
  return guideOf(programOf(`program: p\nname: P\ncurrency: USD\nzone: UTC\n${more}`), { locale: 'en', at: AT, ...reader })
}

const MARKETS = 'markets: { us: { currency: USD, earn: "3", redeem: { points: 100, worth: "1.00" } }, jp: { currency: JPY, earn: { points: 1, per: "150" }, redeem: { points: 100, worth: "150" }, reference_rate: "0.0067" }, uk: { currency: GBP, earn: "1.27", redeem: { points: 100, worth: "0.79" }, reference_rate: "1.27" } }\n'
const BUY = 'earn: [{ id: buy, on: order.paid, rate: market }]\n'

describe('what a rule earns', () => {
  test.each([['us', 'en', '$1.00 = 3 points ≈ 3% back'], ['us', 'zh-CN', 'US$1.00 = 3 积分 ≈ 3% 返现'], ['jp', 'en', '¥150 = 1 point ≈ 1% back'], ['uk', 'en', '£100.00 = 127 points ≈ 1% back']] as const)(
    'in %s, told in %s, is %s', (market, locale, sentence) => {
      expect(plain(MARKETS + BUY, { market, locale }).earn[0]!.text).toBe(sentence)
    })

  test('has its conditions, caps, days and lines beside it', () => {
    const { earn: [line] } = guideOf(programOf(SAMPLE), { locale: 'en', at: Date.UTC(2026, 10, 12) })
    expect(line!.notes.map((note) => note.replaceAll('\u2009', ' '))).toEqual([
      'Where the conditions of this rule are met.', 'From $5.00 on.', 'Not for products in: outlet.', '× 2: eleven (Dec 11 – 12, 2026).', '× 1.5: weekend (Saturday, Sunday).', 'At most 500 points a month.',
    ])
  })

  test('has ranges of days in one form with single days, in Chinese too', () => {
    const days = ['{ from: 2026-06-18, to: 2026-06-18 }', '{ from: 2026-11-08, to: 2026-11-11 }', '{ from: 2026-11-28, to: 2026-12-02 }', '{ from: 2026-12-30, to: 2027-01-02 }'].join(', ')
    const told = (locale: Reader['locale']) => plain(`${MARKETS}${BUY.replace(' }]', `, multipliers: [{ id: sale, times: "3", dates: [${days}] }] }]`)}`, { locale }).earn[0]!.notes.at(-1)
    expect(told('zh-CN')).toContain('2026年6月18日、2026年11月8日至11日、2026年11月28日至12月2日、2026年12月30日至2027年1月2日')
    expect(told('zh-TW')).toContain('2026年11月8日至11日')
  })

  test('is not told of days that are over, nor where a market earns nothing', () => {
    expect(guideOf(programOf(SAMPLE), { locale: 'en', at: Date.UTC(2027, 0, 1) }).earn[0]!.notes.join()).not.toContain('eleven')
    expect(plain(`markets: { us: { currency: USD } }\n${BUY.replace('market', '"1"')}`).earn.map(({ text }) => text)).toEqual(['$1.00 = 1 point'])
    expect(plain('markets: { us: { currency: USD, earn: "1" }, fr: { currency: EUR, earn: "0", reference_rate: "1.1" } }\nearn: [{ id: buy, on: order.paid, rate: market }]\n', { market: 'fr' }).earn).toEqual([])
  })

  test('at once for a deed is told with what it costs, a streak’s too: in the money of the market, and not where points buy nothing there or less than a coin', () => {
    const deeds = 'units: { points: { kind: spendable }, growth: { kind: qualifying } }\nearn: [{ id: visit, on: checked_in, points: 20, streak: { days: 7, points: 150 } }, { id: grow, on: checked_in, unit: growth, points: 20 }]\n'
    const told = (markets: string, market: string) => plain(markets + deeds, { market }).earn.flatMap(({ text, notes }) => [text, ...notes.filter((note) => note.includes('in a row'))])
    expect(told(MARKETS, 'us')).toEqual(['20 points (≈ $0.20) for checking in', '150 points (≈ $1.50) more after 7 days in a row.', '20 growth for checking in'])
    expect(told(MARKETS, 'jp')[0]).toBe('20 points (≈ ¥30) for checking in')
    expect(told('markets: { us: { currency: USD } }\n', 'us')[0]).toBe('20 points for checking in')
    expect(told('markets: { us: { currency: USD, redeem: { points: 10000, worth: "1.00" } } }\n', 'us').slice(0, 2)).toEqual(['20 points for checking in', '150 points (≈ $0.02) more after 7 days in a row.'])
  })

  test('in store credit is a part of the price', () => {
    const told = plain(`${MARKETS}units: { points: { kind: spendable }, cash: { kind: store_credit, currency: USD } }\nearn: [{ id: back, on: order.paid, unit: cash, rate: "2.5" }]\n`)
    expect(told.earn[0]!.text).toBe('$2.00 = $0.05 ≈ 2.5% back')
    expect([told.mainUnit, told.units.map(({ currency }) => currency)]).toEqual(['points', [null, 'USD']])
  })
})

test('a store’s own words stand in every sentence of a guide, questions and terms too', () => {
  const own = { 'guide.earn.rate': '{points} je {per}', 'guide.question.expiry': 'Wie lange?', 'guide.expiry.never': 'Für immer.' }
  const { earn, questions, terms } = plain(MARKETS + BUY, { market: 'us', locale: 'de', own })
  expect(earn[0]!.text.replaceAll('\u00a0', ' ')).toBe('3 Punkte je 1,00 $')
  expect(questions).toContainEqual({ question: 'Wie lange?', answer: 'Für immer.' })
  expect(terms).toContain('Für immer.')
})

test('what holds in other markets alone is not told here, and what holds in all of this one has no condition; staff are told of each', () => {
  const more = `${MARKETS}earn: [{ id: retail, on: order.paid, rate: market, when: 'order.market != "jp"' }, { id: bulk, on: order.paid, rate: "2", when: 'order.market == "jp"' }, { id: first, on: order.paid, points: 5, when: order.is_first }]
discounts: [{ id: sale, kind: promotion, percent: "10", when: 'order.market == "jp"' }]\n`
  const told = (reader: Partial<Reader>) => plain(more, { market: 'us', ...reader }).earn.map(({ id, notes }) => [id, /conditions|On the first order/.exec(notes.join())?.[0] ?? ''])
  expect(told({})).toEqual([['retail', ''], ['first', 'On the first order']])
  expect(told({ market: 'jp' })).toEqual([['bulk', ''], ['first', 'On the first order']])
  expect(told({ isForStaff: true })).toEqual([['retail', 'conditions'], ['bulk', 'conditions'], ['first', 'On the first order']])
  expect([plain(more, { market: 'us' }).offers.length, plain(more, { market: 'jp' }).offers.length]).toEqual([0, 1])
})

test('tags of the store are told as words', () => {
  expect(plain(`${MARKETS}earn: [{ id: buy, on: order.paid, rate: market, base: { exclude_tags: [gift-card, big_sale] } }]\n`).earn[0]!.notes).toContain('Not for products in: gift card, big sale.')
})

describe('what points are', () => {
  test('is told with what they are worth, when they can be used and when they end', () => {
    const told = plain(`${MARKETS}${BUY}pending: { days: 14 }\nexpiry: { after: { months: 6 }, round_up: month }\nlimits: { spend_minimum: 100, spend_step: 50 }\n`)
    expect(told.units[0]!.notes).toEqual([
      '100 points = $1.00 off at checkout.', 'Points can be used from 100 points on.', 'Points are used in steps of 50 points.',
      'Usable 14 days after earning.', 'Expiry: 6 months after becoming usable, at the end of that month.',
    ])
  })

  test('R59 is told by the law of the reader’s province, else of the country', () => {
    const law = `${MARKETS}${BUY}expiry: { after: { years: 3 } }\nregions: [{ regions: [CA-ON], expiry: never }, { regions: [FR], expiry: { inactivity: { years: 2 }, notice_days: 30 } }]\n`
    const expiryIn = (region: string | null) => plain(law, { region }).units[0]!.expiry
    expect([expiryIn('CA-ON'), expiryIn('CA-BC'), expiryIn(null)]).toEqual(['No expiry date.', 'Expiry: 3 years after becoming usable.', 'Expiry: 3 years after becoming usable.'])
    expect(expiryIn('FR-75')).toMatch(/^Expiry: after 2 years without any of these: .+\. A notice comes 30 days before\.$/)
  })
})

describe('levels', () => {
  const track = (more: string) => `${MARKETS}${BUY}tiers: [{ id: t, levels: [{ id: base }, { id: gold, entry: { any: [{ spend: "500" }, { all: [{ orders: 3, window: { calendar: year } }, { tag: vip }] }] }, keep: { orders: 1, window: { rolling: { days: 90 } } }, benefits: [off] }]${more} }]\nbenefits: { off: { kind: discount, name: Off, percent: "12.5", per_year: 2 } }\n`

  test('R23 R25 say what they ask for, to enter and to stay, and what they give', () => {
    const [{ levels }] = plain(track('')).tracks as [Guide['tracks'][number]]
    expect(levels.map(({ entry, keep }) => [entry, keep])).toEqual([
      ['Every member', null], ['spend $500.00 in all or (3 orders in the calendar year and chosen by the store)', '1 order in the last 90 days'],
    ])
    expect(levels[1]!.benefits).toEqual([{ id: 'off', name: 'Off', text: '12.5% off, twice a year' }])
  })

  test.each([
    ['', 'You keep it while its conditions are met.'],
    [', downgrade: never', 'A level once reached stays yours.'],
    [', valid: { period: year, through: next }', 'It is yours through the end of the next calendar year; then it is looked at again.'],
    [', valid: { period: { anniversary: entry } }', 'It is yours for a year from the day you reached it; then it is looked at again.'],
  ])('R24 with%s say how long they last', (more, sentence) => {
    expect(plain(track(more)).tracks[0]!.notes[1]).toBe(sentence)
  })

  test('that everybody has say nothing of coming and going', () => {
    expect(plain(`${MARKETS}${BUY}tiers: [{ id: t, levels: [{ id: base }] }]\n`).tracks[0]!.notes).toEqual([])
  })
})

describe('what points buy', () => {
  const rewards = `${MARKETS}${BUY}rewards: [{ id: mug, name: Mug, gives: { product: MUG }, points: { us: 500 }, limits: [{ uses: 1, per: member, in: year }], stock: counted }]\n`

  test('is told with its price in the reader’s market, and not where it is not sold', () => {
    expect(plain(rewards).rewards).toEqual([{ id: 'mug', name: 'Mug', text: '500 points (≈ $5.00): the product, sent to you', notes: ['At most once a year.', 'While stock lasts.'] }])
    expect(plain(rewards, { market: 'jp' }).rewards).toEqual([])
  })

  test('is no offer where it needs a code', () => {
    const offers = `${MARKETS}${BUY}discounts: [{ id: day, kind: member_day, percent: "20", month_days: [8, 21] }, { id: secret, kind: coupon, percent: "50", codes: shared }, { id: hello, kind: coupon, amount: { us: "5" }, issue: welcome, valid: { days: 30 } }]\n`
    expect(plain(offers).offers.map(({ id, text, notes }) => [id, text, notes])).toEqual([
      ['day', '20% off', ['Only on: the 8th, 21st of each month.']], ['hello', '$5.00 off', ['Comes when you join.', 'Usable for 30 days.']],
    ])
    expect(plain(offers, { market: 'jp' }).offers.map(({ id }) => id)).toEqual(['day'])
  })
})

test('staff are told of every discount and reward, and what each costs as far as the document says it; shoppers of no cost', () => {
  const more = `${MARKETS}${BUY}discounts: [{ id: secret, kind: coupon, percent: "50", codes: shared }, { id: yen, kind: coupon, amount: { jp: "800" } }, { id: free, kind: coupon, free_shipping: true }, { id: mug, kind: coupon, gift: MUG }, { id: last, kind: promotion, percent: "15", dates: [{ from: 2025-11-10, to: 2025-11-11 }] }]
units: { points: { kind: spendable }, growth: { kind: qualifying } }
rewards: [{ id: cup, gives: { product: CUP }, points: { jp: 500 }, cost: "4" }, { id: half, gives: { coupon: secret }, points: { us: 500 } }, { id: card, gives: { gift_card: { us: "20" } }, points: { us: 500 } }, { id: pen, gives: { sample: PEN }, points: { us: 5 } }]\n`
    .replace(BUY, 'earn: [{ id: buy, on: order.paid, rate: market }, { id: grow, on: checked_in, unit: growth, points: 20 }]\n')
  const { earn, offers, rewards } = plain(more, { isForStaff: true })
  expect([...earn, ...offers, ...rewards].map(({ id, text, notes: [cost, next] }) => [id, text, cost, ...(id === 'last' ? [next] : [])])).toEqual([
    ['buy', '$1.00 = 3 points ≈ 3% back', undefined], ['grow', '20 growth for checking in', 'Costs nothing: these points are not spent.'],
    ['secret', '50% off', 'Costs 50% of the goods that it is for.'], ['yen', '¥800 off', 'Costs ¥800 each.'], ['free', 'free shipping', 'Costs what shipping costs.'], ['mug', 'a gift in the cart', 'Costs what MUG costs.'],
    ['last', '15% off', 'Costs 15% of the goods that it is for.', 'Only on: Nov 10\u2009–\u200911, 2025.'],
    ['cup', '500 points (≈ ¥750): the product, sent to you', 'Costs $4.00 each.'], ['half', '500 points (≈ $5.00): a coupon, secret', 'Costs 50% of the goods that it is for.'],
    ['card', '500 points (≈ $5.00): a gift card of $20.00', 'Costs $20.00 each.'], ['pen', '5 points (≈ $0.05): a sample, sent to you', 'The program does not say what it costs.'],
  ])
  expect(JSON.stringify(plain(more))).not.toMatch(/[Cc]ost/)
  expect(plain(more).offers).toEqual([])
})

const FILES = [...readdirSync('programs').filter((name) => name.endsWith('.yaml')).map((name) => join('programs', name)), 'server/demo/program.yaml']

describe.each(LOCALES)('every ready program, told in %s', (locale) => {
  test.each(FILES)('%s is whole sentences in every market, with nothing left unfilled', (file) => {
    const program = programOf(readFileSync(file, 'utf8'))
    for (const market of Object.keys(program.markets)) {
      const told = guideOf(program, { locale, at: AT, market })
      const texts = JSON.stringify(told)
      expect(texts).not.toMatch(/guide\.|trace\.|\{\w|undefined|NaN|\bother\b\s*\{/)
      expect(told.earn.length + told.rewards.length).toBeGreaterThan(0)
      for (const term of told.terms) expect(term).toMatch(/[.。]$/)
      expect(new Set(told.questions.map(({ question }) => question)).size).toBe(told.questions.length)
    }
  })
})
