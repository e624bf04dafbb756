import { Type, type Static } from 'typebox'
import type { Instant } from '#engine/calendar'
import { AMENDABLE, amendmentOf, nextAmendment } from '#engine/member/amend'
import type { MemberEvent } from '#engine/member/event'
import { readEvent } from '#engine/member/read-event'
import { shown } from '#engine/shape'
import { findMembers, requireMember } from '#server/modules/members/index'
import { AppError } from '#server/platform/errors'
import { own, type Call, type Reply, type Route } from '#server/platform/route'
import { CLOSED, PlainText } from '#server/platform/schemas'
import { RecordedEvent } from './events-schema.ts'
import { errorOf, notAhead, type RecordingHouse } from './events-route.ts'
import { findStanding } from './find-recorded.ts'
import { namedIn, placeRecording } from './place-recordings.ts'
import type { Answer } from './recording.ts'

/** An order of a thousand lines. */
const BODY_BYTES = 512 * 1024

const CorrectEvent = Type.Object({
  member: PlainText,
  event: Type.Record(Type.String(), Type.Unknown(), { description: `the event as it should have been told, in the form of POST /events: ${AMENDABLE.join(', ')}; its type, source and id are those of the event that it corrects, and member may be left out` }),
  number: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'which correction of this event it is: 1 for the first, 2 for the one after it' })),
}, { ...CLOSED, title: 'CorrectEvent' })

const RecordedCorrection = Type.Object({
  ...RecordedEvent.properties, number: Type.Integer({ minimum: 1, description: 'which correction of the event this is, from 1' }),
}, { ...CLOSED, title: 'RecordedCorrection' })

const event = {
  source: 'shop', id: 'order-1001', type: 'order.paid', occurredAt: '2026-01-05T10:00:00Z',
  order: { id: '1001', currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 1450 }] },
}
const corrected = { source: 'shop', id: 'order-1001', member: 'customer-77', number: 1, balances: { points: { available: 14, active: 14, pending: 0, reserved: 0, debt: 0 } } }

/** POST /members/:member/corrections: an event counts as it should have been told. */
export const correctionsRoute: Route<RecordingHouse> = own({
  path: '/members/:member/corrections', permission: 'activity:correct', input: CorrectEvent, output: RecordedCorrection, run: correct, status: 201, bodyLimitBytes: BODY_BYTES,
  summary: 'Correct an event of a member',
  description: [
    "What was told stays on record for ever. Where the shop's own record was wrong, a correction takes its place: send the whole event as it should have been told, under the `source`, `id` and `type` that it has. Lines, amounts and also its time may differ.",
    'The member is worked out again as if it had always been told so, and the ledger gets the difference; what was spent stays spent, and is debt where its points are gone. With `knownAt`, `GET /members/{member}` still says what was known before.',
    'Orders, refunds and credit notes can be corrected, until their member is merged into another.',
    'An event may be corrected again. `number` counts its corrections and names this one for ever: the same number with the same event gets the first answer again (200), with another event 409. Send it wherever a request may be repeated late. Without it, this is the next correction; or the last one again, where the event already stands as you send it.',
  ].join('\n\n'),
  example: { input: { event, number: 1 }, output: corrected },
  also: { 200: { description: 'The first answer to a repetition', schema: RecordedCorrection, example: corrected } },
})

/** @throws AppError http.wrong_shape, members.unknown, event.not_amendable, activity.correction_ahead, activity.other_correction, and what is wrong with the event for the member */
async function correct(house: RecordingHouse, call: Call, { member, event: told, number }: Static<typeof CorrectEvent>): Promise<Reply> {
  const read = readCorrected(told, { member, now: call.now })
  const { memberId, right, standing } = await house.database.readStore(call.storeId, async (db) => {
    const found = await requireMember({ ...call, db }, member)
    const recording = { member: { memberId: found }, event: read }
    const { event } = placeRecording(recording, await findMembers({ ...call, db }, namedIn(recording)))
    return { memberId: found, right: event, standing: await findStanding({ ...call, db }, found, event) }
  })
  const { source, id } = right
  if (standing === undefined) throw errorOf({ status: 'refused', code: 'event.not_amendable', details: { source, id } }, right)
  if (number !== undefined && number > standing.n + 1) throw new AppError('conflict', 'activity.correction_ahead', { id, number, last: standing.n })
  const correction = number === undefined ? nextAmendment(right, standing) : amendmentOf(right, number - 1)
  const [answer] = await house.recorder.record(call, [{ member: { memberId }, event: correction }])
  return replyOf(answer as Answer, { member, correction })
}

function replyOf(answer: Answer, { member, correction: { amends } }: { member: string; correction: MemberEvent }): Reply {
  const { source, id, n } = amends as NonNullable<MemberEvent['amends']>
  if (answer.status === 'conflict') throw new AppError('conflict', 'activity.other_correction', { source, id, number: n })
  if (answer.status === 'refused') throw errorOf(answer, { source, id })
  const isRepetition = answer.status === 'duplicate'
  return { status: isRepetition ? 200 : 201, ...(isRepetition ? { headers: { 'idempotent-replayed': 'true' } } : {}), body: { source, id, member, number: n, balances: answer.balances } }
}

/** @throws AppError http.wrong_shape */
function readCorrected(told: Readonly<Record<string, unknown>>, { member, now }: { member: string; now: Instant }): MemberEvent {
  const { type } = told
  if (!(AMENDABLE as readonly unknown[]).includes(type)) throw wrongShape([{ path: 'event.type', found: type === undefined ? 'nothing' : shown(type), wanted: `a type of event that can be corrected: ${AMENDABLE.join(', ')}` }])
  if (told['member'] !== undefined && told['member'] !== member) throw wrongShape([{ path: 'event.member', found: shown(told['member']), wanted: `${shown(member)}, as in the path, or nothing` }])
  const read = notAhead(readEvent({ ...told, member }), now)
  if ('problems' in read) throw wrongShape(read.problems.map((problem) => ({ ...problem, path: problem.path === '' ? 'event' : `event.${problem.path}` })))
  return read.event
}

function wrongShape(errors: readonly object[]): AppError {
  return new AppError('invalid', 'http.wrong_shape', { errors })
}
