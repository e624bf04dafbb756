import i18next, { type i18n } from 'i18next'
import ICU from 'i18next-icu'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Explanation, Leaf } from '#sdk/index'
import { ruleName, zoneOf, type NamedProgram } from '#console/program/use-document.ts'
import english from '#locales/en/console.json' with { type: 'json' }
import trace from '#locales/en/trace.json' with { type: 'json' }
import chinese from '#locales/zh-CN/console.json' with { type: 'json' }
import { isForFirstOrder } from './first-order.ts'
import { leafAmount, leafName, tellable } from './leaf-words.ts'
import { momentTitle } from './moment-title.ts'
import { linesAbout, MOVED, OF_PART } from './steps-about.ts'
import { endOf, freeOf } from './sum-lots.ts'

const PROGRAM: NamedProgram = {
  version: 1, currency: 'USD', zone: 'Asia/Shanghai', tracks: [], discounts: [], rewards: [{ id: 'mug', name: { en: 'A mug', 'zh-CN': '马克杯' } }], entitlements: [], rules: [{ id: 'visits', name: 'Visits', on: 'checked_in' }, { id: 'cake', name: 'Birthday present', on: 'birthday' }, { id: 'words', on: 'reviewed' }, { id: 'stars', on: 'reviewed' }],
  units: [], markets: [{ id: 'eu', zone: 'Europe/Berlin' }, { id: 'us', zone: 'America/New_York' }, { id: 'hk' }],
}

let words: i18n
beforeAll(async () => {
  words = i18next.createInstance()
  await words.use(ICU).init({ lng: 'en', fallbackLng: false, ns: ['console'], defaultNS: 'console', nsSeparator: false, resources: { en: { console: english }, 'zh-CN': { console: chinese } } })
})
const inWords = (language: 'en' | 'zh-CN' = 'en') => ({
  language, document: PROGRAM, say: (key: string, values?: Readonly<Record<string, unknown>>) => String(words.getFixedT(language)(key, { ...values })), has: (key: string) => words.exists(key, { lng: language }),
  number: String, money: (minor: number, currency: string) => `${minor / 100} ${currency}`, units: { name: (unit: string) => (unit === 'stars' ? 'Stars' : unit), amount: (unit: string, points: number) => `${points}${unit === 'stars' ? '★' : ''}` },
})

describe('a condition of a level', () => {
  const KINDS = ['spend', 'orders', 'points:stars', 'event:checked_in', 'event:quiz_passed', 'company_volume', 'member_age', 'tag']

  test('has a name in words, whatever it counts', () => {
    expect(KINDS.map((what) => leafName(what, inWords()))).toEqual(['Spend', 'Orders', 'Stars earned', 'Check-ins', '“quiz_passed”', 'Bought by the company', 'Time as a member', 'A tag'])
    expect(KINDS.map((what) => leafName(what, inWords('zh-CN')))).toEqual(['消费金额', '订单数', '获得的Stars', '签到次数', '“quiz_passed”', '企业采购额', '入会时长', '标签'])
  })

  test('counts money as money, points of their unit, and days; a tag is there or not', () => {
    expect(KINDS.map((what) => leafAmount(what, 300_000, inWords()))).toEqual(['3000 USD', '300000', '300000★', '300000', '300000', '3000 USD', '300,000 days', 'there'])
    expect([leafAmount('member_age', 1, inWords()), leafAmount('tag', 0, inWords('zh-CN'))]).toEqual(['1 day', '没有'])
  })

  test('of what a company buys is none of the company, nor of a person who buys for none', () => {
    const leaf = (what: string, have: number): Leaf => ({ what, have, need: 5, missing: 5 - have, deadline: null, fallsOut: [] })
    const both = [leaf('spend', 0), leaf('company_volume', 0)]
    expect([tellable(both).map(({ what }) => what), tellable([leaf('spend', 0), leaf('company_volume', 1)]).length, tellable([leaf('company_volume', 0)]).length]).toEqual([['spend'], 2, 1])
  })
})

