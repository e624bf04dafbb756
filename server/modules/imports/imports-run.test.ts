import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { openOwner, openSeat } from '#server/app/staff-testing'
import { openTestServer, type OpenedStore, type TestServer } from '#server/app/testing'
import { startWorker } from '#server/app/worker'
import { rebuildMember } from '#server/modules/activity/index'
import { openLog } from '#server/platform/log'
import { openImporting, PIECE_ROWS, PROGRAM } from './testing.ts'

let server: TestServer
let store: OpenedStore
beforeAll(async () => {
  server = await openTestServer()
}, 120_000)
afterAll(() => server?.close())
beforeEach(async () => {
  store = await server.openStore({ document: PROGRAM })
})
const { ask, send, piece, work, check, run, bring } = openImporting({ ask: (...asked) => server.ask(...asked), get house() { return server.house } } as TestServer, () => store)

const stateOf = async (member: string) => (await ask(`GET /members/${member}?at=2026-01-05T11:00:00Z`)).body as { memberId: string; level: string | null; units: Record<string, { active: number }> }
const active = async (member: string): Promise<number> => (await stateOf(member)).units['points']?.active ?? 0
const profileOf = async (member: string) => (await ask(`GET /members/${member}/profile`)).body
const count = async (): Promise<number> => ((await ask('GET /members?limit=1000')).body['members'] as unknown[]).length
const many = (rows: number): string => `id,email,points\n${Array.from({ length: rows }, (_, row) => `A${row},a${row}@example.com,${row + 1}`).join('\n')}\n`

describe('the same file again', () => {
  test('changes nothing, and another amount is told and not given', async () => {
    const text = 'id,email,name,points,level,tags,accepts marketing\nA1,a1@example.com,Anna,10,Gold,vip,yes\nA2,,Bob,,,,\n'
    expect(await bring(text)).toMatchObject({ made: 2 })
    expect(await bring(text)).toEqual({ made: 0, changed: 0, unchanged: 2, refused: 0, points: 0, consents: 0 })
    expect(await bring('id,points\nA1,25\n')).toMatchObject({ refused: 1, points: 0 })
    expect(await bring('email,points\nA1@EXAMPLE.com,10\n')).toMatchObject({ unchanged: 1 })
    expect(await active('A1')).toBe(10)
    expect(await bring('id,points\nA1,25\n', { source: 'another-app' })).toMatchObject({ changed: 1, points: 25 })
    expect(await active('A1')).toBe(35)
  })

  test('is by whoever brought it in, by name, and changes nothing though they are called otherwise by then', async () => {
    const owner = await openOwner(server)
    const mine = String((await owner.ask('POST', '/stores', { body: { name: 'Mine' } })).body['id'])
    const asOwner = openImporting({ ask: (method: string, path: string, { body }: { body?: object }) => owner.ask(method as 'GET', path.replace('/api/v1', ''), { store: mine, ...(body === undefined ? {} : { body }) }), get house() { return server.house } } as TestServer, () => ({ ...store, storeId: mine }))
    await asOwner.ask('POST /programs', { program: PROGRAM })
    const text = 'id,points,level\nA1,10,Gold\n'
    expect(await asOwner.bring(text)).toMatchObject({ made: 1, points: 10 })
    await owner.ask('PATCH', '/staff/me', { body: { name: 'Olga Meier' } })
    expect(await asOwner.bring(text)).toEqual({ made: 0, changed: 0, unchanged: 1, refused: 0, points: 0, consents: 0 })
    const told = (await asOwner.ask('GET /feed')).text
    expect([told.includes('"author":"Olga Owner"'), told.includes('"author":"stf_')]).toEqual([true, false])
  })

  test('holds a level to the end of its last day where the member is, and changes nothing once they are elsewhere', async () => {
    const { markets: { eu, us } } = PROGRAM
    store = await server.openStore({ document: { ...PROGRAM, zone: 'Asia/Shanghai', market: 'eu', markets: { eu: { ...eu, zone: 'Pacific/Auckland' }, us: { ...us, zone: 'America/New_York' } } } })
    const text = 'id,market,level,level until\nA1,us,Gold,2026-12-31\nA2,,Gold,2026-12-31\n'
    expect(await bring(text)).toMatchObject({ made: 2, refused: 0 })
    const until = async (member: string) => ((await ask(`GET /members/${member}?at=2026-01-05T11:00:00Z`)).body as { zone: string; tracks: Record<string, { validUntil: string }> }).tracks['main']!.validUntil
    expect([await until('A1'), await until('A2')]).toEqual(['2027-01-01T05:00:00Z', '2026-12-31T11:00:00Z'])
    expect(await ask('PATCH /members/A1/profile', { zone: 'Asia/Tokyo' })).toMatchObject({ status: 200 })
    expect(await bring(text)).toMatchObject({ changed: 0, unchanged: 2, refused: 0 })
    expect(await bring('id,level,level until\nA1,Gold,2027-01-31\nA2,Gold,2026-12-30\n')).toMatchObject({ refused: 2 })
  })

  test('changes nothing after two of its members became one', async () => {
    await bring('id,points\nA1,10\nA2,20\n')
    await ask('POST /events', { source: 'shop', id: 'm', type: 'member.merged', member: 'A2', absorbed: 'A1', occurredAt: '2026-01-05T10:00:01Z' })
    expect(await bring('id,points\nA1,10\n')).toMatchObject({ unchanged: 1, points: 0 })
    expect(await active('A2')).toBe(30)
  })
})

