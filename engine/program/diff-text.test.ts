import { describe, expect, test } from 'vitest'
import enConsole from '#locales/en/console.json' with { type: 'json' }
import zhConsole from '#locales/zh-CN/console.json' with { type: 'json' }
import { parse } from 'yaml'
import { changeText } from './diff-text.ts'
import type { FormWords } from './diff-words.ts'
import { diffDocuments } from './diff.ts'
import { SAMPLE } from './testing.ts'

/** The console's own words. */
const wordsOf = (texts: unknown): FormWords => (keys, values = {}) => {
  const found = keys.map((key) => key.split('.').reduce<unknown>((node, step) => (node as Record<string, unknown> | undefined)?.[step], texts)).find((text) => typeof text === 'string') as string | undefined
  return found?.replaceAll(/\{(\w+)[^}]*\}/g, (_, name: string) => values[name] ?? '')
}
const TOLD = { en: { locale: 'en', words: wordsOf(enConsole) }, 'zh-CN': { locale: 'zh-CN', words: wordsOf(zhConsole) } } as const

const sample = parse(SAMPLE) as Record<string, unknown>

describe('a change', () => {
  const named = { ...sample, earn: [{ id: 'buy', name: { en: 'Purchases', 'zh-CN': '购物' }, on: 'order.paid', rate: 'market', base: { exclude_tags: ['sale'] } }] }
  test.each([
    [{ ...named, earn: [{ ...named.earn[0], rate: { points: 1, per: '2' } }] }, ['Rule “Purchases”: “rate” was market and is now points: 1; per: $2.00.'], ['积分规则“购物”：“rate”由 market 改为 points 1；per US$2.00。']],
    [{ ...named, earn: [] }, ['Rule “Purchases” is gone.'], ['删除积分规则“购物”。']],
    [{ ...named, earn: [{ ...named.earn[0], base: { exclude_tags: ['sale', 'gift'] } }] }, ['Rule “Purchases”: “base › exclude_tags” now also has “gift”.'], ['积分规则“购物”：“base › exclude_tags”新增“gift”。']],
    [{ ...named, zone: 'UTC', level: 'lowest' }, ['“zone” was Europe/Berlin and is now UTC.', '“level” is now set: lowest.'], ['“zone”由 Europe/Berlin 改为 UTC。', '新设“level”：lowest。']],
    [{ ...named, earn: [{ id: 'gift', on: 'birthday', points: 5 }, named.earn[0]] }, ['Rule “gift” is new.'], ['新增积分规则“gift”。']],
    [{ ...named, description: 'Points for every order, and a little more for those who come again' }, ['“description” is now set.'], ['新设“description”。']],
    [{ ...named, name: 'The Corner Shop' }, ['“name” was “Shop” and is now “The Corner Shop”.'], ['“name”由 “小店” 改为 “The Corner Shop”。']],
    [{ ...named, markets: { jp: (named as never as { markets: { jp: object } }).markets.jp, us: (named as never as { markets: { us: object } }).markets.us } }, ['Market “us” now stands at place 2; it stood at 1.'], ['市场“us”由第 1 位移至第 2 位。']],
    ['nothing', ['The whole document is another.'], ['整份文档完全不同。']],
  ])('is a sentence in English and in Chinese: %#', (after, english, chinese) => {
    const changes = diffDocuments(named, after)
    const say = (locale: 'en' | 'zh-CN') => changes.map((change) => changeText(change, { before: named, after }, { locale }))
    expect([say('en'), say('zh-CN')]).toEqual([english, chinese])
  })

  test('a level and its track, and a multiplier and its rule, are named together', () => {
    const after = parse(SAMPLE.replace('{ orders: 1, window: { calendar: year } }', '{ orders: 2, window: { calendar: year } }').replace('times: "2"', 'times: "3"')) as Record<string, unknown>
    const sentences = diffDocuments(sample, after).map((change) => changeText(change, { before: sample, after }, { locale: 'en' }))
    expect(sentences).toEqual(['Multiplier “eleven” of rule “buy”: “times” was 2 and is now 3.', 'Level “gold” of “main”: “keep › orders” was 1 and is now 2.'])
  })
})

