import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { PERMISSIONS } from '#server/modules/keys/index'
import { ROUTES } from './modules.ts'
import { openApiDocument } from './openapi.ts'
import { openTestServer, type TestServer } from './testing.ts'

type Operation = { operationId: string; 'x-permission': string; parameters?: { name: string; in: string }[]; responses: Record<string, unknown> }

/** Headless and silent, as root too. */
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const BROWSER = inject('chromium')

/** Puts what the example of a quote is about. */
const CATALOGUE = ROUTES.filter(({ method, path }) => method === 'POST' && path.startsWith('/catalogue/'))

/** What the examples of coupons are about: a discount of the program, and a member. */
async function openCoupons(key: string): Promise<void> {
  const program = { program: 'shop', name: 'Shop', currency: 'EUR', zone: 'UTC', markets: { eu: { currency: 'EUR' } }, earn: [], discounts: [{ id: 'two_off', kind: 'coupon', amount: { eu: '2' } }] }
  await server.ask('POST', '/api/v1/programs', { key, body: { program } })
  await server.ask('POST', '/api/v1/members', { key, body: { externalIds: ['customer-77'] } })
}

/** How many operations the page shows to whoever scrolls through it: of a long list it draws what is near the window. */
async function operationsSeen(page: Page): Promise<number> {
  const seen = new Set<string>()
  for (let top = 0, height = 1; top < height; top += 400) {
    height = Number(await page.evaluate(`(window.scrollTo(0, ${top}), document.body.scrollHeight)`))
    // What comes near the window is drawn with the next frames.
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(drawn))))')
    for (const id of await page.locator('.opblock').evaluateAll((found) => found.map((one) => (one as unknown as { id: string }).id))) seen.add(id)
  }
  return seen.size
}

const UNKNOWN_KEY = 'key_0000000000000000000000'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

/** A path of a route with ids in it that name nothing. */
const pathOf = (path: string): string => `/api/v1${path.replace(':key', UNKNOWN_KEY).replace(/:\w+/g, 'nobody')}`

describe('the document', () => {
  const document = openApiDocument(ROUTES) as { paths: Record<string, Record<string, Operation>> }
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path))

  test('is what the server hands out', async () => {
    const { status, text: sent } = await server.ask('GET', '/api/openapi.json')
    expect(status).toBe(200)
    expect(JSON.parse(sent)).toEqual(JSON.parse(JSON.stringify(document)))
  })

  test('has every route of the list, with its permission, and each name once', () => {
    for (const { method, path, permission } of ROUTES) {
      const operation = document.paths[`/api/v1${path.replace(/:(\w+)/g, '{$1}')}`]?.[method.toLowerCase()]
      expect(operation?.['x-permission'], `${method} ${path}`).toBe(permission)
      expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(['401', '403', '422', '429', '500', '503']))
    }
    expect(operations).toHaveLength(ROUTES.length)
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(ROUTES.length)
  })

  test('asks for the permissions that a key can have, all of them and no other', () => {
    expect([...new Set(ROUTES.flatMap(({ permission }) => permission ?? []))].sort()).toEqual([...PERMISSIONS])
  })

  test('has nothing that a checker of such documents finds fault with', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rockpool-openapi-'))
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document))
    const checker = spawn(process.execPath, ['node_modules/@redocly/cli/bin/cli.js', 'lint', join(folder, 'openapi.json'), '--format=json'], {
      stdio: ['ignore', 'pipe', 'ignore'], env: { PATH: '/usr/bin:/bin', REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    })
    const { totals, problems } = JSON.parse(await text(checker.stdout)) as { totals: object; problems: { message: string }[] }
    rmSync(folder, { recursive: true })
    expect(problems.map(({ message }) => message)).toEqual([])
    expect(totals).toMatchObject({ errors: 0, warnings: 0 })
  }, 60_000)
})

