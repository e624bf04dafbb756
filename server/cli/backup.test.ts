import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { migrate, servingUrl } from '#server/migrations/index'
import { openRecorder, verifyStore } from '#server/modules/activity/index'
import { openTestStore, paid, type TestStore } from '#server/modules/activity/testing'
import { chooseBackup } from '#server/platform/backup/choose-backup'
import { readSegmentName, segmentName } from '#server/platform/backup/log-position'
import { makeBackup } from '#server/platform/backup/make-backup'
import { readArchive } from '#server/platform/backup/list-backups'
import { restoreBackup, type Restored } from '#server/platform/backup/restore-backup'
import { onServer } from '#server/platform/cluster/roles.store'
import { watchArchive } from '#server/platform/backup/watch-archive'
import { placesIn } from '#server/platform/cluster/cluster-folder'
import { startCluster, type Cluster } from '#server/platform/cluster/start-cluster'
import { openDatabase, type Database } from '#server/platform/database'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const root = mkdtempSync(join(tmpdir(), 'rockpool-backup-'))
const [data, backups] = [join(root, 'data'), join(root, 'backups')]
const closers: (() => Promise<unknown>)[] = []

type Open = { cluster: Cluster; database: Database; close: () => Promise<void> }

/** Starts the database of a folder as a server does that archives into the one folder of back-ups, or as a command which only looks. */
async function open(folder: string, as: 'server' | 'command' = 'server'): Promise<Open> {
  const cluster = await startCluster({ folder, port: 0, archive: { folder: as === 'server' ? backups : null, isServer: as === 'server' }, log: () => {} })
  if (as === 'server') await migrate(cluster.url)
  const database = openDatabase(as === 'server' ? servingUrl(cluster.url) : cluster.url, { connections: 4 })
  let isOpen = true
  const close = async () => {
    if (!isOpen) return
    isOpen = false
    await database.close()
    await cluster.stop()
  }
  closers.push(close)
  return { cluster, database, close }
}

/** How many postings the ledger of a store has, which is true. */
async function proved({ database }: Open, storeId: string): Promise<number> {
  const { postings, lie } = await database.readStore(storeId, (db) => verifyStore({ db, storeId, actor: { kind: 'system', job: 'test' }, now: Date.now() }))
  expect(lie).toBeNull()
  return postings
}

/** What is proved in the database of a folder. */
async function provedIn(folder: string): Promise<number> {
  const opened = await open(folder, 'command')
  const postings = await proved(opened, shop.storeId)
  await opened.close()
  return postings
}

async function restore(name: string, wish: { id?: string; at?: number; from?: string } = {}): Promise<Restored> {
  return restoreBackup({ from: backups, into: join(root, name), onProgress: () => {}, ...wish })
}

function rockpool(...args: string[]): Promise<{ code: number | null; output: string; complaint: string }> {
  const child = spawn(join('bin', 'rockpool'), args, { env: { ...process.env, ROCKPOOL_DATA: data, ROCKPOOL_BACKUPS: '', DATABASE_URL: '', LANG: 'en_US.UTF-8' } })
  let [output, complaint] = ['', '']
  child.stdout.on('data', (text: Buffer) => (output += text))
  child.stderr.on('data', (text: Buffer) => (complaint += text))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output, complaint })))
}

/** Tells a database of an order, which is one posting. */
async function tellOrder({ database }: Open, id: string): Promise<void> {
  const recorder = openRecorder(database, { linger: 0 })
  const event = shop.event(id, paid(id, 1_000))
  const [answer] = await recorder.record({ storeId: shop.storeId, actor: { kind: 'system', job: 'test' }, now: shop.began }, [{ member: { externalId: 'ada' }, event }])
  expect(answer).toMatchObject({ status: 'accepted' })
  await recorder.close()
}

/** Ends the piece of the log that is being written, and waits until the archive has it. */
async function switchLog({ cluster }: Open): Promise<void> {
  const name = await onServer(cluster.superuserUrl, async (client) => (await client.query<{ name: string }>('select pg_walfile_name(pg_switch_wal()) as name')).rows[0]!.name)
  await vi.waitFor(() => expect(existsSync(join(backups, 'wal', `${name}.gz`))).toBe(true), { timeout: 30_000, interval: 50 })
}

