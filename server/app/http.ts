import { randomUUID } from 'node:crypto'
import { STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { Voice } from '#engine/text'
import type { Keyring } from '#server/modules/keys/index'
import { voiceOf } from '#server/modules/shops/index'
import type { Route } from '#server/platform/route'
import { AppError } from '#server/platform/errors'
import { serveConsole } from '#server/console/index'
import { serveCentre, serveWidget } from '#server/pages/index'
import { serveApiPage } from './api-page.ts'
import type { Caller, Finders } from './caller.ts'
import { readCentreFacts } from './centre-facts.ts'
import { openToShops } from './cross-origin.ts'
import { findersOf } from './finders.ts'
import { serveHealth } from './health.ts'
import type { House } from './house.ts'
import { letArrive } from './let-arrive.ts'
import { LIMITS, LONGEST_PATH_PART, type Limits } from './limits.ts'
import type { Metrics } from './metrics.ts'
import { openApiDocument } from './openapi.ts'
import { isOfMembers, languageOf, noiseProblem, problemFor } from './problem.ts'
import { openRateLimit } from './rate-limit.ts'
import { serveProviderPages } from './provider-pages.ts'
import { readJsonBodies } from './read-json.ts'
import { secureAnswers } from './security-headers.ts'
import { serveRoute } from './serve-route.ts'
import { serveUnsubscribePage } from './unsubscribe-page.ts'
import { firstWords, localeAccepted, say } from './words.ts'

/** Who asks, and from which page, is told by these headers; a cache that kept an answer for somebody else would be a leak. */
const VARY = 'Accept-Language, Authorization, Cookie, Origin, Rockpool-Store, Rockpool-Caller, Rockpool-Impersonation'

/** Of a second factor that was shown wrongly too often. */
const LOCK_MINUTES = 15

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

/** What the HTTP edge is made of. */
export type HttpOptions = {
  house: House
  routes: readonly Route<House>[]
  keyring: Keyring
  /** How sessions, seats and stores are found, where it is not on the database of the house. */
  finders?: Partial<Finders>
  /** The address under which browsers know this server; null: the one that they ask. */
  publicUrl?: string | null
  /** Whose word on where a request came from is taken. */
  proxies?: readonly string[]
  metrics: Metrics
  log: Logger
  /** Whether the database is there and at the newest schema. */
  isReady: () => Promise<boolean>
  limits?: Partial<Limits>
  /** Told of each address that is served, by method; for tests. */
  onRoute?: (route: { method: string | string[]; url: string }) => void
  /** Whether every answer is held against the shape that its route promises; for tests. */
  checksAnswers?: boolean
}

/** Makes the HTTP server, which does not listen yet. Closing it answers what has arrived. */
export function openHttp({ house, routes, keyring, finders = {}, publicUrl = null, proxies = [], metrics, log, isReady, limits: asked = {}, onRoute, checksAnswers = false }: HttpOptions): FastifyInstance {
  const limits = { ...LIMITS, ...asked }
  const app = makeApp(log, limits, proxies)
  // An expectation that we do not know is passed over (RFC 9110, 10.1.1): the request is answered like any other.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response))
  if (onRoute !== undefined) app.addHook('onRoute', onRoute)
  app.decorateRequest('caller', null)
  app.decorateRequest('staff', null)
  app.setErrorHandler(async (error, request, reply) => answerError({ error, own: await ownWords(house, error, request) }, request, reply))
  app.setNotFoundHandler(() => { throw new AppError('not_found', 'http.unknown_route') })
  readJsonBodies(app)
  metrics.measureRequests(app)
  dressAnswers(app)
  secureAnswers(app, { publicUrl })
  logAnswers(app)
  const serving = { house, keyring, finders: { ...findersOf(house), ...finders }, publicUrl, rateLimit: openRateLimit(limits), checksAnswers, routes }
  openToShops(app, serving)
  serveProviderPages(app, serving)
  serveUnsubscribePage(app, serving)
  for (const route of routes) serveRoute(app, route, serving)
  serveHealth(app, { isReady, registry: metrics.registry })
  serveConsole(app, { missing: (wishes) => say(localeAccepted(wishes), 'page.no_console') })
  serveCentre(app, { readFacts: (asked) => readCentreFacts(house, serving.finders, asked), words: firstWords, missing: (wishes) => say(localeAccepted(wishes), 'page.no_centre') })
  serveWidget(app)
  serveApiPage(app, () => openApiDocument(routes, limits))
  return app
}

function makeApp(log: Logger, { arrivalMs, answerMs }: Limits, proxies: readonly string[]): FastifyInstance {
  return fastify({
    loggerInstance: log, logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    trustProxy: proxies.length === 0 ? false : [...proxies], requestTimeout: arrivalMs, handlerTimeout: answerMs, exposeHeadRoutes: false,
    // What comes on a connection that is open when we close is answered like any other; the connection ends with it.
    return503OnClosing: false,
    routerOptions: { maxParamLength: LONGEST_PATH_PART },
    genReqId: requestIdOf, frameworkErrors: (error, request, reply) => void answerError({ error }, request, reply), clientErrorHandler: answerNoise,
  }) as unknown as FastifyInstance
}

/** The caller's own id of the request where it is a decent one, so that both logs can be laid side by side. */
function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const asked = headers['x-request-id']
  return typeof asked === 'string' && /^[A-Za-z0-9._-]{8,64}$/.test(asked) ? asked : randomUUID()
}

