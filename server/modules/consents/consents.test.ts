import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOwner, openSeat } from '#server/app/staff-testing'
import { openTestServer, type TestServer } from '#server/app/testing'
import { readConsents } from './index.ts'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const SAID = { consents: [{ channel: 'phone', purpose: 'marketing', isGiven: false }] }

test('what staff put down of a call has their name, how it was said, the language of the member and the version of the text', async () => {
  const { storeId: store, key } = await server.openStore()
  const owner = await openOwner(server)
  const support = await openSeat(server, owner, { store, role: 'support' })
  await server.ask('POST', '/api/v1/members', { key, body: { externalIds: ['ada'], name: 'Ada', locale: 'de-AT' } })
  const { body: { textVersion } } = await owner.ask('GET', '/shop-settings', { store })
  expect(await support.ask('POST', '/members/ada/consents', { store, body: { ...SAID, note: 'Rang from her own number' } })).toMatchObject({
    status: 201, body: { consents: [{ channel: 'phone', isGiven: false, source: 'staff', note: 'Rang from her own number', by: { name: 'support' }, locale: 'de-AT', textVersion }] },
  })
  const { body: { entries } } = await owner.ask('GET', '/audit?limit=1', { store })
  expect(entries).toMatchObject([{ deed: 'POST /members/:member/consents', reason: 'Rang from her own number', before: { consents: [] }, after: { consents: [{ isGiven: false, note: '•••' }] } }])
  const exported = await support.ask('GET', '/members/ada/personal-data', { store, headers: { 'rockpool-reason': 'asked' } })
  expect(exported.body['consents']).toMatchObject([{ source: 'staff', note: 'Rang from her own number', by: null }])
  const { body: { memberId } } = await server.ask('GET', '/api/v1/members/ada/profile', { key })
  const own = await server.house.database.readStore(store, (db) => readConsents({ db, storeId: store, now: 0, actor: { kind: 'member', memberId: String(memberId) } as never }, { member: String(memberId) }))
  expect(own.history).toMatchObject([{ source: 'staff', note: null, by: null }])
  expect(await (await openSeat(server, owner, { store, role: 'analyst' })).ask('POST', '/members/ada/consents', { store, body: SAID })).toMatchObject({ status: 403 })
})

test('a key is its own source, and its language is the one that it says', async () => {
  const { key } = await server.openStore()
  await server.ask('POST', '/api/v1/members', { key, body: { externalIds: ['ada'], locale: 'de' } })
  expect((await server.ask('POST', '/api/v1/members/ada/consents', { key, body: { ...SAID, locale: 'fr' } })).body['consents']).toMatchObject([{ source: expect.stringMatching(/^key_/) as string, note: null, by: null, locale: 'fr' }])
})
