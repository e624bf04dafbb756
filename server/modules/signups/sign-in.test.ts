import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'
import { openTestClock, openTestShop, type TestShop } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

const BEGAN = Date.parse('2026-01-05T10:00:00Z')
const MINUTE = 60_000
const DAY = 86_400_000

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

/** A shop whose server has a clock of its own. */
async function openShop(): Promise<TestShop & { time: ReturnType<typeof openTestClock> }> {
  const time = openTestClock(BEGAN)
  return { ...(await openTestShop(server, { edge: server.openEdge({ house: { ...server.house, clock: time.clock } }) })), time }
}
const other = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('a code', () => {
  test('lets somebody in whom nobody knew, who is a member from then on, and the same one the next time', async () => {
    const shop = await openShop()
    const first = await shop.comeIn('Anna@Example.com', { name: 'Anna', locale: 'de', source: { utmSource: 'instagram', influencer: 'mei' }, consents: [{ channel: 'email', purpose: 'marketing', isGiven: true }] })
    expect(first).toMatchObject({ status: 201, body: { isNew: true, claimed: false, welcome: [], token: expect.stringMatching(/^rm_[\w-]{43}$/) } })
    const second = await shop.comeIn('anna@example.com')
    expect(second).toMatchObject({ status: 201, body: { isNew: false, memberId: first.body['memberId'] } })
    expect((await shop.staff('GET', `/members/${first.body['memberId']}/profile`)).body).toMatchObject({ name: 'Anna', email: 'Anna@example.com', locale: 'de', joinedAt: expect.stringMatching(/^2026-01-05T10:00:00/) })
    expect((await shop.staff('GET', `/members/${first.body['memberId']}/consents`)).body['consents']).toMatchObject([{ channel: 'email', purpose: 'marketing', isGiven: true, textVersion: '1', locale: 'de', source: 'sign_up' }])
  })

  test('works once, though two send it at once', async () => {
    const shop = await openShop()
    await shop.guest('POST', '/codes', { email: 'anna@example.com' })
    const code = await shop.codeTo('anna@example.com')
    const both = await Promise.all([1, 2, 3, 4].map(() => shop.guest('POST', '/sessions', { way: 'code', email: 'anna@example.com', code })))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401])
    expect(((await shop.staff('GET', '/members')).body['members'] as unknown[]).length).toBe(1)
  })

  test('is over after ten minutes, after five tries, and once another one was asked for', async () => {
    const shop = await openShop()
    const send = (code: string) => shop.guest('POST', '/sessions', { way: 'code', email: 'anna@example.com', code })
    await shop.guest('POST', '/codes', { email: 'anna@example.com' })
    const late = await shop.codeTo('anna@example.com')
    shop.time.now += 10 * MINUTE
    expect((await send(late)).body).toMatchObject({ code: 'logins.wrong' })
    await shop.guest('POST', '/codes', { email: 'anna@example.com' })
    const tried = await shop.codeTo('anna@example.com')
    for (let wrong = 0; wrong < 5; wrong += 1) expect((await send(other(tried))).status).toBe(401)
    expect((await send(tried)).status).toBe(401)
    await shop.guest('POST', '/codes', { email: 'anna@example.com' })
    const old = await shop.codeTo('anna@example.com')
    await shop.guest('POST', '/codes', { email: 'anna@example.com' })
    if (old !== (await shop.codeTo('anna@example.com'))) expect((await send(old)).status).toBe(401)
    expect((await send(await shop.codeTo('anna@example.com'))).status).toBe(201)
  })

  test('is good for what it was asked for, for its address, and in its store', async () => {
    const [shop, theirs] = [await openShop(), await openShop()]
    await shop.comeIn('anna@example.com')
    await shop.staff('PATCH', '/shop-settings', { ways: { code: true, password: true, passkey: true, handover: true } })
    await shop.guest('POST', '/codes', { email: 'anna@example.com', purpose: 'password' })
    const code = await shop.codeTo('anna@example.com')
    for (const sent of [{ email: 'anna@example.com' }, { email: 'bo@example.com' }]) expect((await shop.guest('POST', '/sessions', { way: 'code', code, ...sent })).status).toBe(401)
    await shop.guest('POST', '/codes', { email: 'anna@example.com' })
    expect((await theirs.guest('POST', '/sessions', { way: 'code', email: 'anna@example.com', code: await shop.codeTo('anna@example.com') })).status).toBe(401)
  })

  test('is answered alike for known and unknown, with a mail that says nothing to whoever may not join', async () => {
    const shop = await openShop()
    await shop.comeIn('anna@example.com')
    await shop.staff('PATCH', '/shop-settings', { isOpen: false })
    const [known, unknown] = [await shop.guest('POST', '/codes', { email: 'anna@example.com' }), await shop.guest('POST', '/codes', { email: 'nobody@example.com' })]
    expect(known.body).toEqual({ ...unknown.body, expiresAt: known.body['expiresAt'] })
    const wrong = await Promise.all(['anna@example.com', 'nobody@example.com'].map((email) => shop.guest('POST', '/sessions', { way: 'code', email, code: '000000' })))
    expect(wrong[0]?.body['code']).toBe(wrong[1]?.body['code'])
    expect((await shop.guest('POST', '/sessions', { way: 'code', email: 'nobody@example.com', code: await shop.codeTo('nobody@example.com') })).body).toMatchObject({ code: 'signups.closed' })
    const { rows } = await server.house.database.readStore(shop.storeId, (db) => sql<{ until: number; at: number }>`select until, created_at as at from mail_outbox where to_address = 'nobody@example.com'`.execute(db))
    expect(rows).toHaveLength(1)
    expect(rows[0]?.until).toBe(rows[0]?.at)
  })

  test('is nowhere in the database but in its mail, and the address that is counted is not either', async () => {
    const shop = await openShop()
    await shop.guest('POST', '/codes', { email: 'anna@example.com' })
    const code = await shop.codeTo('anna@example.com')
    const { rows } = await server.house.database.readStore(shop.storeId, (db) => sql<{ row: string }>`select to_jsonb(c)::text as row from logins_codes c union all select to_jsonb(a)::text from logins_attempts a`.execute(db))
    expect(rows.length).toBeGreaterThan(2)
    for (const { row } of rows) expect(row).not.toContain(code)
    expect(rows.filter(({ row }) => row.includes('"name"')).join()).not.toContain('anna')
  })

  test('is sent six times in a quarter of an hour to one address, and then later', async () => {
    const shop = await openShop()
    for (let sent = 0; sent < 6; sent += 1) expect((await shop.guest('POST', '/codes', { email: 'anna@example.com' })).status).toBe(201)
    expect(await shop.guest('POST', '/codes', { email: 'Anna@example.com' })).toMatchObject({ status: 429, body: { code: 'logins.too_many', details: { seconds: 900 } } })
    expect((await shop.guest('POST', '/codes', { email: 'bo@example.com' })).status).toBe(201)
    shop.time.now += 15 * MINUTE
    expect((await shop.guest('POST', '/codes', { email: 'anna@example.com' })).status).toBe(201)
  })
})

