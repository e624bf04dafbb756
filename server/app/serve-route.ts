import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { Compile } from 'typebox/compile'
import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import { fileReader } from '#server/modules/programs/index'
import { getStore } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import type { Reader } from '#server/platform/csv'
import type { Call, Origin, Reply, Route } from '#server/platform/route'
import { outwardOf } from '#server/platform/translate-shape'
import { askedOf, openAudit, runAudited, runStoreless, writeAudited, type Deed } from './audit-deeds.ts'
import { openOwnLook, type OwnLook } from './audit-look.ts'
import { letIn, requireDoors, type Caller, type Doors } from './caller.ts'
import type { House } from './house.ts'
import { BODY_BYTES } from './limits.ts'
import { problemFor, shapeMistake } from './problem.ts'
import { openReader } from './read-input.ts'
import { localeAccepted } from './words.ts'

/** What is kept of what a browser calls itself. */
const LONGEST_USER_AGENT = 300

/** Where the API is. */
export const API = '/api/v1'

/** What routes are served with. */
export type Serving = Doors & { checksAnswers: boolean; routes: readonly Route<House>[] }

/** Serves one row of the list: the doors first, then the body is read, checked and given to the verb, and the answer is put into its outside form. */
export function serveRoute(app: FastifyInstance, route: Route<House>, serving: Serving): void {
  requireDoors(route)
  const read = openReader(route)
  const write = openWriter(route, serving)
  const audit = openAudit(route, serving.routes)
  const ownLook = route.kind === 'storeless' ? openOwnLook(route, serving.routes) : null
  app.route({
    method: route.method, url: `${API}${route.path}`, bodyLimit: route.bodyLimitBytes ?? BODY_BYTES,
    onRequest: (request, reply) => letIn(serving, route, { request, reply }),
    async handler(request, reply) {
      const locale = localeAccepted(request.headers['accept-language'])
      const sent = { params: request.params as Record<string, string>, query: request.query as Record<string, unknown>, body: request.body, locale, shopper: shopperOf(request) }
      const input = read(sent)
      const deed = { deed: audit(serving.house, { request, sent }), asked: askedOf(route, sent) }
      if (route.kind === 'streams') {
        const call = await callOf(route, serving, request)
        const { body } = await runAudited(serving.house, call, { deed: deed.deed, asked: null, run: async () => ({ status: 200, body: await route.run(serving.house, call, input as never) }) })
        return reply.header('content-type', `${route.mediaType}; charset=utf-8`).send(Readable.from(body as AsyncIterable<string>))
      }
      const answer = write(await runRoute(route, serving, { request, input, ownLook, ...deed }))
      if (route.csv !== undefined && wantsCsv(request)) return send(reply.type('text/csv; charset=utf-8'), { ...answer, body: route.csv(answer.body as never, await readerOf(route, serving, request)) })
      const seconds = route.kind === 'reads' && request.caller?.isSandbox === false ? (route.publicSeconds?.(input as never) ?? null) : null
      return seconds === null ? send(reply, answer) : sendKept(reply, answer, { seconds, isShared: isShared(request), known: request.headers['if-none-match'] })
    },
  })
}

/** In whose words a file is told. */
async function readerOf(route: Route<House>, serving: Serving, request: FastifyRequest): Promise<Reader> {
  const { storeId, actor, now, locale } = await callOf(route, serving, request)
  return serving.house.database.readStore(storeId, (db) => fileReader({ db, storeId, actor, now }, locale))
}

function wantsCsv({ headers: { accept = '' } }: FastifyRequest): boolean {
  return /^\s*text\/csv\b/.test(accept)
}

/** An answer that comes after the time for it was up has nobody to go to. */
function send(reply: FastifyReply, { status, headers = {}, cookies = [], body }: Reply): FastifyReply {
  if (reply.sent) return reply
  if (cookies.length > 0) void reply.header('set-cookie', [...cookies])
  return reply.code(status).headers(headers).send(body)
}

/**
 * An answer that caches may keep, also shared ones where a key or a guest asked (Vary has it; RFC 9111, 3.5), with a tag of its content: whoever has that
 * content already is told so in 304.
 */
function sendKept(reply: FastifyReply, { status, body }: Reply, { seconds, isShared, known = '' }: { seconds: number; isShared: boolean; known: string | undefined }): FastifyReply {
  if (reply.sent) return reply
  const text = JSON.stringify(body)
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  void reply.headers({ 'cache-control': `${isShared ? 'public' : 'private'}, max-age=${seconds}`, etag: tag })
  // Weak comparison (RFC 9110, 13.1.2): what a proxy packed is the same to us.
  if (known === '*' || known.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)) return reply.code(304).send()
  return reply.code(status).header('content-type', 'application/json; charset=utf-8').send(text)
}

type RunRoute = Exclude<Route<House>, { kind: 'streams' }>

