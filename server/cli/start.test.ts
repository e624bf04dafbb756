import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

/** As somebody starts it who has read the README: a folder, a server, a store, three commands. */
const COMMAND = join('bin', 'rockpool')
const folder = mkdtempSync(join(tmpdir(), 'rockpool-start-'))
const environment = { ...process.env, ROCKPOOL_DATA: join(folder, 'data'), ROCKPOOL_PORT: '0', ROCKPOOL_LOG_LEVEL: 'silent', LANG: 'en_US.UTF-8', DATABASE_URL: '' }
let server: ChildProcess
let url = ''

type Ended = { code: number | null; output: string; complaint: string }

function rockpool(...args: string[]): Promise<Ended> {
  return rockpoolWith({}, ...args)
}

function rockpoolWith(more: Record<string, string>, ...args: string[]): Promise<Ended> {
  const child = spawn(COMMAND, args, { env: { ...environment, ...more } })
  let [output, complaint] = ['', '']
  child.stdout.on('data', (text: Buffer) => (output += text))
  child.stderr.on('data', (text: Buffer) => (complaint += text))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output, complaint })))
}

beforeAll(async () => {
  server = spawn(COMMAND, ['start'], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  url = await new Promise((resolve) => server.stdout!.on('data', (text: Buffer) => {
    const found = /answers at (\S+)/.exec(String(text))?.[1]
    if (found !== undefined) resolve(found)
  }))
})

afterAll(async () => {
  if (server.exitCode === null) {
    server.kill('SIGTERM')
    await new Promise((resolve) => server.on('close', resolve))
  }
  rmSync(folder, { recursive: true, force: true })
})

/** The first line of the file that PostgreSQL keeps while it runs. */
function postmasterOf(data: string): number {
  return Number(readFileSync(join(data, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
}

async function ask(path: string, { key, body }: { key: string; body?: unknown }): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

test('a store is made beside the running server, an order is told, its points are explained, and the ledger is proved', async () => {
  const made = await rockpool('stores', 'create', 'My store', '--program', 'programs/fashion.yaml')
  expect(made).toMatchObject({ code: 0, complaint: '' })
  const key = /shown this once: {2}(\S+)/.exec(made.output)?.[1] as string
  expect(made.output.match(/curl -s/g)).toHaveLength(3)
  const order = { source: 'shop', id: 'order-1', type: 'order.paid', occurredAt: '2026-01-05T10:00:00Z', member: 'ada', order: { id: '1', currency: 'USD', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor: 5_900 }] } }
  expect(await ask('/events', { key, body: order })).toMatchObject({ status: 201, body: { balances: { points: { pending: 59 } } } })
  expect((await ask('/members/ada', { key })).body).toMatchObject({ level: 'bronze', units: { points: { active: 59, pending: 0 } } })
  expect((await ask('/members/ada/explanations', { key })).body.sentences).toContain('59 points for order 1 by “Purchase”: $59.00 at 1 point per $1.00 is 59.')
  // The worker comes by within a second or two, and books that the points became active.
  await vi.waitFor(async () => expect(((await ask('/members/ada/postings', { key })).body.postings as { reason: string }[]).map(({ reason }) => reason)).toEqual(['earn', 'activate']), 20_000)
  expect(await rockpool('verify')).toMatchObject({ code: 0, output: expect.stringMatching(/2 postings of 1 balance and \d+ entr(?:y|ies) of the audit, all true/) as string })
})

test('a key is made, listed, replaced and ended from the terminal, and does what its scopes say', async () => {
  const { store } = JSON.parse((await rockpool('stores', 'create', 'Keys', '--program', 'programs/fashion.yaml', '--json')).output) as { store: string }
  expect(JSON.parse((await rockpool('stores', 'list', '--json')).output)).toMatchObject({ stores: expect.arrayContaining([{ store, name: 'Keys', kind: 'live', clockAt: null }]) as unknown })
  const made = JSON.parse((await rockpool('keys', 'create', '--store', store, '--name', 'Reader', '--scopes', 'activity:read', '--expires', '2099-01-31', '--json')).output) as { key: string; secret: string; expiresAt: string }
  expect(made).toMatchObject({ scopes: ['activity:read'], expiresAt: '2099-01-31T00:00:00Z' })
  expect((await ask('/members/nobody', { key: made.secret })).status).toBe(404)
  expect((await ask('/keys', { key: made.secret })).status).toBe(403)
  const rotated = await rockpool('keys', 'rotate', made.key, '--store', store, '--overlap', '0')
  const secret = /shown this once: {2}(\S+)/.exec(rotated.output)?.[1] as string
  await vi.waitFor(async () => expect((await ask('/members/nobody', { key: made.secret })).status).toBe(401), 10_000)
  expect((await ask('/members/nobody', { key: secret })).status).toBe(404)
  const { keys } = JSON.parse((await rockpool('keys', 'list', '--store', store, '--json')).output) as { keys: { key: string; name: string; secret?: string }[] }
  expect(keys.map(({ name }) => name)).toEqual(['Reader', 'Reader', 'First key'])
  expect(JSON.stringify(keys)).not.toContain(secret.slice(13))
  expect((await rockpool('keys', 'revoke', keys[0]?.key as string, '--store', store)).code).toBe(0)
  await vi.waitFor(async () => expect((await ask('/members/nobody', { key: secret })).status).toBe(401), 10_000)
  expect(await rockpool('keys', 'create', '--store', store, '--name', 'X', '--scopes', 'activity:eat')).toMatchObject({ code: 2, complaint: expect.stringContaining('activity:eat') as string })
  expect(await rockpool('keys', 'revoke', made.key, '--store', 'str_none')).toMatchObject({ code: 1, complaint: expect.stringContaining('no such store') as string })
})

test('nothing is wrong with it, says the doctor, and what runs it leaves alone', async () => {
  const examined = await rockpoolWith({ ROCKPOOL_PORT: new URL(url).port }, 'doctor', '--json')
  expect(examined).toMatchObject({ code: 0, complaint: '' })
  const { findings } = JSON.parse(examined.output) as { findings: { check: string; state: string; says: string }[] }
  expect(findings.filter(({ state }) => state !== 'ok')).toEqual([])
  expect(findings.find(({ check }) => check === 'server')?.says).toContain(url)
  expect(JSON.parse((await rockpool('migrate', '--json')).output)).toEqual({ ran: [] })
})

test('what is killed comes back by itself, with all that was answered', async () => {
  const made = await rockpool('stores', 'create', 'Another', '--program', 'programs/online-retail.yaml')
  const key = /shown this once: {2}(\S+)/.exec(made.output)?.[1] as string
  const body = (n: number) => ({ source: 'shop', id: `o${n}`, type: 'order.paid', occurredAt: `2026-01-05T10:00:${String(n % 60).padStart(2, '0')}Z`, member: 'ada', order: { id: String(n), currency: 'GBP', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor: 100 }] } })
  let answered = 0
  let unavailable = 0
  for (let n = 0; n < 60; n += 1) {
    if (n === 20) process.kill(postmasterOf(environment.ROCKPOOL_DATA), 'SIGKILL')
    // An answer that did not come is asked for again, under the same id.
    for (;;) {
      const { status } = await ask('/events', { key, body: body(n) })
      if (status === 201 || status === 200) break
      expect(status).toBe(503)
      unavailable += 1
      await sleep(50)
    }
    answered += 1
  }
  expect(answered).toBe(60)
  expect(unavailable).toBeGreaterThan(0)
  expect((await ask('/members/ada', { key })).body).toMatchObject({ units: { points: { active: 60 } }, counts: { orders: 60 } })
  expect((await rockpool('verify')).code).toBe(0)
})

