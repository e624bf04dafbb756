import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { complaints, filesUnder, importsOf, withoutComments, withoutQuotes } from './files.ts'

/** Packages that compute and do nothing else, in a browser as well as in Node. A new one is also a line in docs/decisions. */
const PACKAGES = ['@marcbachmann/cel-js', 'i18next', 'i18next-icu', 'intl-messageformat', 'temporal-polyfill', 'typebox', 'yaml']

/** What makes an engine answer differently tomorrow, elsewhere or after a rounding; each with a line of code that must be caught. */
const BANNED = [
  { pattern: /\bDate\.now\b|\bnew Date\(\s*\)|(?<![\w.]|new )Date\(\)|\bTemporal\.Now\b|\bperformance\.now\b/, sample: 'const now = new Date()', why: 'reads the clock; take the instant as an argument' },
  { pattern: /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/, sample: 'const id = crypto.randomUUID()', why: 'draws at random; derive it from the event' },
  { pattern: /\.get(?:FullYear|Month|Date|Day|Hours|Minutes|TimezoneOffset)\(|\.toLocale(?:Date|Time)?String\(|resolvedOptions\(\)\.timeZone/, sample: 'date.getHours()', why: "reads the machine's zone or language; use #engine/calendar" },
  { pattern: /\bparseFloat\b|\.toFixed\(|\.toPrecision\(|\bNumber\.EPSILON\b/, sample: 'parseFloat(rate)', why: 'computes with floats; use #engine/ratio' },
]
/** A number with a fraction, written in the code. */
const FLOAT_LITERAL = /(?<![\w.])\d[\d_]*\.\d+/

const sources = filesUnder('engine', '.ts').filter(({ path }) => !path.endsWith('.test.ts'))

function isEnginesOwn(name: string): boolean {
  return ['./', '#engine/', '#locales/'].some((door) => name.startsWith(door))
}

function isPurePackage(name: string): boolean {
  return PACKAGES.some((known) => name === known || name.startsWith(`${known}/`))
}

describe('the engine', () => {
  test('is looked at', () => {
    expect(sources.length > 0).toBe(existsSync('engine'))
  })

  test('imports itself and packages that only compute', () => {
    expect(complaints(sources, ({ text }) => importsOf(text)
      .filter((name) => !isEnginesOwn(name) && !isPurePackage(name))
      .map((name) => `imports '${name}', which is neither the engine's own nor in PACKAGES`))).toEqual([])
  })

  test('has no clock, no chance, no machine and no float', () => {
    expect(complaints(sources, ({ text }) => BANNED
      .filter(({ pattern }) => pattern.test(withoutComments(text)))
      .map(({ pattern, why }) => `'${pattern.exec(withoutComments(text))![0]}' ${why}`))).toEqual([])
  })

  test('writes no number with a fraction', () => {
    expect(complaints(sources, ({ text }) => FLOAT_LITERAL.test(withoutQuotes(text)) ? [`has the float ${FLOAT_LITERAL.exec(withoutQuotes(text))![0]}`] : [])).toEqual([])
  })
})

describe('these checks', () => {
  test.each(BANNED)('catch $sample', ({ pattern, sample }) => {
    expect(sample).toMatch(pattern)
  })

  test('leave a date made from a given instant alone', () => {
    for (const { pattern } of BANNED) expect('new Date(event.occurredAt).getUTCHours()').not.toMatch(pattern)
  })

  test('see imports of every form, and none in comments', () => {
    const text = "import 'a'\nimport type { B } from \"b\"\nexport { c } from 'c'\nconst d = await import('d')\n// from 'e'\n/* import 'f' */\ncheck(['from'], entry.from, ['to'])"
    expect(importsOf(text)).toEqual(['a', 'b', 'c', 'd'])
  })

  test('tell a float from a version in quotes', () => {
    expect(withoutQuotes("const version = '1.5'")).not.toMatch(FLOAT_LITERAL)
    expect(withoutQuotes('const rate = 1.5')).toMatch(FLOAT_LITERAL)
  })
})
