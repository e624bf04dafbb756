import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'
import { openTestClock, openTestShop, type TestShop } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

const DAY = 86_400_000

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

type Shop = TestShop & { time: ReturnType<typeof openTestClock>; subscribe: (said: object) => Promise<Answered>; welcomesOf: () => Promise<number>; consentsOf: (email: string) => Promise<unknown>; tokenTo: (email: string) => Promise<string> }

async function openShop(): Promise<Shop> {
  const time = openTestClock(Date.parse('2026-01-05T10:00:00Z'))
  const shop = await openTestShop(server, { edge: server.openEdge({ house: { ...server.house, clock: time.clock }, publicUrl: 'https://club.example.com' }) })
  expect((await shop.staff('PATCH', '/messages/welcome', { isOn: true })).status).toBe(200)
  return {
    ...shop, time,
    welcomesOf: () => server.house.database.readStore(shop.storeId, async (db) => (await sql`select from messages_due where store_id = ${shop.storeId} and kind = 'welcome'`.execute(db)).rows.length),
    subscribe: (said) => shop.guest('POST', '/subscriptions', said),
    consentsOf: async (email) => {
      const { body: { members } } = await shop.staff('POST', '/members/searches', { email })
      const [{ memberId } = { memberId: 'nobody' }] = members as { memberId: string }[]
      return ((await shop.staff('GET', `/members/${memberId}/consents`)).body['consents'] as { isGiven: boolean; source: string }[]).map(({ isGiven, source }) => [isGiven, source])
    },
    tokenTo: async (email) => /https:\/\/club\.example\.com\/m\/[a-z0-9-]+\/confirm#token=([\w-]{43})/.exec(await shop.mailTo(email))?.[1] ?? '',
  }
}

describe('whoever asks for mails', () => {
  test('is on the list at once where the law lets it be so, and comes in later as the same member', async () => {
    const shop = await openShop()
    expect(await shop.subscribe({ email: 'lea@example.com', name: 'Lea', country: 'FR', locale: 'fr', source: { qr: 'parcel' } })).toMatchObject({ status: 201, body: { isAccepted: true } })
    expect(await shop.consentsOf('lea@example.com')).toEqual([[true, 'subscription']])
    expect(await shop.mailTo('lea@example.com')).toBe('')
    const { body } = await shop.comeIn('lea@example.com')
    expect(body).toMatchObject({ isNew: false })
    expect((await shop.staff('GET', `/members/${body['memberId']}/personal-data`)).body['sources']).toMatchObject([{ source: { qr: 'parcel' } }])
  })

  test('confirms it from the mailbox where the law wants it: by a link that says so once, within a week', async () => {
    const shop = await openShop()
    await shop.subscribe({ email: 'anna@example.com', country: 'DE' })
    expect(await shop.consentsOf('anna@example.com')).toEqual([])
    // The link is asked for once more; whoever confirms by the second is as new as before.
    await shop.subscribe({ email: 'anna@example.com', country: 'DE' })
    const token = await shop.tokenTo('anna@example.com')
    const confirm = (said: string) => shop.guest('POST', '/subscriptions/confirmations', { token: said })
    expect((await confirm(token.replace(/^./, (one) => (one === 'A' ? 'B' : 'A')))).body).toMatchObject({ code: 'signups.link_over' })
    const both = await Promise.all([confirm(token), confirm(token)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 410])
    expect(await shop.consentsOf('anna@example.com')).toEqual([[true, 'confirmed']])
    expect(await shop.welcomesOf()).toBe(1)
    await shop.subscribe({ email: 'bo@example.com', country: 'DE' })
    const late = await shop.tokenTo('bo@example.com')
    shop.time.now += 7 * DAY
    expect((await confirm(late)).status).toBe(410)
    // Others ask meanwhile; whoever asks again, and confirms then, is welcomed as any newcomer.
    await shop.subscribe({ email: 'cem@example.com', country: 'DE' })
    await shop.subscribe({ email: 'bo@example.com', country: 'DE' })
    expect((await confirm(await shop.tokenTo('bo@example.com'))).status).toBe(201)
    expect(await shop.welcomesOf()).toBe(2)
  })

  test('under the address of a member changes nothing of them before it was confirmed, and is answered like anybody', async () => {
    const shop = await openShop()
    await shop.comeIn('anna@example.com')
    const known = await shop.subscribe({ email: 'Anna@example.com', name: 'Mallory', country: 'FR' })
    expect(known.body).toEqual((await shop.subscribe({ email: 'new@example.com', country: 'FR' })).body)
    expect(await shop.consentsOf('anna@example.com')).toEqual([])
    expect((await shop.guest('POST', '/subscriptions/confirmations', { token: await shop.tokenTo('anna@example.com') })).status).toBe(201)
    expect(await shop.consentsOf('anna@example.com')).toEqual([[true, 'confirmed']])
    expect((await shop.staff('POST', '/members/searches', { email: 'anna@example.com' })).body['members']).toMatchObject([{ name: null }])
    // Anna and the new one, by joining.
    expect(await shop.welcomesOf()).toBe(2)
  })

  test('and is too young, is nobody', async () => {
    const shop = await openShop()
    await shop.staff('PATCH', '/shop-settings', { ageGate: { minimum: 16, byCountry: {} } })
    expect((await shop.subscribe({ email: 'kim@example.com', birthday: '2015-01-01' })).body).toMatchObject({ code: 'signups.too_young' })
    expect((await shop.staff('GET', '/members')).body['members']).toEqual([])
  })

  test('is refused alike as a member and as nobody, by age and where the store is closed', async () => {
    const shop = await openShop()
    await shop.comeIn('anna@example.com')
    const codes = (said: object) => Promise.all(['anna@example.com', 'nobody@example.com'].map(async (email) => (await shop.subscribe({ email, ...said })).body['code']))
    await shop.staff('PATCH', '/shop-settings', { ageGate: { minimum: 16, byCountry: {} } })
    expect(await codes({})).toEqual(['signups.birthday_needed', 'signups.birthday_needed'])
    expect(await codes({ birthday: '2015-01-01' })).toEqual(['signups.too_young', 'signups.too_young'])
    await shop.staff('PATCH', '/shop-settings', { isOpen: false })
    expect(await codes({ birthday: '1990-01-01' })).toEqual(['signups.closed', 'signups.closed'])
  })
})

