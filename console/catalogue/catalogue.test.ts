import { describe, expect, test } from 'vitest'
import type { PriceChange } from '#sdk/index'
import { rowOf, sortsOf, toldOf } from './access-rows.ts'
import { amountIn, amountText } from './amount.ts'
import { seriesOf } from './history.ts'
import { bodyOf, changesOf, draftOf } from './product-changes.ts'

const product = { sku: 'MUG', name: 'Mug', tags: ['kitchen'], isGiftCard: false, isSaleItem: false, minQuantity: 1, increment: 1, isRetired: false, access: [] }

describe('a product in a form', () => {
  test('says what would be other than it is, and nothing of what stays', () => {
    const before = draftOf(product, { sku: 'MUG', costMinor: 620, freightMinor: 0, dutyMinor: 0 })
    expect(changesOf(before, { ...before, name: null, tags: ['kitchen', 'gift'], costs: { costMinor: null, freightMinor: 0, dutyMinor: 5 } })).toEqual([
      { field: 'name', from: 'Mug', to: null }, { field: 'tags', from: ['kitchen'], to: ['kitchen', 'gift'] }, { field: 'costMinor', from: 620, to: null }, { field: 'dutyMinor', from: 0, to: 5 },
    ])
    expect(changesOf(before, { ...before })).toEqual([])
  })

  test('names no cost where none may be seen', () => {
    expect(Object.keys(bodyOf(draftOf(product, null))).filter((field) => /cost|freight|duty/i.test(field))).toEqual([])
  })
})

test('an amount is typed with the decimals of ISO 4217, and nothing below zero', () => {
  expect([amountIn('19.9', 'USD'), amountIn('4990', 'HUF'), amountIn('1500', 'JPY'), amountIn(' ', 'USD')]).toEqual([1_990, 499_000, 1_500, null])
  expect([amountIn('1.5', 'JPY'), amountIn('1.234', 'USD'), amountIn('-1', 'USD'), amountIn('1,5', 'USD')]).toEqual([undefined, undefined, undefined, undefined])
  expect([amountText(499_000, 'HUF'), amountText(null, 'USD')]).toEqual(['4990.00', ''])
})

test('whom a product is sold to stays as it was where nobody changed it, also what the fields do not hold', () => {
  const told = { isMembers: true, tag: 'trade', level: 'gold', memberId: null, from: '2026-03-01T09:00:30Z', until: null }
  const row = rowOf(told)
  expect(row).toMatchObject({ whom: { sort: 'level', name: 'gold' }, rest: { tag: 'trade', isMembers: true } })
  expect(toldOf(row)).toEqual({ isMembers: true, tag: 'trade', level: 'gold', from: '2026-03-01T09:00:30Z' })
  expect(toldOf({ ...row, whom: { ...row.whom, name: 'silver', from: '' } })).toEqual({ isMembers: true, tag: 'trade', level: 'silver' })
  expect(toldOf(rowOf({ isMembers: false, tag: null, level: null, memberId: null, from: null, until: null }))).toEqual({})
})

test('what a shopper must be besides is not offered as what the fields say, which would take its place', () => {
  const row = rowOf({ isMembers: true, tag: 'trade', level: 'gold', memberId: null, from: null, until: null })
  expect(sortsOf(row)).toEqual(['everybody', 'level', 'company'])
  for (const sort of sortsOf(row)) expect(toldOf({ ...row, whom: { ...row.whom, sort, name: 'other' } })).toMatchObject(row.rest)
  expect(sortsOf(rowOf({ isMembers: false, tag: 'trade', level: null, memberId: null, from: null, until: null }))).toEqual(['everybody', 'members', 'tag', 'level', 'company'])
})

describe('the history of a price', () => {
  const DAY = 86_400_000
  const change = (list: string, [day, toMinor]: [number, number], more: Partial<PriceChange> = {}): PriceChange => ({ list, kind: 'retail', isForAll: true, minQuantity: 1, increment: 1, fromMinor: null, toMinor, changedAt: '', changedBy: 'key', changedByName: null, effectiveAt: new Date(day * DAY).toISOString(), until: null, ...more })

  test('is what was told last by then, also where it was told late, and nothing where it was over', () => {
    const { at, lines } = seriesOf([change('retail', [2, 900]), change('retail', [0, 1_000]), change('sale', [1, 800], { kind: 'promotion', until: new Date(3 * DAY).toISOString() })], 4 * DAY)
    expect(at.map((instant) => instant / DAY)).toEqual([0, 1, 2, 3, 4])
    expect(lines.map(({ list, values }) => [list, values])).toEqual([['retail', [1_000, 1_000, 900, 900, 900]], ['sale', [null, 800, 800, null, null]]])
  })

  test('of many years has no more points than there is room for, and three lines: retail first, then what everybody could have', () => {
    const { at, lines } = seriesOf([change('acme', [0, 1], { kind: 'contract', isForAll: false }), change('trade', [0, 2], { kind: 'price_list', isForAll: false }), change('sale', [0, 3], { kind: 'promotion' }), change('retail', [1, 5], { minQuantity: 10 }), change('retail', [0, 4])], 3_650 * DAY)
    expect(at.length).toBeLessThanOrEqual(91)
    expect(lines.map(({ list, values }) => [list, values[1]])).toEqual([['retail', 4], ['sale', 3], ['acme', 1]])
  })

  test('of a product without prices is nothing', () => {
    expect(seriesOf([], DAY)).toEqual({ at: [], lines: [] })
  })
})
