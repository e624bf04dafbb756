import { sql } from 'kysely'
import { generate } from 'otplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MAIL_SETTINGS, mailToStaff, openBrowser, openOwner, openSeat, PASSWORD, tokenOf, type Browser } from '#server/app/staff-testing'
import { openTestServer, type TestServer } from '#server/app/testing'
import { makeLink } from '#server/modules/staff/index'
import { resetFactorAsHost, seatHouseOwners } from './index.ts'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const DAY = 24 * 3_600_000

type SeatTold = { seat: string; email: string; role: string; isMe: boolean }
const seatsIn = async (browser: Browser, store: string): Promise<SeatTold[]> => (await browser.ask('GET', '/seats', { store })).body['seats'] as SeatTold[]
const seatOf = async (browser: Browser, store: string, email: string): Promise<string> => (await seatsIn(browser, store)).find((one) => one.email === email)?.seat as string

/** A store, its owner, and a way to seat others. */
async function openShop() {
  const { storeId: store, key, newKey } = await server.openStore()
  const owner = await openOwner(server)
  return { store, key, newKey, owner, seat: (role: string, by: Browser = owner) => openSeat(server, by, { store, role }) }
}

describe('the link of the terminal', () => {
  test('makes an owner of every store once, whoever else comes with it at that moment', async () => {
    const [one, two] = [await server.openStore(), await server.openStore()]
    const { token } = await makeLink(server.house.database.bare, { purpose: 'owner', now: server.house.clock() })
    const browsers = [1, 2, 3].map((n) => ({ n, ...openBrowser(server) }))
    const answers = await Promise.all(browsers.map(({ n, ask }) => ask('POST', '/staff/owner', { body: { token, name: 'Racer', email: `racer-${n}@example.com`, password: PASSWORD } })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410])
    const winner = browsers[answers.findIndex(({ status }) => status === 201)] as (typeof browsers)[0]
    const { body } = await winner.ask('GET', '/staff/me')
    const seats = body['seats'] as { store: { id: string }; role: string }[]
    for (const { storeId } of [one, two]) expect(seats).toContainEqual(expect.objectContaining({ store: expect.objectContaining({ id: storeId }), role: 'owner' }))
    const loser = browsers.find(({ n }) => n !== winner.n) as (typeof browsers)[0]
    expect((await openBrowser(server).ask('POST', '/staff/sessions', { body: { email: `racer-${loser.n}@example.com`, password: PASSWORD } })).status).toBe(401)
  })

  test('ends after a day, and when another is made', async () => {
    const { bare } = server.house.database
    const ended = await makeLink(bare, { purpose: 'owner', now: server.house.clock() - DAY })
    const ask = (token: string) => openBrowser(server).ask('POST', '/staff/owner', { body: { token, name: 'Late', email: 'late@example.com', password: PASSWORD } })
    expect(await ask(ended.token)).toMatchObject({ status: 410, body: { code: 'staff.dead_link' } })
    const [first] = [await makeLink(bare, { purpose: 'owner', now: server.house.clock() }), await makeLink(bare, { purpose: 'owner', now: server.house.clock() })]
    expect((await ask(first.token)).status).toBe(410)
    expect((await ask('A'.repeat(43))).status).toBe(410)
  })

  test('seats whoever is signed in', async () => {
    const { owner } = await openShop()
    const { storeId } = await server.openStore()
    const { token } = await makeLink(server.house.database.bare, { purpose: 'owner', now: server.house.clock() })
    expect((await owner.ask('GET', '/seats', { store: storeId })).status).toBe(403)
    expect((await owner.ask('POST', '/staff/owner', { body: { token } })).status).toBe(201)
    expect(await seatsIn(owner, storeId)).toMatchObject([{ role: 'owner', isMe: true }])
  })
})

