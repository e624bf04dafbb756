import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { IntlMessageFormat } from 'intl-messageformat'
import { afterAll, expect, test, vi } from 'vitest'
import { CLUSTER_CODES, ClusterError, type ClusterCode } from './cluster-error.ts'
import { findFreePort } from './port.ts'
import { startCluster } from './start-cluster.ts'

vi.setConfig({ testTimeout: 90_000 })

const IS_ROOT = process.getuid?.() === 0
const folder = mkdtempSync(join(tmpdir(), 'rockpool-refusals-'))
const mounts: string[] = []
/** The values that each refusal brought along, which its sentences must be able to name. */
const seen = new Map<ClusterCode, ClusterError>()

/** Starts a cluster that must not start, and answers with why not. */
async function refusal(options: { folder: string; port?: number; settings?: Record<string, string>; patienceMs?: number }): Promise<ClusterError> {
  const error = await startCluster({ port: 0, log: () => {}, ...options }).then(({ stop }) => stop(), (refused: unknown) => refused)
  if (!(error instanceof ClusterError)) throw error
  seen.set(error.code, error)
  return error
}

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

function inWords({ code, details }: ClusterError, locale: string): string {
  const sentences = JSON.parse(readFileSync(new URL(`../../../locales/${locale}/cluster.json`, import.meta.url), 'utf8')) as Record<string, string>
  return String(new IntlMessageFormat(sentences[code.replace('cluster.', '')]!, locale).format(details))
}

afterAll(() => {
  for (const path of mounts) execFileSync('/bin/umount', ['-l', path])
  rmSync(folder, { recursive: true, force: true })
})

test('a port in use is refused with the name of who holds it, and nothing is made', async () => {
  const port = await findFreePort()
  const holder = createServer().listen(port, '127.0.0.1')
  const target = join(folder, 'port')
  const error = await refusal({ folder: target, port })
  holder.close()
  expect(error).toMatchObject({ code: 'cluster.port_in_use', details: { port, holder: expect.stringContaining(`(${process.pid})`) } })
  expect(readdirSync(target)).toEqual([])
})

test('data of another major version are left alone', async () => {
  const data = join(folder, 'older', 'data')
  mkdirSync(data, { recursive: true })
  writeFileSync(join(data, 'PG_VERSION'), '17\n')
  expect(await refusal({ folder: join(folder, 'older') })).toMatchObject({ code: 'cluster.other_version', details: { found: '17', wanted: '18' } })
  expect(readdirSync(data)).toEqual(['PG_VERSION'])
})

test('files that are not ours are left alone', async () => {
  mkdirSync(join(folder, 'foreign', 'data'), { recursive: true })
  expect(await refusal({ folder: join(folder, 'foreign') })).toMatchObject({ code: 'cluster.not_ours' })
  expect(await refusal({ folder: join(folder, 'older', 'data') })).toMatchObject({ code: 'cluster.not_ours' })
})

test('a folder that cannot be written is refused, whatever the reason', async () => {
  writeFileSync(join(folder, 'file'), '')
  expect(await refusal({ folder: join(folder, 'file', 'cluster') })).toMatchObject({ code: 'cluster.unwritable' })
})

const readOnly = mountDisk('read-only', 'ro')
test.skipIf(readOnly === undefined)('a read-only disk is refused', async () => {
  expect(await refusal({ folder: join(readOnly!, 'cluster') })).toMatchObject({ code: 'cluster.unwritable', details: { why: expect.stringContaining('EROFS') } })
  expect(await refusal({ folder: readOnly! })).toMatchObject({ code: 'cluster.unwritable' })
})

const small = mountDisk('small', 'size=8m')
test.skipIf(small === undefined)('a disk without room is refused with what is free and what is needed', async () => {
  expect(await refusal({ folder: join(small!, 'cluster') })).toMatchObject({ code: 'cluster.no_space', details: { free: 8, needed: 256 } })
})

test('a server that cannot start, or takes too long, is refused with the last lines of its log, and none is left', async () => {
  const target = join(folder, 'failing')
  const failed = await refusal({ folder: target, settings: { shared_buffers: 'plenty' } })
  expect(failed).toMatchObject({ code: 'cluster.failed', details: { lines: expect.stringContaining('invalid value for parameter "shared_buffers"') } })
  const slow = await refusal({ folder: target, patienceMs: 0 })
  expect(slow).toMatchObject({ code: 'cluster.slow', details: { seconds: 0, log: join(target, 'postgres.log') } })
  writeFileSync(join(target, 'passwords.json'), '{ "superuser": "none", "owner": "none" }')
  expect(await refusal({ folder: target })).toMatchObject({ code: 'cluster.wrong_password' })
  expect(readdirSync(target)).not.toContain('launcher.json')
})

