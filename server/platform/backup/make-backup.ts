import { existsSync, mkdirSync, copyFileSync, readdirSync, renameSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { claimArchive, archivePlaces, type ArchiveFolder } from '#server/platform/cluster/archive'
import { keepSegment, TakenError, UNFINISHED } from '#server/platform/cluster/archive-segment'
import { MAJOR_VERSION, type ClusterFolder } from '#server/platform/cluster/cluster-folder'
import { CONTROL_FILE, readSystemId } from '#server/platform/cluster/control-file'
import { onServer } from '#server/platform/cluster/roles.store'
import { BackupError, refusedBy } from './backup-error.ts'
import { readArchiving, startBackup, stopBackup, takeTurn, type BackupEnd } from './backup.store.ts'
import { checkFile, copyFile, listData, makeFolders, syncAll, syncFolder } from './files.ts'
import { numberAt, numberBefore, positionOf, segmentName } from './log-position.ts'
import { writeManifest, type BackupFile, type Manifest } from './manifest.ts'

/** How far a step is, in bytes or pieces. */
export type OnProgress = (step: 'copying' | 'writing' | 'checking' | 'replaying', done: number, total: number) => void

/** A running server of our own, where its back-ups belong, and whom to tell how far it is. */
export type Backing = { place: ClusterFolder; superuserUrl: string; folder: string; onProgress: OnProgress }

/** A back-up that is made. */
export type MadeBackup = {
  manifest: Manifest
  /** Whether the server archives into this folder, so that the back-up can be restored to any later moment too. */
  isArchived: boolean
  /** The piece of the log that the server cannot archive at present; null where all is well. */
  failed: string | null
}

/** What a disk must have beside the copy itself. */
const ROOM_BYTES = 64 * 2 ** 20
const ID_PAUSE_MS = 100

/**
 * Makes a base back-up of a running server, as PostgreSQL's manual says (25.3.4): the data as they are on the disk, torn or not, and the log
 * of changes from its beginning to its end, which makes them whole. It gets its name when everything is on the disk and was read back.
 * @throws BackupError, ClusterError cluster.archive_*
 */
export async function makeBackup(backing: Backing): Promise<MadeBackup> {
  const { place, superuserUrl, folder } = backing
  const archive = archivePlaces(folder)
  claimArchive(archive, { data: place.data, owner: process.getuid?.() === 0 ? statSync(place.data).uid : undefined })
  try {
    return await onServer(superuserUrl, async (client) => {
      if (!(await takeTurn(client))) throw new BackupError('backup.busy')
      removeUnfinished(archive)
      return makeIn(archive, client, backing)
    })
  } catch (error) {
    throw errorOf(error, archive.root)
  }
}

async function makeIn(archive: ArchiveFolder, client: pg.Client, { place, onProgress }: Backing): Promise<MadeBackup> {
  const id = await freeId(archive)
  const unfinished = join(archive.base, `${id}${UNFINISHED}`)
  const data = join(unfinished, 'data')
  mkdirSync(unfinished, { mode: 0o700 })
  try {
    const began = await startBackup(client, id)
    const copied = await copyData(place.data, { to: data, folder: archive.root, onProgress })
    const { label, tablespaces, ...ended } = await stopBackup(client)
    if (tablespaces !== '') throw new BackupError('backup.tablespaces')
    writeFileSync(join(data, 'backup_label'), label, { mode: 0o600 })
    const files = [...copied.files, await copyLabel(data)]
    keepLog(place.data, { ...began, ...ended, wal: archive.wal })
    if (existsSync(place.own)) copyFileSync(place.own, join(unfinished, 'postgresql.conf'))
    await writeOut({ unfinished, data, folders: copied.folders, files }, onProgress)
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    const manifest: Manifest = { format: 1, id, postgres: MAJOR_VERSION, system: readSystemId(data), ...began, ...ended, bytes, folders: copied.folders, files }
    writeManifest(unfinished, manifest)
    syncFolder(unfinished)
    renameSync(unfinished, join(archive.base, id))
    for (const each of [archive.base, archive.root]) syncFolder(each)
    const { command, failed } = await readArchiving(client)
    const isArchived = command.endsWith(` '${archive.wal.replaceAll("'", "'\\''").replaceAll('%', '%%')}'`)
    return { manifest, isArchived, failed: isArchived ? failed : null }
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    throw error
  }
}

/** Copies the data; the control file last, when nothing before it can be newer than what it tells. */
async function copyData(from: string, { to, folder, onProgress }: { to: string; folder: string; onProgress: OnProgress }): Promise<{ folders: string[]; files: BackupFile[] }> {
  const { folders, files } = listData(from)
  const sizes = new Map(files.map((path) => [path, statSync(join(from, path), { throwIfNoEntry: false })?.size ?? 0]))
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  checkRoom(folder, total + ROOM_BYTES)
  makeFolders(to, folders)
  const copied: BackupFile[] = []
  let done = 0
  for (const path of files) {
    const file = path === CONTROL_FILE ? undefined : await copyFile(from, { to, path })
    if (file !== undefined) copied.push(file)
    onProgress('copying', (done += sizes.get(path) ?? 0), total)
  }
  return { folders, files: [...copied, await copyControl(from, to)] }
}

/** The control file is written in one piece of less than a sector; two copies that agree are none from its midst. */
async function copyControl(from: string, to: string): Promise<BackupFile> {
  for (let before = ''; ;) {
    rmSync(join(to, CONTROL_FILE), { force: true })
    const file = await copyFile(from, { to, path: CONTROL_FILE })
    if (file === undefined) throw new BackupError('backup.refused', { folder: from, why: CONTROL_FILE })
    if (file.sha256 === before) return file
    before = file.sha256
  }
}

/** The label as it lies in the back-up, for the manifest. */
async function copyLabel(data: string): Promise<BackupFile> {
  const scratch = join(data, 'pg_wal')
  const file = (await copyFile(data, { to: scratch, path: 'backup_label' })) as BackupFile
  rmSync(join(scratch, 'backup_label'))
  return file
}

/** Puts what makes the copy whole into the archive: the log from the beginning to the end, and the histories of its timelines. */
function keepLog(data: string, { startLsn, stopLsn, timeline, wal }: { startLsn: string; timeline: number; wal: string } & Pick<BackupEnd, 'stopLsn'>): void {
  const log = join(data, 'pg_wal')
  const [first, last] = [numberAt(positionOf(startLsn)), numberBefore(positionOf(stopLsn))]
  const segments = Array.from({ length: last - first + 1 }, (_, n) => segmentName({ timeline, number: first + n }))
  const histories = readdirSync(log).filter((name) => name.endsWith('.history'))
  for (const name of [...histories, ...segments]) keepSegment(join(log, name), { name, folder: wal })
}

/** Waits for the disk, and reads everything back. */
async function writeOut({ unfinished, data, folders, files }: { unfinished: string; data: string; folders: readonly string[]; files: readonly BackupFile[] }, onProgress: OnProgress): Promise<void> {
  const paths = [...files.map(({ path }) => join(data, path)), ...folders.map((folder) => join(data, folder)), data]
  onProgress('writing', 0, paths.length)
  await syncAll(paths)
  const own = join(unfinished, 'postgresql.conf')
  if (existsSync(own)) await syncAll([own])
  for (const [index, file] of files.entries()) {
    await checkFile(data, file)
    onProgress('checking', index + 1, files.length)
  }
}

/** The time, as a name: 20260105T100000Z. Two back-ups in one second have two names. */
async function freeId({ base }: ArchiveFolder): Promise<string> {
  for (;; await sleep(ID_PAUSE_MS)) {
    const id = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')
    if (!existsSync(join(base, id))) return id
  }
}

/** Removes what back-ups that were killed left; none is being made while the turn is ours. */
function removeUnfinished({ base }: ArchiveFolder): void {
  for (const name of readdirSync(base)) if (name.endsWith(UNFINISHED)) rmSync(join(base, name), { recursive: true, force: true })
}

/** @throws backup.no_space when a disk has less room than that */
export function checkRoom(folder: string, needed: number): void {
  const { bavail, bsize } = statfsSync(folder)
  const [free, wanted] = [bavail * bsize, needed].map((bytes) => Math.ceil(bytes / 2 ** 20)) as [number, number]
  if (free < wanted) throw new BackupError('backup.no_space', { folder, free, needed: wanted })
}

/** What was in the way in our words: another copy's archive, a connection that broke in the midst of it, what the system refused. */
function errorOf(error: unknown, folder: string): unknown {
  const { message = '', code = '' } = (error ?? {}) as NodeJS.ErrnoException
  if (error instanceof TakenError) return new BackupError('backup.taken', { file: error.file })
  if (/Connection terminated|server closed the connection/.test(message) || /^(?:57P0|ECONN|08)/.test(code)) return new BackupError('backup.interrupted', { why: message })
  return refusedBy(error, folder)
}
