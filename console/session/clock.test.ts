import { expect, test } from 'vitest'
import { createRockpool } from '#sdk/index'
import { sandboxNow } from './clock.ts'

/** A server that answers so. */
const answering = (status: number, body: object) => createRockpool({
  url: 'http://shop.example', fetch: async () => new Response(JSON.stringify(body), { status, headers: { 'content-type': status === 200 ? 'application/json' : 'application/problem+json' } }),
})

test('a sandbox takes for now what its clock says', async () => {
  expect(await sandboxNow(answering(200, { at: '2025-12-31T15:59:59.999Z' }))).toBe(Date.parse('2025-12-31T15:59:59.999Z'))
})

test('whoever may not read the clock sees the time of the world', async () => {
  const before = Date.now()
  const now = await sandboxNow(answering(403, { type: 'about:blank', title: 'Forbidden', status: 403, code: 'http.no_permission', detail: 'No', requestId: 'r', details: {} }))
  expect(now).toBeGreaterThanOrEqual(before)
  expect(now).toBeLessThanOrEqual(Date.now())
})
