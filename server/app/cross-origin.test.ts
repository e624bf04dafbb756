import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from './testing.ts'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const SHOP = 'https://shop.example.com'

async function openShop() {
  const { storeId, key } = await server.openStore()
  await server.ask('PATCH', '/api/v1/shop-settings', { key, body: { origins: [SHOP] } })
  const from = (origin: string, headers: Record<string, string> = {}, path = '/shop') => server.ask('GET', `/api/v1${path}`, { headers: { origin, 'rockpool-store': storeId, ...headers } })
  return { storeId, key, from }
}

test('a page of the shop reads what the API answers, refusals too, and a page of anybody else does not', async () => {
  const { from } = await openShop()
  const answer = await from(SHOP)
  expect(answer.headers).toMatchObject({ 'access-control-allow-origin': SHOP, vary: expect.stringContaining('Origin') })
  expect(answer.headers['access-control-allow-credentials']).toBeUndefined()
  const refused = await from(SHOP, { authorization: `Bearer rm_${'A'.repeat(43)}` }, '/sessions')
  expect(refused).toMatchObject({ status: 401, headers: { 'access-control-allow-origin': SHOP } })
  for (const other of ['https://evil.example', 'https://shop.example.com.evil.example', 'http://shop.example.com', 'null']) expect((await from(other)).headers['access-control-allow-origin'], other).toBeUndefined()
})

test('a store opens to its own pages alone: its origins open no other store', async () => {
  const [ours, theirs] = [await openShop(), await server.openStore()]
  expect((await ours.from(SHOP, { 'rockpool-store': theirs.storeId })).headers['access-control-allow-origin']).toBeUndefined()
  expect((await ours.from(SHOP, { 'rockpool-store': 'no-such-store' })).headers['access-control-allow-origin']).toBeUndefined()
})

test('what a browser asks beforehand is answered to anybody, and says nothing of any store', async () => {
  const answer = await server.app.inject({ method: 'OPTIONS', url: '/api/v1/codes', headers: { origin: 'https://any.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'rockpool-store' } })
  expect(answer.statusCode).toBe(204)
  expect(answer.headers).toMatchObject({ 'access-control-allow-origin': 'https://any.example', 'access-control-allow-headers': expect.stringContaining('Rockpool-Store') })
  expect(answer.body).toBe('')
})
