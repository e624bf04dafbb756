import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { instantText } from '#engine/calendar'
import { STAFF_LOCALES } from '#engine/text'
import { migrate, servingUrl } from '#server/migrations/index'
import { openTestWorld, type TestWorld } from '#server/migrations/testing'
import { updateProven } from '#server/modules/stores/index'
import { onServer } from '#server/platform/cluster/roles.store'
import { openTestCluster } from '#server/platform/cluster/test-cluster'
import { openTestDatabase } from '#server/platform/cluster/test-database'
import { readConfig } from '#server/platform/config'
import { openDatabase } from '#server/platform/database'
import { examineAll } from './doctor.ts'
import { listProofs } from './doctor.store.ts'
import type { Finding, Means } from './findings.ts'
import { openText } from './text.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const folder = mkdtempSync(join(tmpdir(), 'rockpool-doctor-'))
const mounts: string[] = []
const said: Finding[] = []
let world: TestWorld
beforeAll(async () => { world = await openTestWorld() })
afterAll(async () => {
  await world.close()
  for (const path of mounts) execFileSync('/bin/umount', ['-l', path])
  rmSync(folder, { recursive: true, force: true })
})

/** What is found with these settings, as "check state key"; what is right is left out. */
async function findings(environment: Record<string, string>, means: Partial<Means> = {}): Promise<string[]> {
  const config = readConfig({ ROCKPOOL_DATA: join(folder, 'none'), ROCKPOOL_PORT: '0', ...environment })
  const all = await examineAll({ config, clock: Date.now, nodeVersion: '24.1.0', uid: 0, ...means })
  said.push(...all)
  return all.filter(({ state }) => state !== 'ok').map(({ check, state, key }) => `${check} ${state} ${key}`)
}

/** The database of this file is a throw-away one, which is just what must not be trusted. */
const FAST = Array<string>(3).fill('settings wrong server.problem.database.not_durable')
const UNPROVEN = 'ledger warn cli.doctor.ledger.never'
const onDatabase = (more: Record<string, string> = {}) => ({ DATABASE_URL: world.ownerUrl, ...more })

describe('the machine', () => {
  test('where nothing is there yet is told what the first start does, and nothing is made', async () => {
    expect(await findings({})).toEqual(['folder warn cli.doctor.folder.none'])
    expect(await findings({ ROCKPOOL_DATA: join(folder, 'none') })).toEqual(['folder warn cli.doctor.folder.none'])
  })

  test.each([['20.1.0', 'node wrong cli.doctor.node.old'], ['26.0.1', 'node warn cli.doctor.node.new']])('with Node %s', async (nodeVersion, finding) => {
    expect(await findings({}, { nodeVersion })).toContain(finding)
  })

  test('whose folder is another version’s, another user’s, a file, or open to others', async () => {
    const data = join(folder, 'there', 'data')
    mkdirSync(data, { recursive: true })
    writeFileSync(join(data, 'PG_VERSION'), '17\n')
    const there = { ROCKPOOL_DATA: join(folder, 'there') }
    expect(await findings(there)).toEqual(['folder wrong cluster.other_version'])
    writeFileSync(join(data, 'PG_VERSION'), '18\n')
    expect(await findings(there, { uid: 54_321 })).toEqual(['folder wrong cli.doctor.folder.foreign'])
    writeFileSync(join(folder, 'there', 'passwords.json'), '{}')
    chmodSync(join(folder, 'there', 'passwords.json'), 0o644)
    expect(await findings(there)).toEqual(['folder wrong cli.doctor.folder.open_passwords'])
    writeFileSync(join(folder, 'file'), '')
    expect(await findings({ ROCKPOOL_DATA: join(folder, 'file', 'data') })).toEqual(['folder wrong cluster.unwritable'])
  })

  const [tiny, small] = [mountDisk('tiny', 'size=8m'), mountDisk('small', 'size=700m')]
  test.skipIf(tiny === undefined || small === undefined)('whose disk is full, or nearly', async () => {
    expect(await findings({ ROCKPOOL_DATA: join(tiny!, 'data') })).toEqual(['folder warn cli.doctor.folder.none', 'space wrong cluster.no_space'])
    expect(await findings({ ROCKPOOL_DATA: join(small!, 'data') })).toEqual(['folder warn cli.doctor.folder.none', 'space warn cli.doctor.space.little'])
  })

  test('whose port is free, somebody else’s, or that of a Rockpool that is not ready', async () => {
    const answer = async (listener: RequestListener) => {
      const server = createServer(listener)
      const port = await new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)))
      const found = await findings({ ROCKPOOL_PORT: String(port) })
      const asDatabase = await findings({ ROCKPOOL_DATABASE_PORT: String(port) })
      await new Promise((resolve) => server.close(resolve))
      return { port, found: found.slice(1), asDatabase: asDatabase.slice(1) }
    }
    const { port, found, asDatabase } = await answer((_request, reply) => reply.end('hello'))
    expect(found).toEqual(['server wrong server.problem.http.port_taken'])
    expect(said.find(({ key }) => key.endsWith('port_taken'))?.values.holder).toContain(`(${process.pid})`)
    expect(asDatabase).toEqual(['database wrong cluster.port_in_use'])
    expect((await findings({ ROCKPOOL_PORT: String(port) })).slice(1)).toEqual(['server warn cli.doctor.server.silent'])
    const notReady = await answer((_request, reply) => reply.writeHead(503, { 'content-type': 'application/json' }).end('{"status":"not_ready"}'))
    expect(notReady.found).toEqual(['server wrong cli.doctor.server.not_ready'])
  })
})

