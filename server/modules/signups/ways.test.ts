import { sql } from 'kysely'
import { generate } from 'otplib'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'
import { insertIdentity } from '#server/modules/logins/providers.store'
import { openTestClock, openTestShop, type AskAs, type TestShop } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

const BEGAN = Date.parse('2026-01-05T10:00:00Z')
const MINUTE = 60_000
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const BROWSER = inject('chromium')
const PASSWORD = 'kelp forest at noon'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

type Shop = TestShop & { time: ReturnType<typeof openTestClock>; edge: ReturnType<TestServer['openEdge']>; first: Answered; anna: AskAs }

/** A shop that offers passwords too, with a member who has just come in by a code. */
async function openShop(): Promise<Shop> {
  const time = openTestClock(BEGAN)
  const edge = server.openEdge({ house: { ...server.house, clock: time.clock } })
  const shop = await openTestShop(server, { edge })
  await shop.staff('PATCH', '/shop-settings', { ways: { code: true, password: true, passkey: true, handover: true } })
  const first = await shop.comeIn('anna@example.com')
  return { ...shop, time, edge, first, anna: shop.as(String(first.body['token'])) }
}

describe('a password', () => {
  test('signs in once it was set, ends the other devices, and is told by mail', async () => {
    const { anna, guest, comeIn, as, mailTo, ...shop } = await openShop()
    const other = as(String((await comeIn('anna@example.com')).body['token']))
    expect((await anna('POST', '/members/me/password', { password: PASSWORD })).body).toMatchObject({ hasPassword: true, ways: ['code', 'password', 'handover'] })
    expect([(await anna('GET', '/sessions')).status, (await other('GET', '/sessions')).status]).toEqual([200, 401])
    expect(await mailTo('anna@example.com')).toContain('The password of your account at Test was changed')
    expect(await guest('POST', '/sessions', { way: 'password', email: 'Anna@EXAMPLE.com', password: PASSWORD })).toMatchObject({ status: 201, body: { memberId: shop.first.body['memberId'], isNew: false } })
    const wrong = await Promise.all([['anna@example.com', 'not the password'], ['nobody@example.com', PASSWORD]].map(([email, password]) => guest('POST', '/sessions', { way: 'password', email, password })))
    expect(wrong.map(({ status, body }) => [status, body['code']])).toEqual([[401, 'logins.wrong'], [401, 'logins.wrong']])
    expect((await shop.staff('GET', '/members')).body['members']).toHaveLength(1)
  })

  test('is long enough, and none that everybody tries; anything else is left to whoever chooses it', async () => {
    const { anna } = await openShop()
    const codeOf = async (password: string) => (await anna('POST', '/members/me/password', { password })).body['code']
    for (const short of ['kelp at noon'.slice(0, 11), '海藻森林正午的光']) expect(await codeOf(short), short).toBe('logins.password_short')
    for (const common of ['password1234', 'Sunshine!!!!', '123456789012', 'abcdefghijkl', 'aaaabbbbaaaa', 'qwertyqwerty', 'anna@example.com']) expect(await codeOf(common), common).toBe('logins.password_common')
    for (const good of [PASSWORD, '海藻森林正午的光照进水里去了呀', 'x7#kelp&Tide-Pool']) expect(await codeOf(good), good).toBeUndefined()
  })

  test('is changed only after showing again who one is, and taken away only where another way is left', async () => {
    const shop = await openShop()
    await shop.anna('POST', '/members/me/password', { password: PASSWORD })
    shop.time.now += 11 * MINUTE
    expect(await shop.anna('POST', '/members/me/password', { password: 'another kelp forest' })).toMatchObject({ status: 403, body: { code: 'logins.step_up_needed', details: { ways: 'code, password' } } })
    expect((await shop.anna('POST', '/step-ups', { way: 'password', password: 'wrong one, surely' })).status).toBe(401)
    expect((await shop.anna('POST', '/step-ups', { way: 'password', password: PASSWORD })).status).toBe(201)
    await shop.staff('PATCH', '/shop-settings', { ways: { code: false, password: true, passkey: true, handover: true } })
    expect(await shop.anna('DELETE', '/members/me/password')).toMatchObject({ status: 409, body: { code: 'logins.last_way' } })
    expect((await shop.anna('GET', '/members/me/ways')).body).toMatchObject({ hasPassword: true })
    await shop.staff('PATCH', '/shop-settings', { ways: { code: true, password: true, passkey: true, handover: true } })
    expect((await shop.anna('DELETE', '/members/me/password')).body).toMatchObject({ hasPassword: false })
    expect(await shop.mailTo('anna@example.com')).toContain('The password of your account at Test was removed')
  })

  test('is tried twenty times in an hour from one address, whoever it is, and then later; elsewhere its owner goes on', async () => {
    const { guest, anna, edge, storeId } = await openShop()
    await anna('POST', '/members/me/password', { password: PASSWORD })
    const tries = await Promise.all(Array.from({ length: 20 }, () => guest('POST', '/sessions', { way: 'password', email: 'anna@example.com', password: 'x' })))
    expect(tries.every(({ status }) => status === 401)).toBe(true)
    expect(await guest('POST', '/sessions', { way: 'password', email: ' ANNA@example.com', password: PASSWORD })).toMatchObject({ status: 429, body: { code: 'logins.too_many' } })
    for (let n = 0; n < 90; n += 1) await guest('POST', '/sessions', { way: 'password', email: 'anna@example.com', password: 'x' })
    const elsewhere = await edge.inject({ method: 'POST', url: '/api/v1/sessions', remoteAddress: '203.0.113.7', payload: { way: 'password', email: 'anna@example.com', password: PASSWORD }, headers: { 'rockpool-store': storeId } })
    expect(elsewhere.statusCode).toBe(201)
  })

  test('that was forgotten is another one by a code for that alone; every device is signed out, and the app is still asked for', async () => {
    const shop = await openShop()
    const reset = (email: string, code: string, password = PASSWORD) => shop.guest('POST', '/password-resets', { email, code, password })
    await shop.guest('POST', '/codes', { email: 'anna@example.com' })
    const signing = await shop.codeTo('anna@example.com')
    expect(await reset('anna@example.com', signing)).toMatchObject({ status: 401, body: { code: 'logins.wrong' } })
    await shop.guest('POST', '/codes', { email: 'anna@example.com', purpose: 'password' })
    const code = await shop.codeTo('anna@example.com')
    expect((await reset('anna@example.com', code, 'password1234')).body).toMatchObject({ code: 'logins.password_common' })
    const both = await Promise.all([reset('Anna@example.com', code), reset('anna@example.com', code)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
    expect((await shop.anna('GET', '/sessions')).status).toBe(401)
    expect(await shop.mailTo('anna@example.com')).toContain('The password of your account at Test was changed')
    expect((await shop.guest('POST', '/sessions', { way: 'password', email: 'anna@example.com', password: PASSWORD })).status).toBe(201)
    await shop.guest('POST', '/codes', { email: 'nobody@example.com', purpose: 'password' })
    expect((await reset('nobody@example.com', await shop.codeTo('nobody@example.com'))).body).toMatchObject({ code: 'logins.wrong' })
    expect((await shop.staff('GET', '/members')).body['members']).toHaveLength(1)
  })

  test('that is switched off lets nobody in', async () => {
    const shop = await openShop()
    await shop.anna('POST', '/members/me/password', { password: PASSWORD })
    await shop.staff('PATCH', '/shop-settings', { ways: { code: true, password: false, passkey: true, handover: true } })
    expect((await shop.guest('POST', '/sessions', { way: 'password', email: 'anna@example.com', password: PASSWORD })).body).toMatchObject({ code: 'logins.way_off' })
    expect((await shop.anna('POST', '/step-ups', { way: 'password', password: PASSWORD })).body).toMatchObject({ code: 'logins.way_off' })
  })
})

describe('an authenticator app', () => {
  test('is asked for besides once it was set up, and each of its codes is right once', async () => {
    const shop = await openShop()
    const { body: { secret, uri } } = await shop.anna('POST', '/members/me/authenticator-options', {})
    expect(uri).toMatch(/^otpauth:\/\/totp\/Test/)
    const codeNow = () => generate({ secret: String(secret), epoch: Math.floor(shop.time.now / 1_000) })
    expect((await shop.comeIn('anna@example.com')).status).toBe(201)
    expect((await shop.anna('POST', '/members/me/authenticator', { totp: '000000' })).body).toMatchObject({ code: 'logins.totp_wrong' })
    expect((await shop.anna('POST', '/members/me/authenticator', { totp: await codeNow() })).body).toMatchObject({ hasTotp: true })
    shop.time.now += MINUTE
    await shop.guest('POST', '/codes', { email: 'anna@example.com' })
    const proof = { way: 'code', email: 'anna@example.com', code: await shop.codeTo('anna@example.com') }
    expect((await shop.guest('POST', '/sessions', proof)).body).toMatchObject({ code: 'logins.totp_needed' })
    const totp = await codeNow()
    expect((await shop.guest('POST', '/sessions', { ...proof, totp })).status).toBe(201)
    await shop.guest('POST', '/codes', { email: 'anna@example.com' })
    expect((await shop.guest('POST', '/sessions', { ...proof, code: await shop.codeTo('anna@example.com'), totp })).status).toBe(401)
    expect((await shop.anna('DELETE', '/members/me/authenticator')).body).toMatchObject({ hasTotp: false })
    expect(await shop.mailTo('anna@example.com')).toContain('The authenticator app was removed from your account at Test')
  })

  test('that is set up anew leaves the one in use until it has shown a code; one that is lost is taken away by the staff, with a reason', async () => {
    const shop = await openShop()
    const begin = async () => String((await shop.anna('POST', '/members/me/authenticator-options', {})).body['secret'])
    const codeOf = (secret: string) => generate({ secret, epoch: Math.floor((shop.time.now += MINUTE) / 1_000) })
    const confirm = async (secret: string) => (await shop.anna('POST', '/members/me/authenticator', { totp: await codeOf(secret) })).body
    const comeIn = async (secret?: string) => {
      await shop.guest('POST', '/codes', { email: 'anna@example.com' })
      const proof = { way: 'code', email: 'anna@example.com', code: await shop.codeTo('anna@example.com') }
      return (await shop.guest('POST', '/sessions', secret === undefined ? proof : { ...proof, totp: await codeOf(secret) })).body['code']
    }
    const first = await begin()
    expect(await confirm(first)).toMatchObject({ hasTotp: true })
    const second = await begin()
    expect([await comeIn(), await comeIn(second), await comeIn(first)]).toEqual(['logins.totp_needed', 'logins.wrong', undefined])
    expect(await confirm(first)).toMatchObject({ code: 'logins.totp_wrong' })
    expect(await confirm(second)).toMatchObject({ hasTotp: true })
    expect([await comeIn(first), await comeIn(second)]).toEqual(['logins.wrong', undefined])
    const reset = (body: object) => shop.staff('POST', `/members/${shop.first.body['memberId']}/authenticator-removals`, body)
    expect((await reset({})).body).toMatchObject({ errors: [{ path: 'reason' }] })
    expect(await reset({ reason: 'Lost her phone' })).toMatchObject({ status: 201, body: { hasTotp: false } })
    expect(await shop.mailTo('anna@example.com')).toContain('Test removed the authenticator app from your account')
    shop.time.now += 15 * MINUTE
    expect(await comeIn()).toBeUndefined()
    expect((await shop.anna('POST', '/members/me/authenticator-removals', { reason: 'mine' })).status).toBe(403)
  })
})

describe('an address', () => {
  test('is another one once its mailbox was shown, and the old one is told; nobody takes one that is somebody else\'s', async () => {
    const shop = await openShop()
    await shop.comeIn('bo@example.com')
    const change = async (email: string) => {
      await shop.anna('POST', '/codes', { email, purpose: 'email' })
      return shop.anna('POST', '/members/me/email', { email, code: await shop.codeTo(email) })
    }
    expect(await change('bo@example.com')).toMatchObject({ status: 409, body: { code: 'members.email_taken' } })
    expect((await change('anna@example.org')).body).toMatchObject({ email: 'anna@example.org' })
    expect(await shop.mailTo('anna@example.com')).toContain('The e-mail address of your account at Test was changed')
    expect((await shop.comeIn('anna@example.org')).body).toMatchObject({ memberId: shop.first.body['memberId'], isNew: false })
    expect((await shop.comeIn('anna@example.com')).body).toMatchObject({ isNew: true })
    shop.time.now += 11 * MINUTE
    expect((await change('anna@example.net')).body).toMatchObject({ code: 'logins.step_up_needed' })
    expect((await shop.guest('POST', '/codes', { email: 'x@example.com', purpose: 'email' })).status).toBe(401)
  })
})

describe.skipIf(BROWSER === '')(`a passkey${inject('noChromium')}`, () => {
  test('is enrolled and signs in, in a browser, without a name being typed', async () => {
    const shop = await openShop()
    const port = new URL(await shop.edge.listen({ host: '127.0.0.1', port: 0 })).port
    const host = `localhost:${port}`
    const as = (ask: AskAs): AskAs => (...[method, path, body]) => ask(method, path, body, { host })
    const browser = await chromium.launch({ executablePath: BROWSER, args: QUIET })
    try {
      const page = await browser.newPage()
      const devtools = await page.context().newCDPSession(page)
      await devtools.send('WebAuthn.enable')
      await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
      await page.goto(`http://${host}/health/live`)
      const inPage = (text: string) => page.evaluate(text) as Promise<Record<string, unknown>>
      const make = await as(shop.anna)('POST', '/members/me/passkey-options', {})
      expect(make.status, make.text).toBe(201)
      const made = await inPage(`navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(${JSON.stringify(make.body['options'])}) }).then((one) => one.toJSON())`)
      const added = await as(shop.anna)('POST', '/members/me/passkeys', { challenge: make.body['challenge'], passkey: made, name: 'My phone' })
      expect(added.body, added.text).toMatchObject({ ways: ['code', 'passkey', 'handover'], passkeys: [{ name: 'My phone', usedAt: null }] })
      const ask = await as(shop.guest)('POST', '/passkey-options', {})
      const answer = await inPage(`navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(${JSON.stringify(ask.body['options'])}) }).then((one) => one.toJSON())`)
      const proof = { way: 'passkey', challenge: ask.body['challenge'], passkey: answer }
      const both = await Promise.all([1, 2].map(() => as(shop.guest)('POST', '/sessions', proof)))
      expect(both.map(({ status }) => status).sort()).toEqual([201, 401])
      expect(both.find(({ status }) => status === 201)?.body).toMatchObject({ memberId: shop.first.body['memberId'], isNew: false })
      const theirs = await openTestShop(server, { edge: shop.edge })
      const again = await as(theirs.guest)('POST', '/passkey-options', {})
      const foreign = await inPage(`navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(${JSON.stringify(again.body['options'])}) }).then((one) => one.toJSON())`)
      expect((await as(theirs.guest)('POST', '/sessions', { way: 'passkey', challenge: again.body['challenge'], passkey: foreign })).status).toBe(401)
      expect((await as(shop.anna)('DELETE', `/members/me/passkeys/${encodeURIComponent(String(made['id']))}`)).body).toMatchObject({ passkeys: [] })
      expect(await shop.mailTo('anna@example.com')).toContain('A passkey was removed from your account at Test')
    } finally {
      await browser.close()
      await shop.edge.close()
    }
  })
})

describe('a session of the widget', () => {
  test('goes on in the centre by a ticket: once, within a minute, as long as it lasts, and no fresher than it was', async () => {
    const { anna, guest, as, first, time, storeId } = await openShop()
    const ticket = async (): Promise<string> => String((await anna('POST', '/sessions/current/tickets', {})).body['ticket'])
    const enter = (token: string, keep: 'cookie' | 'token' = 'token') => guest('POST', '/sessions', { way: 'ticket', token, keep })
    const [one, two, three] = [await ticket(), await ticket(), await ticket()]
    expect(await enter(one, 'cookie')).toMatchObject({ status: 201, body: { memberId: first.body['memberId'], isNew: false, token: null }, headers: { 'set-cookie': [expect.stringContaining('rockpool_member='), expect.stringContaining('rockpool_browser=')] } })
    expect(await enter(one)).toMatchObject({ status: 401, body: { code: 'logins.wrong' } })
    const other = await openTestShop(server)
    expect((await other.guest('POST', '/sessions', { way: 'ticket', token: two })).status).toBe(401)
    const kept = await server.house.database.readStore(storeId, (db) => sql<{ all: string }>`select jsonb_agg(c)::text as all from logins_challenges c`.execute(db))
    expect([kept.rows[0]?.all.includes('ticket'), kept.rows[0]?.all.includes(two)]).toEqual([true, false])
    time.now += MINUTE
    expect((await enter(two)).status).toBe(401)
    time.now += 10 * MINUTE
    const carried = as(String((await enter(await ticket())).body['token']))
    expect(await carried('POST', '/members/me/password', { password: PASSWORD })).toMatchObject({ status: 403, body: { code: 'logins.step_up_needed' } })
    const late = await ticket()
    expect((await anna('DELETE', '/sessions/current')).status).toBe(200)
    expect([(await enter(late)).status, (await enter(three)).status, (await carried('GET', '/sessions')).status]).toEqual([401, 401, 200])
  })

  test('ends the one of the centre whose cookie it takes the place of, where that is the same member’s, and no other', async () => {
    const { anna, guest, comeIn } = await openShop()
    const enter = async (cookie: string | null): Promise<string> => {
      const { body: { ticket } } = await anna('POST', '/sessions/current/tickets', {})
      const { headers } = await guest('POST', '/sessions', { way: 'ticket', token: ticket, keep: 'cookie' }, cookie === null ? {} : { cookie, 'sec-fetch-site': 'same-origin' })
      return /rockpool_member=[^;]+/.exec(String(headers['set-cookie']))?.[0] ?? ''
    }
    const count = async (): Promise<number> => ((await anna('GET', '/sessions')).body['sessions'] as unknown[]).length
    const before = await count()
    let cookie = await enter(null)
    for (let time = 0; time < 3; time += 1) cookie = await enter(`other=1; ${cookie}`)
    expect(await count()).toBe(before + 1)
    const bo = await comeIn('bo@example.com')
    await enter(`rockpool_member=${bo.body['token']}`)
    await enter('rockpool_member=nobody')
    expect([await count(), (await guest('GET', '/members/me', undefined, { authorization: `Bearer ${bo.body['token']}` })).status]).toEqual([before + 3, 200])
  })
})

describe('another provider', () => {
  test('is unlinked by whoever has shown who they are, and told by mail, unless nothing else is left', async () => {
    const { anna, first, storeId, staff, mailTo } = await openShop()
    const memberId = String(first.body['memberId'])
    const link = () => server.house.database.inStore(storeId, (db) => insertIdentity({ db, storeId, actor: { kind: 'system', job: 'test' }, now: BEGAN }, { provider: 'google', subject: 'anna', memberId, linkedAt: BEGAN }))
    await link()
    expect((await anna('GET', '/members/me/ways')).body).toMatchObject({ providers: ['google'] })
    expect(await anna('DELETE', '/members/me/providers/google')).toMatchObject({ status: 200, body: { providers: [] } })
    expect(await mailTo('anna@example.com')).toContain('can no longer be signed in to with the service')
    expect(await anna('DELETE', '/members/me/providers/google')).toMatchObject({ status: 404, body: { code: 'logins.provider_unknown' } })
    await link()
    await staff('PATCH', '/shop-settings', { ways: { code: false, password: true, passkey: true, handover: true } })
    expect(await anna('DELETE', '/members/me/providers/google')).toMatchObject({ status: 409, body: { code: 'logins.last_way' } })
    expect((await anna('GET', '/members/me/ways')).body).toMatchObject({ providers: ['google'] })
  })
})
