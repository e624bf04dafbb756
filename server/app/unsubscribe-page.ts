import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { unsubscribe } from '#server/modules/messages/index'
import { readCentre } from '#server/modules/signups/index'
import { AppError } from '#server/platform/errors'
import type { Finders } from './caller.ts'
import type { House } from './house.ts'
import { siteOf } from './serve-route.ts'

type Serving = { house: House; finders: Pick<Finders, 'findStore'>; publicUrl: string | null }

const ACTOR = { kind: 'system', job: 'unsubscribe' } as const

/**
 * The link in the header of a mail by which a mail program ends mails of its sort (RFC 8058): POST does it, whoever asks, as the link is for one member and one purpose. To look
 * at it does nothing, as programs look at links on their way: it leads to where the member says what they want.
 */
export function serveUnsubscribePage(app: FastifyInstance, serving: Serving): void {
  void app.register(async (pages) => {
    pages.addContentTypeParser(['application/x-www-form-urlencoded', 'multipart/form-data'], { parseAs: 'string', bodyLimit: 4 * 1024 }, (_request, body, done) => done(null, body))
    pages.get('/unsubscribe/:store/:token', (request, reply) => show(serving, request, reply))
    pages.post('/unsubscribe/:store/:token', (request, reply) => take(serving, request, reply))
  })
}

async function show({ house, publicUrl, finders }: Serving, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const storeId = await storeOf(finders, request)
  const centre = await house.database.readStore(storeId, (db) => readCentre({ db, storeId, actor: ACTOR, now: house.clock() }, siteOf(request.headers.host, publicUrl)))
  return reply.redirect(`${centre}/profile`, 303)
}

async function take({ house, finders }: Serving, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const storeId = await storeOf(finders, request)
  const { token } = request.params as { token: string }
  await house.database.inStore(storeId, (db) => unsubscribe({ db, storeId, actor: ACTOR, now: house.clock() }, house.seal, token))
  return reply.status(204).send()
}

async function storeOf(finders: Serving['finders'], request: FastifyRequest): Promise<string> {
  const store = await finders.findStore((request.params as { store: string }).store)
  if (store === undefined) throw new AppError('not_found', 'http.unknown_route')
  return store.storeId
}
