import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from './testing.ts'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

describe('the clock of a sandbox', () => {
  test('is read where it stands, by whoever reads members, and a live store has none', async () => {
    const { key, newKey } = await server.openStore({ kind: 'sandbox' })
    expect(await server.ask('GET', '/api/v1/clock', { key })).toMatchObject({ status: 200, body: { at: '2026-01-05T10:00:00Z' } })
    await server.ask('POST', '/api/v1/clock', { key, body: { to: '2026-03-01T00:00:00Z' } })
    expect(await server.ask('GET', '/api/v1/clock', { key: await newKey(['activity:read']) })).toMatchObject({ status: 200, body: { at: '2026-03-01T00:00:00Z' } })
    const live = await server.openStore()
    expect(await server.ask('GET', '/api/v1/clock', { key: live.key })).toMatchObject({ status: 409, body: { code: 'stores.not_a_sandbox' } })
  })

  test('goes on with what is done while it stands, so that all of it is seen at once, and so does a program that is published then', async () => {
    const { key } = await server.openStore({ kind: 'sandbox' })
    const seen = async () => {
      const { body } = await server.ask('GET', '/api/v1/members/ada', { key })
      return { available: (body['units'] as { points: { available: number } }).points.available, level: body['level'] }
    }
    await server.ask('POST', '/api/v1/members', { key, body: { externalIds: ['ada'] } })
    // Each has an id that stands before the one before: at one instant it would be the earlier.
    for (let n = 1; n <= 8; n += 1) {
      expect((await server.ask('POST', '/api/v1/members/ada/adjustments', { key, body: { id: `a${9 - n}`, points: n, reason: 'Again', author: 'Mei' } })).status).toBe(201)
      expect(await seen()).toMatchObject({ available: n * (n + 1) / 2 })
    }
    const { body: { document } } = await server.ask('GET', '/api/v1/programs/1', { key })
    const { body: { from } } = await server.ask('POST', '/api/v1/programs', { key, body: { mode: 'all', program: { ...document as object, name: 'Another' } } })
    const clock = async () => Date.parse(String((await server.ask('GET', '/api/v1/clock', { key })).body['at']))
    expect(await clock()).toBeGreaterThanOrEqual(Date.parse(String(from)))
    // One that is rolled back, paused or let go on too; one that was published for later leaves the clock alone.
    for (const path of ['/programs/versions/1/publications', '/programs/pauses', '/programs/resumptions', '/programs/versions/2/publications']) {
      const { status, body: published } = await server.ask('POST', `/api/v1${path}`, { key, body: {} })
      expect([path, status, await clock() >= Date.parse(String(published['from']))]).toEqual([path, 201, true])
    }
    const at = await clock()
    await server.ask('POST', '/api/v1/programs', { key, body: { mode: 'all', from: '2026-02-01T00:00:00Z', program: { ...document as object, name: 'Later' } } })
    await server.ask('POST', '/api/v1/programs/versions/1/publications', { key, body: {} })
    expect(await clock()).toBe(at)
    // A second or so, no more.
    expect(at - Date.parse('2026-01-05T10:00:00Z')).toBeLessThan(5_000)
  })

  test('is advanced and never goes back, and a live store has none', async () => {
    const { key } = await server.openStore({ kind: 'sandbox' })
    expect(key).toMatch(/^rp_test_/)
    expect(await server.ask('POST', '/api/v1/clock', { key, body: { to: '2026-03-01T00:00:00Z' } })).toMatchObject({ status: 200, body: { at: '2026-03-01T00:00:00Z' } })
    expect(await server.ask('POST', '/api/v1/clock', { key, body: { to: '2026-02-01T00:00:00Z' } })).toMatchObject({ status: 409, body: { code: 'stores.clock_back' } })
    const published = await server.ask('POST', '/api/v1/programs', { key, body: { program: { program: 'p', name: 'P', currency: 'EUR', zone: 'UTC', markets: { eu: { currency: 'EUR', earn: '1' } }, earn: [] } } })
    expect(published.body).toMatchObject({ from: '2026-03-01T00:00:00Z' })
    const made = await server.ask('POST', '/api/v1/keys', { key, body: { name: 'Of the world', scopes: ['keys:read'], expiresAt: '2026-02-01T00:00:00Z' } })
    expect(made).toMatchObject({ status: 201, body: { createdAt: '2026-01-05T10:00:00Z' } })
    const live = await server.openStore()
    expect(await server.ask('POST', '/api/v1/clock', { key: live.key, body: { to: '2026-03-01T00:00:00Z' } })).toMatchObject({ status: 409, body: { code: 'stores.not_a_sandbox' } })
  })
})
