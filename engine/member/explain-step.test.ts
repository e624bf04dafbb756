import { describe, expect, test } from 'vitest'
import { dayIn, instantOf, listOf, maybeText, moneyOf, numberOf, textOf } from './explain-step.ts'

describe('a value of a step', () => {
  test('is read as what its text waits for', () => {
    const step = { rule: 'purchase', none: null, points: 0, eligible: { minor: 0, currency: 'USD' }, from: { day: 0 }, until: { at: 0 }, lots: [{ lot: 'a' }] }
    expect([textOf(step, 'rule'), maybeText(step, 'rule'), maybeText(step, 'none'), maybeText(step, 'nothing'), numberOf(step, 'points')]).toEqual(['purchase', 'purchase', null, null, 0])
    expect([moneyOf(step, 'eligible'), dayIn(step, 'from'), dayIn(step, 'none'), dayIn(step, 'nothing'), instantOf(step, 'until'), listOf(step, 'lots'), listOf(step, 'nothing')])
      .toEqual([{ minor: 0, currency: 'USD' }, { day: 0 }, null, null, 0, [{ lot: 'a' }], []])
  })

  const readers = { textOf, maybeText, numberOf, moneyOf, dayIn, instantOf, listOf }
  const others: Record<keyof typeof readers, unknown[]> = {
    textOf: [1, null, undefined], maybeText: [1], numberOf: ['1', null, undefined],
    moneyOf: ['$1', null, undefined, [], { minor: 1 }, { currency: 'USD' }, { minor: '1', currency: 'USD' }, { minor: 1, currency: 1 }],
    dayIn: [1, 'a day', [], { at: 1 }, { day: '1' }], instantOf: [1, null, undefined, [], { day: 1 }, { at: '1' }], listOf: [1, 'a list', { lot: 'a' }, [1], ['a'], [null], [[]], [{ lot: 'a' }, 1]],
  }
  test.each(Object.entries(readers))('%s takes nothing else: that is a mistake of ours', (name, read) => {
    for (const value of others[name as keyof typeof readers]) expect(() => read({ value } as Record<string, unknown>, 'value'), JSON.stringify(value)).toThrow('a step has')
  })
})