describe('a database', () => {
  test('that does not answer, or lets nobody in, ends the look with the reason', async () => {
    const url = new URL(world.ownerUrl)
    const other = (change: object) => Object.assign(new URL(url), change).href
    expect(await findings({ DATABASE_URL: other({ port: '1' }) })).toEqual(['database wrong cli.wrong.database.refused'])
    expect(await findings({ DATABASE_URL: other({ password: 'wrong' }) })).toEqual(['database wrong cli.wrong.database.password'])
    expect(await findings({ DATABASE_URL: other({ pathname: '/nowhere' }) })).toEqual(['database wrong cli.wrong.database.no_database'])
    expect(JSON.stringify(said)).not.toContain(url.password)
  })

  test('that may lose what it confirmed is not trusted', async () => {
    expect(await findings(onDatabase())).toEqual(FAST)
  })

  test('whose clock is another', async () => {
    expect(await findings(onDatabase(), { clock: () => Date.now() + 3_600_000 })).toContain('clock wrong cli.doctor.clock.apart')
    expect(await findings(onDatabase(), { clock: () => Date.now() - 3_000 })).toContain('clock warn cli.doctor.clock.apart')
  })

  test('whose schema is old, or newer than this code', async () => {
    const empty = await openTestDatabase()
    expect(await findings({ DATABASE_URL: empty.url })).toEqual(['schema warn cli.doctor.schema.old'])
    expect(await findings({ DATABASE_URL: empty.url, ROCKPOOL_MIGRATE: 'off' })).toEqual(['schema wrong server.problem.database.schema_old'])
    await empty.close()
    await sql`insert into kysely_migration (name, timestamp) values ('9999-tomorrow', '')`.execute(world.owner.bare)
    expect(await findings(onDatabase())).toEqual(['schema wrong server.problem.database.schema_new'])
    await sql`delete from kysely_migration where name = '9999-tomorrow'`.execute(world.owner.bare)
  })

  test('whose serving role may do too much, or is not let in', async () => {
    expect(await findings(onDatabase({ DATABASE_APP_URL: world.ownerUrl }))).toContain('role wrong server.problem.database.role_too_strong')
    const wrong = Object.assign(new URL(servingUrl(world.ownerUrl)), { password: 'wrong' }).href
    expect(await findings(onDatabase({ DATABASE_APP_URL: wrong }))).toEqual(['schema wrong cli.wrong.database.password'])
  })
})

test('a serving role whose password is not the one that follows from the owner’s is told how it gets it', async () => {
  const cluster = await openTestCluster()
  try {
    await migrate(cluster.url)
    await onServer(cluster.superuserUrl, (client) => client.query(`alter role rockpool_app password 'another'`))
    expect(await findings({ DATABASE_URL: cluster.url })).toEqual(['role wrong cli.doctor.role.locked'])
    await migrate(cluster.url)
    expect(await findings({ DATABASE_URL: cluster.url })).toEqual(FAST)
  } finally {
    await cluster.stop()
  }
})

