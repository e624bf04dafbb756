import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isMigrated } from '#server/migrations/index'
import { openKeyring } from '#server/modules/keys/index'
import { openDatabase } from '#server/platform/database'
import { get } from '#server/platform/route'
import { askOf, openTestServer, type TestServer } from './testing.ts'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const order = (id: string, member = 'ada') => ({
  source: 'shop', id, type: 'order.paid', occurredAt: '2026-01-05T09:00:00Z', member,
  order: { id, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 2900 }] },
})
const spend = (id: string, points: number) => ({ source: 'shop', id, type: 'points.spent', occurredAt: '2026-01-05T09:30:00Z', member: 'ada', points, purpose: 'checkout' })

describe('a caller', () => {
  test('with a live key is let in, and told what is left of its rate', async () => {
    const { key } = await server.openStore()
    const { status, headers } = await server.ask('GET', '/api/v1/programs', { key })
    expect(status).toBe(200)
    expect(headers).toMatchObject({ 'ratelimit-policy': '"key";q=10000;w=10', ratelimit: '"key";r=9999;t=10', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('without a key, or with one that never was, is asked who they are', async () => {
    expect(await server.ask('GET', '/api/v1/programs')).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' }, body: { code: 'http.no_key' } })
    for (const key of ['nonsense', `rp_live_${'A'.repeat(43)}`]) expect(await server.ask('GET', '/api/v1/programs', { key })).toMatchObject({ status: 401, body: { code: 'http.wrong_key' } })
  })

  test('without the permission is refused, and told which one it takes', async () => {
    const { newKey } = await server.openStore()
    const answer = await server.ask('POST', '/api/v1/events', { key: await newKey(['programs:read']), body: order('o1') })
    expect(answer).toMatchObject({ status: 403, body: { code: 'http.no_permission', details: { permission: 'activity:record' } } })
  })

  test('who asks too often is told when to ask again', async () => {
    const { key } = await server.openStore()
    const edge = server.openEdge({ limits: { requests: 2, windowSeconds: 60 } })
    const ask = () => askOf(edge, { method: 'GET', path: '/api/v1/programs', key })
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200])
    expect(await ask()).toMatchObject({ status: 429, headers: { 'retry-after': '60', ratelimit: '"key";r=0;t=60' }, body: { code: 'http.limited' } })
    // Whoever is refused is counted by address, and whoever has a key goes on there.
    const refused = server.openEdge({ limits: { addressRequests: 2, windowSeconds: 60 } })
    const guess = async (known: string) => (await askOf(refused, { method: 'GET', path: '/api/v1/programs', key: known })).status
    expect([await guess('nonsense'), await guess('rm_nonsense'), await guess('nonsense'), await guess(key)]).toEqual([401, 401, 429, 200])
    await refused.close()
    await edge.close()
  })
})

describe('a request', () => {
  test('keeps a decent id of its caller', async () => {
    const { headers } = await server.ask('GET', '/health/live', { headers: { 'x-request-id': 'shop-000123' } })
    expect(headers['x-request-id']).toBe('shop-000123')
    expect((await server.ask('GET', '/health/live', { headers: { 'x-request-id': 'a b\\n' } })).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('that is no JSON, is too large, too deep or of another type is refused for that', async () => {
    const { key } = await server.openStore()
    const post = (body: string, type = 'application/json') => server.ask('POST', '/api/v1/events', { key, body, headers: { 'content-type': type } })
    expect(await post('{"a":')).toMatchObject({ status: 400, body: { code: 'http.not_json' }, headers: { 'content-type': 'application/problem+json; charset=utf-8' } })
    expect(await post('{"__proto__": {}}')).toMatchObject({ status: 400, body: { code: 'http.not_json' } })
    expect(await post(' ')).toMatchObject({ status: 400, body: { code: 'http.not_json' } })
    expect(await post('a=b', 'application/x-www-form-urlencoded')).toMatchObject({ status: 415 })
    expect(await post(`"${'x'.repeat(9_000_000)}"`)).toMatchObject({ status: 413, body: { code: 'http.too_large' } })
    expect(await post(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toMatchObject({ status: 422, body: { code: 'http.wrong_shape' } })
    expect(await post('{"events":[{"member":"a\\u0000"}]}')).toMatchObject({ status: 422, body: { errors: [{ path: 'events[0].member' }] } })
  })

  test('without a body may name its type, and is told what is missing where one is needed', async () => {
    const { key } = await server.openStore()
    const ask = (method: 'POST' | 'PATCH' | 'DELETE', path: string, headers = {}) => server.ask(method, `/api/v1${path}`, { key, body: '', headers })
    await server.ask('POST', '/api/v1/events', { key, body: order('o1') })
    await server.ask('POST', '/api/v1/members/ada/holds', { key, body: { id: 'h1', points: 5, until: '2026-01-05T10:15:00Z' } })
    expect(await ask('POST', '/members/ada/holds/h1/releases', { 'idempotency-key': 'r1' })).toMatchObject({ status: 201, body: { balances: { points: { available: 29 } } } })
    expect(await ask('DELETE', '/members/ada/tags/vip')).toMatchObject({ status: 200, body: { tags: [] } })
    expect(await ask('PATCH', '/members/ada/profile')).toMatchObject({ status: 200 })
    for (const [path, missing] of [['/events', ['type']], ['/members/ada/tags', ['tags']], ['/members/ada/spends', ['points', 'purpose']], ['/keys', ['name', 'scopes']]] as const) {
      const { status, headers, body } = await ask('POST', path)
      expect({ status, type: headers['content-type'], code: body['code'] }, path).toEqual({ status: 422, type: 'application/problem+json; charset=utf-8', code: 'http.wrong_shape' })
      expect((body['errors'] as { path: string; found: string }[]).map((error) => [error.path, error.found]), path).toEqual(missing.map((name) => [name, 'nothing']))
    }
  })

  test('that nobody answers, by path or by method, is not found, and its address may be anything', async () => {
    expect(await server.ask('GET', '/api/v1/nothing')).toMatchObject({ status: 404, body: { code: 'http.unknown_route' } })
    expect(await server.ask('DELETE', '/api/v1/events')).toMatchObject({ status: 404 })
    expect(await server.ask('GET', '/api/v1/%E0%A4%A')).toMatchObject({ status: 400, body: { code: 'http.bad_url' } })
  })

  test('that is no HTTP is told so like any other, and one that expects what we do not know is answered all the same', async () => {
    const edge = server.openEdge()
    const { port } = new URL(await edge.listen({ port: 0, host: '127.0.0.1' }))
    const say = (words: string) => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.write(words)
      return text(socket)
    }
    const noise = await say('GARBAGE\r\n\r\n')
    expect(noise).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[\s\S]*application\/problem\+json/)
    expect(JSON.parse(noise.slice(noise.indexOf('{')))).toMatchObject({ status: 400, code: 'http.not_http', detail: expect.stringContaining('not HTTP') as string })
    expect(await say(`GET / HTTP/1.1\r\nhost: x\r\na: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 [\s\S]*http\.large_headers/)
    expect(await say('GET /health/live HTTP/1.1\r\nhost: x\r\nexpect: miracles\r\nconnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK/)
    expect(await say('QUERY /api/v1/programs HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 404 [\s\S]*http\.unknown_route/)
    await edge.close()
  })

  test('has the path of every mistake, in the query as in the body', async () => {
    const { key } = await server.openStore()
    const query = await server.ask('GET', '/api/v1/keys?limit=x&wide=1', { key })
    expect(query).toMatchObject({ status: 422, body: { code: 'http.wrong_shape' } })
    expect((query.body['errors'] as { path: string }[]).map(({ path }) => path).sort()).toEqual(['limit', 'wide'])
    const body = await server.ask('POST', '/api/v1/keys', { key, body: { name: '', scopes: ['all'], expiresAt: 'soon' } })
    expect((body.body['errors'] as { path: string }[]).map(({ path }) => path)).toEqual(['name', 'scopes[0]'])
    expect(await server.ask('POST', '/api/v1/keys', { key, body: { name: 'x', scopes: ['keys:read'], expiresAt: 'soon' } })).toMatchObject({ body: { errors: [{ path: 'expiresAt', found: '"soon"' }] } })
    expect(await server.ask('POST', '/api/v1/keys?x=1', { key, body: {} })).toMatchObject({ body: { errors: [{ path: 'x' }] } })
    const twice = await server.ask('POST', '/api/v1/keys/key_0000000000000000000000/rotations', { key, body: { key: 'key_1111111111111111111111' } })
    expect(twice).toMatchObject({ status: 422, body: { errors: [{ path: 'key', found: '"key_1111111111111111111111"' }] } })
  })

  test('is answered in the language that its sender reads', async () => {
    const headers = { 'accept-language': 'fr, zh-TW;q=0.8, en;q=0.5' }
    expect(await server.ask('GET', '/api/v1/programs', { headers })).toMatchObject({ body: { title: 'Identification nécessaire' }, headers: { 'content-language': 'fr' } })
    // What only staff come to read is told in the best of their two languages.
    const { key } = await server.openStore()
    expect(await server.ask('GET', '/api/v1/programs/999', { key, headers })).toMatchObject({ status: 404, body: { title: '未找到' }, headers: { 'content-language': 'zh-CN' } })
    expect((await server.ask('GET', '/api/v1/programs', { headers: { 'accept-language': 'en, zh;q=0.2' } })).body['title']).toBe('Who is asking?')
  })

  test('that breaks something of ours shows nothing but the id under which the log has it', async () => {
    const { key } = await server.openStore()
    const broken = { ...server.house, recorder: { ...server.house.recorder, record: () => Promise.reject(new Error('secret inside')) } }
    const edge = server.openEdge({ house: broken })
    const { status, text, headers } = await askOf(edge, { method: 'POST', path: '/api/v1/events', key, body: order('o1') })
    expect(status).toBe(500)
    expect(text).not.toContain('secret inside')
    expect(server.logged).toContainEqual(expect.objectContaining({ msg: 'http.failed', requestId: headers['x-request-id'], err: expect.objectContaining({ message: 'secret inside' }) }))
    await edge.close()
  })

  test('is told to come again while the database is away', async () => {
    const database = openDatabase('postgres://nobody:x@127.0.0.1:1/none')
    const edge = server.openEdge({ house: { ...server.house, database }, keyring: openKeyring(database), isReady: () => isMigrated(database) })
    const answer = await askOf(edge, { method: 'GET', path: '/api/v1/programs', key: `rp_live_${'A'.repeat(43)}` })
    expect(answer).toMatchObject({ status: 503, body: { code: 'http.unavailable' }, headers: { 'retry-after': '1' } })
    expect(await askOf(edge, { method: 'GET', path: '/health/ready' })).toMatchObject({ status: 503 })
    expect(await askOf(edge, { method: 'GET', path: '/health/live' })).toMatchObject({ status: 200 })
    await edge.close()
    void database.close()
  })

  test('that reads cannot write', async () => {
    const { key } = await server.openStore()
    const shape = Type.Object({})
    const writes = get({ path: '/writes', permission: 'keys:read', input: shape, output: shape, summary: 'Write', example: { output: {} }, run: async ({ db }) => (await sql`update stores set name = 'x'`.execute(db), {}) })
    const edge = server.openEdge({ routes: [writes] })
    expect((await askOf(edge, { method: 'GET', path: '/api/v1/writes', key })).status).toBe(500)
    expect(server.logged.at(-2)).toMatchObject({ err: { message: 'cannot execute UPDATE in a read-only transaction' } })
    await edge.close()
  })

  test('leaves a line in the log without an address or a secret', async () => {
    const { key, storeId } = await server.openStore()
    await server.ask('GET', '/api/v1/programs?x=anna@example.com', { key })
    const line = server.logged.findLast(({ msg }) => msg === 'http.answered')
    expect(line).toMatchObject({ method: 'GET', route: '/api/v1/programs', status: 422, storeId })
    expect(JSON.stringify(server.logged)).not.toContain('anna@example.com')
    expect(JSON.stringify(server.logged)).not.toContain(key)
  })
})

describe('an event', () => {
  test('is recorded, and its repetition gets the first answer again', async () => {
    const { key } = await server.openStore()
    const first = await server.ask('POST', '/api/v1/events', { key, body: order('o1') })
    expect(first).toMatchObject({ status: 201, body: { source: 'shop', id: 'o1', member: 'ada', balances: { points: { available: 29, debt: 0 } } } })
    expect(first.headers['idempotent-replayed']).toBeUndefined()
    const second = await server.ask('POST', '/api/v1/events', { key, body: order('o1') })
    expect(second).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' } })
    expect(second.body).toEqual(first.body)
    expect(await server.ask('POST', '/api/v1/events', { key, body: order('o1', 'eve') })).toMatchObject({ status: 409, body: { code: 'activity.other_body' } })
  })

  test('is named by Idempotency-Key when it names itself not', async () => {
    const { key } = await server.openStore()
    const { id: _, source: __, ...unnamed } = order('o1')
    const headers = { 'idempotency-key': 'attempt-1' }
    expect(await server.ask('POST', '/api/v1/events', { key, body: unnamed, headers })).toMatchObject({ status: 201, body: { source: 'api', id: 'attempt-1' } })
    expect(await server.ask('POST', '/api/v1/events', { key, body: unnamed, headers })).toMatchObject({ status: 200 })
    expect(await server.ask('POST', '/api/v1/events', { key, body: unnamed })).toMatchObject({ status: 422 })
    const many = await server.ask('POST', '/api/v1/events', { key, body: { events: [order('o2'), { ...unnamed, member: 'bo', order: { ...unnamed.order, id: 'o3' } }] }, headers })
    expect(many.body['results']).toMatchObject([{ status: 201, event: { id: 'o2' } }, { status: 201, event: { source: 'api', id: 'attempt-1/2' } }])
    expect(await server.ask('POST', '/api/v1/events', { key, body: unnamed, headers: { 'idempotency-key': 'ä b' } })).toMatchObject({ status: 422, body: { errors: [{ path: 'Idempotency-Key' }] } })
  })

  test('that is wrong has the path of each mistake; one that cannot be done says what there is', async () => {
    const { key } = await server.openStore()
    const wrong = { ...order('o1'), order: { id: 'o1', currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: '1', amountMinor: 2900 }] } }
    expect(await server.ask('POST', '/api/v1/events', { key, body: wrong })).toMatchObject({ status: 422, body: { errors: [{ path: 'order.lines[0].quantity', found: '"1"' }] } })
    await server.ask('POST', '/api/v1/events', { key, body: order('o1') })
    const refused = await server.ask('POST', '/api/v1/events', { key, body: spend('s1', 500) })
    expect(refused).toMatchObject({ status: 409, body: { code: 'points.insufficient', details: { available: 29 } } })
    expect(refused.body['detail']).toContain('29')
    expect(await server.ask('POST', '/api/v1/events', { key, body: { ...spend('s2', 5), unit: 'gems' } })).toMatchObject({ status: 422, body: { code: 'points.unit_unknown' } })
  })

  test('is of a time that is over, give or take what two clocks differ', async () => {
    const { key } = await server.openStore()
    const at = (id: string, occurredAt: string) => server.ask('POST', '/api/v1/events', { key, body: { ...order(id), occurredAt } })
    expect(await at('o1', '2026-01-05T10:05:00Z')).toMatchObject({ status: 201 })
    expect(await at('o2', '2026-01-05T10:05:00.001Z')).toMatchObject({ status: 422, body: { errors: [{ path: 'occurredAt', found: '2026-01-05T10:05:00.001Z', wanted: 'a time not after now, 2026-01-05T10:00:00Z' }] } })
    expect(await at('o3', '2026-01-05T19:00:00Z')).toMatchObject({ status: 422 })
  })

  test('among many has a result of its own, and fails no other', async () => {
    const { key } = await server.openStore()
    const events = [order('o1'), { type: 'nonsense' }, order('o1'), order('o1', 'eve'), spend('s1', 500), order('o2', 'bo')]
    const { status, body } = await server.ask('POST', '/api/v1/events', { key, body: { events } })
    expect(status).toBe(200)
    expect((body['results'] as { status: number }[]).map((result) => result.status)).toEqual([201, 422, 200, 409, 409, 201])
    expect(body['results']).toMatchObject([{ event: { id: 'o1' } }, { problem: { code: 'http.wrong_shape', errors: [{ path: 'type' }] } }, { isReplayed: true }, { problem: { code: 'activity.other_body' } }, { problem: { code: 'points.insufficient' } }, {}])
  })

  test('comes with at most 999 others', async () => {
    const { key } = await server.openStore()
    const ask = (body: unknown) => server.ask('POST', '/api/v1/events', { key, body })
    expect(await ask({ events: Array.from({ length: 1_001 }, () => ({})) })).toMatchObject({ status: 422, body: { errors: [{ path: 'events', found: 'a list of 1001' }] } })
    expect(await ask({ events: [], more: 1 })).toMatchObject({ status: 422, body: { errors: [{ path: 'events' }, { path: 'more' }] } })
    expect(await ask([1])).toMatchObject({ status: 422 })
  })
})

describe('a program', () => {
  test('is checked, published and listed', async () => {
    const { key } = await server.openStore()
    const text = 'program: next\nname: { en: Next, zh: 下一版 }\ncurrency: EUR\nzone: UTC\nmarkets: { eu: { currency: EUR, earn: "2" } }\nearn: [{ id: purchase, on: order.paid, rate: market }]\n'
    expect(await server.ask('POST', '/api/v1/programs/checks', { key, body: { program: text } })).toMatchObject({ status: 200, body: { isValid: true } })
    const published = await server.ask('POST', '/api/v1/programs', { key, body: { program: text, from: '2026-02-01T00:00:00+08:00', mode: 'new_periods' } })
    expect(published).toMatchObject({ status: 201, body: { version: 2, from: '2026-01-31T16:00:00Z' } })
    const { body } = await server.ask('GET', '/api/v1/programs', { key, headers: { 'accept-language': 'zh' } })
    expect(body).toMatchObject({ programs: [{ version: 1, name: 'Plain', from: null, mode: 'all', note: null, restores: null }, { version: 2, name: '下一版', from: '2026-01-31T16:00:00Z', mode: 'new_periods', publishedAt: '2026-01-05T10:00:00Z' }] })
  })

  test('with mistakes is refused with every one of them, in the reader\'s language', async () => {
    const { key } = await server.openStore()
    const { status, body } = await server.ask('POST', '/api/v1/programs?', { key, body: { program: 'program: x\ncurrency: EURO\n' }, headers: { 'accept-language': 'zh' } })
    expect(status).toBe(422)
    expect(body).toMatchObject({ code: 'programs.wrong', errors: expect.arrayContaining([expect.objectContaining({ path: 'currency', line: 2 })]) })
    expect(JSON.stringify(body['errors'])).toMatch(/[\u4e00-\u9fff]/)
    expect(await server.ask('POST', '/api/v1/programs/checks', { key, body: { program: 'program: x' } })).toMatchObject({ status: 200, body: { isValid: false } })
  })
})

describe('whoever runs the house', () => {
  test('sees that it lives, whether it is ready, and its figures', async () => {
    expect(await server.ask('GET', '/health/live')).toMatchObject({ status: 200 })
    expect(await server.ask('GET', '/health/ready')).toMatchObject({ status: 200, body: { status: 'ready' } })
    const unready = server.openEdge({ isReady: () => Promise.reject(new Error('away')) })
    expect(await askOf(unready, { method: 'GET', path: '/health/ready' })).toMatchObject({ status: 503 })
    await unready.close()
    const { text } = await server.ask('GET', '/metrics')
    expect(text).toMatch(/rockpool_http_request_seconds_count\{method="GET",route="\/health\/live",status="200"\} \d/)
    expect(text).toContain('nodejs_heap_size_total_bytes')
    expect(text).toMatch(/rockpool_database_transaction_seconds_count [1-9]/)
    expect(text).toMatch(/rockpool_database_transactions 0\n/)
    expect(text).toMatch(/rockpool_http_requests_in_flight 1\n/)
  })

  test('may stop it: what has arrived is answered, then nothing more is heard', async () => {
    const { key } = await server.openStore()
    const [started, finish] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const slow = { ...server.house.recorder, record: (async (...asked) => { started.resolve(); await finish.promise; return server.house.recorder.record(...asked) }) as typeof server.house.recorder.record }
    const edge = server.openEdge({ house: { ...server.house, recorder: slow } })
    const url = await edge.listen({ port: 0, host: '127.0.0.1' })
    const asked = fetch(`${url}/api/v1/events`, { method: 'POST', body: JSON.stringify(order('o1')), headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' } })
    await started.promise
    const closed = edge.close()
    finish.resolve()
    const answer = await asked
    expect([answer.status, answer.headers.get('connection')]).toEqual([201, 'close'])
    await closed
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })

  test('gives up on what takes too long', async () => {
    const { key } = await server.openStore()
    const edge = server.openEdge({ limits: { answerMs: 50 }, house: { ...server.house, recorder: { ...server.house.recorder, record: () => new Promise(() => {}) } } })
    expect(await askOf(edge, { method: 'POST', path: '/api/v1/events', key, body: order('o1') })).toMatchObject({ status: 503, body: { code: 'http.timed_out' } })
    await edge.close()
  })
})

