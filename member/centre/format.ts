import { formatInteger, formatMoney } from '#engine/money'
import { unitsIn, type UnitFormat } from '#member/kit/unit'
import type { Say } from '#member/kit/text'

/** How one reader reads days, times, numbers and money. */
export type Format = UnitFormat & {
  /** A date, such as "2026-12-31". */
  day: (day: string) => string
  /** A time of the API, as a date where the reader is. */
  date: (time: string) => string
  /** The day on which something begins, in the zone whose days count. */
  dayOf: (time: string, zone: string) => string
  /** The last day before something ends, likewise: what ends at a midnight was there until the day before. */
  lastDayOf: (time: string, zone: string) => string
  time: (time: string) => string
  number: (n: number) => string
  money: (minor: number, currency: string) => string
}

export function formatIn(locale: string, say: Say): Format {
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const dayIn = (time: number, zone: string): string => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: zone }).format(time)
  return {
    day: (day) => days.format(new Date(`${day}T00:00:00Z`)), date: (time) => dates.format(new Date(time)), time: (time) => times.format(new Date(time)),
    dayOf: (time, zone) => dayIn(Date.parse(time), zone), lastDayOf: (time, zone) => dayIn(Date.parse(time) - 1, zone),
    ...unitsIn(locale, say, (n) => say('points', { n })), number: (n) => formatInteger(n, locale), money: (minor, currency) => formatMoney(minor, currency, locale),
  }
}