/** The content of every file of the archive, by its name. */
function archived(): Map<string, string> {
  const { wal } = readArchive(backups).places
  return new Map(readdirSync(wal).map((name) => [name, createHash('sha256').update(readFileSync(join(wal, name))).digest('hex')]))
}

let live: Open
let shop: TestStore
let first: string

beforeAll(async () => {
  live = await open(data)
  shop = await openTestStore({ ...live, owner: live.database, ownerUrl: live.cluster.url, superuserUrl: live.cluster.superuserUrl, close: async () => {} })
})

afterAll(async () => {
  for (const close of closers) await close()
  rmSync(root, { recursive: true, force: true })
})

test('a back-up taken while members earn is restored with all that was answered, and the ledger is proved', async () => {
  let [answered, isDone] = [0, false]
  const writing = (async () => {
    for (; !isDone; answered += 1) expect(await shop.tell(`m${answered % 7}`, shop.event(`w${answered}`, paid(`w${answered}`, 500)))).toMatchObject({ status: 'accepted' })
  })()
  await sleep(200)
  const before = answered
  const made = await rockpool('backup', '--json')
  isDone = true
  await writing
  expect(made).toMatchObject({ code: 0, complaint: '' })
  expect(answered).toBeGreaterThan(before)
  const { id, isArchived, failed, folder } = JSON.parse(made.output) as { id: string; isArchived: boolean; failed: string | null; folder: string }
  expect({ isArchived, failed, folder }).toEqual({ isArchived: true, failed: null, folder: backups })
  first = id
  // The last order was committed within this millisecond, maybe, and a moment is told in whole ones.
  await sleep(2)
  const quiet = new Date()
  await sleep(1_100)
  await switchLog(live)
  const told = await rockpool('restore', '--from', backups, '--into', join(root, 'whole'), '--at', quiet.toISOString())
  expect(told).toMatchObject({ code: 0, complaint: '', output: expect.stringMatching(/restored in \S+whole, as it was just before [^]* as timeline 2\.[^]*rockpool verify/) as string })
  expect(await provedIn(join(root, 'whole'))).toBe(answered)
})

let [between, after] = [0, 0]
let count = 0

test('a moment between two orders brings the first and not the second', async () => {
  await tellOrder(live, 'kept')
  count = await proved(live, shop.storeId)
  await sleep(20)
  between = Date.now()
  await sleep(20)
  for (const id of ['undone-1', 'undone-2']) await tellOrder(live, id)
  await sleep(20)
  after = Date.now()
  await sleep(20)
  await tellOrder(live, 'undone-3')
  await switchLog(live)
  expect(await restore('then', { at: between })).toMatchObject({ id: first, timeline: 2, folder: join(root, 'then') })
  expect(await provedIn(join(root, 'then'))).toBe(count)
})

test('what was restored archives beside what was there, and is restored again; and what it undid can still be had', async () => {
  await live.close()
  const before = archived()
  const then = await open(join(root, 'then'))
  for (const id of ['anew-1', 'anew-2', 'anew-3']) await tellOrder(then, id)
  await switchLog(then)
  const made = await makeBackup({ place: placesIn(join(root, 'then')), superuserUrl: then.cluster.superuserUrl, folder: backups, onProgress: () => {} })
  expect(made).toMatchObject({ isArchived: true, failed: null, manifest: { timeline: 2 } })
  await then.close()
  const now = archived()
  for (const [name, content] of before) expect(now.get(name), name).toBe(content)
  expect(now.has('00000002.history.gz')).toBe(true)
  expect(await restore('from-first', { id: first })).toMatchObject({ timeline: 3 })
  expect(await provedIn(join(root, 'from-first'))).toBe(count + 3)
  expect(await restore('undone', { at: after })).toMatchObject({ id: first, timeline: 3 })
  expect(await provedIn(join(root, 'undone'))).toBe(count + 2)
})

test('a folder that has data, or anything else, is refused and left as it is', async () => {
  await expect(restore('then')).rejects.toMatchObject({ code: 'backup.not_empty' })
  expect(await provedIn(join(root, 'then'))).toBe(count + 3)
  mkdirSync(join(root, 'full'))
  writeFileSync(join(root, 'full', 'letter.txt'), 'dear')
  const refused = await rockpool('restore', '--from', backups, '--into', join(root, 'full'), '--locale', 'zh-CN')
  expect(refused).toMatchObject({ code: 1, output: '', complaint: expect.stringContaining('中已有文件（letter.txt）') as string })
  expect(readdirSync(join(root, 'full'))).toEqual(['letter.txt'])
})

