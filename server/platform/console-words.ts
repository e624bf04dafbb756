import { readFileSync } from 'node:fs'
import { createInstance } from 'i18next'
import ICU from 'i18next-icu'
import { STAFF_LOCALES, type StaffLocale } from '#engine/text'

const words = createInstance()
void words.use(ICU).init({
  lng: 'en', fallbackLng: false, supportedLngs: STAFF_LOCALES, ns: ['console'], defaultNS: 'console', nsSeparator: false, keySeparator: '.', initAsync: false, interpolation: { escapeValue: false },
  resources: Object.fromEntries(STAFF_LOCALES.map((locale) => [locale, { console: JSON.parse(readFileSync(new URL(`../../locales/${locale}/console.json`, import.meta.url), 'utf8')) as object }])),
})

/** What the console calls something (`locales/<language>/console.json`), by the first of the keys that it has a text for: files for staff say what their screens say. */
export function sayAsConsole(locale: StaffLocale, keys: readonly string[], values: Readonly<Record<string, string>> = {}): string | undefined {
  const key = keys.find((each) => typeof words.getResource(locale, 'console', each) === 'string')
  return key === undefined ? undefined : words.t(key, { ...values, lng: locale })
}