describe('whoever is known', () => {
  test('keeps what is known of them, and gets what is missing; unless the file shall have the last word', async () => {
    await ask('POST /members', { externalIds: ['A1'], name: 'Anna', email: 'a1@example.com', tags: ['old'], region: 'DE' })
    const text = 'email,name,phone,country,tags\na1@example.com,Anne,+4915123456789,US,new\n'
    expect(await bring(text)).toMatchObject({ changed: 1 })
    expect(await profileOf('A1')).toMatchObject({ name: 'Anna', phone: '+4915123456789', region: 'DE', tags: ['new', 'old'] })
    expect(await bring(text, { isOverwriting: true })).toMatchObject({ changed: 1 })
    expect(await profileOf('A1')).toMatchObject({ name: 'Anne', region: 'US' })
    expect(await bring('email,name,phone\na1@example.com,,\n', { isOverwriting: true })).toMatchObject({ unchanged: 1 })
    expect(await profileOf('A1')).toMatchObject({ name: 'Anne', phone: '+4915123456789' })
  })

  test('keeps their address and number where whoever brings in the file may not see them; where another one comes, the old address is told', async () => {
    const owner = await openOwner(server)
    await ask('POST /members', { externalIds: ['A1'], email: 'a1@example.com', phone: '+4915123456789' })
    const bringAs = async (role: string, text: string) => {
      const browser = await openSeat(server, owner, { store: store.storeId, role })
      const as = async (path: string, body: object) => {
        const answer = await browser.ask('POST', path, { store: store.storeId, body })
        expect([path, answer.status, answer.text]).toEqual([path, path.endsWith('pieces') ? 200 : 201, answer.text])
        return answer.body
      }
      const id = (await as('/imports', { name: 'm.csv', bytes: text.length }))['import'] as string
      await as(`/imports/${id}/pieces`, { number: 1, content: Buffer.from(text).toString('base64') })
      await as(`/imports/${id}/checks`, { encoding: 'utf-8', delimiter: ',', columns: text.split('\n')[0] === 'id,email' ? ['externalId', 'email'] : ['externalId', 'phone'], source: 'till', isOverwriting: true })
      await work()
      await as(`/imports/${id}/runs`, {})
      await work()
      return { ...(await ask(`GET /imports/${id}`)).body['tally'] as object, codes: ((await ask(`GET /imports/${id}/problems`)).body['problems'] as { code: string }[]).map(({ code }) => code) }
    }
    await owner.ask('POST', '/roles', { store: store.storeId, body: { name: 'Bringer', permissions: ['imports:run', 'members:read', 'members:write'] } })
    const role = ((await owner.ask('GET', '/roles', { store: store.storeId })).body['roles'] as { role: string; name: string | null }[]).find(({ name }) => name === 'Bringer')?.role ?? ''
    expect(await bringAs(role, 'id,email\nA1,me@example.com\n')).toMatchObject({ changed: 0, refused: 1, codes: ['imports.email_stands'] })
    expect(await bringAs(role, 'id,phone\nA1,+4915123456780\n')).toMatchObject({ changed: 0, refused: 1, codes: ['imports.phone_stands'] })
    expect(await profileOf('A1')).toMatchObject({ email: 'a1@example.com', phone: '+4915123456789' })
    expect((await ask('GET /mails')).text).not.toContain('"changed"')
    expect(await bringAs('owner', 'id,email\nA1,b1@example.com\n')).toMatchObject({ changed: 1, refused: 0 })
    expect(await profileOf('A1')).toMatchObject({ email: 'b1@example.com' })
    expect((await ask('GET /mails')).body['mails']).toMatchObject([{ kind: 'changed', to: 'a1@example.com' }])
  })

  test('by a number that they alone have said, and that a file says too, is found by it from then on', async () => {
    const { memberId } = (await ask('POST /members', { externalIds: ['A1'], phone: '+4915123456789' })).body
    await server.world.owner.inStore(store.storeId, (db) => sql`update members_people set is_phone_own = true where store_id = ${store.storeId}`.execute(db))
    await bring('id,name\nA1,Anna\n')
    expect((await ask('POST /members/searches', { phone: '+4915123456789' })).body['members']).toMatchObject([{ memberId }])
    expect(await bring('id,phone\nA1,+4915123456789\n')).toMatchObject({ unchanged: 1 })
    expect((await ask('POST /leads', { phone: '+4915123456789' })).body).toEqual({ memberId, isNew: false })
  })

  test('and has said no here is not subscribed by a file; an empty cell subscribes nobody', async () => {
    await ask('POST /members', { externalIds: ['A1'] })
    await ask('POST /members/A1/consents', { consents: [{ channel: 'email', purpose: 'marketing', isGiven: false }] })
    expect(await bring('id,accepts marketing\nA1,yes\nA2,\nA3,no\n')).toMatchObject({ consents: 1 })
    const said = async (member: string) => ((await ask(`GET /members/${member}/consents`)).body['consents'] as { isGiven: boolean }[]).map(({ isGiven }) => isGiven)
    expect([await said('A1'), await said('A2'), await said('A3')]).toEqual([[false], [], [false]])
    expect([await bring('id,accepts marketing\nA1,yes\nA3,no\n'), await bring('id,accepts marketing\nA3,yes\n')]).toMatchObject([{ consents: 0 }, { consents: 1 }])
  })
})

