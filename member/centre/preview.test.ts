import { expect, test } from 'vitest'
import { themeTold } from './preview.ts'

const OWN = 'https://club.example'
const THEME = { accent: '#0f5c6e', onAccent: '#ffffff', background: '#ffffff', ink: '#1c2b33', radius: 12, font: 'Georgia, serif', logoUrl: 'https://shop.example/logo.svg' }
const told = (theme: unknown, origin = OWN) => themeTold({ origin, data: { theme } }, OWN)

test('a preview is shown in the theme that our own page tells, and in nothing else of what it says', () => {
  expect([told(THEME), told({ ...THEME, logoUrl: null, name: '<b>' })]).toEqual([THEME, { ...THEME, logoUrl: null }])
})

test.each([
  ['of another page', THEME, 'https://evil.example'], ['of no page', THEME, 'null'], ['with a colour that is none', { ...THEME, accent: 'red; x' }, OWN], ['with a radius that is none', { ...THEME, radius: 99 }, OWN],
  ['with a font that ends its rule', { ...THEME, font: 'x; } body {' }, OWN], ['with a logo that is a script', { ...THEME, logoUrl: 'javascript:alert(1)' }, OWN], ['without its colours', { radius: 1, font: '', logoUrl: null }, OWN], ['that is none', null, OWN],
])('a message %s is passed over', (_, theme, origin) => {
  expect(told(theme, origin)).toBe(null)
})
