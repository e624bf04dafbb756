import { expect, test } from 'vitest'
import { nearest } from './near.ts'

test.each([
  ['roundng', 'rounding'],
  ['Rounding', 'rounding'],
  ['round-up', 'round_up'],
  ['curency', 'currency'],
  ['exprity', 'expiry'],
  ['moths', 'months'],
  ['month', 'months'],
  ['order.payed', 'order.paid'],
  ['lvels', 'levels'],
  ['glod', 'gold'],
])('%s most likely means %s', (typed, meant) => {
  expect(nearest(typed, ['rounding', 'round_up', 'currency', 'expiry', 'months', 'order.paid', 'levels', 'gold', 'xyz'])).toBe(meant)
})

test('a word that is near to none has no suggestion', () => {
  expect(nearest('colour', ['rounding', 'expiry', 'per'])).toBeUndefined()
  expect(nearest('', ['a'])).toBeUndefined()
  expect(nearest('ab', ['xy'])).toBeUndefined()
})

test('of several near words the nearest wins', () => {
  expect(nearest('golds', ['gold_plus', 'gold', 'goldsmith'])).toBe('gold')
})
