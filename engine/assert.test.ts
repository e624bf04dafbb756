import { expect, test } from 'vitest'
import { assert, AssertionError } from './assert.ts'

test('what is promised passes', () => {
  expect(() => assert(1, 'one is true')).not.toThrow()
})

test('a broken promise stops at once, and says what was seen', () => {
  expect(() => assert(0, 'a posting moves points', { points: 0 })).toThrow(new AssertionError('a posting moves points: {"points":0}'))
  expect(() => assert(null, 'the lot is there')).toThrow(new AssertionError('the lot is there'))
})