test('a history is imported once however often, and its report is that of the back-test', async () => {
  const made = await rockpool('stores', 'create', 'Tableware', '--program', 'programs/online-retail.yaml')
  const store = /str_\w+/.exec(made.output)?.[0] as string
  const files = ['--orders', 'docs/tour/orders.csv']
  const first = JSON.parse((await rockpool('import', '--store', store, ...files, '--json')).output) as { recorded: number; orders: number }
  expect(first.recorded).toBeGreaterThan(first.orders)
  expect(JSON.parse((await rockpool('import', '--store', store, ...files, '--json')).output)).toMatchObject({ recorded: 0, known: first.recorded })
  const { badLines: _, seconds: __, eventsPerSecond: ___, peakRssMb: ____, ...backtest } = JSON.parse((await rockpool('backtest', ...files, '--program', 'programs/online-retail.yaml', '--json')).output) as Record<string, unknown>
  expect(JSON.parse((await rockpool('report', '--store', store)).output)).toEqual(backtest)
  expect(await rockpool('rebuild', '--check')).toMatchObject({ code: 0, complaint: '' })
  expect((await rockpool('verify')).code).toBe(0)
})

test('a history that comes in two files, one after the other, is the history in one', async () => {
  const made = await rockpool('stores', 'create', 'In parts', '--program', 'programs/online-retail.yaml')
  const store = /str_\w+/.exec(made.output)?.[0] as string
  const header = 'order_id,line_id,member,time,currency,sku,quantity,unit_price,discount,shipping,tax,kind,refunded_order\n'
  for (const [n, month] of ['01', '02'].entries()) {
    const file = join(folder, `month-${month}.csv`)
    writeFileSync(file, `${header}M${n},1,ada,2026-${month}-05T10:00:00Z,GBP,mug,1,10.00,,,,order,\n`)
    expect(await rockpool('import', '--store', store, '--orders', file)).toMatchObject({ code: 0, complaint: '' })
  }
  expect(JSON.parse((await rockpool('report', '--store', store)).output)).toMatchObject({ orders: 2, members: 1, netMinor: { GBP: 2_000 } })
})

