import { existsSync, readFileSync } from 'node:fs'
import { createInstance } from 'i18next'
import ICU from 'i18next-icu'
import { countingIn, sayOwn } from '#engine/own-words'
import { LOCALES, type Locale, type Voice } from '#engine/text'

const words = createInstance()
void words.use(ICU).init({
  lng: 'en', fallbackLng: false, supportedLngs: LOCALES, ns: ['mail', 'staff'], nsSeparator: '.', keySeparator: '.', initAsync: false,
  resources: Object.fromEntries(LOCALES.map((locale) => [locale, { mail: readWords(locale, 'mail'), staff: readWords(locale, 'staff') }])),
})

/** A sentence of `locales/<language>/mail.json`, or what the store says in its place. Values go in as they are: whoever puts the sentence into HTML escapes it. */
export function sayInMail(voice: Locale | Voice, key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const { locale, own } = typeof voice === 'string' ? { locale: voice, own: undefined } : voice
  const told = own?.[`mail.${key}`]
  return told !== undefined ? sayOwn(told, values, countingIn(locale)) : words.t(`mail.${key}`, { ...values, lng: locale, interpolation: { escapeValue: false } })
}

/** The same of `locales/<language>/staff.json`, in the language of staff that is nearest to theirs. */
export function sayToStaff(locale: Locale, key: string, values: Readonly<Record<string, string | number>> = {}): string {
  return words.t(`staff.${key}`, { ...values, lng: languageOfStaff(locale), interpolation: { escapeValue: false } })
}

/** Staff are written to in Chinese or English. */
export function languageOfStaff(locale: Locale): Locale {
  return locale.startsWith('zh') ? 'zh-CN' : 'en'
}

function readWords(locale: Locale, sort: 'mail' | 'staff'): object {
  const file = new URL(`../../../locales/${locale}/${sort}.json`, import.meta.url)
  return sort === 'staff' && !existsSync(file) ? {} : (JSON.parse(readFileSync(file, 'utf8')) as object)
}