describe('in pieces', () => {
  test('a check leaves nothing, and a process that ends in the middle loses nothing and does nothing twice', async () => {
    const id = await send(Buffer.from(many(25)), 100)
    expect(await check(id)).toMatchObject({ made: 25, points: 325 })
    expect([await count(), ((await ask('GET /feed')).body['items'] as unknown[]).length]).toEqual([0, 0])
    await ask(`POST /imports/${id}/runs`, {})
    await piece()
    expect((await ask(`GET /imports/${id}`)).body).toMatchObject({ status: 'running', rows: 25, tally: { made: 10 } })
    // The next piece is done, and the process ends before it is durable.
    await expect(server.house.database.inStore(store.storeId, async (db) => {
      const { runImport } = await import('./run-import.ts')
      await runImport({ db, storeId: store.storeId, actor: { kind: 'system', job: 'test' }, now: Date.parse('2026-01-05T10:00:00Z') }, { worldNow: 0, pieceRows: PIECE_ROWS })
      throw new Error('killed')
    })).rejects.toThrow('killed')
    expect(await count()).toBe(10)
    await work()
    expect((await ask(`GET /imports/${id}`)).body).toMatchObject({ status: 'done', tally: { made: 25, points: 325, refused: 0 } })
    expect([await count(), await active('A24')]).toEqual([25, 25])
  })

  test('two workers bring it in together, once', async () => {
    const id = await send(Buffer.from(many(45)))
    await check(id)
    await ask(`POST /imports/${id}/runs`, {})
    const workers = [1, 2].map(() => startWorker(server.house, { log: openLog({ to: { write: () => {} } }), lookMs: 5 }))
    await expect.poll(async () => (await ask(`GET /imports/${id}`)).body['status'], { timeout: 30_000 }).toBe('done')
    await Promise.all(workers.map((worker) => worker.close()))
    expect((await ask(`GET /imports/${id}`)).body).toMatchObject({ tally: { made: 45, unchanged: 0, refused: 0 } })
    expect([await count(), await active('A0'), await active('A44')]).toEqual([45, 1, 45])
  }, 60_000)

  test('an end before the end leaves what was done, and no more of it comes', async () => {
    const id = await send(Buffer.from(many(15)))
    await check(id)
    await ask(`POST /imports/${id}/runs`, {})
    await piece()
    expect((await ask(`DELETE /imports/${id}`)).body).toMatchObject({ status: 'cancelled', tally: { made: 10 } })
    await work()
    expect(await count()).toBe(10)
  })

  test('a file that is longer than is taken is refused whole', async () => {
    const id = await send(Buffer.from(many(5)))
    await ask(`POST /imports/${id}/checks`, { encoding: 'utf-8', delimiter: ',', columns: ['externalId', 'email', 'points'], source: 'x', reason: 'r' })
    const { runImport } = await import('./run-import.ts')
    await server.house.database.inStore(store.storeId, (db) => runImport({ db, storeId: store.storeId, actor: { kind: 'system', job: 'test' }, now: 0 }, { worldNow: 0, mostRows: 4 }))
    expect((await ask(`GET /imports/${id}`)).body).toMatchObject({ status: 'cancelled', tally: { refused: 1 } })
    expect((await ask(`GET /imports/${id}/problems`)).body).toMatchObject({ problems: [{ line: 6, code: 'imports.too_many_rows' }] })
  })
})

