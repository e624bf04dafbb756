import { Type } from 'typebox'
import type { Instant } from '#engine/calendar'
import type { Locale } from '#engine/text'

export { PLAIN, PlainText } from '#engine/plain-text'

export const MOST_PER_PAGE = 1_000
const PER_PAGE = 100

/** What a time looks like outside. */
export const TIME = 'a time with its offset, such as "2026-01-05T10:00:00Z"'

/** An instant: ISO 8601 with its offset outside, epoch milliseconds inside. The edge turns one into the other. */
export const Time = Type.Unsafe<Instant>({ type: 'string', maxLength: 40, isInstant: true, description: TIME })

/** The language of an answer: outside any BCP 47 tag, and where none is sent that of Accept-Language; inside one that we speak. */
export const Language = Type.Unsafe<Locale>({
  type: 'string', maxLength: 35, pattern: '^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$', isLanguage: true, description: 'a language tag, such as "en" or "zh-CN"',
})

/** How many items a page has at most. */
export const Limit = Type.Integer({ minimum: 1, maximum: MOST_PER_PAGE, default: PER_PAGE, description: `a whole number from 1 to ${MOST_PER_PAGE}` })

/** Where a page goes on: the `next` of the page before. */
export const Cursor = Type.String({ minLength: 1, maxLength: 100, pattern: '^[A-Za-z0-9_-]+$', description: 'the "next" of the page before' })

/** A closed object: a field that is not named is a mistake. */
export const CLOSED = { additionalProperties: false } as const

/** Whether a request is only tried: it is answered as it would be, and nothing of it stays. */
export const DryRun = Type.Optional(Type.Boolean({ description: 'true: the answer is what it would be, and nothing is written' }))
