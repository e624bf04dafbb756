import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MAIL_SETTINGS, mailToStaff, openBrowser, openOwner, openSeat, PASSWORD, tokenOf, type Browser } from '#server/app/staff-testing'
import { askOf, openTestServer, type TestServer } from '#server/app/testing'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const DAY = 24 * 3_600_000

const seatsIn = async (browser: Browser, store: string) => (await browser.ask('GET', '/seats', { store })).body['seats'] as { email: string; role: string }[]

/** A store, its owner, and a way to seat others. */
async function openShop() {
  const { storeId: store, newKey } = await server.openStore()
  const owner = await openOwner(server)
  return { store, newKey, owner, seat: (role: string, by: Browser = owner) => openSeat(server, by, { store, role }) }
}

describe('an invitation', () => {
  test('seats somebody new once, of two who come with it at one moment', async () => {
    const { owner, store } = await openShop()
    const { body } = await owner.ask('POST', '/invitations', { store, body: { email: 'Twin@example.com', name: 'Twin', role: 'analyst' } })
    expect((await owner.ask('GET', '/invitations', { store })).body).toMatchObject({ invitations: [{ email: 'twin@example.com', role: 'analyst' }] })
    const accept = () => openBrowser(server).ask('POST', '/staff/acceptances', { body: { token: tokenOf(body), password: PASSWORD } })
    const answers = await Promise.all([accept(), accept()])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410])
    expect((await seatsIn(owner, store)).filter(({ email }) => email === 'twin@example.com')).toMatchObject([{ role: 'analyst' }])
    expect((await owner.ask('GET', '/invitations', { store })).body).toEqual({ invitations: [] })
  })

  test('of somebody who has an account is theirs when they are signed in, and nobody else’s', async () => {
    const [ours, theirs] = [await openShop(), await openShop()]
    const guest = await theirs.seat('support')
    const { body } = await ours.owner.ask('POST', '/invitations', { store: ours.store, body: { email: guest.email, role: 'analyst' } })
    const token = tokenOf(body)
    for (const browser of [openBrowser(server), theirs.owner]) {
      expect(await browser.ask('POST', '/staff/acceptances', { body: { token, password: PASSWORD } })).toMatchObject({ status: 409, body: { code: 'seats.sign_in_first' } })
    }
    expect(await guest.ask('POST', '/staff/acceptances', { body: { token } })).toMatchObject({ status: 201, body: { store: { id: ours.store } } })
    expect((await guest.ask('GET', '/staff/me')).body['seats']).toHaveLength(2)
  })

  test('ends after three days, when it is taken back, and when another is sent to the same address', async () => {
    const { owner, store } = await openShop()
    const make = async () => tokenOf((await owner.ask('POST', '/invitations', { store, body: { email: 'once@example.com', role: 'analyst' } })).body)
    const accept = (token: string, edge = server.app) => edge.inject({ method: 'POST', url: '/api/v1/staff/acceptances', payload: { token, password: PASSWORD } }).then(({ statusCode }) => statusCode)
    const [first, second] = [await make(), await make()]
    expect(await accept(first)).toBe(410)
    const [{ invitation }] = (await owner.ask('GET', '/invitations', { store })).body['invitations'] as [{ invitation: string }]
    const later = server.openEdge({ house: { ...server.house, clock: () => server.house.clock() + 3 * DAY } })
    expect(await accept(second, later)).toBe(410)
    await later.close()
    expect((await owner.ask('DELETE', `/invitations/${invitation}`, { store })).status).toBe(200)
    expect((await owner.ask('DELETE', `/invitations/${invitation}`, { store })).status).toBe(404)
    expect(await accept(second)).toBe(410)
  })

  test('gives nobody more than whoever invites may do, by hand or by a key', async () => {
    const { store, seat, newKey } = await openShop()
    const admin = await seat('admin')
    const invite = (role: string) => admin.ask('POST', '/invitations', { store, body: { email: 'more@example.com', role } })
    expect(await invite('owner')).toMatchObject({ status: 403, body: { code: 'seats.beyond_own', details: { permissions: 'stores:write' } } })
    expect((await invite('admin')).status).toBe(201)
    expect(await server.ask('POST', '/api/v1/invitations', { key: await newKey(['staff:write', 'members:read']), body: { email: 'k@example.com', role: 'analyst' } })).toMatchObject({ status: 403 })
  })
})

