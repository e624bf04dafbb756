import { Type, type Static, type TSchema } from 'typebox'

/** The words that the program document is written with: names, amounts, dates, periods, windows. A key that is not known is a mistake everywhere. */

export const closed = { additionalProperties: false } as const

/** The same shape with words of its own for one place. */
export function about<T extends TSchema>(schema: T, description: string): T {
  const copy = { ...Object.getOwnPropertyDescriptors(schema), description: { value: description, enumerable: true, writable: true, configurable: true } }
  return Object.defineProperties({}, copy) as T
}

/** An object in which every key is known; a misspelt key is a mistake, never silently ignored. */
export const object = <T extends Record<string, TSchema>>(fields: T, description?: string) =>
  Type.Object(fields, description === undefined ? closed : { ...closed, description })

/** Named entries; an entry whose name is not of the pattern is a mistake too. */
export const record = <K extends TSchema, T extends TSchema>(name: K, entry: T, atLeast = 0) =>
  Type.Record(name, entry, atLeast > 0 ? { ...closed, minProperties: atLeast } : closed)

export const optional = <T extends TSchema>(schema: T, description?: string) => Type.Optional(description === undefined ? schema : about(schema, description))
export const list = <T extends TSchema>(item: T, most = 1_000) => Type.Array(item, { minItems: 1, maxItems: most })
export const oneOf = <Words extends string[]>(...words: Words) => Type.Enum<Words>([...words])

export const Id = Type.String({ title: 'id', pattern: '^[a-z][a-z0-9_-]{0,62}$', description: 'lower case letters, digits, - and _' })
export const EventName = Type.String({
  title: 'event', pattern: '^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)?$', maxLength: 100, description: 'an event, such as order.paid or quiz_passed',
})
export const FieldName = Type.String({ title: 'field', pattern: '^[a-z][A-Za-z0-9_]{0,62}$', description: "the name of an event's field, such as score" })
export const Decimal = Type.String({ title: 'decimal', pattern: '^\\d{1,12}(\\.\\d{1,9})?$', description: 'a decimal number in quotes, such as "1.5"' })
export const DateText = Type.String({ title: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a date, such as 2026-11-11' })
export const Condition = Type.String({ title: 'condition', minLength: 1, maxLength: 2_000, description: 'a CEL expression that is true or false' })
export const Currency = Type.String({ title: 'currency', pattern: '^[A-Z]{3}$', description: 'an ISO 4217 code, such as EUR' })
export const Zone = Type.String({ title: 'zone', minLength: 1, description: 'an IANA time zone, such as Europe/Berlin' })
export const Language = Type.String({ title: 'language', pattern: '^[a-z]{2,3}(-[A-Za-z0-9]+)*$', description: 'a language, such as en or zh-CN' })
export const Region = Type.String({ title: 'region', pattern: '^[A-Z]{2}(-[A-Z0-9]{1,3})?$', description: 'a country or province by ISO 3166, such as CA-ON' })
export const Colour = Type.String({ title: 'colour', pattern: '^#[0-9A-Fa-f]{6}$', description: 'a colour in quotes, such as "#c9a227"' })
export const Text = Type.String({ minLength: 1 })
export const Points = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 })
export const PositivePoints = Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 })
export const Count = Type.Integer({ minimum: 1, maximum: 1_000_000 })
/** Ten years at most in whichever unit: the engine keeps daily totals for as long. */
const lengthOf = (most: number) => Type.Integer({ minimum: 1, maximum: most })
export const Length = lengthOf(3_660)
export const Days = Type.Integer({ minimum: 1, maximum: 366 })

export const LocalText = Type.Union([Text, record(Language, Text, 1)], {
  title: 'local_text', description: 'a text, or one for each language: { en: …, zh-CN: … }',
})

export const Period = Type.Union(
  [object({ days: Length }), object({ weeks: lengthOf(520) }), object({ months: lengthOf(120) }), object({ years: lengthOf(10) })],
  { title: 'period', description: 'a length of time, such as { months: 12 }; ten years at most' },
)

export const CalendarUnit = oneOf('month', 'quarter', 'half', 'year')
export const Anniversary = object({ anniversary: oneOf('joining', 'entry') }, 'the year since the member joined, or entered the level')

export const Window = Type.Union([Type.Literal('lifetime'), object({ rolling: Period }), object({ calendar: CalendarUnit }), Anniversary], {
  title: 'window', description: 'the time that counts: lifetime, { rolling: { days: 365 } }, { calendar: year } or { anniversary: joining }',
})

const Dates = Type.Union([DateText, object({ from: DateText, to: DateText }, 'both days included')], {
  title: 'dates', description: 'a date, or { from: 2026-11-09, to: 2026-11-11 }',
})

/** Days of the member's own calendar; of all that is named, each must be so. */
export const onDays = {
  dates: optional(list(Dates), "dates of the member's own calendar"),
  weekdays: optional(list(oneOf('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'), 7)),
  month_days: optional(list(Type.Integer({ minimum: 1, maximum: 31 }), 31)),
}

/** An amount in each market, in its currency. */
export const Amounts = record(Id, Decimal, 1)

export type LocalText = Static<typeof LocalText>
