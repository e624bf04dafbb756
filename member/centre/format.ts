import { formatInteger, formatMoney } from '#engine/money'
import type { Say } from '#member/kit/text'

/** How one reader reads days, times, numbers and money. */
export type Format = {
  /** A date, such as "2026-12-31". */
  day: (day: string) => string
  /** A time of the API, as a date where the reader is. */
  date: (time: string) => string
  time: (time: string) => string
  number: (n: number) => string
  /** With its sign, also above 0. */
  signed: (n: number) => string
  points: (n: number) => string
  money: (minor: number, currency: string) => string
}

export function formatIn(locale: string, say: Say): Format {
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const signs = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero', maximumFractionDigits: 0 })
  return {
    day: (day) => days.format(new Date(`${day}T00:00:00Z`)), date: (time) => dates.format(new Date(time)), time: (time) => times.format(new Date(time)),
    number: (n) => formatInteger(n, locale), signed: (n) => signs.format(n), points: (n) => say('points', { n }), money: (minor, currency) => formatMoney(minor, currency, locale),
  }
}
