import { expect, test } from 'vitest'
import { contrastOf, LEAST_CONTRAST } from './contrast.ts'

test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#000000', 21],
  ['#777777', '#ffffff', 4.48],
  ['#767676', '#FFFFFF', 4.54],
  ['#123456', '#123456', 1],
])('%s on %s has the contrast that WCAG gives it', (one, other, wanted) => {
  expect(contrastOf(one, other)).toBeCloseTo(wanted, 2)
})

test('grey 777 on white is not enough, grey 767 is', () => {
  expect([contrastOf('#777777', '#ffffff') ?? 0, contrastOf('#767676', '#ffffff') ?? 0].map((each) => each >= LEAST_CONTRAST)).toEqual([false, true])
})

test('what is no colour yet has no contrast', () => {
  expect([contrastOf('#12345', '#ffffff'), contrastOf('white', '#ffffff')]).toEqual([null, null])
})
