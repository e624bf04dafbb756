import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { afterAll, expect, test, vi } from 'vitest'
import { placesIn } from './cluster-folder.ts'
import { processesOf } from './leftovers.ts'
import { onServer } from './roles.store.ts'
import { openTestDatabase, type TestDatabase } from './test-database.ts'

vi.setConfig({ testTimeout: 60_000 })

const databases: TestDatabase[] = []
let migrations = 0
const template = {
  name: 'template_of_this_test',
  async migrate(url: string): Promise<void> {
    migrations += 1
    await run(url, 'create table members (id int)')
  },
}

async function open(): Promise<TestDatabase> {
  const database = await openTestDatabase(template)
  databases.push(database)
  return database
}

async function run(url: string, statement: string): Promise<unknown[]> {
  return onServer(url, async (client) => (await client.query(statement)).rows)
}

afterAll(() => Promise.all(databases.map(({ close }) => close())))

test('files that ask at once share one migration, and none sees the rows of another', async () => {
  const [one, two] = await Promise.all([open(), open()])
  expect(migrations).toBe(1)
  await run(one.url, 'insert into members values (1)')
  expect(await run(two.url, 'select from members')).toEqual([])
  expect(await run(one.superuserUrl, 'select * from members')).toEqual([{ id: 1 }])
})

test('a template whose migration failed is tried again', async () => {
  const name = 'template_that_fails'
  await expect(openTestDatabase({ name, migrate: () => Promise.reject(new Error('a wrong migration')) })).rejects.toThrow('a wrong migration')
  const database = await openTestDatabase({ name, migrate: template.migrate })
  databases.push(database)
  expect(await run(database.url, 'select from members')).toEqual([])
})

test('the cluster of a run that is interrupted goes with it, folder and all', async () => {
  const script = `const { openTestCluster } = await import(${JSON.stringify(new URL('test-cluster.ts', import.meta.url).href)})
    process.once('SIGINT', () => process.exit(130))
    const cluster = await openTestCluster()
    const { dirname } = await import('node:path')
    const { onServer } = await import(${JSON.stringify(new URL('roles.store.ts', import.meta.url).href)})
    const { rows } = await onServer(cluster.superuserUrl, (client) => client.query("select current_setting('data_directory') as folder"))
    process.stdout.write(dirname(rows[0].folder))`
  const run = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [output] = await once(run.stdout, 'data') as [Buffer]
  const folder = output.toString()
  expect(processesOf(placesIn(folder)).length).toBeGreaterThan(1)
  run.kill('SIGINT')
  await once(run, 'exit')
  expect(existsSync(folder)).toBe(false)
  await vi.waitFor(() => expect(processesOf(placesIn(folder))).toEqual([]), 10_000)
})