describe('whatever rows there are', () => {
  const row = fc.record({ points: fc.integer({ min: 0, max: 5_000 }), until: fc.constantFrom('', '2026-03-01', '2027-01-31'), level: fc.constantFrom('', 'Gold', '银卡'), tags: fc.subarray(['vip', 'new', '老客']), name: fc.constantFrom('', 'Anna', '王, "小"明', "O'Neil") })
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

  test('the state says what the file says, and is what its events make of it', async () => {
    await fc.assert(fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), fc.boolean(), async (rows, isTwice) => {
      store = await server.openStore({ document: PROGRAM })
      const text = `id,name,points,points expiry,level,tags\n${rows.map(({ name, points, until, level, tags }, place) => [`M${place}`, quoted(name), String(points), until, level, quoted(tags.join(','))].join(',')).join('\n')}\n`
      const id = await send(Buffer.from(text), 64)
      const told = await check(id)
      expect(await run(id)).toEqual(told)
      if (isTwice) expect(await bring(text)).toMatchObject({ unchanged: rows.length, points: 0 })
      for (const [place, { name, points, level, tags, until }] of rows.entries()) {
        const state = await stateOf(`M${place}`)
        expect([state.units['points']?.active ?? 0, state.level]).toEqual([points, { '': 'base', Gold: 'gold', 银卡: 'silver' }[level]])
        expect(await profileOf(`M${place}`)).toMatchObject({ name: name === '' ? null : name, tags: [...tags].sort() })
        const lots = (await ask(`GET /members/M${place}/lots?at=2026-01-05T11:00:00Z`)).body['lots'] as { expiresOn: string | null }[]
        expect(lots.map(({ expiresOn }) => expiresOn)).toEqual(points === 0 ? [] : [until === '' ? '2027-01-05' : until])
        const deviation = await server.house.database.inStore(store.storeId, (db) => rebuildMember({ db, storeId: store.storeId, actor: { kind: 'system', job: 'test' }, now: Date.parse('2026-01-05T10:00:00Z') }, state.memberId))
        expect(deviation).toEqual([])
      }
    }), { numRuns: 4 })
  }, 120_000)
})
