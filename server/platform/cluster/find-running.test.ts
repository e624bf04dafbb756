import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { awaitRunning, findRunning } from './find-running.ts'
import { takeLauncherLock } from './launcher-lock.ts'
import { startCluster, type Cluster } from './start-cluster.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 90_000 })

const root = mkdtempSync(join(tmpdir(), 'rockpool-running-'))
const folder = join(root, 'served')
let cluster: Cluster

beforeAll(async () => {
  cluster = await startCluster({ folder, port: 0, log: () => {}, isThrowaway: true })
})

afterAll(async () => {
  await cluster.stop()
  rmSync(root, { recursive: true, force: true })
})

/** What a server leaves in a folder when it is killed, with this pid. */
function killed(name: string, pid: number): string {
  const left = join(root, name)
  mkdirSync(join(left, 'data'), { recursive: true })
  cpSync(join(folder, 'passwords.json'), join(left, 'passwords.json'))
  const [, , ...lines] = readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')
  writeFileSync(join(left, 'data', 'postmaster.pid'), [pid, join(left, 'data'), ...lines].join('\n'))
  return left
}

test('a cluster that serves is found, by any path of its folder', () => {
  const found = { ownerUrl: cluster.url, superuserUrl: cluster.superuserUrl }
  expect(findRunning(folder)).toEqual(found)
  symlinkSync(folder, join(root, 'linked'))
  expect(findRunning(join(root, 'linked'))).toEqual(found)
})

test('what a killed one left is none, though its pid is that of another process by now, or of another PostgreSQL', () => {
  expect(findRunning(killed('dead', spawnSync('true').pid))).toBeNull()
  expect(findRunning(killed('another', process.pid))).toBeNull()
  expect(findRunning(killed('postgres', cluster.pid as number))).toBeNull()
  expect(findRunning(join(root, 'nothing'))).toBeNull()
})

test('a copy of a folder that is served is not served', () => {
  const copy = join(root, 'copy')
  mkdirSync(join(copy, 'data'), { recursive: true })
  for (const name of ['passwords.json', join('data', 'postmaster.pid')]) cpSync(join(folder, name), join(copy, name))
  expect(findRunning(copy)).toBeNull()
})

test('one that is being started is waited for, and not for ever', async () => {
  const begun = join(root, 'begun')
  mkdirSync(begun)
  const { release } = await takeLauncherLock(join(begun, 'launcher.json'))
  await expect(awaitRunning(begun, { patienceMs: 50 })).rejects.toMatchObject({ code: 'cluster.not_ready', details: { folder: begun } })
  const waiting = awaitRunning(begun)
  await sleep(150)
  release()
  expect(await waiting).toBeNull()
  expect(await awaitRunning(folder)).toEqual(findRunning(folder))
})
