import { readFileSync } from 'node:fs'
import i18next from 'i18next'
import ICU from 'i18next-icu'
import type { Instant, Zone } from '#engine/calendar'
import { minorUnits } from '#engine/currencies'
import { formatInteger, formatMoney } from '#engine/money'
import type { LocalText } from '#engine/program/shapes'
import { nameIn, type StaffLocale } from '#engine/text'

/** What a sentence may be filled with: texts as they are, numbers as the language writes them. */
export type Values = Readonly<Record<string, string | number>>

/** One language's words and ways to write numbers, money and dates. */
export type Text = {
  locale: StaffLocale
  /** The sentence of a key such as `report.levels.title`. A key without a sentence is a mistake of ours, and comes back as it is. */
  say: (key: string, values?: Values) => string
  /** Whether there is a sentence for the key. */
  has: (key: string) => boolean
  name: (text: LocalText) => string
  integer: (n: number) => string
  /** A part of a whole as a percentage with one decimal; of nothing, a dash. */
  share: (part: number, whole: number) => string
  money: (minor: number, currency: string) => string
  /** An amount as an axis has room for it: $1.2K. */
  shortMoney: (minor: number, currency: string) => string
  /** A number as an axis has room for it: 1.2K. */
  short: (n: number) => string
  date: (at: Instant, zone: Zone) => string
  /** A month such as 2026-11, as a label with its year. */
  month: (month: string) => string
}

/** The words of a file in `locales/<language>/`. */
export type Namespace = 'cli' | 'report' | 'demo' | 'cluster' | 'server' | 'backup'

/** Opens a language with the words of the namespaces named. */
export function openText(locale: StaffLocale, namespaces: readonly Namespace[]): Text {
  const words = openWords(locale, namespaces)
  const shares = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
  const months = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', timeZone: 'UTC' })
  const dates = new Map<Zone, Intl.DateTimeFormat>()
  return {
    locale,
    say: (key, values) => words.t(key, values ?? {}),
    has: (key) => words.exists(key),
    name: (text) => nameIn(text, locale),
    integer: (n) => formatInteger(n, locale),
    share: (part, whole) => (whole === 0 ? '–' : shares.format(part / whole)),
    money: (minor, currency) => formatMoney(minor, currency, locale),
    shortMoney: (minor, currency) => compact.format(minor / 10 ** minorUnits(currency)),
    short: (n) => compact.format(n),
    date(at, zone) {
      let format = dates.get(zone)
      if (!format) dates.set(zone, (format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: zone })))
      return format.format(at)
    },
    month: (month) => months.format(new Date(`${month}-01T00:00:00Z`)),
  }
}

function openWords(locale: StaffLocale, namespaces: readonly Namespace[]): typeof i18next {
  const words = Object.fromEntries(namespaces.map((name) => [name, readWords(locale, name)]))
  const instance = i18next.createInstance()
  void instance.use(ICU).init({
    lng: locale, ns: [...namespaces], resources: { [locale]: words }, fallbackLng: false, initAsync: false, nsSeparator: '.', keySeparator: '.',
  })
  return instance
}

function readWords(locale: StaffLocale, name: Namespace): object {
  return JSON.parse(readFileSync(new URL(`../../locales/${locale}/${name}.json`, import.meta.url), 'utf8')) as object
}
