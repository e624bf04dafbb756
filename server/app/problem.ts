import { pathText, type ShapeProblem } from '#engine/shape'
import { instantText } from '#engine/calendar'
import { refusalText } from '#engine/member/explain'
import type { Refusal } from '#engine/member/outcome'
import { hasText, STAFF_LOCALES, type Locale, type Voice } from '#engine/text'
import { tellProblems } from '#server/modules/programs/index'
import { AppError, HTTP_STATUS, type ErrorKind } from '#server/platform/errors'
import type { Mistake, Problem } from '#server/platform/problem'
import { tellMistake } from './tell-mistake.ts'
import { hasSentence, localeAccepted, say } from './words.ts'

/** In whose words a problem is told, and of which request. */
export type Telling = Voice & { requestId: string }

/** The language for a problem: the one asked for where it is told in that, else the one of staff that is asked for most. */
export function languageOf(code: string, wishes: string | undefined): Locale {
  const wished = localeAccepted(wishes)
  const isTold = hasSentence(`problem.${code}`) ? hasSentence(`problem.${code}`, wished) : isOfMembers(code)
  return isTold ? wished : localeAccepted(wishes, STAFF_LOCALES)
}

/** Whether this is what the engine refuses a member: told in every language of shoppers, and in a store's own words where it has some. */
export function isOfMembers(code: string): boolean {
  return !hasSentence(`problem.${code}`) && hasText(`refusal.${code}`)
}

/** Whatever was thrown, in the language that its reader asks for, in a store's own words where it has some. */
export function problemFor(error: unknown, { wishes, requestId, own }: { wishes: string | undefined; requestId: string; own?: Voice['own'] }): Problem {
  const problem = problemOf(error, { locale: 'en', requestId })
  return problemOf(error, { locale: languageOf(problem.code, wishes), requestId, own })
}

/** What the framework refuses before any route is asked, and what the system says in a code of its own; and how we say it. */
const FRAMEWORK: Readonly<Record<string, { status: number; code: string }>> = {
  FST_ERR_BAD_URL: { status: 400, code: 'http.bad_url' },
  FST_ERR_MAX_PARAM_LENGTH: { status: 414, code: 'http.bad_url' },
  FST_ERR_CTP_BODY_TOO_LARGE: { status: 413, code: 'http.too_large' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { status: 415, code: 'http.not_json_type' },
  FST_ERR_CTP_EMPTY_TYPE: { status: 415, code: 'http.not_json_type' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { status: 400, code: 'http.cut_off' },
  FST_ERR_CTP_INVALID_JSON_BODY: { status: 400, code: 'http.not_json' },
  // Asked with the method QUERY alone, which no operation has.
  FST_ERR_ROUTE_MISSING_CONTENT_TYPE: { status: 404, code: 'http.unknown_route' },
  FST_ERR_HANDLER_TIMEOUT: { status: 503, code: 'http.timed_out' },
  HPE_HEADER_OVERFLOW: { status: 431, code: 'http.large_headers' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'http.arrived_late' },
  // PostgreSQL has no room to write: what was asked is undone, and reading goes on.
  53100: { status: 503, code: 'http.disk_full' },
}

/** Codes of the system and classes of SQLSTATE (08 connection, 53 resources, 57P operator) under which the database is not there for us. */
const GONE = /^(?:CONNECT|CONNECTION_|ECONN|EPIPE|ENOTFOUND|ETIMEDOUT|ENOENT$|08|53|57P)/

/** Drivers say by words alone that a connection broke under a transaction. */
const BROKEN = /^(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect)/

/** SQLSTATE of transactions that stood in each other's way: a serialization failure, a deadlock, a lock that was not to be had. */
const RACED = /^(?:40001|40P01|55P03)$/

const INSTANT = /^(?:at|until|from)$|[a-z]At$/

const TITLES: Readonly<Record<number, ErrorKind | 'bad_request' | 'internal' | 'too_large' | 'media_type'>> = {
  400: 'bad_request', 408: 'bad_request', 413: 'too_large', 414: 'bad_request', 415: 'media_type', 431: 'bad_request', 500: 'internal',
  ...Object.fromEntries(Object.entries(HTTP_STATUS).map(([kind, status]) => [status, kind as ErrorKind])),
}

/** A mistake in the form of what was sent, to be told with every place that is wrong. */
export function shapeMistake(problems: readonly ShapeProblem[]): AppError {
  return new AppError('invalid', 'http.wrong_shape', { errors: problems.map(({ keys, ...problem }) => ({ path: pathText(keys), ...problem })) })
}

/** Whatever was thrown, as the caller sees it. What must not happen shows nothing but the id under which the log has it. */
export function problemOf(error: unknown, telling: Telling): Problem {
  if (error instanceof AppError) return problemWith(HTTP_STATUS[error.kind], error, telling)
  const code = (error as { code?: unknown } | null)?.code
  const framework = typeof code === 'string' && Object.hasOwn(FRAMEWORK, code) ? FRAMEWORK[code] : undefined
  if (framework !== undefined) return problemWith(framework.status, { code: framework.code, details: {} }, telling)
  if (isGone(error, code)) return problemWith(503, { code: 'http.unavailable', details: {} }, telling)
  if (typeof code === 'string' && RACED.test(code)) return problemWith(409, { code: 'http.raced', details: {} }, telling)
  return problemWith(500, { code: 'http.internal', details: {} }, telling)
}

/** What is no HTTP that can be read, by the code of the parser. */
export function noiseProblem(code: string | undefined, telling: Telling): Problem {
  return code !== undefined && Object.hasOwn(FRAMEWORK, code) ? problemOf({ code }, telling) : problemWith(400, { code: 'http.not_http', details: {} }, telling)
}

function isGone(error: unknown, code: unknown): boolean {
  return typeof code === 'string' ? GONE.test(code) : error instanceof Error && BROKEN.test(error.message)
}

/** A problem by its status and code. */
function problemWith(status: number, { code, details }: Pick<AppError, 'code' | 'details'>, { locale, requestId, own }: Telling): Problem {
  const { errors, problems, ...plain } = details as { errors?: Mistake[]; problems?: Parameters<typeof tellProblems>[0] }
  const mistakes = problems === undefined ? errors?.map((mistake) => tellMistake(mistake, locale)) : tellProblems(problems, locale)
  return {
    type: `urn:rockpool:problem:${code}`, title: say(locale, `title.${TITLES[status] ?? 'internal'}`), status,
    detail: sentenceOf(code, { ...plain, count: mistakes?.length ?? 0, requestId }, { locale, own }), code, instance: `urn:rockpool:request:${requestId}`, requestId,
    ...(Object.keys(plain).length > 0 ? { details: withTimes(plain) } : {}), ...(mistakes === undefined ? {} : { errors: mistakes }),
  }
}

/** Values under the names that instants have, as times. */
function withTimes(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'number' && INSTANT.test(name) ? instantText(value) : value]))
}

/** Our own codes have their sentences in `locales/<language>/server.json`; a member's refusals in `refusal.json`. */
function sentenceOf(code: string, values: Readonly<Record<string, unknown>>, voice: Voice): string {
  if (isOfMembers(code)) return refusalText({ code, details: values as Refusal['details'] }, voice)
  return hasSentence(`problem.${code}`) ? say(voice.locale, `problem.${code}`, values) : code
}
