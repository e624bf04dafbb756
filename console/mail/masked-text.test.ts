import { expect, test } from 'vitest'
import { maskedText } from './masked-text.ts'

test('of a mail that opens a door nobody is promised the text', () => {
  expect(maskedText({ kind: 'code', hasText: false, mayReveal: true })).toBe('mail.masked_secret')
  expect(maskedText({ kind: 'code', hasText: false, mayReveal: false })).toBe('mail.hidden')
  // In a sandbox it is read by everybody, but for its address.
  expect(maskedText({ kind: 'code', hasText: true, mayReveal: true })).toBe('mail.masked_to')
  expect(maskedText({ kind: 'welcome', hasText: false, mayReveal: true })).toBe('mail.masked')
})
