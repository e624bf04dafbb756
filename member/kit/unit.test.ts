import { expect, test } from 'vitest'
import { sayIn } from './text.ts'
import { compileTexts } from './texts-plugin.ts'
import { unitOf, unitsIn } from './unit.ts'

const say = sayIn('en', compileTexts({ points: '{n, plural, one {# point} other {# points}}', miss: '{n, plural, one {# point} other {# points}} of {who} missing', miss_money: '{n} of {who} missing' }))
const format = unitsIn('en', say, (n) => say('points', { n }))
const guide = { units: [{ id: 'cash', name: 'Cash', kind: 'store_credit', currency: 'JPY', notes: [] }, { id: 'p', name: 'P', kind: 'spendable', currency: null, notes: [] }] } as const

test('points are counted, store credit is money of its own currency, and what is not known yet is neither', () => {
  const told = (unit: ReturnType<typeof unitOf>): string[] => [format.unit(1_234, unit), format.bare(1_234, unit), format.signed(1_234, unit), format.told('miss', unit, { n: 1_234, who: 'Ada' })]
  expect(told(unitOf(guide, 'p'))).toEqual(['1,234 points', '1,234', '+1,234', '1,234 points of Ada missing'])
  expect(told(unitOf(guide, 'cash'))).toEqual(['¥1,234', '¥1,234', '+¥1,234', '¥1,234 of Ada missing'])
  expect(told(unitOf(guide, 'gone'))[0]).toBe('1,234 points')
  expect(new Set(told(unitOf(null, 'cash')))).toEqual(new Set(['…']))
})
