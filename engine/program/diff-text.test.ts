import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { changeText } from './diff-text.ts'
import { diffDocuments } from './diff.ts'
import { SAMPLE } from './testing.ts'

const sample = parse(SAMPLE) as Record<string, unknown>

describe('a change', () => {
  const named = { ...sample, earn: [{ id: 'buy', name: { en: 'Purchases', 'zh-CN': '购物' }, on: 'order.paid', rate: 'market', base: { exclude_tags: ['sale'] } }] }
  test.each([
    [{ ...named, earn: [{ ...named.earn[0], rate: { points: 1, per: '2' } }] }, ['Rule “Purchases”: rate was market and is now { points: 1, per: 2 }.'], ['积分规则“购物”：rate 由 market 改为 { points: 1, per: 2 }。']],
    [{ ...named, earn: [] }, ['Rule “Purchases” is gone.'], ['删除积分规则“购物”。']],
    [{ ...named, earn: [{ ...named.earn[0], base: { exclude_tags: ['sale', 'gift'] } }] }, ['Rule “Purchases”: base.exclude_tags now also has “gift”.'], ['积分规则“购物”：base.exclude_tags 新增“gift”。']],
    [{ ...named, zone: 'UTC', level: 'lowest' }, ['zone was Europe/Berlin and is now UTC.', 'level is now set: lowest.'], ['zone 由 Europe/Berlin 改为 UTC。', '新设 level 为 lowest。']],
    [{ ...named, earn: [{ id: 'gift', on: 'birthday', points: 5 }, named.earn[0]] }, ['Rule “gift” is new.'], ['新增积分规则“gift”。']],
    [{ ...named, description: 'Points for every order, and a little more for those who come again' }, ['description is now set.'], ['新设 description。']],
    [{ ...named, name: 'The Corner Shop' }, ['name was { en: Shop, zh-CN: 小店 } and is now “The Corner Shop”.'], ['name 由 { en: Shop, zh-CN: 小店 } 改为 “The Corner Shop”。']],
    [{ ...named, markets: { jp: (named as never as { markets: { jp: object } }).markets.jp, us: (named as never as { markets: { us: object } }).markets.us } }, ['Market “us” now stands at place 2; it stood at 1.'], ['市场“us”由第 1 位移至第 2 位。']],
    ['nothing', ['The whole document is another.'], ['整份文档完全不同。']],
  ])('is a sentence in English and in Chinese: %#', (after, english, chinese) => {
    const changes = diffDocuments(named, after)
    const say = (locale: 'en' | 'zh-CN') => changes.map((change) => changeText(change, { before: named, after }, locale))
    expect([say('en'), say('zh-CN')]).toEqual([english, chinese])
  })

  test('a level and its track, and a multiplier and its rule, are named together', () => {
    const after = parse(SAMPLE.replace('{ orders: 1, window: { calendar: year } }', '{ orders: 2, window: { calendar: year } }').replace('times: "2"', 'times: "3"')) as Record<string, unknown>
    const sentences = diffDocuments(sample, after).map((change) => changeText(change, { before: sample, after }, 'en'))
    expect(sentences).toEqual(['Multiplier “eleven” of rule “buy”: times was 2 and is now 3.', 'Level “gold” of “main”: keep.orders was 1 and is now 2.'])
  })
})
