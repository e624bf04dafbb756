import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from './testing.ts'

let server: TestServer
let port: number
beforeAll(async () => {
  server = await openTestServer()
  port = Number(new URL(await server.app.listen({ port: 0, host: '127.0.0.1' })).port)
}, 120_000)
afterAll(() => server.close())

const HALF = Buffer.alloc(100_000, ' ')

/** Promises a body of two halves. */
async function begin(...more: string[]) {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(['POST /api/v1/members HTTP/1.1', 'host: localhost', 'connection: close', 'content-type: application/json', `content-length: ${2 * HALF.length}`, ...more, '', ''].join('\r\n'))
  return socket
}

test.each([['sends too much', 413], ['has no key', 401]])('whoever %s is told so once they have sent what they promised, and is not cut off before', async (_, status) => {
  const { key } = await server.openStore()
  const socket = await begin(...(status === 401 ? [] : [`authorization: Bearer ${key}`]))
  socket.write(HALF)
  await pause(200)
  expect(socket.bytesRead).toBe(0)
  socket.write(HALF)
  expect(await text(socket)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
})

test('whoever promises a body and sends none of it is answered all the same', async () => {
  const { key } = await server.openStore()
  expect(await text(await begin(`authorization: Bearer ${key}`))).toMatch(/^HTTP\/1.1 413 /)
})
