import { sql } from 'kysely'
import { generate } from 'otplib'
import { chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { openBrowser, openOwner, PASSWORD } from '#server/app/staff-testing'
import { openTestServer, type TestServer } from '#server/app/testing'
import { spendRecoveryCode } from './recovery-codes.store.ts'
import { resetSecondFactor } from './second-factors.ts'

const BROWSER = inject('chromium')
const QUIET = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

/** A way to send what a page of ours sends from its browser, whose cookies go along. */
const openSend = (page: Page) => (method: string, path: string, body: object = {}) => page.evaluate(async ([how, where, what]) => {
  const answer = await fetch(`/api/v1${where}`, { method: how as string, headers: { 'content-type': 'application/json' }, ...(how === 'GET' ? {} : { body: what as string }) })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}, [method, path, JSON.stringify(body)] as const)

/** Asks the authenticator of the browser, in WebAuthn's JSON forms, as the console does. */
const authenticate = (page: Page, deed: 'create' | 'get', options: unknown) => page.evaluate(`(async () => {
  const options = ${JSON.stringify(options)}
  const publicKey = PublicKeyCredential.${deed === 'create' ? 'parseCreationOptionsFromJSON' : 'parseRequestOptionsFromJSON'}(options)
  return (await navigator.credentials.${deed}({ publicKey })).toJSON()
})()`) as Promise<object>

/** An owner, signed in on a page of a browser, whose device confirms whatever it is asked. */
async function openDevice() {
  const { storeId: store } = await server.openStore()
  const owner = await openOwner(server)
  const edge = server.openEdge()
  const url = (await edge.listen({ port: 0, host: '127.0.0.1' })).replace('127.0.0.1', 'localhost')
  const browser = await chromium.launch({ executablePath: BROWSER, args: QUIET })
  const page = await browser.newPage()
  const send = openSend(page)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const addAuthenticator = async () => (await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true } })).authenticatorId
  const authenticatorId = await addAuthenticator()
  await page.goto(`${url}/api/`)
  expect(await send('POST', '/staff/sessions', { email: owner.email, password: PASSWORD })).toMatchObject({ body: { state: 'signed_in' } })
  return {
    store, owner, page, send, devtools, authenticatorId,
    enrol: async (name: string) => send('POST', '/staff/passkeys', { name, response: await authenticate(page, 'create', (await send('POST', '/staff/passkeys/options')).body['options']) }),
    /** Another device in the place of the one before. */
    change: async () => {
      await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
      await addAuthenticator()
    },
    passkeys: async () => (await send('GET', '/staff/passkeys')).body['passkeys'] as { passkey: string; name: string }[],
    close: async () => {
      await browser.close()
      await edge.close()
    },
  }
}

/** Signs in elsewhere; `isIn`: whether somebody is signed in then. */
async function signInElsewhere(email: string, more: { password?: string; recoveryCode?: string } = {}) {
  const { ask } = openBrowser(server)
  const { status, body, headers } = await ask('POST', '/staff/sessions', { body: { email, password: PASSWORD, ...more } })
  return { ask, status, code: body['code'], ways: body['ways'], state: body['state'], cookie: headers['set-cookie'], isIn: (await ask('GET', '/staff/me')).status === 200 }
}

