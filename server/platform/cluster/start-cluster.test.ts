import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { findNative, prepareBinaries, type Binaries } from './binaries.ts'
import { placesIn } from './cluster-folder.ts'
import { findRunning } from './find-running.ts'
import { processesOf } from './leftovers.ts'
import { findFreePort } from './port.ts'
import { readPidFile } from './postmaster.ts'
import { isAlive, waitUntil } from './processes.ts'
import { onServer } from './roles.store.ts'
import { chooseRunAs, start as startProcess, type RunAs } from './run-as.ts'
import { startCluster, type Cluster } from './start-cluster.ts'

vi.setConfig({ testTimeout: 90_000 })

const LONG_MS = 30_000
const LAUNCHER = new URL('start-cluster.ts', import.meta.url).href

/** One cluster lives through this whole file; each test starts it as it needs it. */
const folder = mkdtempSync(join(tmpdir(), 'rockpool-cluster-'))
const place = placesIn(folder)
const told: string[] = []
const open: Cluster[] = []
const launchers: ChildProcess[] = []

async function start(): Promise<Cluster> {
  const cluster = await startCluster({ folder, port: 0, log: (code) => void told.push(code) })
  open.push(cluster)
  return cluster
}

/** Starts the cluster in a process of its own, and answers when it serves. */
async function startElsewhere(after = 'setInterval(() => {}, 1000)'): Promise<{ launcher: ChildProcess; url: string }> {
  const script = `const { startCluster } = await import(${JSON.stringify(LAUNCHER)})
    const cluster = await startCluster({ folder: ${JSON.stringify(folder)}, port: 0, log: () => {} })
    process.stdout.write(cluster.url + '\\n')
    ${after}`
  const launcher = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  launchers.push(launcher)
  for await (const url of launcher.stdout!) return { launcher, url: String(url).trim() }
  throw new Error('The launcher ended before it served')
}

async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
  return onServer(url, async (client) => (await client.query<Record<string, unknown>>(statement)).rows)
}

/** Begins a statement that takes for ever, and answers when it runs, with its end. */
async function keepBusy(url: string, statement: string): Promise<{ end: Promise<unknown> }> {
  const end = ask(url, statement).catch((error: Error) => error)
  await vi.waitFor(async () => expect(await ask(url, `select from pg_stat_activity where state = 'active' and query = '${statement}'`)).toHaveLength(1), LONG_MS)
  return { end }
}

async function prepared(): Promise<{ binaries: Binaries; runAs: RunAs }> {
  const runAs = await chooseRunAs(folder)
  return { runAs, binaries: await prepareBinaries(runAs, findNative()) }
}

afterEach(async () => {
  for (const cluster of open.splice(0)) await cluster.stop()
  for (const launcher of launchers.splice(0)) launcher.kill('SIGKILL')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a new folder becomes a durable cluster with checksums, whose owner is no superuser', async () => {
  const { url, superuserUrl, pid } = await start()
  const [found] = await ask(url, `select current_user as owner, rolsuper, rolbypassrls, datcollate, datlocprovider, datlocale, pg_encoding_to_char(encoding) as encoding,
    current_setting('data_checksums') as checksums, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
    current_setting('full_page_writes') as pages, current_setting('listen_addresses') as addresses,
    current_setting('archive_mode') as archive, current_setting('wal_level') as level
    from pg_roles, pg_database where rolname = current_user and datname = current_database()`)
  expect(found).toEqual({
    owner: 'rockpool', rolsuper: false, rolbypassrls: false, datcollate: 'C.UTF-8', datlocprovider: 'b', datlocale: 'C.UTF-8', encoding: 'UTF8',
    checksums: 'on', fsync: 'on', commit: 'on', pages: 'on', addresses: '127.0.0.1', archive: 'on', level: 'replica',
  })
  expect(await ask(superuserUrl, "select current_setting('unix_socket_directories') as sockets")).toEqual([{ sockets: '' }])
  expect(statSync(place.passwords).mode & 0o777).toBe(0o600)
  if (process.platform === 'linux' && process.getuid?.() === 0) expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Uid:\s+65534\s+65534/m)
  await ask(url, 'create table kept as select 1 as n')
})

test('what was written outlives a stop, which leaves no process behind', async () => {
  const { stop, closed } = await start()
  await stop()
  await closed
  expect(processesOf(place)).toEqual([])
  expect(await ask((await start()).url, 'select n from kept')).toEqual([{ n: 1 }])
})

