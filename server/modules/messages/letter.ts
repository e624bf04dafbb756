import type { Day, Instant } from '#engine/calendar'
import { localDay } from '#engine/calendar'
import type { Words } from '#engine/member/explain-words'
import type { Voice } from '#engine/text'
import { sayInMail } from '#server/platform/mail/words'
import type { Purpose } from './kinds.ts'

/** What a mail says: the values of its text's fields, a code that it brings, and until when it says something. */
export type Letter = {
  fields: Readonly<Record<string, string>>
  code?: string
  /** Why it is written. */
  purpose: Purpose
  /** The last instant at which it still is true, by the store's clock; null: it stays true. */
  until: Instant | null
  /** The page of the member centre that it leads to. */
  page: 'points' | 'coupons' | 'levels' | ''
}

const DAY_MS = 86_400_000

/** A day as the reader writes it. */
export function dayIn({ locale }: Pick<Words, 'locale'>, day: Day): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(day * DAY_MS)
}

/** The last day on which something holds that ends at an instant. */
export function lastDayBefore({ zone }: Pick<Words, 'zone'>, end: Instant): Day {
  return localDay(end - 1, zone)
}

/** Things one below the other. */
export function listed(lines: readonly string[]): string {
  return lines.map((line) => `• ${line}`).join('\n')
}

/** The same under a heading; nothing where there is none. */
export function listedUnder(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${heading}\n${listed(lines)}`
}

/** How a reader is addressed, by name where it is known. */
export function greetingOf(voice: Voice, name: string | null): string {
  return name === null ? sayInMail(voice, 'message.hello') : sayInMail(voice, 'message.greeting', { name })
}
