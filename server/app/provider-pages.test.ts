import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportPKCS8, generateKeyPair, jwtVerify, type CryptoKey } from 'jose'
// @ts-expect-error The package has no types.
import Provider from 'oidc-provider'
import { generate } from 'otplib'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { openTestShop } from '#server/modules/signups/testing'
import { askOf, openTestServer, type TestServer } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
let edge: ReturnType<TestServer['openEdge']>
let site = ''
let issuer = ''
let idp: Server
/** What the provider says of an address: that it has confirmed it, that it has not, nothing of that, or no address at all. */
let address: { email?: string; email_verified?: boolean | string } = {}
/** A team's key at Apple, and what it signs as. */
let key: { privateKey: CryptoKey; publicKey: CryptoKey }
const [TEAM, KEY] = ['TEAM123456', 'KEY1234567']
const ANNA = { email: 'anna@example.com', email_verified: true }
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const BROWSER = inject('chromium')

beforeAll(async () => {
  server = await openTestServer()
  edge = server.openEdge({ house: { ...server.house, clock: Date.now } })
  site = (await edge.listen({ host: '127.0.0.1', port: 0 })).replace(/\/$/, '')
  const listener = createServer((request, response) => void handle(request, response))
  idp = listener.listen(0, '127.0.0.1')
  await once(idp, 'listening')
  issuer = `http://127.0.0.1:${(idp.address() as AddressInfo).port}`
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  key = await generateKeyPair('ES256', { extractable: true })
  const client = { redirect_uris: [`${site}/sign-in/callback`, `${site.replace('127.0.0.1', 'localhost')}/sign-in/callback`], token_endpoint_auth_method: 'client_secret_post' }
  const provider = new Provider(issuer, {
    clients: [{ ...client, client_id: 'rockpool', client_secret: 'a secret of the provider' }, { ...client, client_id: 'com.example.shop', client_secret: 'a token that the team signs' }],
    claims: { openid: ['sub', 'email', 'email_verified', 'name'], email: [], profile: [], public_profile: [], name: [] }, scopes: ['openid', 'email', 'profile', 'public_profile', 'name'], conformIdTokenClaims: false, features: { devInteractions: { enabled: true } },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    // A provider of the name of Apple says it in its form, and only the first time.
    findAccount: async (_context: unknown, sub: string) => ({ accountId: sub, claims: async () => ({ sub, ...address, ...(sub === 'anna' ? { name: 'Anna Schmidt' } : {}) }) }),
  })
  // Apple knows no secret, but a token that the team's key has signed for it a short while ago.
  const plain = (provider.Client.prototype as { compareClientSecret: (secret: string) => boolean }).compareClientSecret
  provider.Client.prototype.compareClientSecret = async function compare(this: { clientId: string }, secret: string): Promise<boolean> {
    if (this.clientId === 'rockpool') return plain.call(this, secret)
    const { protectedHeader, payload } = await jwtVerify(secret, key.publicKey, { issuer: TEAM, audience: issuer, subject: 'com.example.shop', algorithms: ['ES256'], maxTokenAge: '1m', requiredClaims: ['exp'] })
    return protectedHeader.kid === KEY && (payload.exp as number) - (payload.iat as number) <= 15_777_000
  }
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
async function walk(jar: Jar, from: string, { until, brings = {}, login = 'anna' }: { until: string; brings?: Record<string, string>; login?: string }): Promise<string> {
  let [url, body] = [from, undefined as Record<string, string> | undefined]
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
    const hidden = Object.fromEntries([...page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name as string, value as string]))
    body = page.includes('name="login"') ? { prompt: 'login', login, password: 'x' } : 'code' in hidden ? { ...hidden, ...brings } : { prompt: 'consent' }
  }
  throw new Error('too far')
}

const OURS = { provider: 'reef-id', kind: 'oidc', clientId: 'rockpool', clientSecret: 'a secret of the provider', label: 'Reef ID' }

async function openShop(settings: object = OURS) {
  const shop = await openTestShop(server, { edge })
  const put = await shop.staff('POST', '/sign-in-providers', { issuer, ...settings })
  expect(put, put.text).toMatchObject({ status: 200, body: { hasSecret: true, isOn: true } })
  return { ...shop, provider: String(put.body['provider']) }
}
type Shop = Awaited<ReturnType<typeof openShop>>

