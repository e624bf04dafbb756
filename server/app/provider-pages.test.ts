import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
// @ts-expect-error The package has no types.
import Provider from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { askOf, openTestServer, type Answered, type TestServer } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
let edge: ReturnType<TestServer['openEdge']>
let site = ''
let issuer = ''
let idp: Server
/** Whether the provider says that it has confirmed the address. */
let isConfirmed = true

beforeAll(async () => {
  server = await openTestServer()
  edge = server.openEdge({ house: { ...server.house, clock: Date.now } })
  site = (await edge.listen({ host: '127.0.0.1', port: 0 })).replace(/\/$/, '')
  const listener = createServer((request, response) => void handle(request, response))
  idp = listener.listen(0, '127.0.0.1')
  await once(idp, 'listening')
  issuer = `http://127.0.0.1:${(idp.address() as AddressInfo).port}`
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'rockpool', client_secret: 'a secret of the provider', redirect_uris: [`${site}/sign-in/callback`], token_endpoint_auth_method: 'client_secret_post' }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] }, conformIdTokenClaims: false, features: { devInteractions: { enabled: true } },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    findAccount: async (_context: unknown, sub: string) => ({ accountId: sub, claims: async () => ({ sub, email: `${sub}@example.com`, email_verified: isConfirmed, name: 'Anna Schmidt' }) }),
  })
  const handle = provider.callback() as (request: IncomingMessage, response: ServerResponse) => Promise<void>
}, 120_000)
afterAll(async () => {
  await new Promise<void>((resolve) => idp.close(() => resolve()))
  await edge.close()
  await server.close()
  vi.restoreAllMocks()
})

type Jar = Map<string, string>

/** Walks as a browser does, with its cookies, until an address is reached that begins so. */
async function walk(jar: Jar, from: string, { until, form }: { until: string; form?: Record<string, string> }): Promise<string> {
  let [url, body] = [from, form]
  for (let steps = 0; steps < 20; steps += 1) {
    if (url.startsWith(until)) return url
    const { host } = new URL(url)
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie: [...jar].filter(([name]) => name.startsWith(`${host} `)).map(([name, value]) => `${name.split(' ')[1]}=${value}`).join('; ') }, ...(body === undefined ? {} : { method: 'POST', body: new URLSearchParams(body) }) })
    for (const cookie of answer.headers.getSetCookie()) jar.set(`${host} ${cookie.split('=')[0]}`, (cookie.split(';')[0] as string).split('=').slice(1).join('='))
    body = undefined
    const location = answer.headers.get('location')
    if (location !== null) { url = new URL(location, url).href; continue }
    const page = await answer.text()
    const action = /action="([^"]+)"/.exec(page)?.[1]
    if (action === undefined) return `${answer.status} ${page}`
    url = new URL(action, url).href
    body = page.includes('name="login"') ? { prompt: 'login', login: 'anna', password: 'x' } : { prompt: 'consent' }
  }
  throw new Error('too far')
}

type Shop = { storeId: string; key: string; ask: (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) => Promise<Answered>; guest: (body: object) => Promise<Answered> }

async function openShop(): Promise<Shop> {
  const { storeId, key } = await server.openStore()
  const ask: Shop['ask'] = (method, path, body) => askOf(edge, { method, path: `/api/v1${path}`, key, ...(body === undefined ? {} : { body }) })
  const put = await ask('POST', '/sign-in-providers', { provider: 'reef-id', kind: 'oidc', issuer, clientId: 'rockpool', clientSecret: 'a secret of the provider', label: 'Reef ID' })
  expect(put, put.text).toMatchObject({ status: 200, body: { hasSecret: true, isOn: true } })
  return { storeId, key, ask, guest: (body) => askOf(edge, { method: 'POST', path: '/api/v1/sessions', body, headers: { 'rockpool-store': storeId } }) }
}

const challengeIn = (url: string) => new URL(url).hash.replace('#sign-in=', '')
const signIn = async ({ storeId, guest }: Shop) => guest({ way: 'provider', challenge: challengeIn(await walk(new Map(), `${site}/sign-in/${storeId}/reef-id`, { until: `${site}/m/` })) })

