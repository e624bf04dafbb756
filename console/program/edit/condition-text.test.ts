import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { formatMoney, parseMoney } from '#engine/money'
import { conditionText, type ConditionWords } from './condition-text.ts'
import { valueAt } from './plain.ts'
import { vocabularyKey } from './vocabulary.ts'

const NAMES: Readonly<Record<string, string>> = { trade: '批发', gold: '金卡' }

function wordsIn(language: 'en' | 'zh-CN'): ConditionWords {
  const texts = JSON.parse(readFileSync(`locales/${language}/console.json`, 'utf8')) as unknown
  const find = (key: string): unknown => valueAt(texts, key.split('.'))
  return {
    has: (key) => typeof find(key) === 'string', say: (key, values = {}) => String(find(key)).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name])),
    nameOf: (_kind, id) => NAMES[id] ?? id, base: (amount) => formatMoney(parseMoney(amount, 'USD'), 'USD', language),
  }
}

const DOCUMENT = { earn: [{ id: 'buy', on: 'order.paid' }, { id: 'photo', on: 'review', when: '' }], events: { review: { has_photo: 'boolean', score: 'integer' } } }
const [zh, en] = [wordsIn('zh-CN'), wordsIn('en')]

describe('a condition is told by the rows in which the form holds it', () => {
  test.each<[when: string, rule: number, [chinese: string, english: string]]>([
    ['order.market != "trade"', 0, ['适用条件：订单所属市场 不是 批发。', 'Only if: Order market is not 批发.']],
    ['order.market in ["us", "trade"]', 0, ['适用条件：订单所属市场 属于 us、批发。', 'Only if: Order market is one of us, 批发.']],
    ['order.base_total >= 100 && member.level == "gold"', 0, ['适用条件：订单金额（基准币种） 不少于 US$100.00，且会员等级 是 金卡。', 'Only if: Order amount in base currency is at least $100.00, and Level is 金卡.']],
    ['member.level != ""', 0, ['适用条件：会员等级 不是 无等级。', 'Only if: Level is not no level.']],
    ['order.items > 2 || order.is_first', 0, ['适用条件：商品件数 大于 2，或首单。', 'Only if: Number of pieces is more than 2, or First order.']],
    ['event.has_photo && event.score >= 80', 1, ['适用条件：事件: has_photo，且事件: score 不少于 80。', 'Only if: Event: has_photo, and Event: score is at least 80.']],
    ['!order.is_first', 0, ['适用条件：不是首单。', 'Only if: not: First order.']],
    ['!("vip" in member.tags)', 0, ['适用条件：会员标签 不包含 vip。', 'Only if: Member’s tags does not contain vip.']],
  ])('%s', (when, rule, [chinese, english]) => {
    const key = vocabularyKey(DOCUMENT, ['earn', rule, 'when'])
    expect([conditionText(when, key, zh), conditionText(when, key, en)]).toEqual([chinese, english])
  })

  test('and as it is written where no rows hold it', () => {
    const key = vocabularyKey(DOCUMENT, ['earn', 0, 'when'])
    expect(conditionText('order.total > 2.0 * member.spend', key, zh)).toBe('适用条件：order.total > 2.0 * member.spend。')
    expect(conditionText('order.items > 1 && (order.is_first || member.orders > 3)', key, en)).toBe('Only if: order.items > 1 && (order.is_first || member.orders > 3).')
  })
})