const apple = async () => ({ provider: 'apple', kind: 'apple', clientId: 'com.example.shop', teamId: TEAM, keyId: KEY, clientSecret: await exportPKCS8(key.privateKey), label: 'Apple' })
const challengeIn = (url: string) => new URL(url).hash.replace('#sign-in=', '')
const comeBack = async ({ storeId, provider }: Shop, walking: { brings?: Record<string, string>; login?: string } = {}) => ({ way: 'provider', challenge: challengeIn(await walk(new Map(), `${site}/sign-in/${storeId}/${provider}`, { until: `${site}/m/`, ...walking })) })
/** Signs in as the browser that came back. */
const enter = (shop: Shop, proof: { challenge: string }, more: object = {}) => shop.guest('POST', '/sessions', { ...proof, ...more }, { cookie: `rockpool_signing_in=${proof.challenge}` })
const signIn = async (shop: Shop, walking?: { brings?: Record<string, string>; login?: string }, more: object = {}) => enter(shop, await comeBack(shop, walking), more)
const other = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('a sign-in by another provider', () => {
  test('goes there and back, makes a member once, and finds the same the next time, also under another address', async () => {
    const shop = await openShop()
    address = ANNA
    const first = await signIn(shop)
    expect(first.body, first.text).toMatchObject({ isNew: true })
    expect((await shop.staff('GET', `/members/${first.body['memberId']}/profile`)).body).toMatchObject({ email: 'anna@example.com', name: 'Anna Schmidt' })
    await shop.staff('PATCH', `/members/${first.body['memberId']}/profile`, { email: 'other@example.com' })
    expect((await signIn(shop)).body).toMatchObject({ isNew: false, memberId: first.body['memberId'] })
    expect((await shop.staff('GET', `/members/${first.body['memberId']}/ways`)).body).toMatchObject({ providers: ['reef-id'] })
  })

  test('is the member of an address that the provider has confirmed', async () => {
    const shop = await openShop()
    const known = await shop.staff('POST', '/members', { email: 'anna@example.com' })
    address = ANNA
    expect((await signIn(shop)).body).toMatchObject({ memberId: known.body['memberId'], isNew: false })
    expect(await shop.mailTo('anna@example.com')).toContain('Your account at Test can now also be signed in to')
  })

  test('that has confirmed no address leads to no account before a mailbox was shown, and to that of the mailbox from then on', async () => {
    const shop = await openShop()
    const known = await shop.staff('POST', '/members', { email: 'anna@example.com' })
    for (const said of [{ email: 'anna@example.com', email_verified: false }, { email: 'anna@example.com' }, { email: 'anna@example.com', email_verified: 'false' }, {}]) {
      address = said
      expect((await signIn(shop)).body, JSON.stringify(said)).toMatchObject({ status: 422, code: 'signups.email_needed', details: { email: said.email ?? '' } })
    }
    const proof = await comeBack(shop)
    const send = (email: string, code: string) => enter(shop, proof, { email, code })
    await shop.guest('POST', '/codes', { email: 'anna@example.com' })
    const code = await shop.codeTo('anna@example.com')
    expect((await send('anna@example.com', other(code))).body).toMatchObject({ code: 'logins.wrong' })
    expect((await send('bo@example.com', code)).body).toMatchObject({ code: 'logins.wrong' })
    const both = await Promise.all([send('anna@example.com', code), send('anna@example.com', code)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 401])
    expect(both.find(({ status }) => status === 201)?.body).toMatchObject({ memberId: known.body['memberId'], isNew: false })
    expect((await signIn(shop)).body).toMatchObject({ memberId: known.body['memberId'], isNew: false })
  })

  test('asks for the app too of whoever is found by a mailbox and has set one up', async () => {
    const shop = await openShop()
    const anna = shop.as(String((await shop.comeIn('anna@example.com')).body['token']))
    const { body: { secret } } = await anna('POST', '/members/me/authenticator-options', {})
    expect((await anna('POST', '/members/me/authenticator', { totp: await generate({ secret: String(secret) }) })).body).toMatchObject({ hasTotp: true })
    address = {}
    const proof = await comeBack(shop)
    await shop.guest('POST', '/codes', { email: 'anna@example.com' })
    expect((await enter(shop, proof, { email: 'anna@example.com', code: await shop.codeTo('anna@example.com') })).body).toMatchObject({ code: 'logins.totp_needed' })
  })

  test('is good once, in its store, for the browser that left', async () => {
    const [shop, theirs] = [await openShop(), await openShop()]
    address = ANNA
    const jar: Jar = new Map()
    const there = await walk(jar, `${site}/sign-in/${shop.storeId}/reef-id`, { until: `${site}/m/` })
    const proof = { way: 'provider', challenge: challengeIn(there) }
    // Whoever was sent the link by the one who came back is not signed in as them.
    for (const cookie of [{}, { cookie: 'rockpool_signing_in=another' }]) expect((await shop.guest('POST', '/sessions', proof, cookie)).body).toMatchObject({ status: 401, code: 'logins.wrong' })
    expect(jar.get(`${new URL(site).host} rockpool_signing_in`)).toBe(proof.challenge)
    expect((await enter(theirs, proof)).status).toBe(401)
    const both = await Promise.all([enter(shop, proof), enter(shop, proof)])
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
    expect((await shop.staff('GET', '/sign-in-providers')).text).not.toContain('a secret of the provider')
    const settings = { provider: 'reef-id', kind: 'oidc', clientId: 'rockpool', label: 'Reef ID' }
    expect((await shop.staff('POST', '/sign-in-providers', { ...settings, issuer: 'https://evil.example' })).body).toMatchObject({ code: 'logins.provider_secret' })
    expect((await shop.staff('POST', '/sign-in-providers', { ...settings, issuer: 'http://evil.example' })).body).toMatchObject({ code: 'http.wrong_shape' })
    await shop.staff('POST', '/sign-in-providers', { ...settings, issuer, isOn: false })
    const leave = (store: string) => askOf(edge, { method: 'GET', path: `/sign-in/${store}/reef-id`, headers: { host: new URL(site).host } })
    expect([(await leave(shop.storeId)).status, (await leave('no-such-store')).status]).toEqual([404, 404])
    expect((await shop.staff('DELETE', '/sign-in-providers/reef-id')).body).toEqual({ providers: [] })
  })

  test('may ask for a date of birth, and the one who came back tells it with the same answer', async () => {
    const shop = await openShop()
    await shop.staff('PATCH', '/shop-settings', { ageGate: { minimum: 16, byCountry: {} } })
    address = ANNA
    const proof = await comeBack(shop)
    expect((await enter(shop, proof)).body).toMatchObject({ code: 'signups.birthday_needed' })
    expect((await enter(shop, proof, { joining: { birthday: '1990-07-14' } })).body).toMatchObject({ isNew: true })
  })
})