/** What the caller's store says itself of what is refused to a member. */
async function ownWords({ database, clock }: House, error: unknown, { caller, headers }: FastifyRequest): Promise<Voice['own']> {
  if (caller === null || !(error instanceof AppError) || !isOfMembers(error.code)) return undefined
  const { storeId, actor } = caller
  return (await database.readStore(storeId, (db) => voiceOf({ db, storeId, actor, now: clock() }, languageOf(error.code, headers['accept-language'])))).own
}

/** The one place where errors become answers. */
function answerError({ error, own }: { error: unknown; own?: Voice['own'] }, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const wishes = request.headers['accept-language']
  const problem = problemFor(error, { wishes, requestId: request.id, own })
  if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'http.failed')
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer')
  if (problem.status === 503) void reply.header('retry-after', '1')
  const wait = problem.status === 429 ? (problem.details?.['seconds'] ?? Number(problem.details?.['minutes'] ?? LOCK_MINUTES) * 60) : null
  if (wait !== null) void reply.header('retry-after', String(wait))
  return reply.code(problem.status).headers({ 'content-type': PROBLEM_TYPE, 'content-language': languageOf(problem.code, wishes) }).send(JSON.stringify(problem))
}

/** What is no HTTP has no route, no language and no way to be told more; it is told the same way, and the connection ends. */
function answerNoise(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const problem = noiseProblem(error.code, { locale: 'en', requestId: randomUUID() })
  const body = JSON.stringify(problem)
  const head = [`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`, 'Connection: close', `Content-Type: ${PROBLEM_TYPE}`, `Content-Length: ${Buffer.byteLength(body)}`]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function dressAnswers(app: FastifyInstance): void {
  let isClosing = false
  app.addHook('preClose', async () => void (isClosing = true))
  app.addHook('onSend', async (request, reply) => {
    if (request.raw.complete === false) await letArrive(request.raw)
    void reply.header('x-request-id', request.id)
    if (!reply.hasHeader('vary')) void reply.header('vary', VARY)
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
    if (isClosing) void reply.header('connection', 'close')
  })
}

/** One line for each answer, without an address: ids of members stand in those. */
function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, caller, staff, routeOptions: { url: route = null } } = request
    const who = caller === null ? (staff === null ? {} : { staffId: staff.staffId }) : { storeId: caller.storeId, ...namesOf(caller.actor) }
    request.log.info({ method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime), ...who }, 'http.answered')
  })
}

/** Who asked, for the log: a key or one of the staff by their id, of shoppers nothing but that they are. */
function namesOf(actor: Caller['actor']): object {
  if (actor.kind === 'key') return { keyId: actor.keyId }
  return actor.kind === 'staff' ? { staffId: actor.staffId } : { caller: actor.kind }
}
