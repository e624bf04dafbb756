import { expect, test } from 'vitest'
import { portFor } from './ports.ts'

test('another encryption changes a port that is usual, and leaves one of the store’s own', () => {
  expect(portFor('tls', { security: 'starttls', port: 587 })).toBe(465)
  expect(portFor('none', { security: null, port: null })).toBe(25)
  expect(portFor('none', { security: 'starttls', port: 2525 })).toBe(2525)
  expect(portFor('tls', { security: 'starttls', port: 25 })).toBe(25)
})
