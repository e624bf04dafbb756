import type { TSchema } from 'typebox'
import { AS_API } from '#server/platform/csv'
import type { Route } from '#server/platform/route'
import type { Limits } from './limits.ts'
import type { Json, Shapes } from './openapi-shapes.ts'
import { problemOf } from './problem.ts'
import { AppError } from '#server/platform/errors'

/** The errors that every operation of a sort may end in: the name of the response, what it means, and one of them. */
const ERRORS: Readonly<Record<number, { name: string; description: string; example: unknown }>> = {
  400: { name: 'BadRequest', description: 'What was sent is not JSON', example: { code: 'FST_ERR_CTP_INVALID_JSON_BODY' } },
  401: { name: 'Unauthenticated', description: 'There is no live key and no live session', example: new AppError('unauthenticated', 'http.no_key') },
  403: { name: 'Forbidden', description: 'Whoever asks lacks the permission, or this is not for them', example: new AppError('forbidden', 'http.no_permission', { permission: 'keys:manage' }) },
  404: { name: 'NotFound', description: 'The store has nothing of this name', example: new AppError('not_found', 'members.unknown', { member: 'customer-77' }) },
  409: { name: 'Conflict', description: 'What the store or the member has does not allow it now', example: new AppError('conflict', 'points.insufficient', { unit: 'points', wanted: 500, available: 120, balance: 120 }) },
  410: { name: 'Gone', description: 'The link was used, has ended or was replaced', example: new AppError('gone', 'staff.dead_link') },
  413: { name: 'TooLarge', description: 'The body is larger than the operation takes', example: { code: 'FST_ERR_CTP_BODY_TOO_LARGE' } },
  415: { name: 'NotJson', description: 'The Content-Type is not application/json', example: { code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' } },
  422: {
    name: 'Invalid', description: 'What was sent is wrong, whatever the store has; every mistake is named',
    example: new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'order.lines[0].quantity', found: '"2"', wanted: 'a whole number of units', code: 'wrong_type' }] }),
  },
  429: { name: 'Limited', description: 'Whoever asks has made too many requests', example: new AppError('limited', 'http.limited', { requests: 10_000, windowSeconds: 10, seconds: 3 }) },
  500: { name: 'Internal', description: 'A mistake of ours; the log has it under the id of the request', example: new Error('ours') },
  503: { name: 'Unavailable', description: 'The database cannot be reached, or the answer took too long: ask again', example: { code: 'ECONNREFUSED' } },
}

const TELLING = { locale: 'en', requestId: '0f8b1c52-6a0e-4d58-9f53-3a1c5e7d9b24' } as const
const refer = (name: string): Json => ({ $ref: `#/components/headers/${name}` })
const RATE: Json = { RateLimit: refer('RateLimit'), 'RateLimit-Policy': refer('RateLimitPolicy') }
const ID: Json = { 'X-Request-Id': refer('RequestId') }

/** The headers of answers. */
export function headersOf({ requests, windowSeconds }: Limits): Json {
  const text = { type: 'string' }
  return {
    RequestId: { description: 'The id of this request: yours, where you sent a decent one', schema: text, example: TELLING.requestId },
    RateLimit: { description: "What is left of the caller's window, and in how many seconds a new one begins", schema: text, example: `"key";r=${requests - 1};t=${windowSeconds}` },
    RateLimitPolicy: { description: 'How many requests a caller may make in a window of how many seconds', schema: text, example: `"key";q=${requests};w=${windowSeconds}` },
    RetryAfter: { description: 'In how many seconds to ask again', schema: { type: 'integer', minimum: 1 }, example: 3 },
    Replayed: { description: 'Whether this is the first answer again', schema: { type: 'string', enum: ['true'] }, example: 'true' },
    Authenticate: { description: 'How to show who you are', schema: { type: 'string', enum: ['Bearer'] }, example: 'Bearer' },
  }
}

/** The header under which a client names a request that it may send again. */
export const PARAMETERS: Json = {
  IdempotencyKey: {
    name: 'Idempotency-Key', in: 'header', required: false, description: 'Names what the request makes, so that it can be sent again. For an event that names none it is the id; the source is then "api" unless told, and of many events, the n-th gets "/n" behind it.',
    schema: { type: 'string', minLength: 1, maxLength: 150 }, example: '9b2f6c1e-order-1001',
  },
}

/** The shared responses of errors. */
export function errorResponses(problem: Json): Json {
  return Object.fromEntries(Object.entries(ERRORS).map(([status, { name, description, example }]) => [name, {
    description, headers: headersFor(Number(status)), content: { 'application/problem+json': { schema: problem, example: problemOf(example, TELLING) } },
  }]))
}

function headersFor(status: number): Json {
  if (status === 401) return { ...ID, 'WWW-Authenticate': refer('Authenticate') }
  return { ...ID, ...RATE, ...(status === 429 || status === 503 ? { 'Retry-After': refer('RetryAfter') } : {}) }
}

const JSON_TYPE = 'application/json'

/** The responses of an operation: what it promises, and the errors that it may end in. */
export function responsesOf(route: Route<never>, shapes: Shapes, errors: readonly number[]): Json {
  const { status = 200, output, example, csv } = route
  const also = route.kind === 'own' ? route.also ?? {} : {}
  const good = { [status]: success(shapes, { description: status === 201 ? 'Made' : 'Done', schema: output, example: example.output, csv: csv?.(example.output as never, AS_API) }, { mediaType: route.kind === 'streams' ? route.mediaType : JSON_TYPE }) }
  const others = Object.entries(also).map(([code, answer]) => [code, success(shapes, answer, { mediaType: JSON_TYPE, isReplay: route.kind === 'own' && route.isIdempotent === true })])
  const unchanged = route.kind === 'reads' && route.publicSeconds !== undefined ? { 304: { description: 'What If-None-Match names is still so', headers: { ...ID, ...RATE } } } : {}
  return { ...good, ...unchanged, ...Object.fromEntries(others), ...Object.fromEntries(errors.map((code) => [code, { $ref: `#/components/responses/${(ERRORS[code] as { name: string }).name}` }])) }
}

function success(shapes: Shapes, { description, schema, example, csv }: { description: string; schema: TSchema; example: unknown; csv?: string | undefined }, { mediaType, isReplay = false }: { mediaType: string; isReplay?: boolean }): Json {
  return { description, headers: { ...ID, ...RATE, ...(isReplay ? { 'Idempotent-Replayed': refer('Replayed') } : {}) }, content: { [mediaType]: { schema: shapes.write(schema), example }, ...(csv === undefined ? {} : { 'text/csv': { schema: { type: 'string' }, example: csv } }) } }
}
