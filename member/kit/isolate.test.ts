import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isolated } from './isolate.ts'

/** Isolates as brackets that can be seen. */
const seen = (text: string, locale = 'ar'): string => isolated(text, locale).replaceAll('\u2068', '[').replaceAll('\u2069', ']')

test.each([
  ['double points on the 8th: × 2 (يوم 8 من كل شهر).', '[double points on the 8th]: × 2 (يوم 8 من كل شهر).'],
  ['Woven by hand; sent with the next order.', '[Woven by hand; sent with the next order.]'],
  ['pearl members’ 1.5 times: يوم 8.', '[pearl members’ 1.5 times]: يوم 8.'],
  ['+900', '+900'],
  ['المستوى 5 % off.', 'المستوى [5 % off].'],
  ['المحتسب وفق «1 point per dollar!»: 20', 'المحتسب وفق «[1 point per dollar!]»: 20'],
  ['الطلب S2012 137 نقطة', 'الطلب [S2012] 137 نقطة'],
  ['خلال 180 يومًا', 'خلال 180 يومًا'],
  ['«نقاط»: 5', '«نقاط»: 5'],
])('a name of another script keeps its order in an Arabic sentence: %s', (text, wanted) => {
  expect(seen(text)).toBe(wanted)
})

// By steps that grow with the square of its length it would not be read before the test is given up.
test('digits without end are no name, and are read all the same', () => {
  const text = `رقم ${'9'.repeat(50_000)} نقطة`
  expect(isolated(text, 'ar')).toBe(text)
})

test('what has an order of its own already stays as it is', () => {
  expect(isolated('كل \u20661.00 US$\u2069 = نقطة واحدة', 'ar')).toBe('كل \u20661.00 US$\u2069 = نقطة واحدة')
})

test('an Arabic name keeps its order in a sentence from left to right, and a sentence of one script is as it was in every language', () => {
  expect(seen('137 points by نقطة واحدة: 5 each', 'en')).toBe('137 points by [نقطة واحدة]: 5 each')
  for (const locale of readdirSync('locales').filter((one) => one !== 'ar')) expect(isolated('Reef: 5 % off, “twice” für 积分', locale)).toBe('Reef: 5 % off, “twice” für 积分')
})
