import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { generate } from 'otplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openOwner, openSeat, PASSWORD, tokenOf } from '#server/app/staff-testing'
import { askOf, openTestServer, type TestServer } from '#server/app/testing'
import { openDatabase } from '#server/platform/database'
import { openSeal } from '#server/platform/seal'
import { openAuth } from './open-auth.ts'
import { openSecrets, renewSecrets } from './open-secrets.ts'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const signIn = (email: string, password = PASSWORD, browser = openBrowser(server)) => browser.ask('POST', '/staff/sessions', { body: { email, password } }).then((answer) => ({ ...browser, answer }))
/** A code of the app, made by another library than the one that checks it. */
const codeOf = (secret: string) => generate({ secret })
/** The one after it, which is taken already: as each is good once. */
const nextCodeOf = (secret: string) => generate({ secret, epoch: Math.floor(Date.now() / 1_000) + 30 })

describe('signing in', () => {
  test('takes the address in any case, and sets a cookie that no script reads and no other site sends', async () => {
    const { email } = await openOwner(server)
    const { answer, ask } = await signIn(email.toUpperCase())
    expect(answer).toMatchObject({ status: 200, body: { state: 'signed_in', ways: [] } })
    expect(String(answer.headers['set-cookie'])).toMatch(/^rockpool_staff=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/i)
    expect(await ask('GET', '/staff/me')).toMatchObject({ status: 200, body: { staff: { email } } })
  })

  test('under https sets a cookie for this host alone, which is sent encrypted alone', async () => {
    const { email } = await openOwner(server)
    const staffAuth = openAuth({ db: server.house.database.bare, secret: 'a secret of tests alone, of 32 signs and more', publicUrl: 'https://shop.test', clock: server.house.clock })
    const edge = server.openEdge({ house: { ...server.house, staffAuth }, publicUrl: 'https://shop.test' })
    const answer = await edge.inject({ method: 'POST', url: '/api/v1/staff/sessions', payload: { email, password: PASSWORD }, headers: { host: 'shop.test', origin: 'https://shop.test' } })
    expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-rockpool_staff=[^;]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/i)
    await edge.close()
  })

  test('is answered alike whether the account is there or not', async () => {
    const { email } = await openOwner(server)
    const [known, unknown] = [await signIn(email, 'not the password'), await signIn('nobody@example.com', 'not the password')]
    const told = ({ answer: { status, body: { requestId: _, instance: __, ...rest }, headers } }: typeof known) => ({ status, rest, cookie: headers['set-cookie'] })
    expect(told(known)).toEqual(told(unknown))
    expect(known.answer).toMatchObject({ status: 401, body: { code: 'staff.wrong_password' } })
  })

  test('is tried ten times and no more, at accounts that are there and at others, until the window is over', async () => {
    const { email } = await openOwner(server)
    for (const address of [email, 'nobody-else@example.com']) {
      for (let tried = 0; tried < 10; tried += 1) expect((await signIn(address, 'not the password')).answer.status).toBe(401)
      expect((await signIn(address)).answer).toMatchObject({ status: 429, body: { code: 'staff.too_many_attempts', details: { minutes: 15 } }, headers: { 'retry-after': '900' } })
    }
    const later = server.openEdge({ house: { ...server.house, clock: () => server.house.clock() + 15 * 60_000 } })
    expect((await later.inject({ method: 'POST', url: '/api/v1/staff/sessions', payload: { email, password: PASSWORD } })).statusCode).toBe(200)
    await later.close()
  })

  test('is tried by one address without shutting anybody out elsewhere, whatever it is that it tries', async () => {
    const { email } = await openOwner(server)
    const browser = openBrowser(server)
    const [away, here] = [server.openEdge(), (method: 'POST', path: string, body: unknown) => browser.ask(method, path, { body })]
    const try_ = async (url: string, payload: object) => (await away.inject({ method: 'POST', url: `/api/v1${url}`, payload, remoteAddress: '2001:db8::1' })).statusCode
    const passkey = { response: { id: 'q7Zk', rawId: 'q7Zk', type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: 'eyJ0', authenticatorData: 'SZYN', signature: 'MEUC' } } }
    const tried = new Set<number>()
    for (let n = 0; n < 101; n += 1) for (const [path, body] of [['', { email, password: 'not the password' }], ['/second-factor', { way: 'totp', code: '000000' }], ['/passkey', passkey]] as const) tried.add(await try_(`/staff/sessions${path}`, body))
    expect(tried).toEqual(new Set([401, 429]))
    // From another address of the same network nothing is left either.
    expect((await away.inject({ method: 'POST', url: '/api/v1/staff/sessions', payload: { email, password: PASSWORD }, remoteAddress: '2001:db8::2' })).statusCode).toBe(429)
    expect((await here('POST', '/staff/sessions', { email, password: PASSWORD })).status).toBe(200)
    expect((await here('POST', '/staff/sessions/second-factor', { way: 'totp', code: '000000' })).body['code']).toBe('staff.begin_again')
    expect((await here('POST', '/staff/sessions/passkey', passkey)).body['code']).toBe('staff.begin_again')
    await away.close()
  })

  test('ends with signing out, and with its week', async () => {
    const owner = await openOwner(server)
    expect(await owner.ask('DELETE', '/staff/sessions/current')).toMatchObject({ status: 200 })
    expect(await owner.ask('GET', '/staff/me')).toMatchObject({ status: 401, body: { code: 'http.no_session' } })
    const again = await signIn(owner.email)
    await sql`update staff_sessions set expires_at = now() - interval '1 second'`.execute(server.house.database.bare)
    expect(await again.ask('GET', '/staff/me')).toMatchObject({ status: 401 })
  })
})

