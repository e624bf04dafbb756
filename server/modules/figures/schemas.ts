import { Type, type Static } from 'typebox'
import { CLOSED, Time } from '#server/platform/schemas'

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a day of the program\'s calendar, such as "2026-02-28"' })
const Count = (description: string) => Type.Integer({ description })
const Before = Type.Union([Type.Integer(), Type.Null()], { description: 'as the span before ended, as far as it was known that day; null: nobody counted yet' })
const Level = Type.Object({ level: Type.String({ description: 'the level, or "track/level" where tracks are kept apart; "none" is below the first' }), members: Type.Integer(), before: Before }, CLOSED)

export const ReadFigures = Type.Object({
  period: Type.Optional(Type.Enum(['day', 'week', 'month', 'year'], { description: 'this day, week (from Monday), month or year until today, against as many days of the one before' })),
  from: Type.Optional(Day), to: Type.Optional(Type.String({ ...Day, description: 'the last day, itself included; today unless told' })),
  unit: Type.Unsafe<'day' | 'week' | 'month'>({ ...Type.Enum(['day', 'week', 'month']), default: 'day', description: 'what a part of the series is: day, week or month; a part is cut off where the span is' }),
  activeDays: Type.Integer({ minimum: 1, maximum: 730, default: 90, description: 'how many days ago an active member did something at most' }),
}, CLOSED)
export type ReadFigures = Static<typeof ReadFigures>

/** What happened in a span of days, and how it stood at its end. */
const Sums = {
  joined: Count('members who joined'), members: Count('members at the end'),
  bought: Count('members who bought on at least one day of it, each counted once'), orders: Count('orders of members that were not wholly refunded, on the day on which they were bought'),
  spendMinor: Count('what those came to after refunds, in minor units of the base currency'),
  issued: Count('points given'), spent: Count('points that members used, less those that came back'), expired: Count('points that ended'), revoked: Count('points taken back, by a refund or by staff'),
  owed: Count('points that members had at the end: pending, active and reserved'), debt: Count('points that members owed at the end'),
  liabilityMinor: Count('what all points that members had at the end cost if they are used, in minor units of the base currency'),
}
export const FigureSums = Type.Object(Sums, { ...CLOSED, title: 'FigureSums' })
export type FigureSums = Static<typeof FigureSums>

const SeriesPart = Type.Object({ from: Day, to: Day, ...Sums, levels: Type.Union([Type.Record(Type.String(), Type.Integer()), Type.Null()], { description: 'members by level as it ended, as far as it was known that day; null: nobody counted yet' }) }, { ...CLOSED, title: 'FigureSeriesPart' })

export type FigureSeriesPart = Static<typeof SeriesPart>

export const Figures = Type.Object({
  asOf: Time, zone: Type.String(), pointsUnit: Type.String(), currency: Type.String(), from: Day, to: Day, beforeFrom: Day, beforeTo: Day,
  isBehind: Type.Boolean({ description: 'whether so much was recorded at once that some of it is still to be summed up' }),
  now: FigureSums, before: FigureSums,
  levels: Type.Array(Level), debtors: Count('members who owe points, now'), companies: Count('companies among the members, now'), tests: Count('test members, of whom nothing is in any of these numbers'),
  active: Type.Object({ days: Type.Integer(), members: Count('members who did something in the last so many days'), before: Before }, CLOSED),
  expiring: Type.Union([Type.Object({ days: Type.Integer(), points: Type.Integer(), before: Before, asOf: Time }, CLOSED), Type.Null()], { description: 'points that end in the next 30 days if nothing is done, as they were last counted; null: never yet' }),
  series: Type.Array(SeriesPart),
}, { ...CLOSED, title: 'Figures' })
export type Figures = Static<typeof Figures>
