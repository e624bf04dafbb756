import { describe, expect, test } from 'vitest'
import { parseDay } from './calendar.ts'
import { hasText, localeOf, nameIn, STAFF_LOCALES, staffLocaleOf, translate } from './text.ts'

describe('a text', () => {
  test('is in the language asked for, with its values filled in', () => {
    const values = { found: 'ABC' }
    expect(STAFF_LOCALES.map((locale) => translate(locale, 'program.unknown_currency', values))).toEqual(['“ABC” is no currency that amounts are held in.', '“ABC” 不是可用的币种。'])
  })

  test('writes braces, markup and percent signs of a value as they are', () => {
    expect(translate('en', 'program.yaml_syntax', { found: '<b> {{x}} $t(y) %s &' })).toBe('This cannot be read as YAML: <b> {{x}} $t(y) %s &')
  })

  test('writes numbers, amounts and dates as the language does', () => {
    expect(translate('en', 'program.too_long', { length: 12345 })).toBe('This text has 12,345 characters.')
    const amount = { found: { minor: 123456, currency: 'JPY' } as const }
    expect(STAFF_LOCALES.map((locale) => translate(locale, 'program.unknown_currency', amount))).toEqual(['“¥123,456” is no currency that amounts are held in.', '“JP¥123,456” 不是可用的币种。'])
    const day = { found: { day: parseDay('2026-02-28') } }
    expect(STAFF_LOCALES.map((locale) => translate(locale, 'program.unknown_currency', day))).toEqual(['“Feb 28, 2026” is no currency that amounts are held in.', '“2026年2月28日” 不是可用的币种。'])
  })

  test('that a store says in its own words is said in those, with numbers, amounts and forms for how many as the language has them', () => {
    const own = { 'program.too_long': '{length, plural, one {# sign} other {# signs}}!', 'program.unknown_currency': "isn't {found}", 'program.zero': '{oops' }
    const voice = { locale: 'en', own } as const
    expect([translate(voice, 'program.too_long', { length: 12345 }), translate(voice, 'program.unknown_currency', { found: { minor: 123456, currency: 'JPY' } }), translate(voice, 'program.unknown_currency', { found: { day: parseDay('2026-02-28') } })])
      .toEqual(['12,345 signs!', "isn't ¥123,456", "isn't Feb 28, 2026"])
    expect([translate(voice, 'program.zero'), translate({ locale: 'en', own: {} }, 'program.too_long', { length: 1 })]).toEqual(['{oops', 'This text has 1 characters.'])
  })

  test('that no language has comes back as its key', () => {
    expect([translate('en', 'program.nothing_of_the_kind'), hasText('program.nothing_of_the_kind'), hasText('program.zero')]).toEqual(['program.nothing_of_the_kind', false, true])
  })
})

test.each([
  ['zh', 'zh-CN'], ['zh-TW', 'zh-TW'], ['zh-Hant-HK', 'zh-TW'], ['zh-hk', 'zh-TW'], ['ZH-Hans-CN', 'zh-CN'], ['zh-Hans-HK', 'zh-CN'], ['en-GB', 'en'], ['fr-CA', 'fr'], ['pt-BR', 'pt'], ['nl', 'en'], ['', 'en'],
])('the language for %s is %s, and of staff it is Chinese or English', (tag, locale) => {
  expect(localeOf(tag)).toBe(locale)
  expect(staffLocaleOf(tag)).toBe(locale.startsWith('zh') ? 'zh-CN' : 'en')
})

test.each<[string | Record<string, string>, string, string]>([
  ['Gold', 'Gold', 'Gold'], [{ en: 'Gold', 'zh-CN': '金卡' }, 'Gold', '金卡'], [{ 'en-GB': 'Gold', zh: '金卡' }, 'Gold', '金卡'], [{ de: 'Gold', fr: 'Or' }, 'Gold', 'Gold'], [{ en: 'Gold', fr: 'Or' }, 'Gold', 'Gold'],
])('the name %j is %s in English and %s in Chinese', (name, english, chinese) => {
  expect([nameIn(name, 'en'), nameIn(name, 'zh-CN')]).toEqual([english, chinese])
})
