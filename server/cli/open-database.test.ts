import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test, vi } from 'vitest'
import { migrate } from '#server/migrations/index'
import { ClusterError } from '#server/platform/cluster/cluster-error'
import { placesIn } from '#server/platform/cluster/cluster-folder'
import { processesOf } from '#server/platform/cluster/leftovers'
import { readPidFile } from '#server/platform/cluster/postmaster'
import { startCluster } from '#server/platform/cluster/start-cluster'
import { readConfig } from '#server/platform/config'
import { AppError } from '#server/platform/errors'
import { Failure } from './exits.ts'
import { inWords, openCommandDatabase } from './open-database.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Commands at once: each listens for Ctrl-C, and Node warns of more listeners. */
const MOST = 8

const folder = mkdtempSync(join(tmpdir(), 'rockpool-open-'))
let server: ChildProcess | undefined

afterAll(async () => {
  server?.kill('SIGTERM')
  if (server?.exitCode === null) await once(server, 'close')
  rmSync(folder, { recursive: true, force: true })
})

test('a command that the schema is too old for ends the database that it started', async () => {
  const data = join(folder, 'data')
  await expect(openCommandDatabase(readConfig({ ROCKPOOL_DATA: data, ROCKPOOL_MIGRATE: 'off' }))).rejects.toMatchObject({ code: 'database.schema_old' })
  expect(readdirSync(data)).not.toContain('launcher.json')
  expect(readdirSync(join(data, 'data'))).not.toContain('postmaster.pid')
})

test('a command that comes while a server begins waits for its first schema, however early it comes', async () => {
  const data = join(folder, 'begun')
  server = spawn(join('bin', 'rockpool'), ['start'], { env: { ...process.env, ROCKPOOL_DATA: data, ROCKPOOL_PORT: '0', ROCKPOOL_LOG_LEVEL: 'silent', DATABASE_URL: '' }, stdio: ['ignore', 'pipe', 'inherit'] })
  let isServing = false
  server.stdout?.on('data', () => (isServing = true))
  await vi.waitFor(() => expect(readdirSync(data)).toContain('launcher.json'), { timeout: 20_000, interval: 5 })
  const commands: Promise<void>[] = []
  for (; !isServing; await sleep(250)) if (commands.length < MOST) commands.push(openCommandDatabase(readConfig({ ROCKPOOL_DATA: data })).then(({ close }) => close()))
  expect((await Promise.allSettled(commands)).filter(({ status }) => status === 'rejected')).toEqual([])
  expect(commands.length).toBeGreaterThan(0)
})

test('a server that has its database and not yet its schema is given a moment to make it', async () => {
  const data = join(folder, 'bare')
  const cluster = await startCluster({ folder: data, port: 0, log: () => {}, isThrowaway: true })
  const opening = openCommandDatabase(readConfig({ ROCKPOOL_DATA: data }))
  await sleep(300)
  await migrate(cluster.url)
  await (await opening).close()
  await cluster.stop()
})

test.each(['SIGINT', 'SIGHUP'] as const)('%s ends a command and the database that it started, in order and without a word', async (name) => {
  const data = join(folder, name)
  const command = spawn(join('bin', 'rockpool'), ['verify'], { env: { ...process.env, ROCKPOOL_DATA: data, DATABASE_URL: '' } })
  let said = ''
  for (const stream of [command.stdout, command.stderr]) stream.on('data', (text: Buffer) => (said += text))
  await vi.waitFor(() => expect(readPidFile(join(data, 'data'))?.status).toBe('ready'), { timeout: 30_000, interval: 5 })
  command.kill(name)
  const [code] = (await once(command, 'close')) as [number]
  expect({ code, said }).toEqual({ code: 128 + constants.signals[name], said: '' })
  expect(processesOf(placesIn(data))).toEqual([])
  expect(readdirSync(data)).not.toContain('launcher.json')
})

test('what whoever started a command can do something about is said in their words, and anything else stays what it is', () => {
  const told = (error: unknown, locale: 'en' | 'zh-CN' = 'en') => (inWords(error, locale) as Error).message
  expect(told(new AppError('unavailable', 'database.schema_new', { unknown: '9999-tomorrow' }))).toContain('(9999-tomorrow)')
  expect(told(new ClusterError('cluster.unreachable', { folder: '/root/x', at: '/root' }), 'zh-CN')).toContain('/root')
  expect(told(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))).toMatch(/^Nobody answers at /)
  const mistake = new TypeError('ours')
  expect(inWords(mistake, 'en')).toBe(mistake)
  expect(inWords(new AppError('not_found', 'stores.unknown'), 'en')).toBeInstanceOf(Failure)
  const wrong = { found: '"birthday"', wanted: 'a discount with a code for each', code: 'unknown' }
  expect(told(new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'discount', ...wrong }, { path: 'levelUntil', ...wrong }, { path: 'lines[0].sku', ...wrong }] }))).toBe(
    ['--discount', '--level-until', 'lines[0].sku'].map((place) => `${place}: found "birthday", wanted a discount with a code for each`).join('\n'),
  )
})
