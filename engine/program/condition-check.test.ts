import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { constantAnswer, readCondition } from './condition-check.ts'
import { compileCondition, majorAmount, vocabularyOf, type ConditionScope } from './conditions.ts'

const declared = { quiz: { score: 'integer', topic: 'text', perfect: 'boolean', topics: 'list' } } as const
const onOrder = vocabularyOf('order.paid', declared)
const onQuiz = vocabularyOf('quiz', declared)

const scope: ConditionScope = {
  member: { level: 'gold', levels: ['gold', 'inner'], tags: ['vip'], orders: 12n, spend: 1200.55, market: 'us', region: 'CA-ON', days: 300n },
  today: { date: '2026-11-11', year: 2026n, month: 11n, day: 11n, weekday: 3n },
  event: { name: 'quiz', score: 90n, topic: 'shoes', perfect: false, topics: ['a', 'b'] },
  order: { id: 'o1', total: 120.5, base_total: 130.14, currency: 'EUR', market: 'de', skus: ['a', 'b'], tags: ['shoes'], coupons: [], lines: 2n, items: 3n, is_first: false },
}

describe('a condition', () => {
  test.each([
    ['order.total >= 120.5', true],
    ['order.total > 120', true],
    ['order.total == 120.5 && order.base_total != 120.5', true],
    ['member.level == "gold" || order.is_first', true],
    ['"inner" in member.levels && !("vip" in order.tags)', true],
    ['order.market in ["de", "fr"]', true],
    ['order.tags.exists(t, t.startsWith("sho"))', true],
    ['order.skus.all(s, s in ["a", "b", "c"])', true],
    ['order.coupons.size() == 0 && size(order.tags) == 1', true],
    ['member.orders % 10 == 2', true],
    ['double(order.items) * 40.0 < order.total', true],
    ['today.weekday in [6, 7] ? order.total > 50.0 : today.month == 11', true],
    ['today.date >= "2026-11-11" && today.date <= "2026-11-13"', true],
    ['member.region == "CA-ON" && member.days >= 365', false],
    ['member.spend > 1200.56', false],
    ['order.skus.filter(s, s != "a").size() > 1', false],
  ])('on an order, %s, is %s', (text, answer) => {
    expect(readCondition(text, onOrder).mistakes).toEqual([])
    expect(compileCondition(text, onOrder)(scope)).toBe(answer)
  })

  test.each([['event.score >= 80', true], ['event.topic.contains("oe") && !event.perfect', true], ['"c" in event.topics', false], ['event.name == "quiz"', true]])('on an activity, %s, is %s', (text, answer) => {
    expect(readCondition(text, onQuiz).mistakes).toEqual([])
    expect(compileCondition(text, onQuiz)(scope)).toBe(answer)
  })

  test('that lacks a field or has one of another type fails loudly, never silently', () => {
    const condition = compileCondition('event.score >= 80', onQuiz)
    expect(() => condition({ ...scope, event: { name: 'quiz' } })).toThrow('score')
    expect(() => condition({ ...scope, event: { name: 'quiz', score: 'ninety' } })).toThrow('score')
    const { order: _, ...withoutOrder } = scope
    expect(() => compileCondition('order.total > 5', onOrder)(withoutOrder)).toThrow('order')
  })

  test('may ask whether an event has a field', () => {
    const condition = compileCondition('has(event.score) && event.score >= 80', onQuiz)
    expect([condition(scope), condition({ ...scope, event: { name: 'quiz' } })]).toEqual([true, false])
  })

  test('that the check refuses does not compile', () => {
    expect(() => compileCondition('order.totl > 5', onOrder)).toThrow(RangeError)
    expect(() => compileCondition('order.items', onOrder)).toThrow(RangeError)
  })

  test('on the engine\'s own tier.entered reads the track and the level', () => {
    const vocabulary = vocabularyOf('tier.entered', {})
    expect(readCondition('event.track == "main" && event.level == "gold"', vocabulary, { level: new Set(['gold']) }).mistakes).toEqual([])
    expect(readCondition('event.level == "glod"', vocabulary, { level: new Set(['gold']) }).mistakes).toMatchObject([{ code: 'condition_unknown_level' }])
  })
})

