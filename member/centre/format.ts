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
  /** The hour too, with its zone: where the reader is. */
  time: (time: string) => string
  /** When something that can be used ends, in a sentence: its last day, or the hour within a day. */
  ends: (time: string, zone: string) => string
  number: (n: number) => string
  money: (minor: number, currency: string) => string
}

export function formatIn(locale: string, say: Say): Format {
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const times = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' })
  const dayIn = (time: number, zone: string): string => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: zone }).format(time)
  const lastDayOf = (time: string, zone: string): string => dayIn(Date.parse(time) - 1, zone)
  return {
    day: (day) => days.format(new Date(`${day}T00:00:00Z`)), date: (time) => dates.format(new Date(time)), time: (time) => times.format(new Date(time)),
    dayOf: (time, zone) => dayIn(Date.parse(time), zone), lastDayOf,
    ends: (time, zone) => (isMidnight(time, zone) ? say('lot.ends', { date: lastDayOf(time, zone) }) : say('coupon.until', { date: times.format(new Date(time)) })),
    ...unitsIn(locale, say, (n) => say('points', { n })), number: (n) => formatInteger(n, locale), money: (minor, currency) => formatMoney(minor, currency, locale),
  }
}

/** Whether a day begins at a time in a zone; where the clocks go forward at midnight its first hour is 1. */
function isMidnight(time: string, zone: string): boolean {
  const dayAt = (at: number): string => new Intl.DateTimeFormat('en', { dateStyle: 'short', timeZone: zone }).format(at)
  return dayAt(Date.parse(time)) !== dayAt(Date.parse(time) - 1)
}
