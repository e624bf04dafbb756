import { expect, test } from 'vitest'
import { parseSearch, stringifySearch, texts } from './address.ts'

test('a text stands in an address as it is, and is read back as it was, also where it looks like something else', () => {
  expect(stringifySearch({ from: '2', to: 'drf_1' })).toBe('?from=2&to=drf_1')
  for (const text of ['2', '007', '1e5', '12345678901234567890', '-0', 'true', 'null', '["a"]', '"2"', '{', 'a b&c=d', '卡']) expect([text, texts(parseSearch(stringifySearch({ text })), ['text'])]).toEqual([text, { text }])
})

test('lists, numbers and truths are read back as such, and addresses of before are as well', () => {
  const search = { tag: ['2', 'a'], balanceFrom: 5, hasDebt: true }
  expect(parseSearch(stringifySearch(search))).toEqual(search)
  expect(texts(parseSearch('?from=%222%22&to=%223%22'), ['from', 'to'])).toEqual({ from: '2', to: '3' })
})
