import { existsSync, readFileSync } from 'node:fs'
import { createInstance } from 'i18next'
import ICU from 'i18next-icu'
import '#engine/languages'
import { LOCALES, spokenFor, type Locale } from '#engine/text'
import { directionOf } from '#server/platform/mail/compose'

const MOST_WISHES = 20

const words = createInstance()
void words.use(ICU).init({
  lng: 'en', fallbackLng: { 'zh-TW': ['zh-CN', 'en'], default: ['en'] }, supportedLngs: LOCALES, ns: ['server'], nsSeparator: '.', keySeparator: '.', initAsync: false,
  resources: Object.fromEntries(LOCALES.map((locale) => [locale, { server: readWords(locale) }])),
})

/** A sentence of `locales/<language>/server.json`; a key without one comes back as it is. Values that a sentence cannot name are passed over. */
export function say(locale: Locale, key: string, values: Readonly<Record<string, unknown>> = {}): string {
  const plain = Object.entries(values).filter(([, value]) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
  return words.t(`server.${key}`, { ...Object.fromEntries(plain), lng: locale, defaultValue: key })
}

/** Whether there is a sentence for the key, in English or in the very language that is named. */
export function hasSentence(key: string, locale: Locale = 'en'): boolean {
  return words.getResource(locale, 'server', key) !== undefined
}

/** The language that an Accept-Language header asks for most, of those that we speak or that are offered; else English. */
export function localeAccepted(header: string | undefined, offered: readonly Locale[] = LOCALES): Locale {
  const wishes = (header ?? '').split(',', MOST_WISHES).map((part) => {
    const [tag = '', ...parameters] = part.trim().split(';')
    const weight = parameters.map((parameter) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(parameter)?.[1]).find((found) => found !== undefined)
    return { tag: tag.trim(), weight: Number(weight ?? 1) }
  })
  const spoken = wishes.flatMap(({ tag, weight }) => ({ locale: nearest(spokenFor(tag), offered), weight })).filter(({ locale, weight }) => weight > 0 && locale !== undefined).sort((a, b) => b.weight - a.weight)
  return spoken[0]?.locale ?? 'en'
}

/** What a page of shoppers says before its script does, in the language of the shop that is asked for most, else the shop's first. */
export function firstWords(header: string | undefined, languages: readonly string[]): { lang: string; dir: 'ltr' | 'rtl'; wait: string; noScript: string; unreached: string; again: string } {
  const offered = languages.flatMap((one) => LOCALES.find((locale) => locale === one) ?? [])
  const accepted = localeAccepted(header, offered)
  const lang = offered.includes(accepted) ? accepted : (offered[0] ?? 'en')
  return { lang, dir: directionOf(lang), wait: say(lang, 'page.on_its_way'), noScript: say(lang, 'page.no_script'), unreached: say(lang, 'page.unreached'), again: say(lang, 'page.again') }
}

/** Whoever reads one Chinese reads the other where that is all there is. */
function nearest(locale: Locale | undefined, offered: readonly Locale[]): Locale | undefined {
  return offered.find((one) => one === locale) ?? (locale?.startsWith('zh') === true ? offered.find((one) => one.startsWith('zh')) : undefined)
}

/** What shoppers come to read is in every language, the rest in those of staff. */
function readWords(locale: Locale): object {
  const file = new URL(`../../locales/${locale}/server.json`, import.meta.url)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {}
}