describe('each route of the list', () => {
  test.each(ROUTES.filter(({ permission }) => permission !== null).map(({ method, path }) => [method, path] as const))('%s %s opens to nobody without a key, and not to a key without its permission', async (method, path) => {
    const { newKey } = await server.openStore()
    const route = ROUTES.find((one) => one.method === method && one.path === path)
    const others = PERMISSIONS.filter((permission) => permission !== route?.permission)
    expect((await server.ask(method, pathOf(path))).status).toBe(401)
    expect((await server.ask(method, pathOf(path), { key: await newKey(others) })).status).toBe(403)
  })

  test('takes the example that its document shows', async () => {
    for (const { method, path, example: { input } } of ROUTES.filter(({ permission, example }) => permission !== null && example.input !== undefined)) {
      const { key } = await server.openStore({ kind: 'sandbox' })
      for (const before of path === '/quotes' ? CATALOGUE : []) await server.ask('POST', pathOf(before.path), { key, body: before.example.input })
      if (path.startsWith('/coupons')) await openCoupons(key)
      if (path === '/programs/resumptions') await server.ask('POST', pathOf('/programs/pauses'), { key, body: {} })
      const { status, body } = await server.ask(method, pathOf(path), { key, body: input })
      expect(status, `${method} ${path} ${JSON.stringify(body)}`).toSatisfy((found: number) => (path.includes(':') ? found === 404 : found === 200 || found === 201))
    }
  })
})

describe('the page of the API', () => {
  test('comes whole from this server, and lets nothing in from elsewhere', async () => {
    const { status, headers, text: page } = await server.ask('GET', '/api/')
    expect(status).toBe(200)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    for (const [, path] of page.matchAll(/(?:src|href)="([^"]+)"/g)) expect((await server.ask('GET', path as string)).status, path).toBe(200)
    expect(await server.ask('GET', '/api')).toMatchObject({ status: 308, headers: { location: '/api/' } })
  })

  test.skipIf(BROWSER === '')(`shows every operation in a browser, and asks nobody else${inject('noChromium')}`, async () => {
    const edge = server.openEdge()
    const url = await edge.listen({ port: 0, host: '127.0.0.1' })
    const browser = await chromium.launch({ executablePath: BROWSER, args: QUIET })
    try {
      const page = await browser.newPage()
      const [asked, wrong] = [new Set<string>(), [] as string[]]
      page.on('request', (request) => asked.add(new URL(request.url()).origin))
      page.on('console', (message) => { if (message.type() === 'error') wrong.push(message.text()) })
      await page.goto(`${url}/api/`)
      await page.waitForSelector('.opblock')
      expect(await operationsSeen(page)).toBe(ROUTES.length)
      expect([...asked].filter((origin) => origin !== 'null')).toEqual([url])
      expect(wrong).toEqual([])
    } finally {
      await browser.close()
      await edge.close()
    }
  }, 60_000)
})

describe('what belongs to another store', () => {
  test('is answered like what was never there, whatever the route', async () => {
    const [ours, theirs] = [await server.openStore(), await server.openStore()]
    const { body } = await server.ask('GET', '/api/v1/keys', { key: theirs.key })
    const [{ key: foreign }] = body['keys'] as [{ key: string }]
    const recorded = await server.ask('POST', '/api/v1/events', { key: theirs.key, body: { source: 'shop', id: 'e1', type: 'member.joined', occurredAt: '2026-01-05T09:00:00Z', member: 'theirs' } })
    expect(recorded.status).toBe(201)
    for (const { method, path, example: { input } } of ROUTES.filter((route) => route.permission !== null && route.path.includes(':'))) {
      const ids = path.includes(':key') ? [foreign, UNKNOWN_KEY] : ['theirs', 'nobody']
      const told = await Promise.all(ids.map(async (id) => {
        const { status, body: { requestId: _, instance: __, ...rest } } = await server.ask(method, `/api/v1${path.replace(/:\w+/, id)}`, { key: ours.key, ...(method === 'POST' || method === 'PATCH' ? { body: input ?? {} } : {}) })
        return [status, JSON.stringify(rest).replaceAll(id, 'it')]
      }))
      expect(told[0], path).toEqual(told[1])
      expect(told[0]?.[0], path).toBe(404)
    }
    expect(await server.ask('GET', '/api/v1/members/theirs', { key: theirs.key })).toMatchObject({ status: 200 })
  })
})
