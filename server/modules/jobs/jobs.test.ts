import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openOwner } from '#server/app/staff-testing'
import { openTestServer, type Answered, type OpenedStore, type TestServer } from '#server/app/testing'
import { startWorker } from '#server/app/worker'
import { rollStore } from '#server/modules/figures/index'
import type { WriteContext } from '#server/platform/context'
import { openLog } from '#server/platform/log'
import { runJob } from './run-job.ts'

const BEGAN = Date.parse('2026-01-05T10:00:00Z')
const DAY = 86_400_000

let server: TestServer
let store: OpenedStore
beforeAll(async () => {
  server = await openTestServer()
}, 120_000)
afterAll(() => server?.close())
beforeEach(async () => {
  store = await server.openStore()
})

/** Asks as whoever has a key: `GET /roster`. */
function ask(request: string, body?: unknown, key = store.key): Promise<Answered> {
  const [method = '', path = ''] = request.split(' ')
  return server.ask(method as 'GET', `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
}

const within = <T>(act: (ctx: WriteContext) => Promise<T>, now = BEGAN): Promise<T> => server.house.database.inStore(store.storeId, (db) => act({ db, storeId: store.storeId, actor: { kind: 'system', job: 'test' }, now }))
const roll = () => within((ctx) => rollStore(ctx, { worldNow: BEGAN }))
const piece = (now = BEGAN) => within((ctx) => runJob(ctx, { worldNow: now }), now)

async function runAll(): Promise<void> {
  while (await piece());
}

/** Members of the store by the ids m0, m1 …, in the roster. */
async function makeMany(count: number, more: object = {}): Promise<string[]> {
  const ids: string[] = []
  for (let index = 0; index < count; index += 1) ids.push((await ask('POST /members', { externalIds: [`m${index}`], ...more })).body['memberId'] as string)
  await roll()
  return ids
}

async function start(said: object): Promise<string> {
  const { status, body } = await ask('POST /jobs', said)
  expect([status, body]).toEqual([201, expect.objectContaining({ status: 'waiting' })])
  return body['job'] as string
}

const progress = async (job: string) => (await ask(`GET /jobs/${job}`)).body
const result = async (job: string, key = store.key) => (await ask(`GET /jobs/${job}/result`, undefined, key)).text

async function balanceOf(member: string): Promise<number> {
  const { units } = (await ask(`GET /members/${member}?at=2026-01-05T11:00:00Z`)).body as { units: Record<string, { active: number }> }
  return units['points']?.active ?? 0
}

const gift = { kind: 'adjust', filter: {}, arguments: { points: 10 }, reason: 'Mid-autumn' }

describe('a job over many members', () => {
  test('is previewed, done and told, and twice is once', async () => {
    await makeMany(3, { tags: ['vip'] })
    expect((await ask('POST /jobs/previews', { ...gift, filter: { tag: ['vip'] } })).body).toEqual({ members: 3, balance: 0, points: 30 })
    expect((await ask('GET /jobs')).body).toEqual({ jobs: [], next: null })
    const job = await start({ ...gift, filter: { tag: ['vip'] } })
    await runAll()
    expect(await progress(job)).toMatchObject({ status: 'done', wanted: 3, done: 3, failed: 0, endedAt: '2026-01-05T10:00:00Z' })
    expect(await balanceOf('m0')).toBe(10)
    // A process that ended after the points were given, and before it was known: the same members have their turn again.
    await server.world.owner.bare.transaction().execute(async (db) => {
      const { sql } = await import('kysely')
      await sql`select set_config('rockpool.store_id', ${store.storeId}, true)`.execute(db)
      await sql`update jobs set status = 'running', after_id = '', done = 0, ended_at = null where job_id = ${job}`.execute(db)
    })
    await runAll()
    expect(await progress(job)).toMatchObject({ status: 'done', done: 3, failed: 0 })
    expect(await balanceOf('m0')).toBe(10)
  })

  test('names whoever asked for it as the author of what it gave, and is known again though they have another name since', async () => {
    const owner = await openOwner(server)
    const mine = String((await owner.ask('POST', '/stores', { body: { name: 'Mine' } })).body['id'])
    const act = (method: 'GET' | 'POST', path: string, body?: object) => owner.ask(method, path, { store: mine, ...(body === undefined ? {} : { body }) })
    const work = () => server.house.database.inStore(mine, (db) => runJob({ db, storeId: mine, actor: { kind: 'system', job: 'test' }, now: server.house.clock() }, { worldNow: BEGAN }))
    const { body: { document } } = await ask('GET /programs/1')
    expect(await act('POST', '/programs', { program: document as object })).toMatchObject({ status: 201 })
    for (const member of ['m0', 'm1']) await act('POST', '/members', { externalIds: [member] })
    const { body: { job } } = await act('POST', '/jobs', { ...gift, filter: undefined, members: ['m0', 'm1'] })
    while (await work());
    await owner.ask('PATCH', '/staff/me', { body: { name: 'Olga Meier' } })
    await server.world.owner.bare.transaction().execute(async (db) => {
      const { sql } = await import('kysely')
      await sql`select set_config('rockpool.store_id', ${mine}, true)`.execute(db)
      await sql`update jobs set status = 'running', after_id = '', done = 0, ended_at = null where job_id = ${String(job)}`.execute(db)
    })
    while (await work());
    expect((await act('GET', `/jobs/${String(job)}`)).body).toMatchObject({ status: 'done', done: 2, failed: 0, createdByName: 'Olga Meier' })
    const explanation = async () => ((await act('GET', '/members/m0/explanations?at=2026-01-05T11:00:00Z')).body as { sentences: string[] }).sentences.join()
    expect(await explanation()).toContain('Olga Owner')
    // What was told with an id alone, before its author was named, is read with the name.
    const id = String(((await owner.ask('GET', '/staff/me')).body['staff'] as { id: string }).id)
    expect((await act('POST', '/members/m0/adjustments', { id: 'old', points: 3, reason: 'Long ago', author: id })).status).toBe(201)
    const told = [await explanation(), (await act('GET', '/feed')).text, (await act('GET', '/feed/export?part=events')).text, (await act('GET', '/members/m0/facts?at=2026-01-05T11:00:00Z')).text]
    for (const text of told) expect(text).not.toContain(id)
    for (const text of told.slice(0, 3)) expect(text).toContain('Olga Meier')
  })

  test('gives points to those who were counted when it was asked for, and to nobody whom its filter fits later', async () => {
    await makeMany(3)
    await ask('POST /members/m1/tags', { tags: ['vip'] })
    await roll()
    const job = await start({ ...gift, filter: { tag: ['vip'] } })
    for (const member of ['m0', 'm2']) await ask(`POST /members/${member}/tags`, { tags: ['vip'] })
    await roll()
    await runAll()
    expect(await progress(job)).toMatchObject({ status: 'done', listed: null, wanted: 1, done: 1 })
    expect([await balanceOf('m0'), await balanceOf('m1'), await balanceOf('m2')]).toEqual([0, 10, 0])
  })

  test('gives points to no more than were counted where whom it counted is not kept', async () => {
    await makeMany(3)
    const job = await start({ ...gift, filter: {} })
    await server.world.owner.bare.transaction().execute(async (db) => {
      const { sql } = await import('kysely')
      await sql`select set_config('rockpool.store_id', ${store.storeId}, true)`.execute(db)
      await sql`update jobs set members = null, wanted = 2 where job_id = ${job}`.execute(db)
    })
    await runAll()
    expect(await progress(job)).toMatchObject({ status: 'done', wanted: 2, done: 2 })
  })

  test('says with whom it failed and why, and stops for nobody', async () => {
    await makeMany(2)
    await ask('DELETE /members/m1/personal-data')
    const erased = (await ask('GET /roster')).body['members'] as unknown[]
    expect(erased).toHaveLength(2)
    const job = await start({ kind: 'tag', filter: {}, arguments: { tags: ['gift'] } })
    await runAll()
    expect(await progress(job)).toMatchObject({ status: 'done', done: 1, failed: 1 })
    const text = await result(job)
    expect(text.startsWith('\uFEFFmemberId,code,reason,externalId,name\r\nmem_')).toBe(true)
    expect(text).toContain('members.erased')
    const named = await start({ ...gift, members: ['m0', 'nobody@example.com'], filter: undefined })
    await runAll()
    expect(await progress(named)).toMatchObject({ listed: 2, wanted: 2, done: 1, failed: 1 })
    expect(await result(named)).toContain('nobody@example.com,members.unknown,')
    const masked = (await ask(`GET /jobs/${named}/result`, undefined, await store.newKey(['jobs:run', 'members:read']))).text
    expect(masked).toMatch(/^n•••@example\.com,members\.unknown,.*n•••@example\.com/m)
    expect(masked).not.toContain('nobody@')
    const tier = await start({ kind: 'tier', members: ['m0'], arguments: { track: 'main', level: 'gold', until: '2027-01-01T00:00:00Z' }, reason: 'A friend' })
    await runAll()
    expect(await progress(tier)).toMatchObject({ done: 0, failed: 1 })
  })

  test('names those with whom it failed as lists do, and to a program in the words of the API, whatever its language', async () => {
    await ask('POST /members', { externalIds: ['m0'], name: '陈晓', email: 'amy@example.com' })
    await ask('POST /members', { externalIds: ['eve@example.com'] })
    const tier = await start({ kind: 'tier', members: ['m0', 'eve@example.com'], arguments: { track: 'main', level: 'gold', until: '2027-01-01T00:00:00Z' }, reason: 'A friend' })
    await runAll()
    expect(await result(tier)).toMatch(/^mem_\w+,tier\.\w+,.*,eve@example\.com,$/m)
    const { text } = await ask(`GET /jobs/${tier}/result`, undefined, await store.newKey(['jobs:run', 'members:read']))
    expect(text).toMatch(/^mem_\w+,tier\.\w+,.*,m0,陈晓$/m)
    expect(text).toMatch(/^mem_\w+,tier\.\w+,.*,e•••@example\.com,$/m)
    expect(text).not.toMatch(/amy@|eve@/)
    const chinese = await server.ask('GET', `/api/v1/jobs/${tier}/result`, { key: store.key, headers: { 'accept-language': 'zh-CN' } })
    expect(chinese.text.split('\r\n')[0]).toBe('\uFEFFmemberId,code,reason,externalId,name')
  })

  test('puts tags on and takes them off, each member in one turn though the filter fits them no more', async () => {
    await makeMany(30)
    const job = await start({ kind: 'tag', filter: {}, arguments: { tags: ['a', 'b'] } })
    expect(await piece()).toBe(true)
    expect(await progress(job)).toMatchObject({ status: 'running', done: 25, wanted: 30 })
    await runAll()
    await roll()
    const off = await start({ kind: 'untag', filter: { tag: ['a'] }, arguments: { tags: ['a'] } })
    await piece()
    await roll()
    await runAll()
    await roll()
    expect(await progress(off)).toMatchObject({ done: 30 })
    expect((await ask('GET /roster?tag=a')).body).toMatchObject({ members: [] })
    expect((await ask('GET /roster?tag=b')).body).toMatchObject({ total: { members: 30 } })
  })

  test('stops where it is cancelled, at the end of a piece and not within one', async () => {
    await makeMany(60)
    const job = await start({ kind: 'tag', filter: {}, arguments: { tags: ['a'] } })
    const [, cancelled] = await Promise.all([piece(), ask(`DELETE /jobs/${job}`)])
    expect(cancelled.body).toMatchObject({ status: 'cancelled' })
    await runAll()
    await roll()
    const { done } = await progress(job) as { done: number }
    expect(done % 25).toBe(0)
    expect((await ask('GET /roster?tag=a')).body).toMatchObject({ total: { members: done } })
  })

  test('is done once by two workers, and by a second one where the first ended in the middle of a piece', async () => {
    const ids = await makeMany(230)
    const job = await start(gift)
    await expect(within(async (ctx) => {
      await runJob(ctx, { worldNow: BEGAN })
      // Nobody else has the job meanwhile.
      expect(await piece()).toBe(false)
      throw new Error('the process ends')
    })).rejects.toThrow('the process ends')
    expect(await progress(job)).toMatchObject({ done: 0 })
    const workers = [1, 2].map(() => startWorker(server.house, { log: openLog({ to: { write: () => {} } }), lookMs: 5 }))
    await expect.poll(async () => (await progress(job))['status'], { timeout: 20_000 }).toBe('done')
    await Promise.all(workers.map((worker) => worker.close()))
    expect(await progress(job)).toMatchObject({ done: 230, failed: 0, wanted: 230 })
    for (const member of [ids[0], ids[99], ids[100], ids[229]]) expect(await balanceOf(member as string)).toBe(10)
  }, 60_000)

  test('takes the permission of its deed, and is seen by no other store', async () => {
    await makeMany(1)
    const key = await store.newKey(['jobs:run', 'members:read'])
    for (const said of [gift, { kind: 'tag', filter: {}, arguments: { tags: ['a'] } }, { kind: 'coupon', filter: {}, arguments: { discount: 'x' } }, { kind: 'export', filter: {}, isRevealed: true, reason: 'Letters' }]) {
      expect((await ask('POST /jobs', said, key)).status).toBe(403)
    }
    for (const said of [{ kind: 'export' }, { kind: 'export', filter: {}, members: ['m0'] }, { ...gift, reason: undefined }, { kind: 'tag', filter: {} }, { kind: 'tag', filter: {}, arguments: { tags: ['a'], points: 1 } }, { kind: 'export', filter: {}, isRevealed: true }]) {
      expect([said, (await ask('POST /jobs', said)).body]).toEqual([said, expect.objectContaining({ code: 'http.wrong_shape' })])
    }
    const job = await start(gift)
    const other = await server.openStore()
    expect((await ask('GET /jobs', undefined, other.key)).body).toEqual({ jobs: [], next: null })
    for (const [method, path] of [['GET', `/jobs/${job}`], ['DELETE', `/jobs/${job}`], ['GET', `/jobs/${job}/result`]] as const) expect((await ask(`${method} ${path}`, undefined, other.key)).body).toMatchObject({ code: 'jobs.unknown' })
    expect((await ask(`GET /jobs/${job}/result`)).body).toMatchObject({ code: 'jobs.not_over' })
  })
})

describe('an export', () => {
  test('has everybody with what they had, masked; whole only where it was asked for with a reason and whoever reads it may', async () => {
    await makeMany(1, { name: '=陈晓, "Amy"', email: 'amy@example.com' })
    const masked = await start({ kind: 'export', filter: {} })
    const whole = await start({ kind: 'export', filter: {}, isRevealed: true, reason: 'Letters' })
    await runAll()
    expect((await result(masked)).split('\r\n').slice(0, 2)).toEqual(['\uFEFFmemberId,externalIds,name,email,phone,kind,joinedAt,lastAt,market,region,tags,levels,balance,debt,spendMinor,currency,orders,isTest', expect.stringMatching(/^mem_\w+,m0,"'=陈晓, ""Amy""",a•••@example\.com,,person,2026-01-05T10:00:00/)])
    expect(await result(whole)).toContain(',amy@example.com,')
    expect(await result(whole, await store.newKey(['jobs:run', 'members:read']))).toContain(',a•••@example.com,')
    // Of the staff whoever reads it says why themself, whoever asked for it, and it is entered.
    const owner = await openOwner(server)
    const read = async (headers = {}) => (await owner.ask('GET', `/jobs/${whole}/result`, { store: store.storeId, headers })).text
    expect(await read()).toContain(',a•••@example.com,')
    expect(await read({ 'rockpool-reason': 'Checking' })).toContain(',amy@example.com,')
    await owner.ask('POST', '/jobs/previews', { store: store.storeId, body: { kind: 'export', members: ['m0'] } })
    const entered = (await ask('GET /audit?limit=10')).body['entries'] as { deed: string; actorKind: string; reason: string | null }[]
    expect(entered.filter(({ deed }) => deed.includes('/jobs')).slice(0, 4).map(({ deed, actorKind, reason }) => [deed, actorKind, reason])).toEqual([['GET /jobs/:job/result', 'staff', 'Checking'], ['GET /jobs/:job/result', 'key', null], ['GET /jobs/:job/result', 'key', null], ['POST /jobs', 'key', 'Letters']])
  })

  test('is read by the staff in their language, with the columns that were chosen; by a key with the words of the API', async () => {
    await makeMany(1, { name: '陈晓' })
    const chosen = await start({ kind: 'export', filter: {}, arguments: { columns: ['spendMinor', 'kind', 'joinedAt'] } })
    const whole = await start({ kind: 'export', filter: {} })
    await runAll()
    const owner = await openOwner(server)
    const read = async (job: string, language: string) => (await owner.ask('GET', `/jobs/${job}/result`, { store: store.storeId, headers: { 'accept-language': language } })).text.split('\r\n').slice(0, 2)
    const { zone } = (await ask('GET /programs/1')).body['document'] as { zone: string }
    expect(await read(chosen, 'zh-CN')).toEqual([`\uFEFF会员编号,外部编号,姓名,消费额,币种,类型,入会时间（${zone}）`, expect.stringMatching(/^mem_\w+,m0,陈晓,0\.00,EUR,个人,2026-01-05 \d\d:00:00$/)])
    expect((await read(whole, 'en'))[0]).toMatch(/^\uFEFFMember id,Your ids,Name,E-mail,Phone,Kind,/)
    expect((await result(chosen)).split('\r\n')[0]).toBe('\uFEFFmemberId,externalIds,name,spendMinor,currency,kind,joinedAt')
    expect((await ask('POST /jobs', { kind: 'tag', filter: {}, arguments: { tags: ['a'], columns: ['kind'] } })).status).toBe(422)
  })

  test('tells nothing of a person who was erased since, and is gone a week after its end', async () => {
    await makeMany(1, { name: 'Amy', email: 'amy@example.com' })
    const job = await start({ kind: 'export', filter: {}, isRevealed: true, reason: 'Letters' })
    await runAll()
    await ask('DELETE /members/m0/personal-data')
    expect(await result(job)).toMatch(/^\uFEFFmemberId.*\r\nmem_\w+,,,,,person,/)
    await piece(BEGAN + 7 * DAY - 1)
    expect((await ask(`GET /jobs/${job}`)).status).toBe(200)
    await piece(BEGAN + 7 * DAY)
    expect((await ask(`GET /jobs/${job}`)).status).toBe(404)
  })
})