describe('the check of a condition', () => {
  test('tells every misspelt name at its place, in macros and functions too', () => {
    const text = 'order.totl > 5 && membr.level == "x" && order.tags.exists(t, t == member.lvel) && size(order.skuz) > 1'
    const { mistakes } = readCondition(text, onOrder)
    expect(mistakes.map(({ code, words }) => [code, words.found, words.offset, words.values?.['near']])).toEqual([
      ['condition_unknown_field', 'totl', text.indexOf('totl'), 'total'],
      ['condition_unknown_name', 'membr', text.indexOf('membr'), 'member'],
      ['condition_unknown_field', 'lvel', text.indexOf('lvel'), 'level'],
      ['condition_unknown_field', 'skuz', text.indexOf('skuz'), 'skus'],
    ])
  })

  test('takes the variable of a macro for what it is, and no other', () => {
    expect(readCondition('order.tags.exists(member, member == "a")', onOrder).mistakes).toEqual([])
    expect(readCondition('order.tags.exists(t, t == "a") && t == "a"', onOrder).mistakes).toMatchObject([{ code: 'condition_unknown_name', words: { found: 't' } }])
    expect(readCondition('order.tags.exists(t, t.x == "a")', onOrder).mistakes).toMatchObject([{ code: 'condition_types' }])
  })

  test.each([
    'order.id.matches("(a+)+$")', 'dyn(order).total > 5.0', 'int("5") == 5', 'timestamp("2026-01-01T00:00:00Z") == timestamp("2026-01-01T00:00:00Z")', 'order["total"] > 5.0',
    'order.skus[5] == "a"', '{"a": 1}.a == 1', 'order.id.substring(3) == "a"', 'order.items / 0 == 1', 'order.items % order.lines == 0', 'cel.bind(x, 1, x == 1)',
    'double(order.id) > 1.0', 'string(order.total) == "5"', 'type(order.id) == string', 'duration("1h") == duration("1h")', 'order.id.split(",").size() > 1',
  ])('refuses what could fail, hang or hide a type: %s', (text) => {
    expect(readCondition(text, onOrder).mistakes.length).toBeGreaterThan(0)
  })

  test('says which fields are read', () => {
    expect([...readCondition('member.level == "gold" && order.total > 5.0', onOrder).reads]).toEqual(['member.level', 'order.total'])
  })

  test('knows the answer of a condition that reads nothing', () => {
    expect([constantAnswer('1 > 2', onOrder), constantAnswer('true', onOrder), constantAnswer('order.is_first', onOrder), constantAnswer('1 +', onOrder)]).toEqual([false, true, null, null])
  })

  test('never throws, whatever the text', () => {
    const pieces = ['order', '.', 'total', '(', ')', '[', ']', '"', '==', '&&', '||', '!', '-', '5', '5.0', ' ', 'exists', 'x', ',', '?', ':', '{', '}', 'in', 'has', '\n', '/', '%', 'member.level', 'for', '0xFFFFFFFFFFFFFFFFFF', '1e999']
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(fc.constantFrom(...pieces), { maxLength: 15 }).map((parts) => parts.join(''))), (text) => {
      const { mistakes } = readCondition(text, onOrder)
      if (mistakes.length === 0) expect(typeof compileCondition(text, onOrder)(scope)).toBe('boolean')
    }), { numRuns: 2_000 })
  })
})

test('an amount is compared with a decimal in a condition exactly, in currencies of 0, 2, 3 and 4 decimals', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), fc.constantFrom(['JPY', 0], ['USD', 2], ['KWD', 3], ['CLF', 4] as const), (minor, [currency, digits]) => {
    const text = String(minor).padStart(Number(digits) + 1, '0')
    const decimal = digits === 0 ? `${text}.0` : `${text.slice(0, -Number(digits))}.${text.slice(-Number(digits))}`
    const order = { ...scope.order!, total: majorAmount(minor, currency as string) }
    expect(compileCondition(`order.total == ${decimal} && order.total >= ${decimal} && !(order.total < ${decimal})`, onOrder)({ ...scope, order })).toBe(true)
  }), { numRuns: 300 })
})