describe('who is invited', () => {
  test('is written to where the store sends mails, in the language of whoever invites; their own address is no password', async () => {
    const { owner, store } = await openShop()
    const invite = () => owner.ask('POST', '/invitations', { store, body: { email: 'Mei.Lin@example.com', role: 'support' } })
    expect((await invite()).body).toMatchObject({ isMailed: false, link: expect.stringContaining('/console/invitation#token=') })
    await owner.ask('PATCH', '/mail-settings', { store, body: MAIL_SETTINGS })
    await owner.ask('PATCH', '/staff/me', { body: { locale: 'zh-CN' } })
    const { body } = await invite()
    expect(body).toMatchObject({ isMailed: true })
    const mail = await mailToStaff(server, store, { email: 'mei.lin@example.com', kind: 'staff_invitation' })
    expect(mail).toMatchObject({ isSecret: true, subject: 'Olga Owner 邀请您加入 Test', text: expect.stringContaining(`http://localhost/console/invitation#token=${tokenOf(body)}`) })
    const accept = (password: string) => openBrowser(server).ask('POST', '/staff/acceptances', { body: { token: tokenOf(body), password } })
    expect((await accept('Mei.Lin@example.com')).body).toMatchObject({ code: 'staff.weak_password_personal' })
    expect((await accept(PASSWORD)).status).toBe(201)
  })

  test('is written to in the mailbox of a sandbox that sends nothing, where nobody reads the link, which is still handed over', async () => {
    const { storeId: store } = await server.openStore({ kind: 'sandbox' })
    const owner = await openOwner(server)
    const { body } = await owner.ask('POST', '/invitations', { store, body: { email: 'bo@example.com', role: 'support' } })
    expect(body).toMatchObject({ isMailed: false, link: expect.stringContaining('#token=') })
    const [mail] = (await owner.ask('GET', '/mails', { store })).body['mails'] as { mail: string; kind: string; state: string }[]
    expect(mail).toMatchObject({ kind: 'staff_invitation', state: 'waiting' })
    expect((await owner.ask('GET', `/mails/${mail?.mail}`, { store, headers: { 'rockpool-reason': 'Looking' } })).body).toMatchObject({ to: 'bo@example.com', text: null, html: null })
  })

  const look = (token: string, browser = openBrowser(server)) => browser.ask('POST', '/staff/invitation-views', { body: { token } })

  test('sees by whom, to which store and as what, before they have a password; it stays open', async () => {
    const { owner, store } = await openShop()
    const { body } = await owner.ask('POST', '/invitations', { store, body: { email: 'mei@example.com', name: 'Lin Mei', role: 'support' } })
    const shown = { status: 200, body: { store: { id: store, name: 'Test', kind: 'live' }, role: 'support', roleName: null, email: 'mei@example.com', name: 'Lin Mei', invitedBy: 'Olga Owner' } }
    expect([await look(tokenOf(body)), await look(tokenOf(body), owner)]).toMatchObject([shown, shown])
    const { body: audit } = await owner.ask('GET', '/audit', { store })
    expect((audit['entries'] as { deed: string }[]).map(({ deed }) => deed)).not.toContain('POST /staff/invitation-views')
    expect((await openBrowser(server).ask('POST', '/staff/acceptances', { body: { token: tokenOf(body), password: PASSWORD } })).status).toBe(201)
    expect(await look(tokenOf(body))).toMatchObject({ status: 410, body: { code: 'seats.invitation_used' } })
  })

  test('is told when it was taken back, replaced, is over, or never was', async () => {
    const { owner, store } = await openShop()
    const invite = async (email: string) => tokenOf((await owner.ask('POST', '/invitations', { store, body: { email, role: 'support' } })).body)
    const [first, second] = [await invite('bo@example.com'), await invite('bo@example.com')]
    const open = (await owner.ask('GET', '/invitations', { store })).body['invitations'] as { invitation: string }[]
    await owner.ask('DELETE', `/invitations/${open[0]?.invitation}`, { store })
    const late = await invite('late@example.com')
    const later = openBrowser({ ask: (method, path, asking) => askOf(server.openEdge({ house: { ...server.house, clock: () => server.house.clock() + 3 * DAY } }), { method, path, ...asking }) })
    const codes = [await look(first), await look(second), await look(late, later), await look('A'.repeat(43))].map(({ status, body }) => [status, body['code']])
    expect(codes).toEqual([[410, 'seats.invitation_revoked'], [410, 'seats.invitation_revoked'], [410, 'seats.invitation_expired'], [410, 'staff.dead_link']])
    expect((await later.ask('POST', '/staff/acceptances', { body: { token: late, password: PASSWORD } })).body).toMatchObject({ code: 'seats.invitation_expired' })
  })
})
