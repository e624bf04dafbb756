import { sql } from 'kysely'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openOwner, PASSWORD } from '#server/app/staff-testing'
import { openTestServer, type TestServer } from '#server/app/testing'

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

describe.skipIf(BROWSER === '')(`a passkey${inject('noChromium')}`, () => {
  test('is enrolled, signs in by itself, and is asked for where only the password was shown', async () => {
    const { storeId: store } = await server.openStore()
    const owner = await openOwner(server)
    const edge = server.openEdge()
    const url = (await edge.listen({ port: 0, host: '127.0.0.1' })).replace('127.0.0.1', 'localhost')
    const browser: Browser = await chromium.launch({ executablePath: BROWSER, args: QUIET })
    try {
      const page = await browser.newPage()
      const send = openSend(page)
      const devtools = await page.context().newCDPSession(page)
      await devtools.send('WebAuthn.enable')
      const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true } })
      await page.goto(`${url}/api/`)
      expect(await send('POST', '/staff/sessions', { email: owner.email, password: PASSWORD })).toMatchObject({ body: { state: 'signed_in' } })
      const enrolling = await send('POST', '/staff/passkeys/options')
      expect(enrolling.status).toBe(201)
      expect(await send('POST', '/staff/passkeys', { name: 'Laptop', response: await authenticate(page, 'create', enrolling.body['options']) })).toMatchObject({ status: 201 })
      expect(await owner.ask('GET', '/staff/me')).toMatchObject({ status: 401 })
      const { body: { passkeys } } = (await send('GET', '/staff/passkeys')) as unknown as { body: { passkeys: { passkey: string; name: string }[] } }
      expect(passkeys).toMatchObject([{ name: 'Laptop' }])

      await send('DELETE', '/staff/sessions/current')
      expect(await send('POST', '/staff/sessions', { email: owner.email, password: PASSWORD })).toMatchObject({ status: 200, body: { state: 'second_factor', ways: ['passkey'] } })
      expect((await send('GET', '/staff/me')).status).toBe(401)

      const coming = await send('POST', '/staff/sessions/passkey-options')
      const response = await authenticate(page, 'get', coming.body['options'])
      expect(await send('POST', '/staff/sessions/passkey', { response: { ...response, id: 'A'.repeat(22), rawId: 'A'.repeat(22) } })).toMatchObject({ status: 401, body: { code: 'staff.wrong_passkey' } })
      const again = await send('POST', '/staff/sessions/passkey-options')
      const shown = await authenticate(page, 'get', again.body['options'])
      expect(await send('POST', '/staff/sessions/passkey', { response: shown })).toMatchObject({ status: 200, body: { state: 'signed_in' } })
      expect(await send('GET', '/staff/me')).toMatchObject({ status: 200, body: { staff: { hasTotp: false, hasSecondFactor: true } } })
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
    } finally {
      await browser.close()
      await edge.close()
    }
  }, 60_000)
})