describe('work that lies about', () => {
  test('is waited for while nobody runs, and wrong while somebody does', async () => {
    const storeId = 'str_late'
    const longAgo = Date.now() - 120_000
    await world.database.inStore(storeId, async (db) => {
      await sql`insert into stores (store_id, name, kind, created_at, handle) values (${storeId}, 'Late', 'live', 0, ${storeId})`.execute(db)
      await sql`insert into activity_heads (store_id, member_id, head, version, events, next_due_at) values (${storeId}, 'mem_1', '{}', 0, 0, ${longAgo})`.execute(db)
    })
    const alone = onDatabase()
    await world.database.close()
    expect(await findings(alone)).toEqual([...FAST, 'time warn cli.doctor.time.waiting', UNPROVEN])
    world.database = openDatabase(servingUrl(world.ownerUrl))
    await world.database.inStore(storeId, (db) => sql`insert into outbox (store_id, topic, payload, created_at) values (${storeId}, 'points.sent', '{}', ${longAgo}), (${storeId}, 'points.sent', '{}', ${Date.now() + 3_600_000})`.execute(db))
    expect(await findings(alone)).toEqual([...FAST, 'time wrong cli.doctor.time.behind', 'outbox wrong cli.doctor.outbox.stuck', UNPROVEN])
    expect(said.findLast(({ key }) => key.endsWith('.stuck'))?.values).toMatchObject({ waiting: 1, stores: storeId })
    await world.database.inStore(storeId, async (db) => {
      await sql`delete from outbox`.execute(db)
      await sql`update activity_heads set next_due_at = ${Date.now() - 30_000}`.execute(db)
    })
    expect(await findings(alone)).toEqual([...FAST, UNPROVEN])
  })
})

describe('a ledger', () => {
  const DAY = 86_400_000
  const of = async (found: Promise<string[]>) => (await found).filter((finding) => finding.startsWith('ledger'))
  const prove = (storeId: string, at: number | null) => world.database.inStore(storeId, (db) => updateProven({ db, storeId, actor: { kind: 'system', job: 'test' }, now: Date.now() }, at))
  const add = (storeId: string, kind: string, hasMember = true) => world.database.inStore(storeId, async (db) => {
    await sql`insert into stores (store_id, name, kind, created_at, handle) values (${storeId}, 'Proven', ${kind}, 0, ${storeId})`.execute(db)
    if (hasMember) await sql`insert into activity_heads (store_id, member_id, head, version, events) values (${storeId}, 'mem_1', '{}', 0, 0)`.execute(db)
  })

  test('that was never proven, or two nights ago, is worth a look; one that nobody has points in is not', async () => {
    await prove('str_late', Date.now())
    await add('str_empty', 'live', false)
    await add('str_tried', 'sandbox')
    const now = Date.now()
    const asked = () => of(findings(onDatabase(), { clock: () => now }))
    expect(await asked()).toEqual([])
    await add('str_new', 'live')
    expect(await asked()).toEqual(['ledger warn cli.doctor.ledger.never'])
    await prove('str_new', now - 2 * DAY - 1)
    expect(await asked()).toEqual(['ledger warn cli.doctor.ledger.late'])
    expect(said.findLast(({ check }) => check === 'ledger')?.values).toMatchObject({ count: 1, stores: 'str_new', at: instantText(now - 2 * DAY - 1) })
    await prove('str_new', now - 2 * DAY)
    expect(await asked()).toEqual([])
    expect(said.findLast(({ check }) => check === 'ledger')).toMatchObject({ state: 'ok', values: { at: instantText(now - 2 * DAY) } })
  })

  test('is proven by “rockpool verify”, until that finds a lie in it', async () => {
    const verify = () => spawnSync(join('bin', 'rockpool'), ['verify'], { env: { ...process.env, DATABASE_URL: world.ownerUrl } }).status
    const provenAt = async () => (await listProofs(world.database)).find(({ storeId }) => storeId === 'str_new')?.provenAt
    const before = Date.now()
    expect(verify()).toBe(0)
    expect(await provenAt()).toBeGreaterThanOrEqual(before)
    await world.database.inStore('str_new', (db) => sql`insert into activity_chains (store_id, last_no, last_hash) values ('str_new', 1, 'gone')`.execute(db))
    expect(verify()).toBe(1)
    expect(await provenAt()).toBeNull()
  })
})

test.each(STAFF_LOCALES)('every finding has a sentence in %s', (locale) => {
  const text = openText(locale, ['cli', 'cluster', 'server'])
  expect(said.length).toBeGreaterThan(50)
  for (const { check, key, values } of said) expect([text.say(`cli.doctor.checks.${check}`), text.say(key, values)].join(), key).not.toMatch(/\bcli\.|\bserver\.problem|\bcluster\.|\{[a-z]|undefined/)
})

/** A disk of its own; undefined where we may not mount one. */
function mountDisk(name: string, options: string): string | undefined {
  const path = join(folder, name)
  mkdirSync(path)
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  mounts.push(path)
  return path
}
