import { createInstance } from 'i18next'
import ICU from 'i18next-icu'
import enGuide from '#locales/en/guide.json' with { type: 'json' }
import enProgram from '#locales/en/program.json' with { type: 'json' }
import enQuote from '#locales/en/quote.json' with { type: 'json' }
import enRefusal from '#locales/en/refusal.json' with { type: 'json' }
import enTrace from '#locales/en/trace.json' with { type: 'json' }
import zhGuide from '#locales/zh-CN/guide.json' with { type: 'json' }
import zhProgram from '#locales/zh-CN/program.json' with { type: 'json' }
import zhQuote from '#locales/zh-CN/quote.json' with { type: 'json' }
import zhRefusal from '#locales/zh-CN/refusal.json' with { type: 'json' }
import zhTrace from '#locales/zh-CN/trace.json' with { type: 'json' }
import type { Day } from './calendar.ts'
import { formatMoney } from './money.ts'
import { countingIn, sayOwn, type Counting } from './own-words.ts'

/** The languages that staff read: every text is in each of them. */
export const STAFF_LOCALES = ['en', 'zh-CN'] as const
export type StaffLocale = (typeof STAFF_LOCALES)[number]

/**
 * The languages of Rockpool's own texts: what shoppers read is in all of them. A file of `locales/<locale>/` is one namespace; its texts are in
 * ICU's message format. Those of staff are here from the start, the others with `engine/languages.ts`.
 */
export const LOCALES = [...STAFF_LOCALES, 'zh-TW', 'es', 'fr', 'de', 'pt', 'it', 'ja', 'ko', 'ru', 'ar'] as const
export type Locale = (typeof LOCALES)[number]

/** What a text may name: words and numbers as they are, amounts in minor units, dates. */
export type TextValue = string | number | boolean | null | { readonly minor: number; readonly currency: string } | { readonly day: Day }

const RESOURCES: Readonly<Record<StaffLocale, Record<string, object>>> = {
  en: { guide: enGuide, program: enProgram, quote: enQuote, refusal: enRefusal, trace: enTrace },
  'zh-CN': { guide: zhGuide, program: zhProgram, quote: zhQuote, refusal: zhRefusal, trace: zhTrace },
}

/** What says in a tag that Chinese is written in the traditional way. */
const TRADITIONAL = new Set(['hant', 'tw', 'hk', 'mo'])

const DAY_MS = 86_400_000

const texts = createInstance()
void texts.use(ICU).init({
  lng: 'en',
  fallbackLng: { 'zh-TW': ['zh-CN', 'en'], default: ['en'] },
  supportedLngs: LOCALES,
  resources: RESOURCES,
  ns: Object.keys(RESOURCES.en),
  // A key is its namespace and the way within it, all joined by dots: `program.wanted.decimal`.
  nsSeparator: '.',
  keySeparator: '.',
  initAsync: false,
})

/** Makes the texts of a language known, by namespace. */
export function addTexts(locale: Locale, namespaces: Readonly<Record<string, object>>): void {
  for (const [namespace, bundle] of Object.entries(namespaces)) texts.addResourceBundle(locale, namespace, bundle)
}

/** What a store says in other words than ours, by key: what cannot be read as a text is said as it stands. */
export type OwnTexts = Readonly<Record<string, string>>

/** In whose words a text is told: those of a language, before which a store's own stand. */
export type Voice = { readonly locale: Locale; readonly own?: OwnTexts | undefined }

/** The text of a key in a language, English where the language lacks it; a key that no language has comes back as it is. */
export function translate(voice: Locale | Voice, key: string, values: Readonly<Record<string, TextValue>> = {}): string {
  const { locale, own } = typeof voice === 'string' ? { locale: voice, own: undefined } : voice
  const shown = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shownValue(value, locale)]))
  const told = own?.[key]
  return told === undefined ? texts.t(key, { ...shown, lng: locale, defaultValue: key }) : sayOwn(told, shown, manner(locale).counting)
}

/** Whether English has a text for the key. */
export function hasText(key: string): boolean {
  return texts.exists(key, { lng: 'en' })
}

/** The best of our languages for a BCP 47 tag such as zh-Hans-CN, zh-HK or fr-CA; English where we do not speak it. */
export function localeOf(tag: string): Locale {
  return spokenFor(tag) ?? 'en'
}

/** The same; undefined where we do not speak it. */
export function spokenFor(tag: string): Locale | undefined {
  const [language, ...rest] = tag.toLowerCase().split('-')
  if (language === 'zh') return rest.some((part) => TRADITIONAL.has(part)) && !rest.includes('hans') ? 'zh-TW' : 'zh-CN'
  return LOCALES.find((locale) => locale === language)
}

/** Of the languages of staff, the best for a tag: Chinese for any Chinese, else English. */
export function staffLocaleOf(tag: string): StaffLocale {
  return /^zh\b/i.test(tag) ? 'zh-CN' : 'en'
}

/** A name in a language: in that one, a near one (zh for zh-CN), English, or whichever there is. */
export function nameIn(text: string | Readonly<Record<string, string>>, locale: Locale): string {
  if (typeof text === 'string') return text
  const language = locale.split('-')[0]
  const near = Object.keys(text).find((tag) => tag.split('-')[0] === language)
  return text[locale] ?? (near === undefined ? undefined : text[near]) ?? text.en ?? Object.values(text)[0] ?? ''
}

function shownValue(value: TextValue, locale: Locale): string | number {
  if (value === null) return ''
  if (typeof value === 'boolean') return String(value)
  if (typeof value !== 'object') return value
  if ('currency' in value) return formatMoney(value.minor, value.currency, locale)
  return manner(locale).days.format(value.day * DAY_MS)
}

/** How a language writes days and counts; made once, as making one costs more than all that is written with it. */
type Manner = { days: Intl.DateTimeFormat; counting: Counting }
const manners = new Map<Locale, Manner>()

function manner(locale: Locale): Manner {
  const known = manners.get(locale) ?? { days: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }), counting: countingIn(locale) }
  manners.set(locale, known)
  return known
}
