import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from './canonical.ts'

describe('canonical JSON', () => {
  test('writes the example of RFC 8785, section 3.2.2, but for its 1E30, an integer that is not safe', () => {
    const value = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false] }`) as unknown
    expect(canonicalJson(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`)
  })

  test('orders keys by their UTF-16 units, as section 3.2.3 of RFC 8785 shows', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 }
    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}')
  })

  test('orders keys at every depth and leaves arrays as they are', () => {
    const value = { b: { d: 1, c: [{ z: 1, y: 2 }, 3, 1] }, a: null, 10: 'x', 9: 'y' }
    expect(canonicalJson(value)).toBe('{"10":"x","9":"y","a":null,"b":{"c":[{"y":2,"z":1},3,1],"d":1}}')
  })

  test('writes zero without sign, and empty things', () => {
    expect(canonicalJson([-0, 0, '', [], {}, Object.create(null)])).toBe('[0,0,"",[],{},{}]')
  })

  test('escapes what JSON must, and nothing else', () => {
    const texts = ['a"b', 'a\\b', 'a\u0000b', 'a\u001fb', 'a\tb']
    expect(canonicalJson(texts)).toBe(String.raw`["a\"b","a\\b","a\u0000b","a\u001fb","a\tb"]`)
    expect(canonicalJson({ 'a"b': '/<\u007f\u2028é\u{1f600}' })).toBe('{"a\\"b":"/<\u007f\u2028é\u{1f600}"}')
  })

  test('takes an undefined property for an absent one', () => {
    expect(canonicalJson({ a: undefined, b: 1, c: undefined })).toBe('{"b":1}')
    expect(canonicalJson({ a: undefined })).toBe('{}')
  })

  test.each<[string, unknown]>([
    ['a Map', new Map()], ['a Set', new Set()], ['a Date', new Date(0)], ['a Uint8Array', new Uint8Array(1)], ['a bigint', 1n],
    ['a function', () => 1], ['a symbol', Symbol('s')], ['NaN', NaN], ['Infinity', Infinity],
    ['the unsafe integer 9007199254740992', 2 ** 53],
    ['half a surrogate pair', 'a\ud800b'], ['half a surrogate pair', '\udc00'], ['half a surrogate pair', '"\ud800'],
  ])('refuses %s and says where', (found, value) => {
    expect(() => canonicalJson({ lots: value })).toThrow(new TypeError(
      `found ${found} at "lots" where canonical JSON was expected: null, booleans, safe numbers, text, arrays and plain objects`))
  })

  test('refuses undefined where JSON would put null or nothing', () => {
    expect(() => canonicalJson(undefined)).toThrow(TypeError)
    expect(() => canonicalJson([1, undefined])).toThrow('found undefined at 1')
  })

  test('refuses half a surrogate pair in a key', () => {
    expect(() => canonicalJson({ '\ud800': 1 })).toThrow(TypeError)
  })

  test('is read back as the same value, and is the same for any order of keys', () => {
    fc.assert(fc.property(fc.jsonValue({ stringUnit: 'binary' }).map(withoutUnsafe), (value) => {
      const text = canonicalJson(value)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(canonicalJson(backwards(value))).toBe(text)
    }))
  })
})

function withoutUnsafe(value: unknown): unknown {
  const isUnsafe = (part: unknown) => Number.isInteger(part) && !Number.isSafeInteger(part)
  return JSON.parse(JSON.stringify(value), (_, part: unknown) => (isUnsafe(part) ? 0 : part)) as unknown
}

function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).reverse().map(([key, property]) => [key, backwards(property)]))
}