describe('a session', () => {
  test('is listed with its device and address, and ended by itself or with all others', async () => {
    const owner = await openOwner(server)
    const [second, third] = [await signIn(owner.email), await signIn(owner.email)]
    const { body } = await owner.ask('GET', '/staff/sessions')
    const sessions = body['sessions'] as { session: string; isCurrent: boolean; address: string }[]
    expect(sessions.map(({ isCurrent }) => isCurrent).sort()).toEqual([false, false, true])
    expect(sessions[0]).toMatchObject({ address: '127.0.0.1', device: '?' })
    const mine = ((await second.ask('GET', '/staff/sessions')).body['sessions'] as typeof sessions).find(({ isCurrent }) => isCurrent)
    expect((await owner.ask('DELETE', `/staff/sessions/${mine?.session}`)).status).toBe(200)
    expect([(await second.ask('GET', '/staff/me')).status, (await third.ask('GET', '/staff/me')).status]).toEqual([401, 200])
    await owner.ask('DELETE', '/staff/sessions')
    expect([(await owner.ask('GET', '/staff/me')).status, (await third.ask('GET', '/staff/me')).status]).toEqual([200, 401])
  })

  test('is told in words, and when it was last used, to ten minutes', async () => {
    const owner = await openOwner(server)
    const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
    await openBrowser(server).ask('POST', '/staff/sessions', { body: { email: owner.email, password: PASSWORD }, headers: { 'user-agent': CHROME } })
    let now = Date.now() + 86_400_000
    const later = server.openEdge({ house: { ...server.house, clock: () => now } })
    const listAt = async (at: number) => {
      now = at
      const { body } = await askOf(later, { method: 'GET', path: '/api/v1/staff/sessions', headers: { cookie: [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })
      return body['sessions'] as { device: string; isCurrent: boolean; seenAt: string | null }[]
    }
    const first = now
    const sessions = await listAt(first)
    expect(sessions.find(({ isCurrent }) => !isCurrent)).toMatchObject({ device: 'Chrome, Linux', seenAt: null })
    const seenOf = (all: typeof sessions) => Date.parse(all.find(({ isCurrent }) => isCurrent)?.seenAt ?? '')
    expect([seenOf(sessions), seenOf(await listAt(first + 9 * 60_000)), seenOf(await listAt(first + 10 * 60_000))]).toEqual([first, first, first + 10 * 60_000])
    await later.close()
  })

  test('of somebody else is not there', async () => {
    const [ours, theirs] = [await openOwner(server), await openOwner(server)]
    const [{ session }] = (await theirs.ask('GET', '/staff/sessions')).body['sessions'] as [{ session: string }]
    expect(await ours.ask('DELETE', `/staff/sessions/${session}`)).toMatchObject({ status: 404, body: { code: 'staff.unknown_session' } })
    expect((await theirs.ask('GET', '/staff/me')).status).toBe(200)
  })

  test('ends when the password is changed, but for the one that changes it', async () => {
    const owner = await openOwner(server)
    const other = await signIn(owner.email)
    expect(await owner.ask('POST', '/staff/password', { body: { password: 'wrong', newPassword: 'a harbour, four gulls' } })).toMatchObject({ status: 403, body: { code: 'staff.wrong_own_password' } })
    expect(await owner.ask('POST', '/staff/password', { body: { password: PASSWORD, newPassword: 'password1234' } })).toMatchObject({ status: 422, body: { code: 'staff.weak_password_common' } })
    expect(await owner.ask('POST', '/staff/password', { body: { password: PASSWORD, newPassword: 'short' } })).toMatchObject({ status: 422, body: { errors: [{ path: 'newPassword' }] } })
    expect(await owner.ask('POST', '/staff/password', { body: { password: PASSWORD, newPassword: 'a harbour, four gulls' } })).toMatchObject({ status: 200 })
    expect([(await owner.ask('GET', '/staff/me')).status, (await other.ask('GET', '/staff/me')).status]).toEqual([200, 401])
    expect([(await signIn(owner.email)).answer.status, (await signIn(owner.email, 'a harbour, four gulls')).answer.status]).toEqual([401, 200])
  })
})

describe('a second factor', () => {
  /** Somebody with an authenticator app. */
  async function openWithApp() {
    const owner = await openOwner(server)
    const { body: { secret, uri } } = (await owner.ask('POST', '/staff/totp', { body: { password: PASSWORD } })) as unknown as { body: { secret: string; uri: string } }
    expect(uri).toContain(`otpauth://totp/Rockpool:${encodeURIComponent(owner.email)}?`)
    const { status, body } = await owner.ask('POST', '/staff/totp/confirmations', { body: { code: await codeOf(secret) } })
    expect(status).toBe(201)
    return { ...owner, secret, codes: body['recoveryCodes'] as string[] }
  }

  test('is asked for once an app is enrolled, and a wrong code signs nobody in', async () => {
    const { email, secret } = await openWithApp()
    const coming = await signIn(email)
    expect(coming.answer).toMatchObject({ status: 200, body: { state: 'second_factor', ways: ['totp', 'recovery'] } })
    expect((await coming.ask('GET', '/staff/me')).status).toBe(401)
    const show = (code: string) => coming.ask('POST', '/staff/sessions/second-factor', { body: { way: 'totp', code } })
    expect(await show('000000')).toMatchObject({ status: 401, body: { code: 'staff.wrong_code' } })
    expect((await coming.ask('GET', '/staff/me')).status).toBe(401)
    expect(await show(await nextCodeOf(secret))).toMatchObject({ status: 200, body: { state: 'signed_in' } })
    expect(await coming.ask('GET', '/staff/me')).toMatchObject({ status: 200, body: { staff: { hasTotp: true, hasSecondFactor: true } } })
  })

  test('is a code that is good once: for enrolling it, for signing in, and for one of two who come with it at once', async () => {
    const { email, secret } = await openWithApp()
    const show = async (code: string) => {
      const coming = await signIn(email)
      return { ...coming, shown: await coming.ask('POST', '/staff/sessions/second-factor', { body: { way: 'totp', code } }) }
    }
    const { rows: [enrolled] } = await sql<{ code: string }>`select c.code from staff_used_codes c join staff_users u on u.id = c.user_id where u.email = ${email}`.execute(server.house.database.bare)
    const again = await show(enrolled?.code ?? '')
    expect([again.shown.status, again.shown.body['code'], (await again.ask('GET', '/staff/me')).status]).toEqual([401, 'staff.code_used', 401])
    const next = await nextCodeOf(secret)
    const both = await Promise.all([show(next), show(next)])
    expect(both.map(({ shown }) => shown.status).sort()).toEqual([200, 401])
    expect((await Promise.all(both.map(({ ask }) => ask('GET', '/staff/me')))).map(({ status }) => status).sort()).toEqual([200, 401])
    const { rows: [live] } = await sql<{ count: number }>`select count(*)::int as count from staff_sessions s join staff_users u on u.id = s.user_id where u.email = ${email}`.execute(server.house.database.bare)
    expect(live?.count).toBe(2)
    expect((await show(next)).shown.body['code']).toBe('staff.code_used')
  })

  test('can be a recovery code, once, of which nothing but a hash is kept', async () => {
    const { email, codes } = await openWithApp()
    expect(new Set(codes).size).toBe(10)
    const { rows: [kept] } = await sql<{ all: string }>`select string_agg(backup_codes, '') as all from staff_two_factors`.execute(server.house.database.bare)
    for (const code of codes) expect(kept?.all).not.toContain(code)
    const recover = async (code: string) => {
      const { ask } = await signIn(email)
      return (await ask('POST', '/staff/sessions/second-factor', { body: { way: 'recovery', code } })).status
    }
    const [code = '', other = ''] = codes
    expect([await recover(code), await recover(code), await recover(other.toUpperCase())]).toEqual([200, 401, 200])
    const hashed = `h:${createHmac('sha256', 'a secret of tests alone, of 32 signs and more').update(codes[2] ?? '').digest('base64url')}`
    expect(await recover(hashed)).toBe(422)
  })

  test('ends what was signed in without it, and is asked for no more when it is taken away', async () => {
    const owner = await openOwner(server)
    const other = await signIn(owner.email)
    const { body } = await owner.ask('POST', '/staff/totp', { body: { password: PASSWORD } })
    expect(await owner.ask('POST', '/staff/totp/confirmations', { body: { code: '000000' } })).toMatchObject({ status: 401, body: { code: 'staff.wrong_code' } })
    await owner.ask('POST', '/staff/totp/confirmations', { body: { code: await codeOf(String(body['secret'])) } })
    expect([(await owner.ask('GET', '/staff/me')).status, (await other.ask('GET', '/staff/me')).status]).toEqual([200, 401])
    expect(await owner.ask('POST', '/staff/totp/removals', { body: { password: 'wrong' } })).toMatchObject({ status: 403 })
    expect(await owner.ask('POST', '/staff/totp/removals', { body: { password: PASSWORD } })).toMatchObject({ status: 200 })
    expect((await signIn(owner.email)).answer).toMatchObject({ body: { state: 'signed_in' } })
  })

  test('is tried five times with one sign-in, and then the sign-in begins again', async () => {
    const { email, secret } = await openWithApp()
    const { ask } = await signIn(email)
    for (let tried = 0; tried < 5; tried += 1) expect((await ask('POST', '/staff/sessions/second-factor', { body: { way: 'totp', code: '000000' } })).body['code']).toBe('staff.wrong_code')
    expect(await ask('POST', '/staff/sessions/second-factor', { body: { way: 'totp', code: await codeOf(secret) } })).toMatchObject({ status: 401, body: { code: 'staff.begin_again' } })
  })

  test('that a role forces is enrolled before anything else is done', async () => {
    const { storeId: store } = await server.openStore()
    const owner = await openOwner(server)
    const support = await openSeat(server, owner, { store, role: 'support' })
    expect((await support.ask('GET', '/members', { store })).status).toBe(200)
    expect((await owner.ask('PATCH', '/roles/support', { store, body: { needsSecondFactor: true } })).status).toBe(200)
    expect(await support.ask('GET', '/members', { store })).toMatchObject({ status: 403, body: { code: 'http.must_enrol' } })
    expect(await support.ask('GET', '/stores')).toMatchObject({ status: 403, body: { code: 'http.must_enrol' } })
    expect(await support.ask('GET', '/staff/me')).toMatchObject({ status: 200, body: { staff: { needsSecondFactor: true, hasSecondFactor: false } } })
    const { body } = await support.ask('POST', '/staff/totp', { body: { password: PASSWORD } })
    expect((await support.ask('POST', '/staff/totp/confirmations', { body: { code: await codeOf(String(body['secret'])) } })).status).toBe(201)
    expect((await support.ask('GET', '/members', { store })).status).toBe(200)
  })
})

test('a new password by a link ends all sessions, and the link works once', async () => {
  const { storeId: store } = await server.openStore()
  const owner = await openOwner(server)
  const support = await openSeat(server, owner, { store, role: 'support' })
  const { body: { seats } } = (await owner.ask('GET', '/seats', { store })) as unknown as { body: { seats: { seat: string; email: string }[] } }
  const seat = seats.find(({ email }) => email === support.email)?.seat
  const { body } = await owner.ask('POST', `/seats/${seat}/password-links`, { store })
  const reset = () => openBrowser(server).ask('POST', '/staff/password-resets', { body: { token: tokenOf(body), password: 'a harbour, four gulls' } })
  const both = await Promise.all([reset(), reset()])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 410])
  expect((await support.ask('GET', '/staff/me')).status).toBe(401)
  expect((await signIn(support.email, 'a harbour, four gulls')).answer.status).toBe(200)
})

