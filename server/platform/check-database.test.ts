import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { findDatabaseFaults } from './check-database.ts'
import { openTestDatabase, type TestDatabase } from './cluster/test-database.ts'
import { openDatabase } from './database.ts'

vi.setConfig({ hookTimeout: 120_000 })

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database?.close())

async function faultsAt(url: string): Promise<string[]> {
  const opened = openDatabase(url, { connections: 1 })
  try {
    return (await findDatabaseFaults(opened)).map(({ code, details }) => `${code} ${details.setting ?? details.because}`)
  } finally {
    await opened.close()
  }
}

// The cluster of tests is a throw-away one, which is just what must not be trusted.
const FAST = ['database.not_durable fsync', 'database.not_durable synchronous_commit', 'database.not_durable full_page_writes']

test('a database that may lose what it confirmed is refused, and so is a superuser', async () => {
  expect(await faultsAt(database.superuserUrl)).toEqual([...FAST, 'database.role_too_strong superuser, bypassrls, owner'])
})

test('an owner is refused as soon as something is theirs', async () => {
  expect(await faultsAt(database.url)).toEqual(FAST)
  const owner = openDatabase(database.url, { connections: 1 })
  await owner.bare.schema.createTable('theirs').execute()
  await owner.close()
  expect(await faultsAt(database.url)).toEqual([...FAST, 'database.role_too_strong owner'])
})
