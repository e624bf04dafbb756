import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventKey, lotId } from './ids.ts'

/** Text made mostly of what an id could be torn apart by. */
const awkward = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'|%257Ca\u0000\n\u00d8', '\ud800', '\udc00'), maxLength: 5 }),
  fc.string({ unit: 'binary', maxLength: 5 }),
)
const lines = fc.option(awkward, { nil: undefined })

describe('an id', () => {
  test('reads like what it names', () => {
    expect(eventKey('shopify', 'gid://shopify/Order/536365')).toBe('shopify|gid://shopify/Order/536365')
    expect(lotId('shopify', '536365', 'base', '85123A', 0)).toBe('shopify|536365|base|85123A|0')
    expect(lotId('shopify', '536365', 'welcome', undefined, 1)).toBe('shopify|536365|welcome||1')
    expect(eventKey('邮件', 'Ø 1')).toBe('邮件|Ø 1')
  })

  test('tells an absent line from an empty one', () => {
    expect(lotId('s', '1', 'r', '', 0)).not.toBe(lotId('s', '1', 'r', undefined, 0))
  })

  test('holds no separator but its own, nothing unprintable and no half of a pair', () => {
    expect(eventKey('a|b', '50%\n\u0000\ud800')).toBe('a%7Cb|50%25%0A%00%D800')
    expect(eventKey('\u{1f600}', '')).toBe('\u{1f600}|')
  })

  test('differs for different events, whatever their ids are made of', () => {
    fc.assert(fc.property(fc.tuple(awkward, awkward), fc.tuple(awkward, awkward), (a, b) => {
      expect(eventKey(...a) === eventKey(...b)).toBe(a[0] === b[0] && a[1] === b[1])
    }), { numRuns: 5000 })
  })

  test('is the same text in a database that stores UTF-8', () => {
    const encoder = new TextEncoder()
    fc.assert(fc.property(awkward, awkward, (source, sourceId) => {
      const key = eventKey(source, sourceId)
      expect(new TextDecoder().decode(encoder.encode(key))).toBe(key)
    }))
  })

  test('differs for different lots, and no lot is an event', () => {
    const identities = fc.tuple(awkward, awkward, awkward, lines, fc.nat({ max: 2 }))
    fc.assert(fc.property(identities, identities, (a, b) => {
      expect(lotId(...a) === lotId(...b)).toBe(a.every((part, index) => part === b[index]))
      expect(lotId(...a)).not.toBe(eventKey(b[0], b[1]))
    }), { numRuns: 5000 })
  })
})