describe('a session', () => {
  test('opens the own rows alone, until it is ended, everywhere at once', async () => {
    const shop = await openShop()
    const [anna, bo] = [await shop.comeIn('anna@example.com'), await shop.comeIn('bo@example.com')]
    const asAnna = shop.as(String(anna.body['token']))
    expect(await asAnna('GET', '/members/me/ways')).toMatchObject({ status: 200, body: { memberId: anna.body['memberId'], email: 'a•••@example.com', ways: ['code', 'handover'] } })
    expect((await asAnna('GET', `/members/${bo.body['memberId']}/ways`)).status).toBe(404)
    expect((await asAnna('GET', '/members')).status).toBe(403)
    const { body: { sessions } } = await asAnna('GET', '/sessions')
    expect(sessions).toMatchObject([{ session: anna.body['session'], isCurrent: true, way: 'code' }])
    expect((await asAnna('DELETE', `/sessions/${bo.body['session']}`)).status).toBe(404)
    expect((await asAnna('DELETE', '/sessions/current')).status).toBe(200)
    expect(await asAnna('GET', '/sessions')).toMatchObject({ status: 401, body: { code: 'http.no_session' } })
    expect((await shop.as(String(bo.body['token']))('GET', '/sessions')).status).toBe(200)
  })

  test('slides on for 30 days from when it was seen last, and is over a month after that', async () => {
    const shop = await openShop()
    const ask = shop.as(String((await shop.comeIn('anna@example.com')).body['token']))
    for (let days = 0; days < 3; days += 1) {
      shop.time.now += 29 * DAY
      expect((await ask('GET', '/sessions')).status).toBe(200)
    }
    shop.time.now += 30 * DAY
    expect((await ask('GET', '/sessions')).status).toBe(401)
  })

  test('is kept in a cookie that no script reads where it is asked for, and its token is nowhere in the database', async () => {
    const shop = await openShop()
    await shop.guest('POST', '/codes', { email: 'anna@example.com' })
    const { body, headers } = await shop.guest('POST', '/sessions', { way: 'code', email: 'anna@example.com', code: await shop.codeTo('anna@example.com'), keep: 'cookie' })
    expect(body['token']).toBeNull()
    const [cookie = '', browser] = headers['set-cookie'] as string[]
    expect(browser).toMatch(/^rockpool_browser=[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax$/)
    expect(cookie).toMatch(/^rockpool_member=rm_[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/)
    const token = /rm_[\w-]{43}/.exec(cookie)?.[0] as string
    const { rows } = await server.house.database.readStore(shop.storeId, (db) => sql<{ row: string }>`select to_jsonb(s)::text as row from logins_sessions s`.execute(db))
    expect(rows).toHaveLength(1)
    expect(rows[0]?.row).not.toContain(token.slice(3))
    expect((await shop.guest('GET', '/sessions', undefined, { cookie: `rockpool_member=${token}` })).status).toBe(200)
  })

  test('on a device that was not there before is told by mail, once there is one to compare with', async () => {
    const shop = await openShop()
    const signIn = async (agent: string) => {
      await shop.guest('POST', '/codes', { email: 'anna@example.com' })
      return shop.guest('POST', '/sessions', { way: 'code', email: 'anna@example.com', code: await shop.codeTo('anna@example.com') }, { 'user-agent': agent })
    }
    const kinds = async () => ((await shop.staff('GET', '/mails')).body['mails'] as { kind: string }[]).map(({ kind }) => kind)
    const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'
    await signIn(PHONE)
    await signIn(PHONE.replace('18.1', '18.2'))
    expect(await kinds()).toEqual(['code', 'code'])
    await signIn('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36')
    expect((await kinds()).sort()).toEqual(['code', 'code', 'code', 'new_device'])
    expect(await shop.mailTo('anna@example.com')).toContain('Chrome, Windows signed in')
    // Signing out everywhere, or a month without a visit, makes no device known and none new.
    const last = await signIn(PHONE)
    const anna = shop.as(String(last.body['token']))
    const { body: { sessions } } = await anna('GET', '/sessions') as unknown as { body: { sessions: { session: string; isCurrent: boolean }[] } }
    for (const { session } of sessions.toSorted((a, b) => Number(a.isCurrent) - Number(b.isCurrent))) expect((await anna('DELETE', `/sessions/${session}`)).status).toBe(200)
    shop.time.now += 60 * DAY
    await signIn(PHONE)
    expect((await kinds()).filter((kind) => kind === 'new_device')).toHaveLength(1)
    await signIn(PHONE.replace('iPhone', 'iPad').replace('iPhone OS', 'iPad OS'))
    expect((await kinds()).filter((kind) => kind === 'new_device')).toHaveLength(2)
    shop.time.now += 401 * DAY
    await signIn(PHONE)
    expect((await shop.staff('GET', `/members/${String(last.body['memberId'])}/personal-data`)).body).toMatchObject({ logins: { devices: [{ device: 'Safari, iPhone' }] } })
  })

  test('in the centre on a browser that is called as theirs is, and is not, is told by mail: what a browser keeps says which it is', async () => {
    const shop = await openShop()
    const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
    const kept = ({ headers }: Answered): string => /rockpool_browser=[^;]+/.exec(String(headers['set-cookie']))?.[0] ?? ''
    const enter = async (proof: object, headers: Readonly<Record<string, string>> = {}) => shop.guest('POST', '/sessions', { keep: 'cookie', ...proof }, { 'user-agent': CHROME, ...headers })
    const byCode = async (cookie = '', agent = CHROME, keep = 'cookie') => {
      shop.time.now += 60 * MINUTE
      await shop.guest('POST', '/codes', { email: 'anna@example.com' })
      return enter({ way: 'code', email: 'anna@example.com', code: await shop.codeTo('anna@example.com'), keep }, { cookie, 'user-agent': agent })
    }
    const told = async () => ((await shop.staff('GET', '/mails')).body['mails'] as { kind: string }[]).filter(({ kind }) => kind === 'new_device').length
    const own = kept(await byCode())
    expect(kept(await byCode(own))).toBe(own)
    await byCode(own, CHROME.replace('Windows NT 10.0', 'Macintosh; Intel Mac OS X 15'))
    expect(await told()).toBe(0)
    await byCode()
    expect(await told()).toBe(1)
    await byCode('rockpool_browser=chosen-by-somebody')
    expect(await told()).toBe(2)
    // A widget keeps no cookie: there words are all there is, and the centre that it leads to is on the same device.
    const { body: { token } } = await byCode('', CHROME, 'token')
    const { body: { ticket } } = await shop.as(String(token))('POST', '/sessions/current/tickets', {})
    const there = await enter({ way: 'ticket', token: ticket })
    expect([there.status, await told()]).toEqual([201, 2])
    await byCode(kept(there))
    expect(await told()).toBe(2)
    // What was known before browsers kept anything is taken over by the first that is called so, and by no second.
    await server.house.database.inStore(shop.storeId, (db) => sql`insert into logins_devices (store_id, member_id, device, browser, seen_at) select store_id, member_id, 'Firefox, Linux', '?', ${BEGAN} from members where store_id = ${shop.storeId}`.execute(db))
    const FOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
    await byCode('', FOX)
    expect(await told()).toBe(2)
    await byCode('', FOX)
    expect(await told()).toBe(3)
  })

  test('of somebody who is frozen, erased or merged is over, and whoever is frozen does not come in before they are restored', async () => {
    const shop = await openShop()
    const anna = await shop.comeIn('anna@example.com')
    const id = String(anna.body['memberId'])
    expect((await shop.staff('POST', `/members/${id}/freeze`, { reason: 'Somebody else signed in' })).body).toMatchObject({ isFrozen: true, reason: 'Somebody else signed in' })
    expect((await shop.as(String(anna.body['token']))('GET', '/sessions')).status).toBe(401)
    expect(await shop.comeIn('anna@example.com')).toMatchObject({ status: 403, body: { code: 'logins.frozen' } })
    expect((await shop.staff('DELETE', `/members/${id}/freeze`)).body).toMatchObject({ isFrozen: false, reason: null })
    const again = await shop.comeIn('anna@example.com')
    expect(again.body).toMatchObject({ memberId: id, isNew: false })
    await shop.staff('DELETE', `/members/${id}/personal-data`)
    expect((await shop.as(String(again.body['token']))('GET', '/sessions')).status).toBe(401)
    const [bo, cy] = [await shop.comeIn('bo@example.com'), await shop.comeIn('cy@example.com')]
    for (const [who, name] of [[bo, 'bo'], [cy, 'cy']] as const) await shop.staff('POST', `/members/${who.body['memberId']}/external-ids`, { externalIds: [name] })
    const merged = await shop.staff('POST', '/events', { source: 'crm', id: 'm1', type: 'member.merged', occurredAt: '2026-01-05T10:04:00Z', member: 'bo', absorbed: 'cy' })
    expect(merged.status, JSON.stringify(merged.body)).toBe(201)
    expect((await shop.as(String(cy.body['token']))('GET', '/sessions')).status).toBe(401)
    expect((await shop.as(String(bo.body['token']))('GET', '/sessions')).status).toBe(200)
  })
})