async function countOf(table: string, column: string, email: string): Promise<number> {
  const { rows: [row] } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)} t join staff_users u on u.id = t.${sql.ref(column)} where u.email = ${email}`.execute(server.house.database.bare)
  return row?.count ?? 0
}

const codesLeft = (email: string) => countOf('staff_recovery_codes', 'staff_id', email)

describe.skipIf(BROWSER === '')(`a passkey${inject('noChromium')}`, () => {
  let device: Awaited<ReturnType<typeof openDevice>>
  beforeEach(async () => { device = await openDevice() }, 60_000)
  afterEach(() => device.close())

  test('is enrolled, signs in by itself, and is asked for where only the password was shown', async () => {
    const { store, owner, page, send, devtools, authenticatorId } = device
    expect(await device.enrol('Laptop')).toMatchObject({ status: 201 })
    expect(await owner.ask('GET', '/staff/me')).toMatchObject({ status: 401 })
    const passkeys = await device.passkeys()
    expect(passkeys).toMatchObject([{ name: 'Laptop' }])

    await send('DELETE', '/staff/sessions/current')
    expect(await send('POST', '/staff/sessions', { email: owner.email, password: PASSWORD })).toMatchObject({ status: 200, body: { state: 'second_factor', ways: ['passkey', 'recovery'] } })
    expect((await send('GET', '/staff/me')).status).toBe(401)

    const coming = await send('POST', '/staff/sessions/passkey-options')
    const response = await authenticate(page, 'get', coming.body['options'])
    expect(await send('POST', '/staff/sessions/passkey', { response: { ...response, id: 'A'.repeat(22), rawId: 'A'.repeat(22) } })).toMatchObject({ status: 401, body: { code: 'staff.wrong_passkey' } })
    const again = await send('POST', '/staff/sessions/passkey-options')
    const shown = await authenticate(page, 'get', again.body['options'])
    expect(await send('POST', '/staff/sessions/passkey', { response: shown })).toMatchObject({ status: 200, body: { state: 'signed_in' } })
    expect(await send('GET', '/staff/me')).toMatchObject({ status: 200, body: { staff: { hasTotp: false, hasSecondFactor: true, hasRecoveryCodes: true } } })
    expect(await send('POST', '/staff/sessions/passkey', { response: shown })).toMatchObject({ status: 401, body: { code: 'staff.begin_again' } })

    const careless = await send('POST', '/staff/sessions/passkey-options')
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    const unverified = await authenticate(page, 'get', { ...(careless.body['options'] as object), userVerification: 'discouraged' })
    expect(await send('POST', '/staff/sessions/passkey', { response: unverified })).toMatchObject({ status: 401, body: { code: 'staff.wrong_passkey' } })

    const remove = (password: string) => send('POST', `/staff/passkeys/${passkeys[0]?.passkey}/removals`, { password })
    expect(await remove('not the password')).toMatchObject({ status: 403, body: { code: 'staff.wrong_own_password' } })
    expect((await remove(PASSWORD)).status).toBe(200)
    const { rows } = await server.house.database.readStore(store, (db) => sql<{ text: string }>`select text from mail_outbox where to_address = ${owner.email} order by mail_id`.execute(db))
    expect(rows.map(({ text }) => /A passkey was \w+/.exec(text)?.[0]).sort()).toEqual(['A passkey was added', 'A passkey was removed'])
    await send('DELETE', '/staff/sessions/current')
    expect(await send('POST', '/staff/sessions', { email: owner.email, password: PASSWORD })).toMatchObject({ body: { state: 'signed_in' } })
  }, 60_000)

  test('comes with recovery codes where there is no app, told this once and kept as hashes; each signs in once, after the password', async () => {
    const { store, owner: { email } } = device
    const codes = (await device.enrol('Laptop')).body['recoveryCodes'] as string[]
    expect(new Set(codes).size).toBe(10)
    const { rows: [told] } = await server.house.database.readStore(store, (db) => sql<{ all: string }>`
      select concat((select string_agg(hash, ' ') from staff_recovery_codes), (select string_agg(a::text, ' ') from audit_entries a), (select string_agg(m::text, ' ') from mail_outbox m)) as all`.execute(db))
    expect(told?.all).toContain('POST /staff/passkeys')
    for (const code of codes) expect(told?.all).not.toContain(code)

    const [first = '', second = '', third = ''] = codes
    expect(await signInElsewhere(email)).toMatchObject({ status: 200, state: 'second_factor', ways: ['passkey', 'recovery'], isIn: false })
    expect(await signInElsewhere(email, { recoveryCode: first })).toMatchObject({ status: 200, state: 'signed_in', ways: [], isIn: true })
    expect(await signInElsewhere(email, { recoveryCode: first })).toMatchObject({ status: 401, code: 'staff.wrong_code', cookie: undefined, isIn: false })
    const both = await Promise.all([signInElsewhere(email, { recoveryCode: second }), signInElsewhere(email, { recoveryCode: second })])
    expect(both.map(({ status, isIn }) => [status, isIn]).sort()).toEqual([[200, true], [401, false]])
    // Passwords are hashed one after the other: at once it is only here.
    const { rows: [kept] } = await sql<{ staffId: string; hash: string }>`select staff_id as "staffId", hash from staff_recovery_codes c join staff_users u on u.id = c.staff_id where u.email = ${email} order by hash = ${server.house.staffAuth.recoveryHash(third)} limit 1`.execute(server.house.database.bare)
    const spent = await Promise.all(Array.from({ length: 5 }, () => spendRecoveryCode(server.house.database.bare, kept ?? { staffId: '', hash: '' })))
    expect(spent.filter((isSpent) => isSpent)).toEqual([true])
    expect(await signInElsewhere(email, { password: 'not the password', recoveryCode: third })).toMatchObject({ status: 401, code: 'staff.wrong_password' })
    expect(await signInElsewhere(email, { recoveryCode: ` ${third.toUpperCase()} ` })).toMatchObject({ status: 200, isIn: true })
    // Of the page, and of the three that came by a code: of those who were refused nothing is left.
    expect(await countOf('staff_sessions', 'user_id', email)).toBe(4)
    const [known, unknown] = [await signInElsewhere(email, { password: 'not the password', recoveryCode: third }), await signInElsewhere('nobody@example.com', { recoveryCode: third })]
    expect({ ...known, ask: null }).toEqual({ ...unknown, ask: null })

    await device.change()
    expect((await device.enrol('Phone')).body['recoveryCodes']).toEqual([])
    expect(await codesLeft(email)).toBe(6)
    await sql`delete from staff_recovery_codes where staff_id = (select id from staff_users where email = ${email})`.execute(server.house.database.bare)
    expect(await signInElsewhere(email)).toMatchObject({ ways: ['passkey'] })
    expect(await device.send('GET', '/staff/me')).toMatchObject({ body: { staff: { hasRecoveryCodes: false } } })
  }, 60_000)

  test('has recovery codes that are tried ten times and no more, right ones too, until the window is over', async () => {
    const { owner: { email } } = device
    const [code = '', other = ''] = (await device.enrol('Laptop')).body['recoveryCodes'] as string[]
    for (let tried = 0; tried < 9; tried += 1) expect((await signInElsewhere(email, { recoveryCode: 'aaaaa-aaaaa' })).code).toBe('staff.wrong_code')
    expect((await signInElsewhere(email, { recoveryCode: code })).isIn).toBe(true)
    for (let tried = 0; tried < 10; tried += 1) expect((await signInElsewhere(email, { recoveryCode: 'aaaaa-aaaaa' })).code).toBe('staff.wrong_code')
    expect(await signInElsewhere(email, { recoveryCode: other })).toMatchObject({ status: 429, code: 'staff.too_many_attempts', cookie: undefined, isIn: false })
    expect([await codesLeft(email), await countOf('staff_sessions', 'user_id', email)]).toEqual([9, 2])
  }, 60_000)

  test('has recovery codes that end with new ones, with the last passkey, and with a reset', async () => {
    const { send, owner: { email } } = device
    expect(await send('POST', '/staff/recovery-codes', { password: PASSWORD })).toMatchObject({ status: 409, body: { code: 'staff.no_factor' } })
    const [old = ''] = (await device.enrol('Laptop')).body['recoveryCodes'] as string[]
    expect(await send('POST', '/staff/recovery-codes', { password: 'not the password' })).toMatchObject({ status: 403, body: { code: 'staff.wrong_own_password' } })
    const replaced = await send('POST', '/staff/recovery-codes', { password: PASSWORD })
    const [code = ''] = replaced.body['recoveryCodes'] as string[]
    expect([replaced.status, await codesLeft(email)]).toEqual([201, 10])
    expect([(await signInElsewhere(email, { recoveryCode: old })).code, (await signInElsewhere(email, { recoveryCode: code })).isIn]).toEqual(['staff.wrong_code', true])

    await device.change()
    await device.enrol('Phone')
    for (const [left, { passkey }] of [[9, (await device.passkeys())[0] ?? { passkey: '' }], [0, (await device.passkeys())[1] ?? { passkey: '' }]] as const) {
      expect((await send('POST', `/staff/passkeys/${passkey}/removals`, { password: PASSWORD })).status).toBe(200)
      expect(await codesLeft(email)).toBe(left)
    }
    // Without a second factor none is asked for, and nobody looks at a code.
    expect(await signInElsewhere(email, { recoveryCode: code })).toMatchObject({ state: 'signed_in', isIn: true })

    expect((await device.enrol('Tablet')).body['recoveryCodes']).toHaveLength(10)
    const { body: { staff } } = await send('GET', '/staff/me')
    await resetSecondFactor(server.house.database.bare, { staffId: (staff as { id: string }).id, now: server.house.clock() })
    expect(await codesLeft(email)).toBe(0)
  }, 60_000)

  test('has none beside an app, whose own are not looked at in the place of a passkey', async () => {
    const { send, owner: { email } } = device
    const [old = ''] = (await device.enrol('Laptop')).body['recoveryCodes'] as string[]
    const { body: { secret } } = await send('POST', '/staff/totp', { password: PASSWORD })
    const { body: { recoveryCodes } } = await send('POST', '/staff/totp/confirmations', { code: await generate({ secret: String(secret) }) })
    const [code = ''] = recoveryCodes as string[]
    expect(await codesLeft(email)).toBe(0)
    for (const recoveryCode of [old, code]) expect(await signInElsewhere(email, { recoveryCode })).toMatchObject({ status: 200, state: 'second_factor', ways: ['totp', 'recovery'], isIn: false })
    const { ask } = await signInElsewhere(email)
    expect((await ask('POST', '/staff/sessions/second-factor', { body: { way: 'recovery', code } })).status).toBe(200)
    await device.change()
    expect((await device.enrol('Phone')).body['recoveryCodes']).toEqual([])
    expect(((await send('POST', '/staff/recovery-codes', { password: PASSWORD })).body['recoveryCodes'] as string[]).length).toBe(10)
    expect([await codesLeft(email), (await send('GET', '/staff/me')).body['staff']]).toMatchObject([0, { hasTotp: true, hasRecoveryCodes: true }])
  }, 60_000)
})
