import { expect, test } from 'vitest'
import { checkProgram } from './check.ts'
import { edited, placeOf, SAMPLE } from './testing.ts'

test('the sample is a program without mistakes and without warnings', () => {
  expect(checkProgram(SAMPLE).problems).toEqual([])
})

test('an edit of something that is not there once is refused', () => {
  expect(() => edited('kind: spendable, nothing', '')).toThrow('0 times')
  expect(() => edited('window', '')).toThrow('times')
})

test('a place is counted from line 1 and column 1', () => {
  expect(placeOf('a\nbc', 'c')).toEqual({ line: 2, column: 2 })
})
