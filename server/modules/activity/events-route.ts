import { instantText, type Instant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import { readEvent } from '#engine/member/read-event'
import { shown } from '#engine/shape'
import { requireMember } from '#server/modules/members/index'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { own, type Call, type Reply, type Route } from '#server/platform/route'
import { MOST_EVENTS, RecordedEvent, RecordedOrResults, RecordEvents, type EventResult } from './events-schema.ts'
import { noteRefusals } from './note-refusals.ts'
import type { Answer } from './recording.ts'
import type { Recorder } from './recorder.ts'

/** A thousand orders of a few lines each. */
const BODY_BYTES = 8 * 1024 * 1024
/** The source of an event that names none, where Idempotency-Key names its id. */
const OUR_SOURCE = 'api'

/** So far may a shop's clock be ahead of ours, in milliseconds; a time zone that was forgotten is further. */
const MOST_AHEAD = 5 * 60_000

/** Refusals that no state of the member could turn into a yes: the request is wrong by itself, or for this program. All others are a matter of what the member has or did. */
const WRONG = /^(?:event|activity|tier)\.|^reward\.(?:unknown|market_unknown|not_in_market)$|^entitlement\.unknown$|^points\.(?:not_spendable|unit_unknown|below_minimum|not_in_steps|to_oneself)$|^order\.(?!already_paid)|^member\.merge_with_itself$|^members\.unlike_kinds$|^company\.sharing_(?:not_offered|above_most)$/

/** What a verb needs that records. */
export type RecordingHouse = { database: Database; recorder: Pick<Recorder, 'record'> }
type Read = { event: MemberEvent; member: string }
type Done = Pick<EventResult, 'status' | 'event'> | { error: unknown }

const order = {
  source: 'shop', id: 'order-1001', type: 'order.paid', occurredAt: '2026-01-05T10:00:00Z', member: 'customer-77',
  order: { id: '1001', currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 2, amountMinor: 2900 }] },
}
const recorded = { source: 'shop', id: 'order-1001', member: 'customer-77', balances: { points: { available: 29, active: 29, pending: 0, reserved: 0, debt: 0 } } }

/** POST /events: one event, or up to a thousand, each with a result of its own. */
export const eventsRoute: Route<RecordingHouse> = own({
  path: '/events', audit: 'journal', permission: 'activity:record', isNaming: true, input: RecordEvents, output: RecordedEvent, run: recordEvents, isReadByVerb: true, isIdempotent: true, status: 201, bodyLimitBytes: BODY_BYTES,
  summary: 'Record events',
  description: 'Records one event, or `{ "events": [...] }` with up to 1,000, which are answered with 200 and a result each. The same source and id are recorded once: with the same body the first answer comes again, with another body 409. `Idempotency-Key` is the id of an event that names none. An event may be of any time that is over, and a clock may be five minutes ahead.',
  example: { input: order, output: recorded },
  also: { 200: { description: 'The first answer to a repetition, or the results of many events', schema: RecordedOrResults, example: { results: [{ status: 201, event: recorded }] } } },
})

/**
 * Records one event of a known member in its outside form, as of the request's own time: repeated later it is the same.
 * @throws AppError members.unknown, and what is wrong with the event, or with the member for it
 */
export async function recordNow(house: RecordingHouse, call: Call, input: Readonly<Record<string, unknown>> & { member: string }): Promise<Reply> {
  const read = readEvent(stamped({ source: OUR_SOURCE, ...input, occurredAt: instantText(call.now) }, call.idempotencyKey))
  if ('problems' in read) throw wrongEvent(read.problems)
  const memberId = await house.database.readStore(call.storeId, (db) => requireMember({ ...call, db }, input.member))
  const [answer] = await house.recorder.record(call, [{ member: { memberId }, event: read.event, isOfRequest: true }])
  return single(resultOf(read, answer as Answer))
}

/** Records what a shop tells, one event or many, and keeps for the staff which were refused. @throws AppError http.wrong_shape, programs.none_published; of a single event what is wrong with it */
export async function recordEvents(house: RecordingHouse, call: Call, body: unknown): Promise<Reply> {
  const many = manyOf(body)
  const told = (many ?? [body]).map((input, index) => stamped(input, many === null ? call.idempotencyKey : numbered(call.idempotencyKey, index)))
  const results = await judged(house, call, told)
  const refused = results.flatMap((done, index) => ('error' in done ? [{ told: told[index], error: done.error }] : []))
  if (refused.length > 0) await noteRefusals(house.database, call, refused)
  return many === null ? single(results[0] as Done) : { status: 200, body: { results: results.map((done) => listed(done, call)) } }
}