describe('why', () => {
  const [FIRST, NEXT, LAST] = ['2026-01-05T09:00:00Z', '2026-01-05T09:00:00.500Z', '2026-02-01T00:00:00Z']
  const story = (steps: readonly Omit<Explanation['steps'][number], 'sentence'>[]): Explanation => ({ sentences: steps.map(({ code, unit, at }) => `${String(code)} ${String(unit ?? '')} ${String(at)}`), steps: steps.map((step, sentence) => ({ ...step, sentence })) as Explanation['steps'] })
  const told = story([
    { code: 'earn.rate', at: FIRST, unit: 'points' }, { code: 'points.pending', at: FIRST, unit: 'points' }, { code: 'tier.up', at: FIRST, track: 'main' }, { code: 'tier.up', at: FIRST, track: 'trade' },
    { code: 'earn.fixed', at: NEXT, unit: 'points' }, { code: 'earn.fixed', at: NEXT, unit: 'stars' }, { code: 'coupon.due', at: NEXT },
    { code: 'points.activated', at: LAST, unit: 'points' }, { code: 'claw.taken', at: LAST, unit: 'points', debt: 0 }, { code: 'debt.repaid', at: LAST, unit: 'points', debt: 0 },
  ])
  const codes = (about?: Parameters<typeof linesAbout>[1]) => linesAbout(told, about).map(({ text }) => text.split(' ')[0])

  test('tells the newest first, and of one instant what came first first', () => {
    expect(linesAbout(told).map(({ at }) => at)).toEqual([LAST, LAST, LAST, NEXT, NEXT, NEXT, FIRST, FIRST, FIRST, FIRST])
    expect(codes().slice(-4)).toEqual(['earn.rate', 'points.pending', 'tier.up', 'tier.up'])
  })

  test('of a level tells of its ladder alone, of a balance what moved points of its unit', () => {
    expect(linesAbout(told, { track: 'trade' })).toEqual([{ at: FIRST, text: `tier.up  ${FIRST}` }])
    expect(codes({ unit: 'points' })).toEqual(['points.activated', 'claw.taken', 'debt.repaid', 'earn.fixed', 'earn.rate', 'points.pending'])
    expect(codes({ unit: 'stars' })).toEqual(['earn.fixed'])
  })

  test('of a part tells what moved it: with what is pending what earned it, and no refund that left no debt with the debt', () => {
    expect([codes({ unit: 'points', part: 'pending' }), codes({ unit: 'points', part: 'debt' }), codes({ unit: 'points', part: 'spent' })]).toEqual([['points.activated', 'earn.rate', 'points.pending'], ['debt.repaid'], []])
  })

  test('leaves out a step that says nothing by itself, and never puts the sentence of one to another', () => {
    expect(linesAbout({ sentences: ['second'], steps: [{ code: 'claw.taken', at: LAST, sentence: null }, { code: 'points.expired', at: FIRST, sentence: 0 }] })).toEqual([{ at: FIRST, text: 'second' }])
  })

  test('knows steps by names that the engine has', () => {
    const known = Object.entries(trace).flatMap(([first, of]) => Object.keys(of).map((second) => `${first}.${second}`))
    expect([...MOVED, ...Object.values(OF_PART).flat()].filter((code) => !known.includes(code))).toEqual([])
  })
})

