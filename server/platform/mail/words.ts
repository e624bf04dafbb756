import { readFileSync } from 'node:fs'
import { createInstance } from 'i18next'
import ICU from 'i18next-icu'
import { LOCALES, type Locale } from '#engine/text'

const words = createInstance()
void words.use(ICU).init({
  lng: 'en', fallbackLng: false, supportedLngs: LOCALES, ns: ['mail'], nsSeparator: '.', keySeparator: '.', initAsync: false,
  resources: Object.fromEntries(LOCALES.map((locale) => [locale, { mail: readWords(locale) }])),
})

/** A sentence of `locales/<language>/mail.json`. Values go in as they are: whoever puts the sentence into HTML escapes it. */
export function sayInMail(locale: Locale, key: string, values: Readonly<Record<string, string | number>> = {}): string {
  return words.t(`mail.${key}`, { ...values, lng: locale, interpolation: { escapeValue: false } })
}

function readWords(locale: Locale): object {
  return JSON.parse(readFileSync(new URL(`../../../locales/${locale}/mail.json`, import.meta.url), 'utf8')) as object
}