/** What became of each of the events of a request. @throws AppError where nothing of it could be tried */
async function judged(house: RecordingHouse, call: Call, told: readonly unknown[]): Promise<Done[]> {
  const reads = told.map((input) => notAhead(readEvent(input), call.now))
  const good = reads.filter((read): read is Read => 'event' in read)
  try {
    const answers = good.length === 0 ? [] : await house.recorder.record(call, good.map(({ event, member }) => ({ member: { externalId: member }, event })))
    return reads.map((read) => ('problems' in read ? { error: wrongEvent(read.problems) } : resultOf(read, answers.shift() as Answer)))
  } catch (error) {
    await noteRefusals(house.database, call, told.map((one) => ({ told: one, error })))
    throw error
  }
}

/** What happens only later is not a fact yet: it would let a member's points end, and make late all that comes until then. */
export function notAhead(read: ReturnType<typeof readEvent>, now: Instant): ReturnType<typeof readEvent> {
  if ('problems' in read || read.event.at <= now + MOST_AHEAD) return read
  return { problems: [{ path: 'occurredAt', code: 'out_of_range', found: instantText(read.event.at), wanted: `a time not after now, ${instantText(now)}` }] }
}

/** The events of a request of many; null for a single one. @throws AppError http.wrong_shape */
function manyOf(body: unknown): unknown[] | null {
  if (typeof body !== 'object' || body === null || !('events' in body)) return null
  const { events, ...rest } = body as Record<string, unknown>
  const extra = Object.keys(rest).map((name) => ({ path: name, found: shown(rest[name]), wanted: 'nothing beside "events"' }))
  const isList = Array.isArray(events) && events.length >= 1 && events.length <= MOST_EVENTS
  const found = Array.isArray(events) ? `a list of ${events.length}` : shown(events)
  const errors = isList ? extra : [{ path: 'events', found, wanted: `a list of 1 to ${MOST_EVENTS} events` }, ...extra]
  if (errors.length > 0) throw new AppError('invalid', 'http.wrong_shape', { errors })
  return events as unknown[]
}

function numbered(key: string | undefined, index: number): string | undefined {
  return key === undefined ? undefined : `${key}/${index + 1}`
}

/** The event with an id from Idempotency-Key where it names none. */
function stamped(input: unknown, key: string | undefined): unknown {
  if (key === undefined || typeof input !== 'object' || input === null || Array.isArray(input) || 'id' in input) return input
  return { source: OUR_SOURCE, ...input, id: key }
}

function wrongEvent(problems: readonly { path: string; found: string; wanted: string; code: string }[]): AppError {
  return new AppError('invalid', 'http.wrong_shape', { errors: problems })
}

/** Why an event does not stand, as the caller is told. */
export function errorOf(answer: Extract<Answer, { status: 'conflict' | 'refused' }>, { source, id }: Pick<MemberEvent, 'source' | 'id'>): AppError {
  if (answer.status === 'conflict') return new AppError('conflict', 'activity.other_body', { source, id })
  return new AppError(answer.code === 'members.unknown' ? 'not_found' : WRONG.test(answer.code) ? 'invalid' : 'conflict', answer.code, answer.details)
}

function resultOf({ event: { source, id }, member }: Read, answer: Answer): Done {
  if (answer.status === 'conflict' || answer.status === 'refused') return { error: errorOf(answer, { source, id }) }
  return { status: answer.status === 'accepted' ? 201 : 200, event: { source, id, member, balances: answer.balances } }
}

function single(done: Done): Reply {
  if ('error' in done) throw done.error
  return { status: done.status, ...(done.status === 200 ? { headers: { 'idempotent-replayed': 'true' } } : {}), body: done.event }
}

function listed(done: Done, { problemOf }: Call): EventResult {
  if (!('error' in done)) return { ...done, ...(done.status === 200 ? { isReplayed: true } : {}) }
  const problem = problemOf(done.error)
  return { status: problem.status, problem }
}