describe('a colleague', () => {
  test('is sent a link for another password, which whoever sends it never sees', async () => {
    const { owner, store, seat } = await openShop()
    const [admin, colleague] = [await seat('admin'), await seat('support')]
    const path = `/seats/${await seatOf(owner, store, colleague.email)}/password-mails`
    expect((await admin.ask('POST', path, { store })).body).toMatchObject({ status: 409, code: 'seats.no_mail' })
    await owner.ask('PATCH', '/mail-settings', { store, body: MAIL_SETTINGS })
    const sent = await admin.ask('POST', path, { store })
    expect([sent.status, Object.keys(sent.body)]).toEqual([201, ['expiresAt']])
    const mail = await mailToStaff(server, store, { email: colleague.email, kind: 'staff_password' })
    expect(mail).toMatchObject({ isSecret: true, text: expect.stringContaining('admin of Test sends you this link') })
    const token = /http:\/\/localhost\/console\/password#token=(\S+)/.exec(mail?.text ?? '')?.[1]
    const reset = (password: string) => openBrowser(server).ask('POST', '/staff/password-resets', { body: { token, password } })
    expect((await reset(colleague.email)).body).toMatchObject({ code: 'staff.weak_password_personal' })
    expect((await reset('a harbour, four gulls')).status).toBe(200)
    expect((await colleague.ask('GET', '/staff/me')).status).toBe(401)
    const entries = (await owner.ask('GET', '/audit', { store })).body['entries']
    expect(JSON.stringify(entries)).not.toContain(token)
    // Whose password it was stands there, though nobody was signed in; and they are told.
    expect(entries).toContainEqual(expect.objectContaining({ deed: 'POST /staff/password-resets', actorName: 'support' }))
    const told = await mailToStaff(server, store, { email: colleague.email, kind: 'staff_account' })
    expect(told?.text).toContain('The password of your account was changed')
    // Where no store sends mails it is over before it would come as a riddle.
    expect(told?.until).toBe(server.house.clock() + 2 * DAY)
    expect((await admin.ask('POST', `/seats/${await seatOf(owner, store, owner.email)}/password-mails`, { store })).body).toMatchObject({ code: 'seats.beyond_own' })
  })

  test('has what they did though the mail on it cannot be written', async () => {
    const { store, seat } = await openShop()
    const colleague = await seat('support')
    const { body: { secret } } = await colleague.ask('POST', '/staff/totp', { body: { password: PASSWORD } })
    await sql`create function break_mails() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$`.execute(server.world.owner.bare)
    await sql.raw(`create trigger break_mails before insert on mail_outbox for each row when (new.store_id = '${store}') execute function break_mails()`).execute(server.world.owner.bare)
    const confirmed = await colleague.ask('POST', '/staff/totp/confirmations', { body: { code: await generate({ secret: String(secret) }) } })
    await sql`drop function break_mails cascade`.execute(server.world.owner.bare)
    expect([confirmed.status, confirmed.body]).toMatchObject([201, { recoveryCodes: expect.any(Array) }])
  })

  test('who has lost their second factor is let in without it for a reason, told by whom and why, and enrols again where the role asks for it', async () => {
    const { owner, store, seat } = await openShop()
    const [admin, colleague] = [await seat('admin'), await seat('support')]
    const reset = (by: Browser, of: string, body: object = { reason: 'lost her phone' }) => seatOf(owner, store, of).then((id) => by.ask('POST', `/seats/${id}/second-factor-resets`, { store, body }))
    expect((await reset(admin, colleague.email)).body).toMatchObject({ status: 409, code: 'staff.no_factor' })
    const { body: { secret } } = await colleague.ask('POST', '/staff/totp', { body: { password: PASSWORD } })
    expect((await colleague.ask('POST', '/staff/totp/confirmations', { body: { code: await generate({ secret: String(secret) }) } })).status).toBe(201)
    await owner.ask('PATCH', '/roles/support', { store, body: { needsSecondFactor: true } })
    expect((await reset(admin, colleague.email, {})).status).toBe(422)
    expect((await reset(colleague, colleague.email)).status).toBe(403)
    expect((await reset(admin, colleague.email)).body).toMatchObject({ hasSecondFactor: false })
    expect((await colleague.ask('GET', '/staff/me')).status).toBe(401)
    expect((await mailToStaff(server, store, { email: colleague.email, kind: 'staff_factor' }))?.text).toMatch(/admin has taken away .* The reason given: lost her phone/)
    const again = openBrowser(server)
    expect((await again.ask('POST', '/staff/sessions', { body: { email: colleague.email, password: PASSWORD } })).body).toMatchObject({ state: 'signed_in' })
    expect((await again.ask('GET', '/members', { store })).body).toMatchObject({ status: 403, code: 'http.must_enrol' })
    expect((await owner.ask('GET', '/audit', { store })).body['entries']).toContainEqual(expect.objectContaining({ deed: 'POST /seats/:seat/second-factor-resets', reason: 'lost her phone' }))
  })

  test('is not oneself, and nobody who may do more or works for a store of others', async () => {
    const elsewhere = await openShop()
    const { owner, store, seat } = await openShop()
    const admin = await seat('admin')
    const reset = (by: Browser, id: string) => by.ask('POST', `/seats/${id}/second-factor-resets`, { store, body: { reason: 'lost her phone' } })
    expect((await reset(admin, await seatOf(owner, store, owner.email))).body).toMatchObject({ code: 'seats.beyond_own' })
    expect((await reset(owner, await seatOf(owner, store, owner.email))).body).toMatchObject({ code: 'seats.own_factor' })
    const { body } = await owner.ask('POST', '/invitations', { store, body: { email: elsewhere.owner.email, role: 'support' } })
    await elsewhere.owner.ask('POST', '/staff/acceptances', { body: { token: tokenOf(body) } })
    expect((await reset(admin, await seatOf(owner, store, elsewhere.owner.email))).body).toMatchObject({ code: 'seats.seated_elsewhere' })
  })

  test('who is the last owner is helped by whoever has the machine', async () => {
    const { owner } = await openShop()
    const { body: { secret } } = await owner.ask('POST', '/staff/totp', { body: { password: PASSWORD } })
    await owner.ask('POST', '/staff/totp/confirmations', { body: { code: await generate({ secret: String(secret) }) } })
    const { id: staffId } = (await owner.ask('GET', '/staff/me')).body['staff'] as { id: string }
    await resetFactorAsHost(server.house, { staffId, now: server.house.clock() })
    expect((await openBrowser(server).ask('POST', '/staff/sessions', { body: { email: owner.email, password: PASSWORD } })).body).toMatchObject({ state: 'signed_in' })
    expect((await owner.ask('GET', '/staff/me')).status).toBe(401)
    await expect(resetFactorAsHost(server.house, { staffId, now: server.house.clock() })).rejects.toMatchObject({ code: 'staff.no_factor' })
  })
})

