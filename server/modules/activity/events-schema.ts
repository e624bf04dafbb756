import { Type, type Static, type TSchema } from 'typebox'
import { eventSchemas } from '#engine/member/event-schema'
import { Problem } from '#server/platform/problem'
import { CLOSED } from '#server/platform/schemas'

/** So many events are one request at most. */
export const MOST_EVENTS = 1_000

const Points = Type.Integer({ minimum: 0 })

/** What a member has of one unit. */
const Balance = Type.Object({
  available: Type.Integer({ description: 'active less debt, 0 at least: what can be used' }),
  active: Points, pending: Points, reserved: Points, debt: Points,
}, { ...CLOSED, title: 'Balance' })

/** An event that stands. A repetition of it is answered with the same. */
export const RecordedEvent = Type.Object({
  source: Type.String(), id: Type.String(), member: Type.String({ description: "the shop's own id" }),
  balances: Type.Record(Type.String(), Balance, { description: 'by unit, right after the event was recorded' }),
}, { ...CLOSED, title: 'RecordedEvent' })
export type RecordedEvent = Static<typeof RecordedEvent>

/** What became of one of many events: its own status, and the event or the problem. */
export const EventResult = Type.Object({
  status: Type.Integer({ description: '201 recorded, 200 recorded before, 409 or 422 refused' }),
  isReplayed: Type.Optional(Type.Boolean()),
  event: Type.Optional(RecordedEvent),
  problem: Type.Optional(Problem),
}, { ...CLOSED, title: 'EventResult' })
export type EventResult = Static<typeof EventResult>

const EventResults = Type.Object({
  results: Type.Array(EventResult, { description: 'in the order of the events' }),
}, { ...CLOSED, title: 'EventResults' })

/** The answers that 200 stands for: to a repetition, and to many events. */
export const RecordedOrResults = Type.Union([RecordedEvent, EventResults])

/** The event's own fields, with its type's name as a title: order.paid is OrderPaid. The stamp may come from Idempotency-Key instead. */
function named([type, schema]: [string, TSchema]): TSchema {
  const title = type.split(/[._]/).map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`).join('')
  const required = (schema as unknown as { required: string[] }).required.filter((name) => name !== 'id' && name !== 'source')
  return { ...schema, title: `${title}Event`, required } as TSchema
}

const MemberEvent = Type.Union(Object.entries(eventSchemas).map(named), {
  title: 'MemberEvent', discriminator: { propertyName: 'type' },
  description: 'Something that a member did, or that was decided about them. `source` and `id` name it for ever; they may be left out where Idempotency-Key is sent.',
})

const ManyEvents = Type.Object({ events: Type.Array(MemberEvent, { minItems: 1, maxItems: MOST_EVENTS }) }, { ...CLOSED, title: 'ManyEvents' })

/** One event, or many. */
export const RecordEvents = Type.Union([MemberEvent, ManyEvents], { title: 'RecordEvents' })
