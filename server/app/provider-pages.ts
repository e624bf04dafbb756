import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerCookie, leaveForProvider, returnFromProvider, signInAttempts, takeAttempts } from '#server/modules/logins/index'
import { readCentre } from '#server/modules/signups/index'
import { AppError } from '#server/platform/errors'
import { readCookies } from './cookies.ts'
import type { Finders } from './caller.ts'
import type { House } from './house.ts'
import { siteOf } from './serve-route.ts'

type Serving = { house: House; finders: Pick<Finders, 'findStore'>; publicUrl: string | null }

/** The names of the cookie; the first is that under https, which no neighbour of the host can set. */
const COOKIES = ['__Host-rockpool_sign_in', 'rockpool_sign_in'] as const
const COOKIE_SECONDS = 600
const FORM = 'application/x-www-form-urlencoded'

/**
 * The way to a provider and back: GET /sign-in/<store>/<provider> sends the browser there, /sign-in/callback takes it back and leads it to the member centre,
 * with the id under which POST /sessions finds who it is (behind a #). Whoever comes back is the one who left, and whoever signs in by it the one who came back:
 * cookies say so, which no other page can set.
 */
export function serveProviderPages(app: FastifyInstance, serving: Serving): void {
  void app.register(async (pages) => {
    pages.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: 16 * 1024 }, (_request, body, done) => done(null, body))
    pages.get('/sign-in/:store/:provider', (request, reply) => leave(serving, request, reply))
    pages.get('/sign-in/callback', (request, reply) => comeBack(serving, { request, reply, returned: new URLSearchParams(request.query as Record<string, string>) }))
    // Apple comes back with a form.
    pages.post('/sign-in/callback', (request, reply) => comeBack(serving, { request, reply, returned: new URLSearchParams(String(request.body)) }))
  })
}

async function leave({ house, finders, publicUrl }: Serving, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { store: name, provider } = request.params as { store: string; provider: string }
  const site = requireSite(request, publicUrl)
  const store = await finders.findStore(name)
  if (store === undefined) throw new AppError('not_found', 'http.unknown_route')
  await takeAttempts(house, store.storeId, signInAttempts(request.ip, null))
  const { url, state, comesByForm } = await leaveForProvider(house, { storeId: store.storeId, provider, site })
  return reply.header('set-cookie', providerCookie(state, { comesByForm, isSecure: site.startsWith('https:') })).redirect(url, 303)
}

/** A form from another site brings only a cookie that says None, which browsers keep only with Secure; on localhost most of them take that over http too. */
export function providerCookie(state: string | null, { comesByForm, isSecure }: { comesByForm: boolean; isSecure: boolean }): string {
  const [secure, plain] = COOKIES
  return `${isSecure ? secure : plain}=${state ?? ''}; Path=/; Max-Age=${state === null ? 0 : COOKIE_SECONDS}; HttpOnly; SameSite=${comesByForm ? 'None' : 'Lax'}${comesByForm || isSecure ? '; Secure' : ''}`
}

async function comeBack({ house, publicUrl }: Serving, { request, reply, returned }: { request: FastifyRequest; reply: FastifyReply; returned: URLSearchParams }): Promise<FastifyReply> {
  const site = requireSite(request, publicUrl)
  const state = readCookies(request.headers.cookie).get(COOKIES[site.startsWith('https:') ? 0 : 1])
  if (state === undefined || returned.get('state') !== state) throw new AppError('unauthenticated', 'logins.provider_refused')
  const { storeId, challenge } = await returnFromProvider(house, { state, returned, site })
  const centre = await house.database.readStore(storeId, (db) => readCentre({ db, storeId, actor: { kind: 'system', job: 'providers' }, now: house.clock() }, site))
  const isSecure = site.startsWith('https:')
  return reply.header('set-cookie', [providerCookie(null, { comesByForm: request.method === 'POST', isSecure }), answerCookie({ isSecure }, challenge)]).redirect(`${centre}#sign-in=${challenge}`, 303)
}

function requireSite({ headers: { host } }: FastifyRequest, publicUrl: string | null): string {
  const site = siteOf(host, publicUrl)
  if (site === null) throw new AppError('conflict', 'logins.no_site')
  return site
}
