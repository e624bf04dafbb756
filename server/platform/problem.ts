import { Type, type Static } from 'typebox'

/** One mistake in what was sent: where (`order.lines[0].quantity`; empty for the whole), what stood there, what would be right. */
export const Mistake = Type.Object({
  path: Type.String({ description: 'where, such as order.lines[0].quantity; empty for the whole' }),
  found: Type.String({ description: 'what stood there' }),
  wanted: Type.String({ description: 'what would be right' }),
  message: Type.Optional(Type.String({ description: 'the same as a sentence, in the language of the answer' })),
  code: Type.Optional(Type.String()),
  severity: Type.Optional(Type.Enum(['mistake', 'warning'], { description: 'of a program: a mistake keeps it from running, a warning is legal but unwise' })),
  line: Type.Optional(Type.Union([Type.Integer(), Type.Null()], { description: 'in a program that was sent as text, from 1' })),
  column: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
}, { title: 'Mistake', additionalProperties: false })
export type Mistake = Static<typeof Mistake>

/** What went wrong, as RFC 9457 has it, with our code and the id of the request. */
export const Problem = Type.Object({
  type: Type.String({ description: 'urn:rockpool:problem: and the code' }),
  title: Type.String({ description: 'the kind of problem, in the language of the answer' }),
  status: Type.Integer({ minimum: 400, maximum: 599 }),
  detail: Type.String({ description: 'what happened and what to do, in the language of the answer' }),
  code: Type.String({ description: 'what happened, for a program' }),
  instance: Type.String({ description: 'this occurrence: urn:rockpool:request: and the id of the request' }),
  requestId: Type.String(),
  details: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { description: 'the values that the detail names' })),
  errors: Type.Optional(Type.Array(Mistake, { description: 'every mistake in what was sent' })),
}, { title: 'Problem', additionalProperties: false, description: 'A problem as RFC 9457 has it.' })
export type Problem = Static<typeof Problem>
