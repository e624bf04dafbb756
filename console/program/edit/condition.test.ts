import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileCondition, vocabularyOf, type ConditionScope } from '#engine/program/conditions'
import { readCondition, TESTS, typeOf, writeCondition, type Row, type Rows } from './condition.ts'

const vocabulary = vocabularyOf('order.paid', {})
const quiz = vocabularyOf('quiz', { quiz: { score: 'integer', topic: 'text', passed: 'boolean' } })

const scope: ConditionScope = {
  member: { level: 'gold', levels: ['gold'], tags: ['vip'], orders: 3n, spend: 250, market: 'us', region: 'US', days: 90n },
  today: { date: '2026-11-11', year: 2026n, month: 11n, day: 11n, weekday: 3n },
  event: { name: 'order.paid' },
  order: { id: 'o', total: 20, base_total: 20, currency: 'USD', market: 'us', skus: ['MUG'], tags: ['book'], coupons: [], lines: 1n, items: 2n, is_first: true },
}

const FIELDS = Object.entries(vocabulary.variables).flatMap(([owner, fields]) => Object.keys(fields).map((name) => `${owner}.${name}`))
const word = fc.oneof(fc.constantFrom('gold', 'us', 'book', '', 'a "b"', "it's", 'a\\b', '会员', 'x // y'), fc.string({ unit: 'grapheme', maxLength: 8 }))

function rowOf(field: string): fc.Arbitrary<Row> {
  const type = typeOf(field, vocabulary)!
  return fc.constantFrom(...TESTS[type]!).chain((is): fc.Arbitrary<Row> => {
    if (type === 'bool') return fc.constant({ field, is } as Row)
    if (is === 'in' || is === 'not_in') return fc.array(word, { minLength: 1, maxLength: 4 }).map((value) => ({ field, is, value }))
    if (type === 'int') return fc.integer({ min: -9, max: 9_999 }).map((value) => ({ field, is, value: String(value) }) as Row)
    if (type === 'double') return fc.constantFrom('20', '20.0', '0.5', '-3.25', '250').map((value) => ({ field, is, value }) as Row)
    return word.map((value) => ({ field, is, value }) as Row)
  })
}

const rows: fc.Arbitrary<Rows> = fc.record({ how: fc.constantFrom('all' as const, 'any' as const), rows: fc.array(fc.constantFrom(...FIELDS).chain(rowOf), { minLength: 1, maxLength: 5 }) })

/** Random conditions, of which rows can hold some and not others. */
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof({ maxDepth: 3, depthIdentifier: 'condition' },
    fc.constantFrom('order.total >= 20', 'order.total>=20.0', '!order.is_first', 'order.is_first', 'member.level == "gold"', "member.level != 'gold'", '"book" in order.tags', '!("vip" in member.tags)', 'order.market in ["us", "jp"]', 'member.orders < 3',
      'order.total * 2.0 >= 40.0', '20.0 <= order.total', 'order.skus.exists(s, s.startsWith("M"))', 'size(order.tags) > 0', 'today.day == 11', 'member.level in []', 'order.is_first == true', 'true'),
    fc.tuple(tie('condition'), fc.constantFrom(' && ', ' || ', '&&'), tie('condition')).map(([a, joint, b]) => `${a}${joint}${b}`),
    fc.tuple(tie('condition'), fc.constantFrom(' && ', ' || '), tie('condition')).map(([a, joint, b]) => `(${a})${joint}(${b})`),
    tie('condition').map((inner) => `!(${inner})`),
    tie('condition').map((inner) => `  ${inner}  `)),
}))

describe('a condition', () => {
  test('is rows where rows hold it exactly', () => {
    expect(readCondition('order.total >= 20 && order.market in ["us", "jp"]', vocabulary)).toEqual({ how: 'all', rows: [{ field: 'order.total', is: '>=', value: '20' }, { field: 'order.market', is: 'in', value: ['us', 'jp'] }] })
    expect(readCondition('event.score >= 80 || event.passed', quiz)).toEqual({ how: 'any', rows: [{ field: 'event.score', is: '>=', value: '80' }, { field: 'event.passed', is: 'yes' }] })
    expect(readCondition('!("vip" in member.tags)', vocabulary)?.rows).toEqual([{ field: 'member.tags', is: 'has_not', value: 'vip' }])
  })

  test.each([
    'order.total >= 20 && (member.level == "gold" || order.is_first)', 'order.skus.exists(s, s == "A")', 'order.total * 2.0 > 5.0', '20.0 <= order.total', 'size(order.tags) > 1',
    'member.levl == "gold"', 'order.total >=', 'true', 'order.total >= 20 // of the sale', 'order.is_first == true', 'member.level == member.market', '"a" in ["a"]',
  ])('stays text where they would not: %s', (text) => {
    expect(readCondition(text, vocabulary)).toBeNull()
  })

  test('that was made of rows is read as the same rows', () => {
    fc.assert(fc.property(rows, (made) => {
      const text = writeCondition(made, vocabulary)
      fc.pre(!text.includes('//'))
      const { how, rows: [first, ...more] } = made
      expect(readCondition(text, vocabulary)).toEqual({ how: more.length === 0 ? 'all' : how, rows: [first, ...more] })
    }), { numRuns: 300, seed: 85 })
  })

  test('that was read and written means the same, whatever it was; anything else is kept as text', () => {
    let held = 0
    fc.assert(fc.property(condition, (text) => {
      const read = readCondition(text, vocabulary)
      if (read === null) return
      held += 1
      const again = writeCondition(read, vocabulary)
      expect(readCondition(again, vocabulary)).toEqual(read)
      expect(compileCondition(again, vocabulary)(scope)).toBe(compileCondition(text, vocabulary)(scope))
    }), { numRuns: 500, seed: 85 })
    expect(held).toBeGreaterThan(80)
  })
})