describe('Apple', () => {
  test('comes back by a form, takes a secret that the key of the team signs, and says a name once', async () => {
    const shop = await openShop(await apple())
    address = { email: 'x7k@privaterelay.appleid.com', email_verified: 'true' }
    const first = await signIn(shop, { login: 'bo', brings: { user: JSON.stringify({ name: { firstName: 'Bo', lastName: 'Lin' }, email: 'x7k@privaterelay.appleid.com' }) } })
    expect(first.body, first.text).toMatchObject({ isNew: true })
    const profile = async () => (await shop.staff('GET', `/members/${first.body['memberId']}/profile`)).body
    expect(await profile()).toMatchObject({ name: 'Bo Lin', email: 'x7k@privaterelay.appleid.com' })
    expect((await signIn(shop, { login: 'bo' })).body).toMatchObject({ isNew: false, memberId: first.body['memberId'] })
    for (const user of ['nonsense', '{"name":7}', 'null']) expect((await signIn(shop, { login: 'bo', brings: { user } })).status).toBe(201)
    expect(await profile()).toMatchObject({ name: 'Bo Lin' })
  })

  test('is kept with the team, the key and its id, and the key is shown to nobody', async () => {
    const shop = await openTestShop(server, { edge })
    const settings = await apple()
    const pathsOf = async (body: object) => ((await shop.staff('POST', '/sign-in-providers', body)).body['errors'] as { path: string }[] | undefined)?.map(({ path }) => path)
    expect(await pathsOf({ ...settings, teamId: undefined })).toEqual(['teamId'])
    expect(await pathsOf({ ...settings, keyId: undefined })).toEqual(['keyId'])
    expect(await pathsOf({ ...settings, clientSecret: 'eyJhbGciOiJFUzI1NiJ9.e30.sig' })).toEqual(['clientSecret'])
    expect((await shop.staff('POST', '/sign-in-providers', settings)).body).toMatchObject({ issuer: 'https://appleid.apple.com', teamId: TEAM, keyId: KEY, hasSecret: true })
    expect((await shop.staff('GET', '/sign-in-providers')).text).not.toContain('PRIVATE KEY')
  })

  test.skipIf(BROWSER === '')(`is come back from in a browser, which posts the form from another site and still shows that it is the one that left${inject('noChromium')}`, async () => {
    const shop = await openShop(await apple())
    address = ANNA
    // Another site than 127.0.0.1, on which the provider is.
    const here = site.replace('127.0.0.1', 'localhost')
    const browser = await chromium.launch({ executablePath: BROWSER, args: QUIET })
    try {
      const page = await browser.newPage()
      await page.route('**/m/**', (route) => route.fulfill({ body: 'the member centre' }))
      await page.goto(`${here}/sign-in/${shop.storeId}/apple`)
      await page.fill('input[name=login]', 'anna')
      await page.fill('input[name=password]', 'x')
      await page.click('button[type=submit]')
      await page.click('button[type=submit]')
      await page.waitForURL(/#sign-in=/)
      const entered = await page.evaluate(async ([store, challenge]) => {
        const answer = await fetch('/api/v1/sessions', { method: 'POST', headers: { 'content-type': 'application/json', 'rockpool-store': store as string, 'rockpool-caller': 'shopper' }, body: JSON.stringify({ way: 'provider', challenge, keep: 'cookie' }) })
        return (await answer.json()) as Record<string, unknown>
      }, [shop.storeId, challengeIn(page.url())])
      expect(entered).toMatchObject({ isNew: true })
      expect((await page.context().cookies(`${here}/sign-in`)).map(({ name }) => name).toSorted()).toEqual(['rockpool_browser', 'rockpool_member'])
    } finally {
      await browser.close()
    }
  })
})

describe('Facebook', () => {
  test('confirms no address, whatever it says of one', async () => {
    const shop = await openShop({ ...OURS, provider: 'facebook', kind: 'facebook', label: 'Facebook' })
    const known = await shop.staff('POST', '/members', { email: 'anna@example.com' })
    address = ANNA
    const proof = await comeBack(shop)
    expect((await enter(shop, proof)).body).toMatchObject({ code: 'signups.email_needed', details: { email: 'anna@example.com' } })
    await shop.staff('PATCH', '/shop-settings', { ways: { code: false, password: false, passkey: false, handover: false } })
    await shop.guest('POST', '/codes', { email: 'carla@example.com' })
    const joined = await enter(shop, proof, { email: 'carla@example.com', code: await shop.codeTo('carla@example.com') })
    expect(joined.body, joined.text).toMatchObject({ isNew: true })
    expect(joined.body['memberId']).not.toBe(known.body['memberId'])
    expect((await signIn(shop)).body).toMatchObject({ isNew: false, memberId: joined.body['memberId'] })
  })

  test('is asked at its own addresses, for an ID token, without a discovery that it has not', async () => {
    const shop = await openTestShop(server, { edge })
    await shop.staff('POST', '/sign-in-providers', { provider: 'facebook', kind: 'facebook', clientId: '1234567890', clientSecret: 'a secret of the app', label: 'Facebook' })
    const left = await askOf(edge, { method: 'GET', path: `/sign-in/${shop.storeId}/facebook`, headers: { host: new URL(site).host } })
    const there = new URL(String(left.headers['location']))
    expect(`${there.origin}${there.pathname}`).toBe('https://www.facebook.com/dialog/oauth')
    expect(Object.fromEntries(there.searchParams)).toMatchObject({ client_id: '1234567890', response_type: 'code', scope: 'openid email public_profile', redirect_uri: `${site}/sign-in/callback`, code_challenge_method: 'S256', nonce: expect.stringMatching(/./), state: expect.stringMatching(/./) })
    expect(String(left.headers['set-cookie'])).toMatch(/SameSite=Lax/)
  })
})