describe('a sign-in by another provider', () => {
  test('goes there and back, makes a member once, and finds the same the next time, also under another address', async () => {
    const shop = await openShop()
    isConfirmed = true
    const first = await signIn(shop)
    expect(first.body, first.text).toMatchObject({ isNew: true })
    expect((await shop.ask('GET', `/members/${first.body['memberId']}/profile`)).body).toMatchObject({ email: 'anna@example.com', name: 'Anna Schmidt' })
    await shop.ask('PATCH', `/members/${first.body['memberId']}/profile`, { email: 'other@example.com' })
    expect((await signIn(shop)).body).toMatchObject({ isNew: false, memberId: first.body['memberId'] })
    expect((await shop.ask('GET', `/members/${first.body['memberId']}/ways`)).body).toMatchObject({ providers: ['reef-id'] })
  })

  test('is the member of an address that the provider has confirmed, and somebody new where it has not', async () => {
    const [confirmed, not] = [await openShop(), await openShop()]
    const known = await confirmed.ask('POST', '/members', { email: 'anna@example.com' })
    isConfirmed = true
    expect((await signIn(confirmed)).body).toMatchObject({ memberId: known.body['memberId'], isNew: false })
    const other = await not.ask('POST', '/members', { email: 'anna@example.com' })
    isConfirmed = false
    const { body } = await signIn(not)
    expect(body).toMatchObject({ isNew: true })
    expect(body['memberId']).not.toBe(other.body['memberId'])
    expect((await not.ask('GET', `/members/${body['memberId']}/profile`)).body).toMatchObject({ email: null })
  })

  test('is good once, in its store, for the browser that left', async () => {
    const [shop, theirs] = [await openShop(), await openShop()]
    isConfirmed = true
    const there = await walk(new Map(), `${site}/sign-in/${shop.storeId}/reef-id`, { until: `${site}/m/` })
    const proof = { way: 'provider', challenge: challengeIn(there) }
    expect((await theirs.guest(proof)).status).toBe(401)
    const both = await Promise.all([shop.guest(proof), shop.guest(proof)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 401])
    const back = await walk(new Map(), `${site}/sign-in/${shop.storeId}/reef-id`, { until: `${site}/sign-in/callback` })
    expect(await askOf(edge, { method: 'GET', path: back.slice(site.length), headers: { host: new URL(site).host } })).toMatchObject({ status: 401, body: { code: 'logins.provider_refused' } })
    const cookie = `rockpool_sign_in=${new URL(back).searchParams.get('state')}`
    const tampered = back.replace(/code=[^&]+/, 'code=another')
    expect((await askOf(edge, { method: 'GET', path: tampered.slice(site.length), headers: { host: new URL(site).host, cookie } })).status).toBe(401)
  })

  test('is there where the store offers it, and nowhere else; its secret is shown to nobody and goes to no other issuer', async () => {
    const shop = await openShop()
    expect((await askOf(edge, { method: 'GET', path: '/api/v1/shop', headers: { 'rockpool-store': shop.storeId } })).body['providers']).toEqual([{ provider: 'reef-id', kind: 'oidc', label: 'Reef ID' }])
    expect((await shop.ask('GET', '/sign-in-providers')).text).not.toContain('a secret of the provider')
    const settings = { provider: 'reef-id', kind: 'oidc', clientId: 'rockpool', label: 'Reef ID' }
    expect((await shop.ask('POST', '/sign-in-providers', { ...settings, issuer: 'https://evil.example' })).body).toMatchObject({ code: 'logins.provider_secret' })
    expect((await shop.ask('POST', '/sign-in-providers', { ...settings, issuer: 'http://evil.example' })).body).toMatchObject({ code: 'http.wrong_shape' })
    await shop.ask('POST', '/sign-in-providers', { ...settings, issuer, isOn: false })
    const leave = (store: string) => askOf(edge, { method: 'GET', path: `/sign-in/${store}/reef-id`, headers: { host: new URL(site).host } })
    expect([(await leave(shop.storeId)).status, (await leave('no-such-store')).status]).toEqual([404, 404])
    expect((await shop.ask('DELETE', '/sign-in-providers/reef-id')).body).toEqual({ providers: [] })
  })
})
