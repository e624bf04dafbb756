import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { Keyring } from '#server/modules/keys/index'
import type { Route } from '#server/platform/route'
import { AppError } from '#server/platform/errors'
import { serveApiPage } from './api-page.ts'
import { serveHealth } from './health.ts'
import type { House } from './house.ts'
import { LIMITS, LONGEST_PATH_PART, type Limits } from './limits.ts'
import type { Metrics } from './metrics.ts'
import { openApiDocument } from './openapi.ts'
import { problemOf } from './problem.ts'
import { openRateLimit } from './rate-limit.ts'
import { readJsonBodies } from './read-json.ts'
import { serveRoute } from './serve-route.ts'
import { localeAccepted } from './words.ts'

/** What the HTTP edge is made of. */
export type HttpOptions = {
  house: House
  routes: readonly Route<House>[]
  keyring: Keyring
  metrics: Metrics
  log: Logger
  /** Whether the database is there and at the newest schema. */
  isReady: () => Promise<boolean>
  limits?: Partial<Limits>
  /** Whether every answer is held against the shape that its route promises; for tests. */
  checksAnswers?: boolean
}

/** Makes the HTTP server, which does not listen yet. Closing it answers what has arrived. */
export function openHttp({ house, routes, keyring, metrics, log, isReady, limits: asked = {}, checksAnswers = false }: HttpOptions): FastifyInstance {
  const limits = { ...LIMITS, ...asked }
  const app = makeApp(log, limits)
  app.decorateRequest('caller', null)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(() => { throw new AppError('not_found', 'http.unknown_route') })
  readJsonBodies(app)
  metrics.measureRequests(app)
  dressAnswers(app)
  logAnswers(app)
  const serving = { house, keyring, rateLimit: openRateLimit(limits), checksAnswers }
  for (const route of routes) serveRoute(app, route, serving)
  serveHealth(app, { isReady, registry: metrics.registry })
  serveApiPage(app, () => openApiDocument(routes, limits))
  return app
}

function makeApp(log: Logger, { arrivalMs, answerMs }: Limits): FastifyInstance {
  return fastify({
    loggerInstance: log, logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    requestTimeout: arrivalMs, handlerTimeout: answerMs, exposeHeadRoutes: false,
    // What comes on a connection that is open when we close is answered like any other; the connection ends with it.
    return503OnClosing: false,
    routerOptions: { maxParamLength: LONGEST_PATH_PART },
    genReqId: requestIdOf, frameworkErrors: answerError, clientErrorHandler: answerNoise,
  }) as unknown as FastifyInstance
}

/** The caller's own id of the request where it is a decent one, so that both logs can be laid side by side. */
function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const asked = headers['x-request-id']
  return typeof asked === 'string' && /^[A-Za-z0-9._-]{8,64}$/.test(asked) ? asked : randomUUID()
}

/** The one place where errors become answers. */
function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const locale = localeAccepted(request.headers['accept-language'])
  const problem = problemOf(error, { locale, requestId: request.id })
  if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'http.failed')
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer')
  if (problem.status === 503) void reply.header('retry-after', '1')
  void reply.code(problem.status).headers({ 'content-type': 'application/problem+json; charset=utf-8', 'content-language': locale }).send(JSON.stringify(problem))
}

/** What is no HTTP gets no more than a status line. */
function answerNoise(error: Error & { code?: string }, socket: Socket): void {
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request'
  if (error.code !== 'ECONNRESET' && socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  else socket.destroy()
}

function dressAnswers(app: FastifyInstance): void {
  let isClosing = false
  app.addHook('preClose', async () => void (isClosing = true))
  app.addHook('onSend', async (request, reply) => {
    void reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff', vary: 'Accept-Language, Authorization' })
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
    if (isClosing) void reply.header('connection', 'close')
  })
}

/** One line for each answer, without an address: ids of members stand in those. */
function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, caller, routeOptions: { url: route = null } } = request
    const who = caller === null ? {} : { storeId: caller.storeId, keyId: caller.actor.keyId }
    request.log.info({ method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime), ...who }, 'http.answered')
  })
}
