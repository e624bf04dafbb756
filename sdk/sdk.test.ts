import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROUTES } from '#server/app/modules'
import { openApiDocument } from '#server/app/openapi'
import { openTestServer, type TestServer } from '#server/app/testing'
import { answerOf, createRockpool, isProblem, RockpoolError, RockpoolUnreachable } from './index.ts'
import { writeTypes, type Contract } from './write-types.ts'

let server: TestServer
let url: string

beforeAll(async () => {
  server = await openTestServer()
  url = await server.app.listen({ host: '127.0.0.1', port: 0 })
})

afterAll(() => server.close())

describe('the client', () => {
  test('has the types of the routes as they are: after a change, run `npm run sdk`', () => {
    const written = readFileSync(new URL('./contract.ts', import.meta.url), 'utf8')
    expect(written).toBe(writeTypes(openApiDocument(ROUTES) as Contract))
  })

  test('records an order and reads what came of it', async () => {
    const { key } = await server.openStore()
    const rockpool = createRockpool({ url, key })
    const order = { id: '1', currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 1200 }] }
    await rockpool.POST('/api/v1/events', { body: { source: 'shop', id: 'o1', type: 'order.paid', occurredAt: '2026-01-05T09:00:00Z', member: 'ada/1', order } })
    const member = await answerOf(rockpool.GET('/api/v1/members/{member}', { params: { path: { member: 'ada/1' } } }))
    expect(member.units['points']?.available).toBe(12)
  })

  test('throws what the server refuses, with its code, its sentence in the language asked for, and the id of the request', async () => {
    const { key } = await server.openStore()
    const refused = await createRockpool({ url, key, locale: 'zh-CN' }).GET('/api/v1/members/{member}', { params: { path: { member: 'nobody' } } }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(RockpoolError)
    expect(isProblem(refused, 'members.unknown')).toBe(true)
    expect(refused).toMatchObject({ status: 404, message: expect.stringMatching(/\p{Script=Han}/u), requestId: expect.stringMatching(/.{8}/) })
  })

  test('tells a server that is not reached from a mistake of ours', async () => {
    await expect(createRockpool({ url: 'http://rockpool.invalid', fetch: () => Promise.reject(new TypeError('Failed to fetch')) }).GET('/api/v1/clock')).rejects.toBeInstanceOf(RockpoolUnreachable)
    await expect(createRockpool({ url, fetch: () => Promise.reject(new DOMException('left', 'AbortError')) }).GET('/api/v1/clock')).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('throws a problem also where a proxy answers in words of its own', async () => {
    const proxied = createRockpool({ url, fetch: async () => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } }) })
    await expect(proxied.GET('/api/v1/clock')).rejects.toMatchObject({ status: 502, code: 'http.not_ours' })
  })
})