test('a folder of back-ups that is another database\'s, another copy\'s, somebody else\'s or gone is refused, and left as it is', async () => {
  const [target, backups] = [join(folder, 'archiving'), join(folder, 'backups')]
  const serve = (archive: string | null, isServer = true) => startCluster({ folder: target, port: 0, log: () => {}, archive: { folder: archive, isServer } })
  const refused = async (archive: string) => {
    const error = await serve(archive).then(({ stop }) => stop(), (each: unknown) => each) as ClusterError
    seen.set(error.code, error)
    return error
  }
  await (await serve(backups)).stop()
  const [marker, wal] = [join(backups, 'rockpool-backups.json'), join(backups, 'wal')]
  const found = readFileSync(marker, 'utf8')
  writeFileSync(marker, found.replace(/\d{10}/, '7777777777'))
  expect(await refused(backups)).toMatchObject({ code: 'cluster.archive_foreign', details: { folder: backups } })
  writeFileSync(marker, found)
  writeFileSync(join(target, 'data', 'pg_wal', '00000002.history'), 'one copy')
  writeFileSync(join(wal, '00000002.history.gz'), gzipSync('another copy'))
  expect(await refused(backups)).toMatchObject({ code: 'cluster.archive_other_copy', details: { timeline: 2 } })
  rmSync(backups, { recursive: true })
  expect(await refused(backups)).toMatchObject({ code: 'cluster.archive_gone', details: { folder: backups } })
  expect(await serve(null, false).then(({ stop }) => stop(), (each: ClusterError) => each.code)).toBe('cluster.archive_gone')
  expect(await refused(target)).toMatchObject({ code: 'cluster.archive_not_ours', details: { folder: target } })
  expect(await refused(join(folder, 'file', 'backups'))).toMatchObject({ code: 'cluster.archive_unwritable' })
  await (await serve(null)).stop()
  expect(readdirSync(target)).not.toContain('archive.json')
})

test.runIf(IS_ROOT)('in a folder that is closed to others root starts it without power, or is told which folder to open', async () => {
  const closed = mkdtempSync(join(folder, 'closed-'))
  const target = join(closed, 'cluster')
  const end = await startCluster({ folder: target, port: 0, log: () => {}, isThrowaway: true }).then(({ stop }) => stop(), (error: unknown) => error)
  if (end !== undefined) expect(end).toMatchObject({ code: 'cluster.unreachable', details: { folder: target, at: closed } })
})

test('every refusal has a sentence in each language that names its values', () => {
  const samples: ClusterError[] = [
    new ClusterError('cluster.no_binaries', { platform: 'plan9-x64' }),
    new ClusterError('cluster.broken_binaries', { folder: '/x', why: 'no loader' }),
    new ClusterError('cluster.unreachable', { folder: '/root/x', at: '/root' }),
    new ClusterError('cluster.served', { file: '/x/launcher.json', pid: 7 }),
    new ClusterError('cluster.not_ready', { folder: '/x', log: '/x/postgres.log', seconds: 30 }),
    new ClusterError('cluster.stuck', { pid: 7 }),
    new ClusterError('cluster.stopped', { folder: '/x' }),
    new ClusterError('cluster.restoring', { folder: '/x', file: '/x/restoring.json' }),
    new ClusterError('cluster.archive_unreachable', { folder: '/root/x', at: '/root' }),
    new ClusterError('cluster.archive_no_node', { file: '/root/node' }),
    new ClusterError('cluster.no_space', { folder: '/x', free: 8, needed: 256 }),
    ...seen.values(),
  ]
  expect([...new Set(samples.map(({ code }) => code))].sort()).toEqual([...CLUSTER_CODES].sort())
  for (const sample of samples) for (const locale of ['en', 'zh-CN']) expect(inWords(sample, locale), sample.code).not.toMatch(/[{}]/)
  expect(inWords(new ClusterError('cluster.port_in_use', { port: 5432, holder: 'none' }), 'en')).toContain('taken by another program')
})