test('an order that was imported with other lines stays as it was, and is named', async () => {
  const made = await rockpool('stores', 'create', 'Changed', '--program', 'programs/online-retail.yaml')
  const store = /str_\w+/.exec(made.output)?.[0] as string
  const header = 'order_id,line_id,member,time,currency,sku,quantity,unit_price,discount,shipping,tax,kind,refunded_order\n'
  const write = (file: string, price: string) => {
    writeFileSync(join(folder, file), `${header}O1,1,ada,2026-01-05T10:00:00Z,GBP,mug,1,${price},,,,order,\n`)
    return join(folder, file)
  }
  expect((await rockpool('import', '--store', store, '--orders', write('first.csv', '10.00'))).code).toBe(0)
  const again = await rockpool('import', '--store', store, '--orders', write('second.csv', '99.00'))
  expect(again).toMatchObject({ code: 1, complaint: expect.stringMatching(/imported before with another content, and stayed as it was: O1/) as string })
  expect(again.complaint).toContain('O1: known is line 1 1 × mug 10.00; the file says line 1 1 × mug 99.00.')
  expect(JSON.parse((await rockpool('import', '--store', store, '--orders', join(folder, 'second.csv'), '--json')).output)).toMatchObject({
    conflicts: [{ order: 'O1', known: { 'line 1': '1 × mug 10.00' }, came: { 'line 1': '1 × mug 99.00' } }],
  })
  expect(JSON.parse((await rockpool('report', '--store', store)).output)).toMatchObject({ netMinor: { GBP: 1_000 } })
})

test('a setting that cannot be used is named, with what would be right', async () => {
  const child = spawn(COMMAND, ['start'], { env: { ...environment, ROCKPOOL_PORT: 'eighty' } })
  let complaint = ''
  child.stderr.on('data', (text: Buffer) => (complaint += text))
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(1)
  expect(complaint).toMatch(/ROCKPOOL_PORT=eighty where a port from 0 to 65535 was expected/)
})

test('a signal ends it in order: nothing is left that serves', async () => {
  const pid = postmasterOf(environment.ROCKPOOL_DATA)
  server.kill('SIGTERM')
  expect(await new Promise((resolve) => server.on('close', resolve))).toBe(0)
  expect(() => process.kill(pid, 0)).toThrow(/ESRCH/)
  const examined = await rockpoolWith({ ROCKPOOL_PORT: new URL(url).port }, 'doctor')
  expect(examined.code, examined.output).toBe(0)
  expect(examined.output).toMatch(/! Server .*“rockpool start” starts the server/)
  expect(examined.output).toContain('was started for this look')
})

test('with ROCKPOOL_MIGRATE=off a start leaves the schema to “rockpool migrate”', async () => {
  const apart = { ROCKPOOL_DATA: join(folder, 'apart'), ROCKPOOL_MIGRATE: 'off' }
  expect(await rockpoolWith(apart, 'start')).toMatchObject({ code: 1, complaint: expect.stringMatching(/older than this Rockpool needs .*0001-value.*“rockpool migrate”/s) as string })
  expect((await rockpoolWith(apart, 'migrate')).output).toMatch(/migrations ran: 0001-value/)
  expect((await rockpoolWith(apart, 'migrate')).output).toMatch(/Nothing to do/)
  expect(await rockpoolWith(apart, 'verify')).toMatchObject({ code: 0 })
})