describe('what moved points is called', () => {
  const posting = (reason: string, orderId: string | null = 'earned', lot: string | null = null) => ({ reason, orderId, lot })
  const EVENT = { source: 'shop', id: 'e1' }
  const cause = (type: string, more: object = {}) => ({ type, name: null, orderId: null, purpose: null, ...more })

  test.each([
    ['what an order earned', { postings: [posting('repay'), posting('earn')], cause: cause('order.paid', { orderId: 'earned' }) }, 'Order earned'],
    ['what becomes active', { postings: [posting('activate')], cause: null }, 'Order earned'],
    ['a clawback', { postings: [posting('claw'), posting('cancel_pending')], cause: cause('order.refunded', { orderId: 'earned' }) }, 'Order earned'],
    ['a redemption', { postings: [posting('spend'), posting('spend', 'other')], cause: cause('reward.redeemed', { name: 'mug' }) }, 'Reward redeemed: A mug'],
    ['one that was given back', { postings: [posting('return', null)], cause: cause('spend.cancelled', { name: 'mug' }) }, 'Reward given back: A mug'],
    ['a checkout', { postings: [posting('spend')], cause: cause('points.spent', { orderId: 'paid', purpose: 'checkout' }) }, 'Used for order paid'],
    ['a donation', { postings: [posting('spend')], cause: cause('points.spent', { purpose: 'donation' }) }, 'Points donated'],
    ['an expiry', { postings: [posting('expire')], cause: null }, 'Expired'],
    ['a midnight at which one credit began and another ended', { postings: [posting('expire'), posting('activate', 'other')], cause: null }, 'Expired, Became active'],
    ['what a refund gives back', { postings: [posting('return', 'paid')], cause: cause('order.refunded', { orderId: 'paid' }) }, 'Order refunded: paid'],
    ['what a member did', { postings: [posting('earn', null)], cause: cause('activity', { name: 'reviewed' }) }, 'Review written'],
    ['what a member did that one rule pays', { postings: [posting('earn', null)], cause: cause('activity', { name: 'checked_in' }) }, 'Visits'],
    ['what time earned', { postings: [posting('earn', null, 'time|a|cake||1'), posting('earn', null, 'time|a|cake||2')], cause: null }, 'Birthday present'],
    ['what only the store knows', { postings: [posting('earn', null)], cause: cause('activity', { name: 'quiz_passed' }) }, '“quiz_passed”'],
    ['points of the staff', { postings: [posting('adjust', null)], cause: cause('points.adjusted') }, 'Points adjusted'],
    ['what an import brought along', { source: 'rockpool', id: 'import/old-shop/opening/mem_1', postings: [posting('adjust', null)], cause: cause('points.adjusted') }, 'Opening points (import)'],
  ])('%s', (_, told, title) => expect(momentTitle({ ...EVENT, ...told }, inWords())).toBe(title))

  test('in Chinese too', () => expect(momentTitle({ ...EVENT, postings: [posting('spend')], cause: cause('reward.redeemed', { name: 'mug' }) }, inWords('zh-CN'))).toBe('积分兑换：马克杯'))
})

test('a sum of credits ends with what its lines come to, below zero too where more is owed than is free', () => {
  const free = [{ isPending: false, left: 8, held: 3 }, { isPending: true, left: 40, held: 0 }].reduce((sum, lot) => sum + freeOf(lot), 0)
  expect([0, 5, 10].map((debt) => endOf({ active: free, debt }))).toEqual([{ word: 'balance.available', points: 5 }, { word: 'balance.available', points: 0 }, { word: 'why.sum_balance', points: -5 }])
})

test('a coupon for first orders is one whose condition asks for nothing that another order could be', () => {
  const whens = ['order.is_first', 'order.is_first && order.total >= 50', 'order.is_first || order.items > 2', '!order.is_first', 'order.market != "trade"', undefined]
  expect(whens.map(isForFirstOrder)).toEqual([true, true, false, false, false, false])
})

test('a zone is the member’s, else their market’s or the first one’s, else the program’s, as the engine has it', () => {
  const zone = (of: string | null, market: string | null, program = PROGRAM) => zoneOf(program, { zone: of, market })
  expect([zone('Asia/Tokyo', 'us'), zone(null, 'us'), zone(null, null), zone(null, 'hk'), zone(null, null, { ...PROGRAM, market: 'us' })]).toEqual(['Asia/Tokyo', 'America/New_York', 'Europe/Berlin', 'Asia/Shanghai', 'America/New_York'])
})

test('what a credit is from is said in words', () => {
  expect(['visits', 'visits/streak', 'reward:mug', 'return/s1', 'share/mem_1', 'points.adjusted', 'gone'].map((rule) => ruleName(PROGRAM, rule, inWords()))).toEqual(['Visits', 'Visits', 'Reward: A mug', 'Given back', 'Shared by a company', 'Points adjusted', 'gone'])
})