describe('by the words of the forms, a change', () => {
  const before = {
    program: 'shop', name: 'Shop', currency: 'USD', zone: 'UTC', markets: { us: { name: { en: 'America', 'zh-CN': '美国' }, currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } }, jp: { currency: 'JPY', earn: '0.01', redeem: { points: 100, worth: '150' } } },
    earn: [{ id: 'day', name: { en: 'Day', 'zh-CN': '会员日' }, on: 'order.paid', rate: 'market', minimum: '5', month_days: [8], multipliers: [{ id: 'twice', name: { en: 'Twice', 'zh-CN': '双倍' }, times: '1.5', weekdays: ['mon'] }], caps: { month: 500 }, expiry: { after: { months: 6 } } }],
    benefits: { ship: { name: { en: 'Free shipping', 'zh-CN': '包邮' }, kind: 'shipping' } }, prices: { points_share: '30' }, refund: { claw: 'within_balance' },
    tiers: [{ id: 'main', levels: [{ id: 'base', name: 'Base' }, { id: 'pearl', name: { en: 'Pearl', 'zh-CN': '珍珠' }, benefits: [], entry: { any: [{ spend: '450', window: { rolling: { days: 365 } } }, { orders: 3, window: 'lifetime' }] } }] }],
    discounts: [{ id: 'ten', name: { en: 'Ten off', 'zh-CN': '立减' }, kind: 'coupon', amount: { us: '10', jp: '1500' }, limits: [{ uses: 1, per: 'member', in: 'month' }] }],
  }
  type Change = (document: typeof before) => void
  test.each<[string, Change, [english: string, chinese: string]]>([
    ['of days', (document) => document.earn[0]!.month_days.push(18), ['Rule “Day”: “Days of the month” was 8 and is now 8, 18.', '积分规则“会员日”：“每月几号”由 8 改为 8、18。']],
    ['of a multiplier', (document) => { document.earn[0]!.multipliers[0]!.times = '2' }, ['Multiplier “Twice” of rule “Day”: “Times as many points” was 1.5 and is now 2.', '积分规则“会员日”的倍数“双倍”：“积分倍数”由 1.5 改为 2。']],
    ['of weekdays', (document) => document.earn[0]!.multipliers[0]!.weekdays.push('sat'), ['Multiplier “Twice” of rule “Day”: “Weekdays” now also has “Saturday”.', '积分规则“会员日”的倍数“双倍”：“星期”新增“周六”。']],
    ['of what a level asks', (document) => { document.tiers[0]!.levels[1]!.entry!.any[0]!.spend = '380' }, ['Level “Pearl” of “main”: “To reach it › criterion 1 › Amount spent” was $450.00 and is now $380.00.', '“main”的等级“珍珠”：“升级条件 › 条件 1 › 消费金额”由 US$450.00 改为 US$380.00。']],
    ['of a window', (document) => { document.tiers[0]!.levels[1]!.entry!.any[0]!.window = { rolling: { days: 180 } } }, ['Level “Pearl” of “main”: “To reach it › criterion 1 › In which time › The last › Days” was 365 and is now 180.', '“main”的等级“珍珠”：“升级条件 › 条件 1 › 统计周期 › 最近 › 天数”由 365 改为 180。']],
    ['of money in a market', (document) => { document.markets.jp.redeem.worth = '200' }, ['Market “jp”: “What points are worth at checkout › are worth” was ¥150 and is now ¥200.', '市场“jp”：“结账抵扣 › 可抵”由 JP¥150 改为 JP¥200。']],
    ['of money by market', (document) => { document.discounts[0]!.amount.jp = '1600' }, ['Discount “Ten off”: “Amount off › jp” was ¥1,500 and is now ¥1,600.', '折扣“立减”：“立减金额 › jp”由 JP¥1,500 改为 JP¥1,600。']],
    ['of a percentage', (document) => { document.prices.points_share = '50' }, ['“How prices and discounts meet › Most of the goods that points may pay” was 30% and is now 50%.', '“价格与优惠的叠加 › 积分最多可抵比例”由 30% 改为 50%。']],
    ['of a word', (document) => { document.refund.claw = 'unlimited' }, ['“Returns › Points are taken back” was “As far as the balance goes” and is now “All of them, a debt is possible”.', '“退货 › 扣回积分”由 以现有余额为限 改为 “全部扣回，可产生欠分”。']],
    ['of a way', (document) => { document.earn[0]!.expiry = 'never' as never }, ['Rule “Day”: “When points expire” was Expire after: 6 months and is now Never.', '积分规则“会员日”：“积分有效期”由 多久后到期 6 个月 改为 长期有效。']],
    ['of a name in a language', (document) => { document.benefits.ship.name['zh-CN'] = '免邮' }, ['Benefit “Free shipping”: “Name (Chinese (China))” was 包邮 and is now 免邮.', '权益“免邮”：“名称（中文（中国））”由 包邮 改为 免邮。']],
    ['of what a level has', (document) => document.tiers[0]!.levels[1]!.benefits!.push('ship' as never), ['Level “Pearl” of “main”: “Benefits” now also has “Free shipping”.', '“main”的等级“珍珠”：“等级权益”新增“包邮”。']],
    ['of a limit', (document) => { document.discounts[0]!.limits[0]!.in = 'year' }, ['Discount “Ten off”: “How much it gives at most › limit 1 › In” was “a month” and is now “a year”.', '折扣“立减”：“优惠限额 › 限额 1 › 周期”由 每月 改为 每年。']],
    ['of a key that no form has', (document) => { Object.assign(document.earn[0]!, { twinkle: 'star' }) }, ['Rule “Day”: “twinkle” is now set: star.', '积分规则“会员日”：新设“twinkle”：star。']],
    ['of a name in what is no language', (document) => { Object.assign(document.earn[0]!.name, { zh_CN: '会员日' }) }, ['Rule “Day”: “Name of the rule (zh_CN)” is now set: 会员日.', '积分规则“会员日”：新设“规则名称（zh_CN）”：会员日。']],
    ['of an amount that is none', (document) => { document.earn[0]!.minimum = '5.001' }, ['Rule “Day”: “From an order of” was $5.00 and is now 5.001.', '积分规则“会员日”：“满多少起”由 US$5.00 改为 5.001。']],
  ])('%s', (_, alter, [english, chinese]) => {
    const after = structuredClone(before)
    alter(after)
    const say = (locale: 'en' | 'zh-CN') => diffDocuments(before, after).map((change) => changeText(change, { before, after }, TOLD[locale]))
    expect([say('en'), say('zh-CN')]).toEqual([[english], [chinese]])
  })
})
