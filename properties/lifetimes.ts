import { Temporal } from 'temporal-polyfill'
import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import { fold } from '#engine/member/fold'
import { compileProgram } from '#engine/program/compile'
import type { ExpiryDocument, ProgramDocument } from '#engine/program/schema'
import { timelineOf } from '#engine/program/timeline'
import fc from 'fast-check'
import { ZONES } from './arbitrary-program.ts'
import { property, type Property } from './property.ts'

type Case = {
  zone: string
  movesTo: string
  /** Minutes since 2026 began. */
  minute: number
  pendingDays: number
  period: { days: number } | { months: number } | { years: number }
  from: 'activation' | 'earning'
  roundUp: 'month' | 'quarter' | 'half' | 'year' | null
  /** Minutes from one activity to the next. */
  pauses: number[]
}

const period = fc.oneof(fc.integer({ min: 2, max: 500 }).map((days) => ({ days })), fc.integer({ min: 1, max: 30 }).map((months) => ({ months })), fc.constantFrom({ years: 1 }, { years: 2 }))
const cases: fc.Arbitrary<Case> = fc.record({
  zone: fc.constantFrom(...ZONES), movesTo: fc.constantFrom(...ZONES), minute: fc.integer({ min: 0, max: 4 * 365 * 1_440 }), pendingDays: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 })), period,
  from: fc.constantFrom('activation', 'earning'), roundUp: fc.constantFrom(null, 'month', 'quarter', 'half', 'year'), pauses: fc.array(fc.integer({ min: 0, max: 90 * 1_440 }), { maxLength: 4 }),
}, { noNullPrototype: true })

/** When points begin and end, found again with another calendar: Temporal's (R15 to R18). */
export const lifetimeProperties: readonly Property[] = [
  property('points begin and end at the midnights of the zone they were earned in', cases, beginAndEnd),
  property('activity keeps points alive for so long from its own day, in the zone they were earned in', cases, slide),
]

const MINUTE = 60_000
const FOR_EVER: Instant = Date.UTC(2060, 0, 1)
const YEARS_BEGIN: Instant = Date.UTC(2026, 0, 1)

function programOf({ pendingDays }: Case, expiry: ExpiryDocument): ProgramDocument {
  return {
    program: 'one', name: 'One', currency: 'USD', zone: 'UTC', markets: { home: { currency: 'USD' } }, events: { reviewed: {} },
    units: { points: { kind: 'spendable', expiry, ...(pendingDays > 0 ? { pending: { days: pendingDays } } : {}) } }, earn: [{ id: 'purchase', on: 'order.paid', rate: '1' }],
  }
}

function paidAt({ zone, minute }: Case): { at: Instant; events: MemberEvent[] } {
  const at = YEARS_BEGIN + minute * MINUTE
  const order = { id: 'o', currency: 'USD', lines: [{ id: 'l', sku: 's', quantity: 1, amountMinor: 100 }] }
  return { at, events: [{ source: 'a', id: '1', at, kind: 'member.joined', profile: { zone } }, { source: 'a', id: '2', at, kind: 'order.paid', order }] }
}

/** The instants at which the one point of a history became active and expired. */
function lifeOf(program: ProgramDocument, events: readonly MemberEvent[]): { begins: Instant | undefined; ends: Instant | undefined } {
  const { postings } = fold(timelineOf(compileProgram(program)), 'ada', { events, until: FOR_EVER })
  return { begins: postings.find(({ to }) => to === 'active')?.effectiveAt, ends: postings.find(({ to }) => to === 'expired')?.effectiveAt }
}

const dateIn = (at: Instant, zone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()
const midnight = (date: Temporal.PlainDate, zone: string): Instant => date.toZonedDateTime(zone).epochMilliseconds

function activation({ zone, pendingDays }: Case, at: Instant): Instant {
  return pendingDays === 0 ? at : midnight(dateIn(at, zone).add({ days: pendingDays }), zone)
}

const MONTHS = { month: 1, quarter: 3, half: 6, year: 12 } as const

/** The last day of the calendar's month, quarter, half or year that a date is in. */
function lastDayOf(date: Temporal.PlainDate, unit: keyof typeof MONTHS): Temporal.PlainDate {
  const month = Math.ceil(date.month / MONTHS[unit]) * MONTHS[unit]
  return Temporal.PlainDate.from({ year: date.year, month, day: 1 }).add({ months: 1 }).subtract({ days: 1 })
}

function beginAndEnd(tried: Case): void {
  const { zone, period: lasts, from, roundUp, movesTo } = tried
  const { at, events } = paidAt(tried)
  const moved: MemberEvent = { source: 'b', id: '3', at: at + MINUTE, kind: 'member.changed', profile: { zone: movesTo } }
  const found = lifeOf(programOf(tried, { after: lasts, from, ...(roundUp === null ? {} : { round_up: roundUp }) } as ExpiryDocument), [...events, moved])
  const begins = activation(tried, at)
  const exact = dateIn(from === 'earning' ? at : begins, zone).add(lasts)
  const ends = Math.max(begins, midnight((roundUp === null ? exact : lastDayOf(exact, roundUp)).add({ days: 1 }), zone))
  assert(found.begins === begins && found.ends === ends, 'points live from midnight to midnight', { found, expected: { begins, ends } })
}

function slide(tried: Case): void {
  const { zone, movesTo, period: lasts, pauses } = tried
  const { at, events } = paidAt(tried)
  const begins = activation(tried, at)
  let last = dateIn(begins, zone).add(lasts)
  const ends = () => midnight(last.add({ days: 1 }), zone)
  let now = at + MINUTE
  events.push({ source: 'b', id: '3', at: now, kind: 'member.changed', profile: { zone: movesTo } })
  for (const [n, pause] of pauses.entries()) {
    now += pause * MINUTE
    events.push({ source: 'c', id: `${n}`, at: now, kind: 'activity', name: 'reviewed' })
    const through = dateIn(now, movesTo).add(lasts)
    if (begins <= now && now < ends() && Temporal.PlainDate.compare(through, last) > 0) last = through
  }
  const found = lifeOf(programOf(tried, { inactivity: lasts, activities: ['reviewed'], notice_days: 1 } as ExpiryDocument), events)
  assert(found.begins === begins && found.ends === ends(), 'points live as long as the member does something', { found, expected: { begins, ends: ends() } })
}
