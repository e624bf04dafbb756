import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { decimalsOf, moneyText, numberText } from './texts.ts'
import { languageOf, type Language } from './words.ts'

/** How things are said in the reader's language: texts by key, numbers, money in minor units, times with their zone. */
export type Words = {
  language: Language
  say: (key: string, values?: Readonly<Record<string, unknown>>) => string
  has: (key: string) => boolean
  number: (value: number) => string
  /** Short, as on the edge of a chart: 12K. */
  compact: (value: number) => string
  /** A part of 1; signed where it is a change. */
  percent: (part: number, isChange?: boolean) => string
  money: (minor: number, currency: string) => string
  moneyCompact: (minor: number, currency: string) => string
  /** How many decimals amounts of a currency have, by ISO 4217: browsers follow habits of display, which give HUF and IDR none. */
  decimals: (currency: string) => number
  /** A time of day with the zone that it is told in: the browser's unless another one is named. */
  time: (iso: string, zone?: string) => string
  day: (iso: string, zone?: string) => string
  /** A day of every year, such as "07-14", or of one. */
  dayOfYear: (date: string) => string
  /** The last day that is wholly before an instant at which something ends. */
  lastDay: (until: string, zone?: string) => string
  /** The short name that a zone has at an instant: the browser's zone unless another one is named. */
  zoneName: (iso: string, zone?: string) => string
}

export function useWords(): Words {
  const { t, i18n } = useTranslation('console')
  const language = languageOf(i18n.language)
  return useMemo(() => ({
    language,
    say: (key, values) => t(key, { ...values }),
    has: (key) => i18n.exists(key),
    number: (value) => numberText(value, language),
    compact: (value) => numberText(value, language, { notation: 'compact' }),
    percent: (part, isChange = false) => numberText(part, language, { style: 'percent', maximumFractionDigits: Math.abs(part) < 0.1 ? 1 : 0, ...(isChange ? { signDisplay: 'exceptZero' } : {}) }),
    money: (minor, currency) => moneyText(minor, { currency }, language),
    decimals: decimalsOf,
    moneyCompact: (minor, currency) => moneyText(minor, { currency, notation: 'compact' }, language),
    time: (iso, zone) => new Intl.DateTimeFormat(language, { ...TIME, ...(zone === undefined ? {} : { timeZone: zone }) }).format(new Date(iso)),
    day: (iso, zone) => dayText(iso, zone, language),
    dayOfYear: (date) => (date.length === 5 ? new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(new Date(`2024-${date}T00:00:00Z`)) : dayText(date, undefined, language)),
    lastDay: (until, zone) => dayText(new Date(Date.parse(until) - 1).toISOString(), zone, language),
    zoneName: (iso, zone) => new Intl.DateTimeFormat(language, { timeZoneName: 'short', ...(zone === undefined ? {} : { timeZone: zone }) }).formatToParts(new Date(iso)).find(({ type }) => type === 'timeZoneName')?.value ?? zone ?? '',
  }), [t, i18n, language])
}

/** A date and a time of day as readers of each language write them, with the short name of the zone. */
const TIME = { year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const

function dayText(iso: string, zone: string | undefined, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: zone ?? (iso.length === 10 ? 'UTC' : undefined) }).format(new Date(iso))
}
