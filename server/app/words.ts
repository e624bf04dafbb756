import { readFileSync } from 'node:fs'
import { createInstance } from 'i18next'
import ICU from 'i18next-icu'
import '#engine/languages'
import { LOCALES, spokenFor, STAFF_LOCALES, type Locale } from '#engine/text'

const MOST_WISHES = 20

const words = createInstance()
void words.use(ICU).init({
  lng: 'en', fallbackLng: { 'zh-TW': ['zh-CN', 'en'], default: ['en'] }, supportedLngs: LOCALES, ns: ['server'], nsSeparator: '.', keySeparator: '.', initAsync: false,
  resources: Object.fromEntries(STAFF_LOCALES.map((locale) => [locale, { server: readWords(locale) }])),
})

/** A sentence of `locales/<language>/server.json`; a key without one comes back as it is. Values that a sentence cannot name are passed over. */
export function say(locale: Locale, key: string, values: Readonly<Record<string, unknown>> = {}): string {
  const plain = Object.entries(values).filter(([, value]) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
  return words.t(`server.${key}`, { ...Object.fromEntries(plain), lng: locale, defaultValue: key })
}

/** Whether there is a sentence for the key. */
export function hasSentence(key: string): boolean {
  return words.exists(`server.${key}`, { lng: 'en' })
}

/** The language that an Accept-Language header asks for most and we speak; else English. */
export function localeAccepted(header: string | undefined): Locale {
  const wishes = (header ?? '').split(',', MOST_WISHES).map((part) => {
    const [tag = '', ...parameters] = part.trim().split(';')
    const weight = parameters.map((parameter) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(parameter)?.[1]).find((found) => found !== undefined)
    return { tag: tag.trim(), weight: Number(weight ?? 1) }
  })
  const spoken = wishes.flatMap(({ tag, weight }) => ({ locale: spokenFor(tag), weight })).filter(({ locale, weight }) => weight > 0 && locale !== undefined).sort((a, b) => b.weight - a.weight)
  return spoken[0]?.locale ?? 'en'
}

function readWords(locale: Locale): object {
  return JSON.parse(readFileSync(new URL(`../../locales/${locale}/server.json`, import.meta.url), 'utf8')) as object
}
