import { readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test, vi } from 'vitest'
import { directionOf } from './direction.ts'
import { isolated } from './isolate.ts'
import { chooseLocale, nearestLocale, sayIn } from './text.ts'
import { compileTexts } from './texts-plugin.ts'

const LANGUAGES = readdirSync('locales')

function flat(node: unknown, key = ''): [string, string][] {
  if (typeof node === 'string') return [[key, node]]
  return Object.entries(node as object).flatMap(([name, child]) => flat(child, key === '' ? name : `${key}.${name}`))
}

describe.each(LANGUAGES)('a text in %s', (locale) => {
  test.each(['guide.json', 'refusal.json', 'trace.json', 'widget.json'])('of %s is said as ICU says it, whatever its values', (file) => {
    const json = JSON.parse(readFileSync(`locales/${locale}/${file}`, 'utf8')) as object
    const say = sayIn(locale, compileTexts(json))
    const messages = flat(json)
    fc.assert(fc.property(fc.constantFrom(...messages), fc.nat(25), fc.constantFrom('none', 'at_once', 'yes', 'month', '12 points'), ([key, message], count, word) => {
      const values = Object.fromEntries([...message.matchAll(/\{\s*(\w+)\s*(?:,\s*(plural|selectordinal|number))?/g)].map(([, name, kind]) => [name, kind === undefined ? word : count]))
      const wanted = isolated(String(new IntlMessageFormat(message, locale).format(values)), locale)
      expect(say(key, values), key).toBe(wanted)
    }), { numRuns: 150 })
  })
})

describe('a text', () => {
  const texts = compileTexts({ a: { b: '{n, plural, one {# point} other {# points}} for {who}' } })

  test('that a store says in other words is said so, with its values', () => {
    expect(sayIn('en', texts, { 'a.b': 'Hey {who}, {n}!' })('a.b', { n: 3, who: 'Ada' })).toBe('Hey Ada, 3!')
  })

  test('says its values as they are', () => {
    expect(sayIn('en', texts)('a.b', { n: 1_000, who: '<b>' })).toBe('1,000 points for <b>')
  })

  test('keeps the order of a name that runs the other way, also in the words of a store', () => {
    const arabic = compileTexts({ a: { b: 'المستوى التالي: {level}' } })
    expect([sayIn('ar', arabic)('a.b', { level: '5 % club' }), sayIn('ar', arabic, { 'a.b': 'إلى {level}!' })('a.b', { level: '5 % club' })]).toEqual(['المستوى التالي: \u20685 % club\u2069', 'إلى \u20685 % club\u2069!'])
  })

  test('that is missing comes back as its key, and is told to the browser as a mistake, unless something stands in for it', () => {
    const reported: unknown[] = []
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error))
    try {
      expect([sayIn('en', texts)('a.c', {}, 'ours'), sayIn('en', texts)('a.c')]).toEqual(['ours', 'a.c'])
    } finally {
      vi.unstubAllGlobals()
    }
    expect(reported).toEqual([new Error('no text for a.c')])
  })
})

test.each([
  [['de-AT', 'en'], ['en', 'de'], 'de'], [['nl', 'zh-HK'], ['en', 'zh-CN', 'zh-TW'], 'zh-TW'], [['zh-TW'], ['en', 'zh-CN'], 'zh-CN'], [['zh-Hans-HK'], ['zh-TW', 'zh-CN'], 'zh-CN'],
  [['nl'], ['fr', 'en'], 'fr'], [[], ['ja'], 'ja'], [['x'], [], 'en'],
])('of %j a shop with %j answers in %s', (asked, offered, locale) => {
  expect(chooseLocale(asked, offered)).toBe(locale)
})

test('a language of which a shop has none like it is none of the shop’s', () => {
  expect([nearestLocale('de-AT', ['fr', 'de']), nearestLocale('nl', ['fr', 'de']), nearestLocale('', ['fr'])]).toEqual(['de', undefined, undefined])
})

test('Arabic is written from right to left', () => {
  expect(['ar', 'ar-EG', 'en', 'arn'].map(directionOf)).toEqual(['rtl', 'rtl', 'ltr', 'ltr'])
})