async function runRoute(route: RunRoute, serving: Serving, { request, input, ownLook, deed, asked }: { request: FastifyRequest; input: unknown; ownLook: OwnLook | null; deed: Deed | null; asked: unknown }): Promise<Reply> {
  const { house } = serving
  if (route.kind === 'storeless') {
    const call = { now: house.clock(), locale: localeAccepted(request.headers['accept-language']), origin: originOf(request, serving), staff: request.staff }
    return runStoreless(house, route, { request, call, look: ownLook, run: () => route.run(house, call, input as never) })
  }
  const call = await callOf(route, serving, request)
  const { storeId, actor, now } = call
  const ctx = { storeId, actor, now }
  const reply = (body: unknown): Reply => ({ status: route.status ?? 200, body })
  const write = async (run: (within: WriteContext) => Promise<unknown>) => reply(await house.database.inStore(storeId, (db) => writeAudited({ ...ctx, db }, { deed, asked, run: () => run({ ...ctx, db }) })))
  if (route.kind === 'own') {
    const within = (await route.within?.(house, call, input as never)) ?? null
    return within === null ? runAudited(house, call, { deed, asked, run: () => route.run(house, call, input as never) }) : write(within)
  }
  if (route.kind === 'writes') return write((within) => route.run(within, input as never))
  const read = async () => reply(await house.database.readStore(storeId, (db) => route.run({ ...ctx, db }, input as never)))
  return runAudited(house, call, { deed, asked: null, run: read })
}

/** Who asks, in which store, when and in which language. */
async function callOf({ isOnWorldClock = false }: Route<House>, serving: Serving, request: FastifyRequest): Promise<Call> {
  const { caller } = request
  assert(caller, 'a route of a store runs for somebody')
  const { house } = serving
  const { storeId, actor } = caller
  const locale = localeAccepted(request.headers['accept-language'])
  const now = isOnWorldClock ? house.clock() : await nowOf(house, caller)
  return { storeId, actor, now, locale, idempotencyKey: idempotencyKey(request), origin: originOf(request, serving), problemOf: (error) => problemFor(error, { wishes: request.headers['accept-language'], requestId: request.id }) }
}

function originOf({ ip, headers }: FastifyRequest, { publicUrl }: Serving): Origin {
  return { address: ip, cookie: headers.cookie ?? '', page: headers.origin ?? '', userAgent: (headers['user-agent'] ?? '').slice(0, LONGEST_USER_AGENT), isSecure: publicUrl?.startsWith('https:') === true, site: siteOf(headers.host, publicUrl) }
}

/** Where browsers reach this server: as whoever runs it says, else on this machine as it was asked; null: nobody said. */
export function siteOf(host: string | undefined, publicUrl: string | null): string | null {
  if (publicUrl !== null) return new URL(publicUrl).origin
  return host !== undefined && /^(?:localhost|127\.0\.0\.1)(?::\d{1,5})?$/.test(host) ? `http://${host}` : null
}

/** Whose `member` a shopper may name; undefined for keys and staff, who may name any. */
function shopperOf({ caller }: FastifyRequest): { memberId: string | null } | undefined {
  if (caller?.actor.kind === 'member') return { memberId: caller.actor.memberId }
  return caller?.actor.kind === 'guest' ? { memberId: null } : undefined
}

function isShared({ caller }: FastifyRequest): boolean {
  return caller?.actor.kind === 'key' || caller?.actor.kind === 'guest'
}

/** The one instant of a request: a sandbox has a clock of its own. */
async function nowOf({ database, clock }: House, { storeId, actor, isSandbox }: Caller): Promise<Instant> {
  const now = clock()
  if (!isSandbox) return now
  const { clockAt } = await database.readStore(storeId, (db) => getStore({ db, storeId, actor, now }))
  return clockAt ?? now
}

function idempotencyKey({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key === 'string' && /^[\x21-\x7e]{1,150}$/.test(key)) return key
  throw shapeMistake([{ keys: ['Idempotency-Key'], found: JSON.stringify(key).slice(0, 60), wanted: '1 to 150 visible ASCII characters', code: 'bad_format' }])
}

/** Puts answers into their outside form; where tests ask for it, holds them against the shape that the route promises. */
function openWriter(route: Route<House>, { checksAnswers }: Serving): (reply: Reply) => Reply {
  const also = route.kind === 'own' ? Object.entries(route.also ?? {}).map(([status, { schema }]) => [Number(status), schema] as const) : []
  const writers = new Map([[route.status ?? 200, route.output] as const, ...also].map(([status, schema]) => [
    status, { outward: outwardOf(schema), validator: checksAnswers ? Compile(schema) : null },
  ]))
  return (reply) => {
    const writer = writers.get(reply.status)
    assert(writer, 'a route answers with a status that it names', { path: route.path, status: reply.status })
    const body = writer.outward(reply.body)
    assert(writer.validator?.Check(body) !== false, 'an answer has the promised shape', { path: route.path, body })
    return { ...reply, body }
  }
}
