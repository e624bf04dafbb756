import { globSync, readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { generate } from 'otplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { impersonationCookie } from '#server/modules/impersonations/index'
import { answerCookie, browserCookie, memberCookie } from '#server/modules/logins/index'
import { openAuth } from '#server/modules/staff/index'
import { ROUTES } from './modules.ts'
import { providerCookie } from './provider-pages.ts'
import { openBrowser, openOwner, PASSWORD } from './staff-testing.ts'
import { askOf, openTestServer, type TestServer } from './testing.ts'

/** What docs/security.md promises of browsers, held against what is served. */

const PAGE = readFileSync('docs/security.md', 'utf8')
const plain = (cell: string): string => cell.replaceAll('`', '').trim()
/** The rows of the table below a heading, cell by cell. */
const rowsBelow = (heading: string): string[][] => (PAGE.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| ')).slice(1).map((line) => line.split(' | ').map((cell) => plain(cell.replace(/^\| | \|$/g, ''))))

const POLICIES = new Map(rowsBelow('Every answer').map(([name = '', policy = '', frame = '']) => [name, { policy, frame }]))
const BARE = rowsBelow('What is served beside the API').map(([address = '', , policy = '', kept = '', others = '', referrer = '']) => ({ address, ...POLICIES.get(policy), kept, isForOthers: others === 'yes', referrer }))
const COOKIES = rowsBelow('Cookies').map(([name = '', http = '', https = '']) => ({ name, http, https }))

const SITE = 'https://club.test'

let server: TestServer
let edge: FastifyInstance
let storeId: string
let handle: string
const served: string[] = []
beforeAll(async () => {
  server = await openTestServer()
  edge = server.openEdge({ onRoute: ({ method, url }) => void served.push(...[method].flat().map((one) => `${one} ${url}`)) })
  ;({ storeId } = await server.openStore())
  handle = String((await edge.inject(`/m/${storeId}/`)).headers['location']).split('/')[2] as string
}, 120_000)
afterAll(async () => {
  await edge.close()
  await server.close()
})

describe('an address', () => {
  test('is a row of the list or one that docs/security.md names, and each that is named is served', () => {
    const named = [...ROUTES.map(({ method, path }) => `${method} /api/v1${path}`), ...BARE.map(({ address }) => address)]
    expect(served.toSorted()).toEqual(named.toSorted())
  })

  test.each([...BARE, { address: 'GET /nowhere', ...POLICIES.get('nothing'), kept: 'no-store', isForOthers: false, referrer: 'same-origin' }])('$address says to browsers what the page promises, whatever is found there', async ({ address, policy, frame, kept, isForOthers, referrer }) => {
    const [method = '', path = ''] = address.split(' ')
    const answer = await edge.inject({ method: method as 'GET', url: path.replace(':store', storeId).replace(':handle', handle).replace(':file', 'nothing.js').replace(/:\w+/g, 'nobody').replace('*', '') })
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': isForOthers ? 'cross-origin' : 'same-origin', 'referrer-policy': referrer, 'permissions-policy': expect.stringContaining('camera=()') as string,
      // What is not there, or not built, is kept by nobody.
      'cache-control': answer.statusCode < 400 ? kept : 'no-store',
    })
    expect(String(answer.headers['content-security-policy']).replace(/'nonce-[\w-]+'/, "'nonce-…'")).toBe(policy)
    expect(answer.headers['x-frame-options'] ?? 'none').toBe(frame)
    expect(answer.headers['access-control-allow-origin']).toBe(isForOthers ? '*' : undefined)
    expect(answer.headers['strict-transport-security']).toBeUndefined()
  })
})

/** A cookie as it is sent, without its value, its parts in the order of the page. */
function shapeOf(line: string): string {
  const [pair = '', ...parts] = line.split(';').map((part) => part.trim())
  return [pair.split('=')[0], ...['Max-Age', 'Path', 'HttpOnly', 'Secure', 'SameSite'].flatMap((name) => parts.filter((part) => part.split('=')[0] === name)), ...parts.filter((part) => /^Domain/i.test(part))].join('; ')
}

/** The cookies that staff are given who sign in with a second factor, or begin to with a passkey. */
async function cookiesOfStaff(isSecure: boolean): Promise<string[]> {
  const { email, ask } = await openOwner(server)
  const { body: { secret } } = await ask('POST', '/staff/totp', { body: { password: PASSWORD } })
  await ask('POST', '/staff/totp/confirmations', { body: { code: await generate({ secret: String(secret) }) } })
  const staffAuth = openAuth({ db: server.house.database.bare, secret: 'a secret of tests alone, of 32 signs and more', publicUrl: isSecure ? SITE : null, clock: server.house.clock })
  const app = server.openEdge({ house: { ...server.house, staffAuth }, publicUrl: isSecure ? SITE : null })
  const given: string[] = []
  const site = isSecure ? { host: 'club.test', origin: SITE } : {}
  const browser = openBrowser({ ask: async (method, path, asking) => {
    const answer = await askOf(app, { method, path, ...asking, headers: { ...asking?.headers, ...site } })
    given.push(...[answer.headers['set-cookie'] ?? []].flat() as string[])
    return answer
  } })
  expect((await browser.ask('POST', '/staff/sessions', { body: { email, password: PASSWORD } })).body).toMatchObject({ state: 'second_factor' })
  // The code of now was good for enrolling, and is good once.
  expect((await browser.ask('POST', '/staff/sessions/second-factor', { body: { way: 'totp', code: await generate({ secret: String(secret), epoch: Math.floor(Date.now() / 1_000) + 30 }) } })).body).toMatchObject({ state: 'signed_in' })
  expect((await browser.ask('POST', '/staff/sessions/passkey-options')).status).toBe(201)
  await app.close()
  return given
}

/** Our own cookies, by the functions that write them; those of staff are written by the library that signs them in. */
const WRITERS: Readonly<Record<string, (isSecure: boolean) => readonly string[]>> = {
  impersonationCookie: (isSecure) => [impersonationCookie({ isSecure }, 't')], memberCookie: (isSecure) => [memberCookie({ isSecure }, 't')], browserCookie: (isSecure) => [browserCookie({ isSecure }, 't')], answerCookie: (isSecure) => [answerCookie({ isSecure }, 't')],
  providerCookie: (isSecure) => [true, false].map((comesByForm) => providerCookie('t', { comesByForm, isSecure })),
}

describe('a cookie', () => {
  test('is written by a function that is tried here', () => {
    const sources = globSync('server/**/*.ts', { exclude: (name) => name.endsWith('.test.ts') }).map((name) => readFileSync(name, 'utf8'))
    const writers = sources.flatMap((text) => text.split(/^(?=export function |function )/m).filter((part) => part.includes('Max-Age=')).map((part) => /function (\w+)/.exec(part)?.[1] ?? part))
    expect(writers.toSorted()).toEqual(Object.keys(WRITERS).toSorted())
  })

  test.each([false, true])('is one that the page names, with what it says of it (https: %s)', async (isSecure) => {
    const ours = Object.values(WRITERS).flatMap((write) => write(isSecure))
    const given = [...await cookiesOfStaff(isSecure), ...ours].filter((line) => !/Max-Age=0\b/.test(line))
    expect([...new Set(given.map(shapeOf))].toSorted()).toEqual(COOKIES.map(({ http, https }) => (isSecure ? https : http)).toSorted())
  })
})
