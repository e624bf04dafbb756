import { randomBytes } from 'node:crypto'
import { connect as connectTo } from 'node:net'
import { text } from 'node:stream/consumers'
import { inject } from 'vitest'
import { cloneDatabase, dropDatabase, ensureTemplate } from './clones.store.ts'
import type { TestClusterAnswer } from './test-setup.ts'

/** What the databases of tests are copied from: made by the first file that asks for the name, by migrating an empty database as its owner. */
export type Template = { name: string; migrate: (url: string) => Promise<void> }

/** A database of one test file's own. */
export type TestDatabase = {
  /** How its owner connects, who is no superuser. */
  url: string
  superuserUrl: string
  /** Removes the database, whoever is connected. */
  close: () => Promise<void>
}

/** A new database on the cluster that all test files of a run share: a copy of the template, or an empty one. */
export async function openTestDatabase(template?: Template): Promise<TestDatabase> {
  const cluster = await askForCluster()
  const owner = new URL(cluster.url).username
  if (template !== undefined) {
    const { name, migrate } = template
    await ensureTemplate(cluster.superuserUrl, { name, owner, migrate: (database) => migrate(within(cluster.url, database)) })
  }
  const name = `test_${randomBytes(8).toString('hex')}`
  await cloneDatabase(cluster.superuserUrl, { name, owner, template: template?.name ?? 'template1' })
  return { url: within(cluster.url, name), superuserUrl: within(cluster.superuserUrl, name), close: () => dropDatabase(cluster.superuserUrl, name) }
}

async function askForCluster(): Promise<{ url: string; superuserUrl: string }> {
  const answer = JSON.parse(await text(connectTo(inject('testCluster')))) as TestClusterAnswer
  if ('wrong' in answer) throw new Error(`The cluster for tests did not start: ${answer.wrong}`)
  return answer
}

/** The same way to connect, to another database. */
function within(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href
}
