import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { closePosts, openPost } from '#server/app/mail-testing'
import { openTestServer, type TestServer } from '#server/app/testing'
import { deliverMails } from '#server/platform/mail/deliver'
import { lockNextDue } from './due.store.ts'
import { followMessages } from './index.ts'
import { sendDue } from './send-due.ts'
import { takeFacts } from './take-facts.ts'
import { BEGAN, CLUB, DAY, HOUR, openClub } from './testing.ts'

vi.setConfig({ testTimeout: 120_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server?.close())
afterEach(closePosts)

const ALL = ['welcome', 'points_earned', 'reward_code', 'points_expiring', 'tier_up', 'tier_at_risk']

describe('a store that has just begun', () => {
  test('writes to nobody until it says so, and then of nothing that was before', async () => {
    const club = await openClub(server)
    await club.enrol('ada')
    await club.buy('ada', 'o1', 60_000)
    await club.follow()
    expect(await club.kinds()).toEqual([])
    club.time.now += HOUR
    await club.on(...ALL)
    await club.buy('ada', 'o0', { amountMinor: 10_000, occurredAt: new Date(BEGAN + 1_000).toISOString() })
    await club.follow()
    expect(await club.kinds()).toEqual([])
    await club.buy('ada', 'o2', 1_000)
    await club.follow()
    expect(await club.kinds()).toEqual(['points_earned'])
  })

  test('that tells its history after it has switched them on writes of what is news alone', async () => {
    const club = await openClub(server)
    await club.on(...ALL)
    club.time.now += 10 * DAY
    await club.enrol('old', { joinedAt: new Date(BEGAN + DAY).toISOString() })
    await club.buy('old', 'o1', { amountMinor: 60_000, occurredAt: new Date(BEGAN + 2 * DAY).toISOString() })
    await club.follow()
    expect(await club.kinds()).toEqual([])
    await club.buy('old', 'o2', { amountMinor: 1_000, occurredAt: new Date(club.time.now - 47 * HOUR).toISOString() })
    await club.follow()
    expect(await club.kinds()).toEqual(['points_earned'])
  })

  test('writes nothing of a kind that is switched off again, and nothing of the time between when it is on again', async () => {
    const club = await openClub(server)
    await club.on('points_earned', 'tier_up')
    await club.staff('PATCH', '/messages/points_earned', { isOn: false })
    await club.enrol('ada')
    await club.buy('ada', 'o1', 60_000)
    await club.follow()
    expect(await club.kinds()).toEqual(['tier_up'])
    await club.on('points_earned')
    await club.follow()
    expect(await club.kinds()).toEqual(['tier_up'])
  })
})

describe('a mail on what happened', () => {
  test('is written once though two workers look at once, and sent to the address, in the language of the member, with the store’s name', async () => {
    const [club, post] = [await openClub(server), await openPost()]
    await club.staff('PATCH', '/mail-settings', { host: '127.0.0.1', port: post.port, security: 'none', senderName: 'Reef', senderAddress: 'hello@reef.example' })
    await club.on('welcome', 'points_earned', 'tier_up')
    await club.enrol('anna', { locale: 'de-AT', name: 'Anna Schmidt' })
    for (const order of ['o1', 'o2', 'o3', 'o4', 'o5']) await club.buy('anna', order, 20_000)
    const sending = { worldNow: club.time.now, site: null, seal: server.house.seal }
    for (let turn = 0; turn < 3; turn += 1) await Promise.all([1, 2, 3].map(() => followMessages(server.house, { storeId: club.storeId, now: club.time.now, sending })))
    await club.follow()
    expect((await club.kinds()).sort()).toEqual(['points_earned', 'points_earned', 'points_earned', 'points_earned', 'points_earned', 'tier_up', 'welcome'])
    club.time.now += HOUR
    await deliverMails({ ...server.house, clock: club.time.clock })
    expect(post.mails).toHaveLength(7)
    expect(post.mails.every(({ envelope, from }) => envelope[0] === 'anna@example.com' && from?.name === 'Reef')).toBe(true)
    const reached = post.mails.find(({ subject }) => subject?.includes('Goldkarte'))
    expect(reached?.text).toContain('Hallo Anna Schmidt,')
    expect(reached?.text).toContain('5 % auf alles')
    expect(reached?.text).toContain('31. Dezember 2026')
    const earned = post.mails.find(({ subject }) => subject === '200 Punkte für Ihre Bestellung o1')
    expect(earned?.text).toContain('200 Punkte: sofort einlösbar')
    expect(earned?.html).toContain('lang="de" dir="ltr"')
  })

  test('is written once though whoever took what happened, or wrote of it, died before the end', async () => {
    const club = await openClub(server)
    await club.on('points_earned')
    await club.enrol('ada')
    await club.buy('ada', 'o1', 1_000)
    const dying = (act: Parameters<typeof club.within>[0]) => expect(club.within(async (ctx) => { await act(ctx); throw new Error('killed') })).rejects.toThrow('killed')
    // Facts wait until every transaction of the server is over that ran beside them, of other tests too.
    let taken: Awaited<ReturnType<typeof lockNextDue>>
    await expect.poll(async () => {
      await dying(takeFacts)
      await club.within(takeFacts)
      taken = await club.within(lockNextDue)
      return taken?.cause
    }, { timeout: 20_000 }).toBe('o1')
    await dying((ctx) => sendDue(ctx, taken as NonNullable<typeof taken>, { worldNow: club.time.now, site: null, seal: server.house.seal }))
    expect(await club.kinds()).toEqual([])
    await club.follow()
    expect(await club.kinds()).toEqual(['points_earned'])
  })

  test('is not missed where its transaction ends after one that was begun later', async () => {
    const club = await openClub(server)
    await club.on('points_earned')
    await club.enrol('ada')
    await club.enrol('bob')
    await club.buy('ada', 'o1', 1_000)
    await club.within(({ db, storeId }) => sql`delete from outbox where store_id = ${storeId} and topic = 'order.counted'`.execute(db))
    const memberOf = async (id: string) => String((await club.staff('GET', `/members/${id}/profile`)).body['memberId'])
    const ada = await memberOf('ada')
    let end = () => {}
    const ended = new Promise<void>((resolve) => { end = resolve })
    let isWritten = () => {}
    const written = new Promise<void>((resolve) => { isWritten = resolve })
    const slow = club.within(async ({ db, storeId }) => {
      // Ada's fact has the smaller number, and comes to light last.
      const payload = JSON.stringify({ at: club.time.now, orderId: 'o1', points: 10, source: 'shop', sourceId: 'paid-o1' })
      await sql`insert into outbox (store_id, topic, member_id, payload, created_at) values (${storeId}, 'order.counted', ${ada}, ${payload}::jsonb, 0)`.execute(db)
      isWritten()
      await ended
    })
    await written
    await club.buy('bob', 'o2', 1_000)
    const turn = () => followMessages(server.house, { storeId: club.storeId, now: club.time.now, sending: { worldNow: club.time.now, site: null, seal: server.house.seal } })
    for (let turns = 0; turns < 3; turns += 1) await turn()
    expect(await club.kinds()).toEqual([])
    end()
    await slow
    await club.follow()
    expect((await club.mails()).map(({ to }) => to).sort()).toEqual(['ada@example.com', 'bob@example.com'])
  })

  test('is written once, though what happened is corrected, or worked out anew', async () => {
    const club = await openClub(server)
    await club.on('points_earned', 'tier_up')
    await club.enrol('ada')
    club.time.now += 10_000
    await club.buy('ada', 'o1', 60_000)
    await club.follow()
    expect((await club.kinds()).sort()).toEqual(['points_earned', 'tier_up'])
    await club.buy('ada', 'o0', { amountMinor: 55_000, occurredAt: new Date(club.time.now - 2_000).toISOString() })
    expect((await club.staff('POST', '/members/ada/corrections', { event: { source: 'shop', id: 'paid-o1', type: 'order.paid', occurredAt: new Date(club.time.now - 1_000).toISOString(), order: { id: 'o1', currency: 'EUR', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor: 70_000 }] } } })).status).toBeLessThan(300)
    await club.follow()
    expect((await club.kinds()).sort()).toEqual(['points_earned', 'points_earned', 'tier_up'])
  })

  test('says of an order what is left of it, and nothing once all was sent back', async () => {
    const club = await openClub(server)
    await club.on('points_earned')
    await club.enrol('ada')
    await club.buy('ada', 'o1', 1_000)
    await club.refund('ada', 'o1')
    await club.buy('ada', 'o2', 2_500)
    await club.follow()
    expect(await club.mails()).toMatchObject([{ subject: '25 points for your order o2' }])
  })

  test('says when points that wait can be used', async () => {
    const club = await openClub(server, { ...CLUB, pending: { days: 14 } })
    await club.on('points_earned')
    await club.enrol('ada', { zone: 'Asia/Shanghai' })
    await club.buy('ada', 'o1', 1_000)
    await club.follow()
    expect((await club.mails())[0]?.text).toContain('10 points: usable from January 19, 2026')
  })

  test('goes to nobody who was erased, is frozen, or said no, nor to a company', async () => {
    const club = await openClub(server)
    await club.on(...ALL)
    for (const id of ['erased', 'frozen', 'no', 'yes']) await club.enrol(id)
    await club.enrol('corp', { kind: 'company' })
    await club.follow()
    const before = (await club.mails()).length
    expect(before).toBe(4)
    for (const id of ['erased', 'frozen', 'no', 'yes', 'corp']) await club.buy(id, `o-${id}`, 1_000)
    await club.staff('DELETE', '/members/erased/personal-data')
    expect((await club.staff('POST', '/members/frozen/freeze', { reason: 'a test' })).status).toBeLessThan(300)
    expect((await club.staff('POST', '/members/no/consents', { consents: [{ channel: 'email', purpose: 'service', isGiven: false }] })).status).toBe(201)
    await club.follow()
    expect((await club.mails()).filter(({ kind }) => kind === 'points_earned').map(({ to }) => to)).toEqual(['yes@example.com'])
  })

  test('of news ends with one click on the link in its header, and with nothing less', async () => {
    const [club, post] = [await openClub(server), await openPost()]
    await club.staff('PATCH', '/mail-settings', { host: '127.0.0.1', port: post.port, security: 'none', senderName: 'Reef', senderAddress: 'hello@reef.example' })
    await club.on('points_earned', 'reward_code')
    for (const id of ['ada', 'bob']) await club.enrol(id)
    for (const id of ['ada', 'bob']) await club.buy(id, `o-${id}`, 60_000)
    await club.follow()
    club.time.now += 1_000
    await deliverMails({ ...server.house, clock: club.time.clock })
    const headerOf = (name: string) => post.mails.find(({ envelope }) => envelope[0] === 'ada@example.com')?.headers.find(({ key }) => key === name)?.value
    expect(headerOf('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    const link = /^<https:\/\/club\.example\.com(\/unsubscribe\/[^>]+)>$/.exec(headerOf('list-unsubscribe') ?? '')?.[1] as string
    const click = (method: 'GET' | 'POST', path: string) => server.app.inject({ method, url: path, headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'localhost' }, ...(method === 'POST' ? { payload: 'List-Unsubscribe=One-Click' } : {}) })
    expect(await click('GET', link)).toMatchObject({ statusCode: 303 })
    expect((await click('POST', link.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).statusCode).toBe(404)
    expect((await click('POST', link.replace('.service.', '.marketing.'))).statusCode).toBe(404)
    expect((await club.staff('GET', '/members/ada/consents')).body['consents']).toEqual([])
    expect((await click('POST', link)).statusCode).toBe(204)
    expect((await club.staff('GET', '/members/ada/consents')).body['consents']).toMatchObject([{ channel: 'email', purpose: 'service', isGiven: false, source: 'one_click' }])
    for (const id of ['ada', 'bob']) await club.buy(id, `p-${id}`, 1_000)
    await club.staff('POST', '/members/ada/redemptions', { reward: 'five' })
    await club.follow()
    club.time.now += 1_000
    await deliverMails({ ...server.house, clock: club.time.clock })
    // What points bought comes all the same, and has no such link.
    expect(post.mails.slice(2).map(({ envelope, headers }) => [envelope[0], headers.some(({ key }) => key === 'list-unsubscribe')]).sort()).toEqual([['ada@example.com', false], ['bob@example.com', true]])
  })

  test('of one store is none of another', async () => {
    const [one, other] = [await openClub(server), await openClub(server)]
    await one.on('points_earned')
    for (const club of [one, other]) {
      await club.enrol('ada')
      await club.buy('ada', 'o1', 1_000)
    }
    await one.follow()
    await other.follow()
    expect([await one.kinds(), await other.kinds()]).toEqual([['points_earned'], []])
    expect((await other.staff('GET', '/messages/points_earned')).body).toMatchObject({ isOn: false, sent: 0 })
    expect((await one.staff('GET', '/messages/points_earned')).body).toMatchObject({ isOn: true, sent: 1 })
  })
})

describe('a welcome', () => {
  test('tells whoever joins what they got, once', async () => {
    const club = await openClub(server)
    await club.on('welcome')
    const { status, body } = await club.comeIn('ada@example.com', { name: 'Ada', locale: 'en' })
    expect(status).toBe(201)
    await club.follow()
    await club.comeIn('ada@example.com')
    await club.follow()
    const welcomes = (await club.mails()).filter(({ kind }) => kind === 'welcome')
    expect(welcomes).toMatchObject([{ subject: 'Welcome to Test', to: 'ada@example.com' }])
    expect(welcomes[0]?.text).toContain('Yours for joining:\n• 100 points: ready to use')
    expect(welcomes[0]?.text).toContain('https://club.example.com/m/')
    expect((await club.staff('GET', `/members/${String(body['memberId'])}/mails`)).body['mails']).toMatchObject([{ kind: 'code' }, { kind: 'welcome', state: 'waiting' }])
  })

  test('goes to no lead, and to nobody who has not confirmed their address', async () => {
    const club = await openClub(server)
    await club.on('welcome')
    await club.staff('POST', '/leads', { email: 'lead@example.com', name: 'Lea' })
    expect((await club.guest('POST', '/subscriptions', { email: 'list@example.com', country: 'DE' })).status).toBe(201)
    await club.follow()
    expect(await club.kinds()).toEqual(['confirm'])
  })
})

describe('a code', () => {
  test('that points have bought comes by mail, which loses it when it is sent; and not where it was taken back first', async () => {
    const [club, post] = [await openClub(server), await openPost()]
    await club.on('reward_code')
    await club.enrol('ada')
    await club.buy('ada', 'o1', 60_000)
    const redeem = async () => (await club.staff('POST', '/members/ada/redemptions', { reward: 'five' })).body as { redemption: string; code: string; memberId: string }
    const [kept, back] = [await redeem(), await redeem()]
    expect((await club.staff('POST', `/members/ada/redemptions/${back.redemption}/cancellations`, {})).status).toBe(201)
    await club.follow()
    expect(await club.mails()).toMatchObject([{ kind: 'reward_code', subject: 'Your code: Five euros', text: null }])
    await club.staff('PATCH', '/mail-settings', { host: '127.0.0.1', port: post.port, security: 'none', senderName: 'Reef', senderAddress: 'hello@reef.example' })
    club.time.now += 1_000
    await deliverMails({ ...server.house, clock: club.time.clock })
    expect(post.mails).toHaveLength(1)
    expect(post.mails[0]?.text).toContain(kept.code)
    expect(post.mails[0]?.text).toContain('You exchanged 200 points for “Five euros”.')
  })

  test('for a birthday comes in the morning, and only to whoever wants such mails', async () => {
    const club = await openClub(server)
    await club.on('reward_code')
    for (const id of ['ada', 'bob']) await club.enrol(id, { birthday: '1990-01-07' })
    await club.staff('POST', '/members/ada/consents', { consents: [{ channel: 'email', purpose: 'marketing', isGiven: true }] })
    club.time.now = Date.parse('2026-01-07T03:00:00Z')
    await club.follow()
    expect(await club.kinds()).toEqual([])
    club.time.now = Date.parse('2026-01-07T09:01:00Z')
    await club.follow()
    expect(await club.mails()).toMatchObject([{ kind: 'reward_code', to: 'ada@example.com', subject: 'Your code: Birthday coupon' }])
  })
})
