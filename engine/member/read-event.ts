import type { Static, TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { isZone, localDay, parseDay, parseInstant, type Instant } from '#engine/calendar'
import { isCurrency } from '#engine/currencies'
import { REDEEMED } from '#engine/program/events'
import { pathText, shapeProblems, shown, type ShapeCode } from '#engine/shape'
import type { MemberEvent } from './event.ts'
import { bodies, eventSchemas, TIME, type Order, type OutsideEvent, type OutsideKind, type Refund } from './event-schema.ts'
import { emptyMember, snapshotOf } from './parts.ts'

/** A mistake in an event from outside: where (`order.lines[0].quantity`), what stood there, what would be right, and its code. */
export type EventProblem = { path: string; found: string; wanted: string; code: EventProblemCode }
export type EventProblemCode = ShapeCode | 'unknown_type' | 'contradiction' | 'repeated'

/**
 * Reads one event from outside (JSON). A merge names the absorbed member, whose state the store puts in; times are from 1970 to
 * 2199. Every mistake is listed, none is mended.
 */
export function readEvent(input: unknown): { event: MemberEvent; member: string } | { problems: EventProblem[] } {
  const type = isRecord(input) ? input.type : undefined
  if (typeof type !== 'string' || !Object.hasOwn(bodies, type)) {
    return { problems: [isRecord(input) ? unknownType(type) : { path: '', found: shown(input), wanted: 'an event: an object', code: 'wrong_type' }] }
  }
  const validator = validatorOf(type as OutsideKind)
  if (!validator.Check(input)) return { problems: shapeProblems(validator, input).map(({ keys, ...problem }) => ({ path: pathText(keys), ...problem })) }
  const outside = input as OutsideEvent
  const problems = meaningProblems(outside)
  return problems.length > 0 ? { problems } : { event: inside(outside), member: outside.member }
}

const validators = new Map<OutsideKind, Validator>()

/** Compiled when first met: most programs see a few kinds only. */
function validatorOf(kind: OutsideKind): Validator {
  let validator = validators.get(kind)
  if (!validator) validators.set(kind, (validator = Compile(eventSchemas[kind] as TSchema)))
  return validator
}

function inside(outside: OutsideEvent): MemberEvent {
  const { type, occurredAt, member: _, ...rest } = outside
  const event = { ...rest, at: parseInstant(occurredAt), kind: type } as Record<string, unknown>
  if ('until' in outside) event.until = parseInstant(outside.until)
  if ('through' in outside && outside.through !== undefined) event.through = parseDay(outside.through)
  if (outside.type === 'member.merged') event.absorbed = snapshotOf(emptyMember(outside.absorbed))
  return event as MemberEvent
}

/** What a schema cannot say: real times, zones and currencies, lines named once, one way to say what comes back. */
function meaningProblems(event: OutsideEvent): EventProblem[] {
  const problems: EventProblem[] = []
  const at = requireTime(event.occurredAt, 'occurredAt', problems)
  if (/^rockpool(?::|$)/.test(event.source)) problems.push({ path: 'source', found: shown(event.source), wanted: 'another name than "rockpool", under which the events of the store itself are known', code: 'bad_format' })
  if ('until' in event) {
    const until = requireTime(event.until, 'until', problems)
    if (until <= at) problems.push({ path: 'until', found: shown(event.until), wanted: 'a time after occurredAt', code: 'contradiction' })
  }
  if ('through' in event && event.through !== undefined) requireLastDay(event.through, at, problems)
  if ('profile' in event && typeof event.profile?.zone === 'string' && !isZone(event.profile.zone)) {
    problems.push({ path: 'profile.zone', found: shown(event.profile.zone), wanted: 'an IANA time zone, such as "Europe/Berlin"', code: 'bad_format' })
  }
  if ('order' in event) orderProblems(event.order, problems)
  if ('refund' in event) refundProblems(event.refund, problems)
  if ('currency' in event) requireCurrency(event.currency, 'currency', problems)
  if (event.type === 'points.adjusted' && event.points === 0) {
    problems.push({ path: 'points', found: '0', wanted: 'points to give, or below 0 to take', code: 'out_of_range' })
  }
  if ((event.type === 'points.approved' || event.type === 'points.rejected') && (event.orderId === undefined) === (event.lotId === undefined)) {
    problems.push({ path: '', found: event.orderId === undefined ? 'neither' : 'both', wanted: 'either orderId or lotId', code: 'contradiction' })
  }
  if (event.type === 'activity' && (event.name.startsWith('order.') || event.name === REDEEMED || Object.hasOwn(bodies, event.name))) {
    problems.push({ path: 'name', found: shown(event.name), wanted: 'a name of your own; this one is an event of its own type', code: 'contradiction' })
  }
  return problems
}

function orderProblems(order: Static<typeof Order>, problems: EventProblem[]): void {
  requireCurrency(order.currency, 'order.currency', problems)
  const seen = new Set<string>()
  for (const [index, line] of order.lines.entries()) {
    const path = `order.lines[${index}]`
    if (seen.has(line.id)) problems.push({ path: `${path}.id`, found: shown(line.id), wanted: 'an id of its own: another line has this one', code: 'repeated' })
    seen.add(line.id)
    if (line.quantity < 1 && line.amountMinor > 0) {
      problems.push({ path: `${path}.quantity`, found: String(line.quantity), wanted: '1 or more, unless the line takes money off', code: 'out_of_range' })
    }
  }
}

function refundProblems(refund: Static<typeof Refund>, problems: EventProblem[]): void {
  if (refund.lines !== undefined && refund.amountMinor !== undefined) {
    problems.push({ path: 'refund', found: 'lines and amountMinor', wanted: 'one of them: lines, or an amount over all lines', code: 'contradiction' })
  }
  const seen = new Set<string>()
  for (const [index, { line, quantity, amountMinor }] of (refund.lines ?? []).entries()) {
    const path = `refund.lines[${index}]`
    if (seen.has(line)) problems.push({ path: `${path}.line`, found: shown(line), wanted: 'each line once', code: 'repeated' })
    seen.add(line)
    if (quantity !== undefined && amountMinor !== undefined) {
      problems.push({ path, found: 'quantity and amountMinor', wanted: 'one of them: units, or an amount', code: 'contradiction' })
    }
  }
}

function requireCurrency(code: string, path: string, problems: EventProblem[]): void {
  if (!isCurrency(code)) problems.push({ path, found: shown(code), wanted: 'an ISO 4217 code, such as "USD"', code: 'bad_format' })
}

/** The instant of the text; NaN, and a problem, when it is none or out of range. */
function requireTime(text: string, path: string, problems: EventProblem[]): Instant {
  try {
    const at = parseInstant(text)
    if (at >= 0 && at < Date.UTC(2200, 0, 1)) return at
    problems.push({ path, found: shown(text), wanted: 'a time in the years 1970 to 2199', code: 'out_of_range' })
  } catch {
    problems.push({ path, found: shown(text), wanted: TIME, code: 'bad_format' })
  }
  return NaN
}

/** A day of the calendar that may be today wherever the member lives, or is later. */
function requireLastDay(text: string, at: Instant, problems: EventProblem[]): void {
  try {
    if (parseDay(text) >= localDay(at, 'UTC') - 1) return
    problems.push({ path: 'through', found: shown(text), wanted: 'the day of occurredAt, or one after it', code: 'contradiction' })
  } catch {
    problems.push({ path: 'through', found: shown(text), wanted: 'a day of the calendar, such as "2026-12-31"', code: 'bad_format' })
  }
}

function unknownType(type: unknown): EventProblem {
  const wanted = `a type of event: ${Object.keys(bodies).join(', ')}`
  return type === undefined ? { path: 'type', found: 'nothing', wanted, code: 'missing' } : { path: 'type', found: shown(type), wanted, code: 'unknown_type' }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