describe('the secrets of an installation', () => {
  const [KEY, NEXT, THIRD] = ['the key of this installation, long enough', 'the next key of this installation, longer', 'a key that somebody mistyped somewhere else']
  const kept = async () => (await sql<{ name: string; secret: string }>`select name, secret from staff_secrets order by name`.execute(server.house.database.bare)).rows
  const empty = async (rows: readonly { name: string; secret: string }[] = []) => {
    const owner = openDatabase(server.world.superuserUrl, { connections: 1 })
    await sql`delete from staff_secrets`.execute(owner.bare)
    for (const { name, secret } of rows) await sql`insert into staff_secrets values (${name}, ${secret})`.execute(owner.bare)
    await owner.close()
  }
  const open = (given: Parameters<typeof openSecrets>[1]) => openSecrets(server.house.database, given)

  test('are the same for all who start with its key, and stand in the database as nobody can read them', async () => {
    await empty()
    const [one, two] = await Promise.all([open({ secret: KEY }), open({ secret: KEY })])
    expect(one.staffSecret).toBe(two.staffSecret)
    expect(two.seal.open(one.seal.seal('their password', 'mail'), 'mail')).toBe('their password')
    const rows = await kept()
    expect(rows.map(({ name, secret }) => [name, secret.startsWith('sealed:'), secret.includes(one.staffSecret)])).toEqual([['cookies', true, false], ['root', true, false]])
  })

  test('outlive a change of the key, whoever starts first; and with no key of theirs nothing starts and nothing is drawn anew', async () => {
    await empty()
    const { seal, staffSecret } = await open({ secret: KEY })
    const [sealed, hashed] = [seal.seal('their password', 'mail'), seal.keyedHash('anna', 'unsubscribe')]
    await expect(open({ secret: THIRD })).rejects.toMatchObject({ code: 'staff.other_key' })
    await expect(open({ secret: NEXT, before: THIRD })).rejects.toMatchObject({ code: 'staff.other_key' })
    for (const next of await Promise.all([1, 2].map(() => open({ secret: NEXT, before: KEY })))) expect([next.staffSecret, next.seal.open(sealed, 'mail'), next.seal.keyedHash('anna', 'unsubscribe')]).toEqual([staffSecret, 'their password', hashed])
    expect((await open({ secret: NEXT })).staffSecret).toBe(staffSecret)
    await expect(open({ secret: KEY })).rejects.toMatchObject({ code: 'staff.other_key' })
  })

  test('of before are taken over as they were: those that were drawn, and those of the operator', async () => {
    await empty([{ name: 'cookies', secret: 'drawn at the first start' }])
    const sealed = openSeal(KEY).seal('their password', 'mail')
    const drawn = await open({ secret: KEY })
    expect([drawn.staffSecret, drawn.seal.open(sealed, 'mail'), (await open({ secret: KEY })).staffSecret]).toEqual(['drawn at the first start', 'their password', 'drawn at the first start'])
    expect(JSON.stringify(await kept())).not.toContain('drawn at the first start')
    for (const rows of [[], [{ name: 'cookies', secret: 'drawn before there was one' }]]) {
      await empty(rows)
      expect((await open({ secret: KEY, given: KEY })).staffSecret).toBe(KEY)
      expect((await open({ secret: NEXT, before: KEY, given: NEXT })).staffSecret).toBe(KEY)
    }
  })

  test('begin anew where the key is lost: sessions, apps and recovery codes of staff are gone', async () => {
    await empty()
    const before = await open({ secret: KEY })
    const { ask, email } = await openOwner(server)
    await sql`insert into staff_recovery_codes select id, 'h:under the lost key' from staff_users where email = ${email}`.execute(server.house.database.bare)
    await renewSecrets(server.house.database, { secret: NEXT })
    const after = await open({ secret: NEXT })
    expect(after.staffSecret).not.toBe(before.staffSecret)
    expect((await ask('GET', '/staff/me')).status).toBe(401)
    expect((await sql`select from staff_recovery_codes`.execute(server.house.database.bare)).rows).toEqual([])
  })
})
