import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createStore, getStore } from '#server/modules/stores/index'
import { findDatabaseFaults } from '#server/platform/check-database'
import { onServer } from '#server/platform/cluster/roles.store'
import type { Cluster } from '#server/platform/cluster/start-cluster'
import { openTestCluster } from '#server/platform/cluster/test-cluster'
import { openDatabase } from '#server/platform/database'
import { isMigrated, migrate, requireSchema, servingUrl } from './index.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

/** A cluster of its own, as roles belong to all databases of one: an owner who may make no roles, and two roles to serve. */
let cluster: Cluster
beforeAll(async () => {
  cluster = await openTestCluster()
  for (const statement of [
    `create role shop_owner login password 'o'`, `create role "shop-app" login password 'a'`, `create role other_app login noinherit password 'b'`, 'create database shop owner shop_owner', 'create database elsewhere owner shop_owner',
  ]) await asSuperuser(statement)
})
afterAll(() => cluster.stop())

const asSuperuser = (statements: string) => onServer(cluster.superuserUrl, (client) => client.query(statements))
const url = (role: string, password: string, database: string) => `postgres://${encodeURIComponent(role)}:${password}@127.0.0.1:${cluster.port}/${database}`
const OWNER = () => url('shop_owner', 'o', 'shop')
const APP = () => url('shop-app', 'a', 'shop')

test('an owner who may make no roles is told the SQL that somebody else has to run once', async () => {
  await expect(migrate(OWNER(), APP())).rejects.toMatchObject({
    code: 'database.app_role_closed', details: { role: 'shop-app', sql: 'create role rockpool_app nologin; grant rockpool_app to "shop-app" with inherit true;' },
  })
  await expect(migrate(OWNER(), url('nobody_here', 'x', 'shop'))).rejects.toMatchObject({ code: 'database.app_role_unknown', details: { role: 'nobody_here' } })
})

test('an owner who may make roles needs nobody: the group cannot log in, and the role given keeps its password', async () => {
  const app = Object.assign(new URL(cluster.url), { username: 'other_app', password: 'b' }).href
  expect((await migrate(cluster.url, app)).length).toBeGreaterThan(3)
  const { rows } = await asSuperuser(`select rolcanlogin from pg_roles where rolname = 'rockpool_app'`)
  expect(rows).toEqual([{ rolcanlogin: false }])
  const database = openDatabase(app, { connections: 1 })
  expect(await isMigrated(database)).toBe(true)
  await database.close()
})

test('after that SQL the role given serves: it sees the rows of its store alone, and changes no posting', async () => {
  await expect(migrate(OWNER(), APP())).rejects.toMatchObject({ details: { sql: 'grant rockpool_app to "shop-app" with inherit true;' } })
  await asSuperuser('grant rockpool_app to "shop-app" with inherit true')
  expect((await migrate(OWNER(), APP())).length).toBeGreaterThan(3)
  expect(await migrate(OWNER(), APP())).toEqual([])
  await requireSchema({ ownerUrl: OWNER(), appUrl: APP() })
  const database = openDatabase(APP(), { connections: 2 })
  try {
    expect((await findDatabaseFaults(database)).map(({ code }) => code)).not.toContain('database.role_too_strong')
    const ctx = { actor: { kind: 'system', job: 'test' } as const, now: 0 }
    await database.inStore('str_1', (db) => createStore({ ...ctx, db, storeId: 'str_1' }, { name: 'One', kind: 'live' }))
    expect(await database.readStore('str_1', (db) => getStore({ ...ctx, db, storeId: 'str_1' }))).toMatchObject({ name: 'One' })
    await expect(database.readStore('str_2', (db) => getStore({ ...ctx, db, storeId: 'str_2' }))).rejects.toMatchObject({ code: 'stores.unknown' })
    await expect(database.inStore('str_1', (db) => sql`delete from activity_postings`.execute(db))).rejects.toMatchObject({ code: '42501' })
  } finally {
    await database.close()
  }
})

test('a role that may become the owner is found out', async () => {
  await asSuperuser('grant shop_owner to "shop-app"')
  const database = openDatabase(APP(), { connections: 1 })
  expect(await findDatabaseFaults(database)).toContainEqual({ code: 'database.role_too_strong', details: { role: 'shop-app', because: 'owner' } })
  await database.close()
  await asSuperuser('revoke shop_owner from "shop-app"')
})

test('a role on another database than the owner’s is refused: what one migrates the other would not serve', async () => {
  await expect(migrate(OWNER(), url('shop-app', 'a', 'elsewhere'))).rejects.toMatchObject({ code: 'database.app_elsewhere' })
  await expect(requireSchema({ ownerUrl: OWNER(), appUrl: url('shop-app', 'a', 'elsewhere') })).rejects.toMatchObject({ code: 'database.app_elsewhere' })
})

test('without it Rockpool makes a role of its own again, which logs in by a password that follows from the owner’s', async () => {
  await migrate(cluster.url)
  const database = openDatabase(servingUrl(cluster.url), { connections: 1 })
  expect(await isMigrated(database)).toBe(true)
  await database.close()
})
