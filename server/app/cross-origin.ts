import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readSettings } from '#server/modules/shops/index'
import type { Finders } from './caller.ts'
import type { House } from './house.ts'
import { API } from './serve-route.ts'

const ASKED = {
  'access-control-allow-methods': 'GET, POST, PATCH, DELETE', 'access-control-allow-headers': 'Authorization, Content-Type, Accept-Language, Idempotency-Key, If-None-Match, Rockpool-Caller, Rockpool-Store', 'access-control-max-age': '7200',
}
const SHOWN = { 'access-control-expose-headers': 'ETag, Idempotent-Replayed, Retry-After, X-Request-Id' }

/**
 * Lets pages of a shop read what the API answers (CORS): those of the origins that the store has named, which the request names in Rockpool-Store. Without
 * credentials: a cookie of this host never comes along, so a page of the shop signs its shoppers in with a token. What a browser asks beforehand names no store;
 * it is told what may be asked, and learns nothing.
 */
export function openToShops(app: FastifyInstance, { house, finders }: { house: House; finders: Pick<Finders, 'findStore'> }): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    if (origin === undefined || !request.url.startsWith(`${API}/`)) return
    if (request.method !== 'OPTIONS' && (await isOfStore(request, { house, finders }))) void reply.headers({ 'access-control-allow-origin': origin, ...SHOWN })
  })
  app.options(`${API}/*`, answerBefore)
}

function answerBefore({ headers: { origin } }: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(204).headers(origin === undefined ? {} : { 'access-control-allow-origin': origin, ...ASKED }).send()
}

async function isOfStore({ headers: { origin = '', 'rockpool-store': name } }: FastifyRequest, { house, finders }: { house: House; finders: Pick<Finders, 'findStore'> }): Promise<boolean> {
  const store = typeof name === 'string' && /^[\w-]{1,64}$/.test(name) ? await finders.findStore(name) : undefined
  if (store === undefined) return false
  const { storeId } = store
  const { origins } = await house.database.readStore(storeId, (db) => readSettings({ db, storeId, actor: { kind: 'system', job: 'cross-origin' }, now: house.clock() }))
  return origins.includes(origin)
}