test('a setting of the caller holds, and none of theirs can make it forget', async () => {
  const settings = { archive_command: 'test ! -f /nowhere/%f', fsync: 'off' }
  const cluster = await startCluster({ folder, port: 0, log: () => {}, settings })
  open.push(cluster)
  expect(await ask(cluster.superuserUrl, "select current_setting('archive_command') as command, current_setting('fsync') as fsync")).toEqual([{ command: settings.archive_command, fsync: 'on' }])
})

test('a wrong password does not get in', async () => {
  const { url } = await start()
  await expect(ask(url.replace(/:[0-9a-f]+@/, ':wrong@'), 'select 1')).rejects.toMatchObject({ code: '28P01' })
})

test('a folder that is served is not served twice, by this process or another', async () => {
  await start()
  await expect(start()).rejects.toMatchObject({ code: 'cluster.served', details: { pid: process.pid } })
  expect(await ask(open[0]!.url, 'select n from kept')).toEqual([{ n: 1 }])
})

test('a server that is killed comes back by itself with what it had confirmed', async () => {
  const cluster = await start()
  const first = cluster.pid!
  const busy = await keepBusy(cluster.url, 'select pg_sleep(600)')
  await ask(cluster.url, 'update kept set n = 2')
  process.kill(first, 'SIGKILL')
  expect(await waitUntil(() => cluster.pid !== undefined && cluster.pid !== first, LONG_MS)).toBe(true)
  expect(await ask(cluster.url, 'select n from kept')).toEqual([{ n: 2 }])
  expect(await busy.end).toBeInstanceOf(Error)
  expect(told).toEqual(expect.arrayContaining(['cluster.died', 'cluster.restarted']))
  await cluster.stop()
  expect(processesOf(place)).toEqual([])
})

test('a launcher that is killed leaves a server, which the next one ends before it starts its own', async () => {
  const { launcher, url } = await startElsewhere()
  await ask(url, 'update kept set n = 3')
  await expect(start()).rejects.toMatchObject({ code: 'cluster.served', details: { pid: launcher.pid } })
  launcher.kill('SIGKILL')
  await once(launcher, 'exit')
  const orphans = processesOf(place)
  expect(orphans.length).toBeGreaterThan(1)
  const { url: next } = await start()
  expect(told).toContain('cluster.orphan')
  expect(orphans.filter(isAlive)).toEqual([])
  expect(await ask(next, 'select n from kept')).toEqual([{ n: 3 }])
})

test('launcher and server killed at once: the busy remains are ended, and nothing confirmed is lost', async () => {
  const { launcher, url } = await startElsewhere()
  const busy = await keepBusy(url, 'select count(*) from generate_series(1, 1000000) as a, generate_series(1, 1000000) as b')
  await ask(url, 'update kept set n = 4')
  const { pid } = readPidFile(place.data)!
  process.kill(pid, 'SIGKILL')
  launcher.kill('SIGKILL')
  await once(launcher, 'exit')
  expect(await waitUntil(() => !isAlive(pid), LONG_MS)).toBe(true)
  expect(readPidFile(place.data)).toMatchObject({ pid, status: 'ready' })
  expect(findRunning(folder)).toBeNull()
  expect(await ask((await start()).url, 'select n from kept')).toEqual([{ n: 4 }])
  expect(await busy.end).toBeInstanceOf(Error)
})

test('a server that somebody started by hand is not ended, and its folder not served', async () => {
  const { binaries, runAs } = await prepared()
  const byHand = startProcess(runAs, [binaries.postgres, '-D', './data', '-p', String(await findFreePort())], { cwd: folder, stdio: 'ignore' })
  expect(await waitUntil(() => readPidFile(place.data)?.status === 'ready', LONG_MS)).toBe(true)
  await expect(start()).rejects.toMatchObject({ code: 'cluster.served', details: { pid: byHand.pid } })
  byHand.kill('SIGINT')
  await once(byHand, 'exit')
})

test('a process that ends without a stop takes its server along', async () => {
  const { launcher } = await startElsewhere('process.exit()')
  if (launcher.exitCode === null) await once(launcher, 'exit')
  expect(await waitUntil(() => processesOf(place).length === 0, LONG_MS)).toBe(true)
})

test('when the file of passwords is lost, the next start sets new ones', async () => {
  const before = readFileSync(place.passwords, 'utf8')
  rmSync(place.passwords)
  expect(await ask((await start()).url, 'select n from kept')).toEqual([{ n: 4 }])
  expect(readFileSync(place.passwords, 'utf8')).not.toBe(before)
})