describe('a seat', () => {
  test('that is taken away or given another role counts with the next request', async () => {
    const { store, owner, seat } = await openShop()
    const support = await seat('support')
    expect((await support.ask('GET', '/members', { store })).status).toBe(200)
    const id = await seatOf(owner, store, support.email)
    expect(await owner.ask('PATCH', `/seats/${id}`, { store, body: { role: 'analyst' } })).toMatchObject({ status: 200, body: { role: 'analyst' } })
    expect((await support.ask('POST', '/members', { store, body: {} })).status).toBe(403)
    expect((await owner.ask('DELETE', `/seats/${id}`, { store })).status).toBe(200)
    expect(await support.ask('GET', '/members', { store })).toMatchObject({ status: 403, body: { code: 'http.no_seat' } })
  })

  test('of an owner is no admin’s to change, and the last one stays', async () => {
    const { store, owner, seat } = await openShop()
    const admin = await seat('admin')
    const id = await seatOf(owner, store, owner.email)
    for (const deed of [admin.ask('PATCH', `/seats/${id}`, { store, body: { role: 'analyst' } }), admin.ask('DELETE', `/seats/${id}`, { store }), admin.ask('POST', `/seats/${id}/password-links`, { store })]) {
      expect(await deed).toMatchObject({ status: 403, body: { code: 'seats.beyond_own' } })
    }
    for (const deed of [owner.ask('PATCH', `/seats/${id}`, { store, body: { role: 'admin' } }), owner.ask('DELETE', `/seats/${id}`, { store })]) expect(await deed).toMatchObject({ status: 409, body: { code: 'seats.last_owner' } })
  })

  test('of two owners who remove each other at one moment, one stays', async () => {
    const { store, owner, seat } = await openShop()
    const other = await seat('owner')
    const ids = { mine: await seatOf(owner, store, owner.email), theirs: await seatOf(owner, store, other.email) }
    const answers = await Promise.all([owner.ask('DELETE', `/seats/${ids.theirs}`, { store }), other.ask('DELETE', `/seats/${ids.mine}`, { store })])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const survivors = (await Promise.all([owner, other].map((one) => seatsIn(one, store).catch(() => [])))).flat().filter((one) => one !== undefined)
    expect(survivors.filter(({ role }) => role === 'owner')).toHaveLength(1)
  })

  test('whose account opens other stores gets no password link from here', async () => {
    const [ours, theirs] = [await openShop(), await openShop()]
    const guest = await theirs.seat('support')
    const { body } = await ours.owner.ask('POST', '/invitations', { store: ours.store, body: { email: guest.email, role: 'analyst' } })
    await guest.ask('POST', '/staff/acceptances', { body: { token: tokenOf(body) } })
    const id = await seatOf(ours.owner, ours.store, guest.email)
    // The owner of the later store owns the earlier too; the owner of the earlier has no seat in the later.
    expect(await ours.owner.ask('POST', `/seats/${id}/password-links`, { store: ours.store })).toMatchObject({ status: 403, body: { code: 'seats.seated_elsewhere' } })
    expect((await theirs.owner.ask('POST', `/seats/${await seatOf(theirs.owner, theirs.store, guest.email)}/password-links`, { store: theirs.store })).status).toBe(201)
  })
})

