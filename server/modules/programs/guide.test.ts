import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '#server/app/testing'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server?.close())

test('the program in force is told in the language asked for, in a market, by the law of a province', async () => {
  const { key } = await server.openStore()
  const told = await server.ask('GET', '/api/v1/guide', { key })
  expect(told).toMatchObject({ status: 200, body: { name: 'Plain', market: 'eu', earn: [{ id: 'purchase', text: '€1.00 = 1 point' }], terms: expect.arrayContaining(['Expiry: a year after becoming usable.']) } })
  expect((await server.ask('GET', '/api/v1/guide', { key, headers: { 'accept-language': 'zh-CN' } })).body).toMatchObject({ earn: [{ text: '€1.00 = 1 积分' }] })
  expect((await server.ask('GET', '/api/v1/guide?market=mars', { key })).body).toMatchObject({ code: 'http.wrong_shape', errors: [{ path: 'market', found: '"mars"', wanted: 'a market of the program: eu' }] })
})

test('a draft is told to nobody, and a publication to everybody at once', async () => {
  const { key } = await server.openStore()
  const document = (await server.ask('GET', '/api/v1/programs/1', { key })).body['document'] as Record<string, unknown>
  await server.ask('POST', '/api/v1/programs/drafts', { key, body: { name: 'Next', program: { ...document, name: 'Next' } } })
  expect((await server.ask('GET', '/api/v1/guide', { key })).body).toMatchObject({ name: 'Plain' })
  await server.ask('POST', '/api/v1/programs', { key, body: { program: { ...document, name: 'Next' } } })
  expect((await server.ask('GET', '/api/v1/guide', { key })).body).toMatchObject({ name: 'Next' })
})