test('a back-up of which one byte has changed, or one file is gone, is refused by the name of the file, and nothing is made', async () => {
  const file = join(backups, 'base', first, 'data', 'global', '1262')
  const [whole, changed] = [readFileSync(file), readFileSync(file)]
  changed[changed.length - 1]! ^= 1
  writeFileSync(file, changed)
  expect(await rockpool('restore', '--from', backups, '--into', join(root, 'damaged'), '--backup', first)).toMatchObject({ code: 1, complaint: `rockpool: The back-up is damaged: ${file} is not as it was written. Nothing was restored. Take another back-up, which “rockpool backup --list” names, or another copy of this one.\n` })
  rmSync(file)
  await expect(restore('damaged', { id: first })).rejects.toMatchObject({ code: 'backup.damaged', details: { file, why: 'missing' } })
  expect(existsSync(join(root, 'damaged'))).toBe(false)
  writeFileSync(file, whole)
})

test('a damaged piece of the archive is named, and what is half restored is no database', async () => {
  const { places, segments } = readArchive(backups)
  const file = join(places.wal, `${[...segments].filter((name) => name.startsWith('00000002')).sort()[0]}.gz`)
  const whole = readFileSync(file)
  writeFileSync(file, whole.subarray(0, whole.length >> 1))
  await expect(restore('torn', { id: first })).rejects.toMatchObject({ code: 'backup.segment_damaged', details: { file } })
  // Whole for gzip, and nothing for PostgreSQL: it would take it for the end of the log.
  writeFileSync(file, gzipSync(Buffer.alloc(2 ** 24)))
  await expect(restore('torn', { id: first })).rejects.toMatchObject({ code: 'backup.cut_short' })
  expect(existsSync(placesIn(join(root, 'torn')).data)).toBe(false)
  expect(existsSync(placesIn(join(root, 'torn')).newData)).toBe(false)
  writeFileSync(file, whole)
})

test('to keep one back-up is to remove the older ones and the log that only they need, and nothing else', async () => {
  writeFileSync(join(backups, 'wal', 'letter.txt'), 'dear')
  const { backups: [, second] } = readArchive(backups)
  const made = await rockpool('backup', '--to', backups, '--keep', '2', '--json')
  expect(JSON.parse(made.output)).toMatchObject({ timeline: 1, isArchived: true, removed: { backups: [first] } })
  const left = readArchive(backups)
  expect(left.backups.map(({ id }) => id)).toEqual([second!.id, expect.any(String)])
  expect(readdirSync(left.places.wal)).toEqual(expect.arrayContaining(['letter.txt', '00000002.history.gz']))
  expect(chooseBackup(left, { id: second!.id })).toMatchObject({ timeline: 2, reach: { missing: null } })
})

test('an archive in which another piece stands under the name is not written over, and the server says that it cannot archive', async () => {
  const again = await open(join(root, 'then'))
  const told: string[] = []
  const watch = watchArchive(again.cluster.superuserUrl, { log: (code, { segment }) => void told.push(`${code} ${segment}`), everyMs: 50 })
  const current = await onServer(again.cluster.superuserUrl, async (client) => (await client.query<{ name: string }>('select pg_walfile_name(pg_current_wal_insert_lsn()) as name')).rows[0]!.name)
  const { timeline, number } = readSegmentName(current)!
  const next = segmentName({ timeline, number: number + 1 })
  const file = join(backups, 'wal', `${next}.gz`)
  writeFileSync(file, 'dear')
  await expect(makeBackup({ place: placesIn(join(root, 'then')), superuserUrl: again.cluster.superuserUrl, folder: backups, onProgress: () => {} })).rejects.toMatchObject({ code: 'backup.taken', details: { file } })
  await vi.waitFor(() => expect(told).toEqual([`backups.failing ${next}`]), { timeout: 30_000, interval: 50 })
  await watch.stop()
  expect(readFileSync(file, 'utf8')).toBe('dear')
  expect(readdirSync(join(backups, 'base')).filter((name) => name.endsWith('.unfinished'))).toEqual([])
})