describe('a lead', () => {
  test('is a member who has consented to nothing; whoever is known is found, and comes in as themself', async () => {
    const shop = await openShop()
    const added = await shop.staff('POST', '/leads', { name: '李伟', email: 'li.wei@example.com', phone: '+8613912345678', source: { campaign: 'Canton Fair' } })
    expect(added).toMatchObject({ status: 201, body: { isNew: true } })
    expect((await shop.staff('GET', `/members/${added.body['memberId']}/consents`)).body).toMatchObject({ consents: [], history: [] })
    expect((await shop.staff('POST', '/leads', { phone: '139 1234 5678', phoneCountry: 'CN' })).body).toEqual({ memberId: added.body['memberId'], isNew: false })
    expect((await shop.comeIn('li.wei@example.com')).body).toMatchObject({ memberId: added.body['memberId'] })
    expect((await shop.staff('POST', '/leads', { name: 'Nobody' })).status).toBe(422)
    expect((await shop.guest('POST', '/leads', { email: 'x@example.com' })).status).toBe(401)
  })

  test('is not found by a number that a member only says of themselves, which members learn nothing from and take from nobody', async () => {
    const shop = await openShop()
    const comeIn = async (email: string) => {
      const { body } = await shop.comeIn(email)
      return { memberId: String(body['memberId']), say: (phone: string) => shop.as(String(body['token']))('PATCH', '/members/me/profile', { phone }) }
    }
    const [mia, max] = [await comeIn('mia@example.com'), await comeIn('max@example.com')]
    const { body: { memberId: lead } } = await shop.staff('POST', '/leads', { name: 'Known', phone: '+4915123456789' })
    // One that is the store's, and one that is somebody's own: neither is refused, to anybody.
    for (const { say } of [mia, max]) for (const phone of ['+4915123456789', '+4915112345678']) expect((await say(phone)).body).toMatchObject({ phone })
    const found = async (phone: string) => ((await shop.staff('POST', '/members/searches', { phone })).body['members'] as { memberId: string }[]).map(({ memberId }) => memberId)
    expect(await found('+4915112345678')).toEqual([mia.memberId, max.memberId])
    const { body: { memberId: other, isNew } } = await shop.staff('POST', '/leads', { name: 'Owner', phone: '+4915112345678' })
    expect([isNew, [mia.memberId, max.memberId].includes(String(other))]).toEqual([true, false])
    expect(await found('+4915112345678')).toEqual([other, mia.memberId, max.memberId])
    expect((await shop.staff('POST', '/leads', { phone: '+4915123456789' })).body).toEqual({ memberId: lead, isNew: false })
    // The store's own word is still one member's, and stays with whoever saves it unchanged.
    expect((await shop.staff('PATCH', `/members/${mia.memberId}/profile`, { phone: '+4915123456789' })).body).toMatchObject({ code: 'members.phone_taken' })
    expect((await shop.staff('PATCH', `/members/${mia.memberId}/profile`, { phone: '+4915199999999' })).status).toBe(200)
    expect((await mia.say('+4915199999999')).status).toBe(200)
    expect((await shop.staff('POST', '/leads', { phone: '+4915199999999' })).body).toEqual({ memberId: mia.memberId, isNew: false })
    // What a member has said already is the store's once the store says it too, and that of another where it is theirs.
    await max.say('+4915188888888')
    const write = (body: object) => shop.staff('PATCH', `/members/${max.memberId}/profile`, body)
    expect((await write({ name: 'Max' })).status).toBe(200)
    expect((await shop.staff('POST', '/leads', { name: 'Other', phone: '+4915188888888' })).body).toMatchObject({ isNew: true })
    expect((await write({ phone: '+4915188888888' })).body).toMatchObject({ code: 'members.phone_taken' })
    await max.say('+4915177777777')
    expect((await write({ phone: '+4915177777777' })).status).toBe(200)
    expect((await shop.staff('POST', '/leads', { phone: '+4915177777777' })).body).toEqual({ memberId: max.memberId, isNew: false })
  })
})

describe('consents', () => {
  test('are only added to, and the last word holds, also of somebody who was merged', async () => {
    const shop = await openShop()
    const { body: { memberId, token } } = await shop.comeIn('anna@example.com', { consents: [{ channel: 'email', purpose: 'marketing', isGiven: true }, { channel: 'sms', purpose: 'marketing', isGiven: true }] })
    const anna = shop.as(String(token))
    const { body } = await anna('POST', '/members/me/consents', { consents: [{ channel: 'email', purpose: 'marketing', isGiven: false }], locale: 'de' })
    expect(body['consents']).toMatchObject([{ channel: 'email', isGiven: false, source: 'centre', locale: 'de' }, { channel: 'sms', isGiven: true, source: 'sign_up' }])
    expect(body['history']).toHaveLength(3)
    expect((await shop.staff('POST', `/members/${memberId}/consents`, { consents: [{ channel: 'phone', purpose: 'service', isGiven: true }] })).body['consents']).toMatchObject([{}, { channel: 'phone', source: expect.stringMatching(/^key_/) }, {}])
  })
})