describe('a role', () => {
  test('of the store’s own does what it says, changes for all who have it, and is not taken from under anybody', async () => {
    const { store, owner, seat } = await openShop()
    const { body: role } = await owner.ask('POST', '/roles', { store, body: { name: 'Fair stand', permissions: ['members:read'] } })
    const id = String(role['role'])
    const helper = await seat(id)
    expect([(await helper.ask('GET', '/members', { store })).status, (await helper.ask('GET', '/programs', { store })).status]).toEqual([200, 403])
    expect(await helper.ask('GET', '/staff/me')).toMatchObject({ body: { seats: [{ role: id, roleName: 'Fair stand', permissions: ['members:read'] }] } })
    expect((await owner.ask('PATCH', `/roles/${id}`, { store, body: { permissions: ['programs:read'] } })).status).toBe(200)
    expect([(await helper.ask('GET', '/members', { store })).status, (await helper.ask('GET', '/programs', { store })).status]).toEqual([403, 200])
    expect(await owner.ask('DELETE', `/roles/${id}`, { store })).toMatchObject({ status: 409, body: { code: 'seats.role_in_use' } })
    await owner.ask('DELETE', `/seats/${await seatOf(owner, store, helper.email)}`, { store })
    expect((await owner.ask('DELETE', `/roles/${id}`, { store })).status).toBe(200)
    expect((await owner.ask('GET', `/roles/${id}`, { store })).status).toBe(404)
  })

  test('that every store has says what it says, and no role is a way to more than one has', async () => {
    const { store, owner, seat } = await openShop()
    const admin = await seat('admin')
    expect(await owner.ask('PATCH', '/roles/analyst', { store, body: { permissions: ['members:read'] } })).toMatchObject({ status: 409, body: { code: 'seats.built_in' } })
    expect(await owner.ask('DELETE', '/roles/analyst', { store })).toMatchObject({ status: 409 })
    expect(await admin.ask('POST', '/roles', { store, body: { name: 'More', permissions: ['stores:write'] } })).toMatchObject({ status: 403, body: { code: 'seats.beyond_own' } })
    expect(await admin.ask('PATCH', '/roles/owner', { store, body: { needsSecondFactor: true } })).toMatchObject({ status: 403 })
    const { body } = await owner.ask('GET', '/permissions', { store })
    expect(body['permissions']).toContain('staff:write')
    expect((body['roles'] as { role: string }[]).map(({ role }) => role)).toEqual(['owner', 'admin', 'marketer', 'support', 'analyst', 'finance'])
  })
})

test('a store is made by whoever owns one, who owns it, and called something else by its owner alone', async () => {
  const { store, owner, seat } = await openShop()
  const admin = await seat('admin')
  expect(await admin.ask('POST', '/stores', { body: { name: 'Second' } })).toMatchObject({ status: 403, body: { code: 'seats.not_an_owner' } })
  const { status, body } = await owner.ask('POST', '/stores', { body: { name: 'Second' } })
  expect({ status, body }).toMatchObject({ status: 201, body: { name: 'Second', kind: 'live' } })
  expect((await owner.ask('GET', '/stores')).body['stores']).toContainEqual({ id: body['id'], name: 'Second', kind: 'live' })
  expect((await admin.ask('PATCH', '/store', { store, body: { name: 'Other' } })).status).toBe(403)
  expect(await owner.ask('PATCH', '/store', { store, body: { name: 'Other' } })).toMatchObject({ status: 200, body: { name: 'Other' } })
})

test('whoever came by the link of the terminal owns stores that are made at the command line later, and makes the first one where there is none', async () => {
  const { owner, seat } = await openShop()
  const other = await seat('owner')
  const { storeId } = await server.openStore()
  await server.house.database.inStore(storeId, (db) => seatHouseOwners({ db, storeId, actor: { kind: 'system', job: 'test' }, now: server.house.clock() }))
  expect([(await owner.ask('GET', '/seats', { store: storeId })).status, (await other.ask('GET', '/seats', { store: storeId })).status]).toEqual([200, 403])
})
