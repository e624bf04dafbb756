import { chmodSync, copyFileSync, existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findNative, prepareBinaries } from '#server/platform/cluster/binaries'
import { rememberArchive } from '#server/platform/cluster/archive'
import { giveTo, hasCluster, makeFolder, MAJOR_VERSION, placesIn, type ClusterFolder } from '#server/platform/cluster/cluster-folder'
import { takeLauncherLock } from '#server/platform/cluster/launcher-lock'
import { endLeftovers } from '#server/platform/cluster/leftovers'
import { chooseRunAs, closedFolder, succeeds, type RunAs } from '#server/platform/cluster/run-as'
import { BackupError, refusedBy } from './backup-error.ts'
import { chooseBackup, type Choice, type Wish } from './choose-backup.ts'
import { checkFile, makeFolders, syncAll, syncFolder } from './files.ts'
import { readArchive, type Archive } from './list-backups.ts'
import { checkRoom, type OnProgress } from './make-backup.ts'
import type { Manifest } from './manifest.ts'
import { recover } from './recover.ts'

/** From which folder of back-ups, into which folder of a cluster, and what. */
export type Restoring = Wish & { from: string; into: string; onProgress: OnProgress }

/** What was restored: which back-up, on which timeline it goes on, and when its last transaction was (null where the log has none). */
export type Restored = { id: string; timeline: number; lastTransaction: string | null; folder: string }

/** What a folder may have before a restore, as a start or a restore that was cut short leaves it. */
const REMAINS = new Set(['data.new', 'postgres.log', 'postgres.log.1', 'passwords.json', 'postgresql.conf', 'launcher.json', 'launcher.json.old', 'archive.mjs', 'archive.json', 'restoring.json', 'lost+found'])
/** The log that recovery writes, and pieces of the archive that lie unpacked for a moment. */
const ROOM_BYTES = 256 * 2 ** 20

/**
 * Restores a back-up into a folder that has no data: checks every file, copies, and lets PostgreSQL read the log until the moment that is asked
 * for. The folder gets its data when they are whole and the server has ended in order.
 * @throws BackupError, ClusterError; then the folder is as it was but for PostgreSQL's log
 */
export async function restoreBackup(restoring: Restoring): Promise<Restored> {
  const { from, into, onProgress, ...wish } = restoring
  const place = placesIn(into)
  try {
    checkEmpty(place)
    const archive = readArchive(from)
    const choice = chooseBackup(archive, wish)
    if (choice.manifest.postgres !== MAJOR_VERSION) throw new BackupError('backup.other_version', { id: choice.manifest.id, found: choice.manifest.postgres, wanted: MAJOR_VERSION })
    await checkFiles(archive, choice.manifest, onProgress)
    makeFolder(place.root)
    if (process.getuid?.() === 0) chmodSync(place.root, 0o755)
    const lock = await takeLauncherLock(place.lock)
    try {
      checkEmpty(place)
      await endLeftovers(place, { wasAbandoned: true, log: () => {} })
      return await restoreIn({ place, archive, choice, at: wish.at, onProgress })
    } finally {
      lock.release()
    }
  } catch (error) {
    throw refusedBy(error, place.root)
  }
}

/** @throws backup.not_empty where there are data, or files that are not ours */
function checkEmpty(place: ClusterFolder): void {
  if (!existsSync(place.root)) return
  const found = readdirSync(place.root).find((name) => !REMAINS.has(name))
  if (found !== undefined || hasCluster(place)) throw new BackupError('backup.not_empty', { folder: place.root, found: found ?? 'data' })
}

async function checkFiles({ places }: Archive, { id, files }: Manifest, onProgress: OnProgress): Promise<void> {
  for (const [index, file] of files.entries()) {
    await checkFile(join(places.base, id, 'data'), file)
    onProgress('checking', index + 1, files.length)
  }
}

type Work = { place: ClusterFolder; archive: Archive; choice: Choice; at: number | undefined; onProgress: OnProgress }

async function restoreIn({ place, archive, choice, at, onProgress }: Work): Promise<Restored> {
  const { newData } = place
  const { manifest } = choice
  const runAs = await chooseRunAs(place.root)
  const binaries = await prepareBinaries(runAs, findNative())
  await checkReadable(archive, runAs)
  rmSync(newData, { recursive: true, force: true })
  checkRoom(place.root, manifest.bytes + ROOM_BYTES)
  const hasOwn = existsSync(place.own)
  try {
    writeFileSync(place.restoring, `${JSON.stringify({ id: manifest.id, from: archive.places.root })}\n`, { flush: true })
    await copyBack(join(archive.places.base, manifest.id), { place, manifest, owner: runAs.owner, onProgress })
    const recovered = await recover({ place, binaries, runAs, wal: archive.places.wal, choice, at, onProgress, archive })
    for (const name of ['backup_label.old', 'postmaster.opts']) rmSync(join(newData, name), { force: true })
    const own = join(archive.places.base, manifest.id, 'postgresql.conf')
    if (existsSync(own) && !hasOwn) copyFileSync(own, place.own)
    // The data bring the passwords of their day, which nobody has kept: the next start sets new ones.
    rmSync(place.passwords, { force: true })
    rememberArchive(place, null)
    syncFolder(newData)
    renameSync(newData, place.data)
    rmSync(place.restoring)
    syncFolder(place.root)
    return { id: manifest.id, ...recovered, folder: place.root }
  } catch (error) {
    for (const path of [newData, place.restoring]) rmSync(path, { recursive: true, force: true })
    throw error
  }
}

/** @throws backup.unreachable where the user who runs PostgreSQL cannot read the archive */
async function checkReadable({ places: { wal } }: Archive, runAs: RunAs): Promise<void> {
  const isReadable = await succeeds(runAs, ['/bin/sh', '-c', 'cd "$1" && for file in *.gz; do test -r "$file" || exit 1; done', 'sh', wal])
  if (!isReadable) throw new BackupError('backup.unreachable', { folder: wal, at: closedFolder(wal), user: runAs.owner ?? process.getuid?.() ?? 0 })
}

async function copyBack(from: string, { place: { newData }, manifest, owner, onProgress }: Pick<Work, 'place' | 'onProgress'> & { manifest: Manifest; owner: number | undefined }): Promise<void> {
  makeFolders(newData, manifest.folders)
  let done = 0
  for (const { path, bytes } of manifest.files) {
    await copyFile(join(from, 'data', path), join(newData, path))
    chmodSync(join(newData, path), 0o600)
    onProgress('copying', (done += bytes), manifest.bytes)
  }
  writeFileSync(join(newData, 'recovery.signal'), '', { mode: 0o600 })
  giveTo(owner, newData)
  // PostgreSQL waits for each of them one by one before it recovers; what is on the disk already costs it nothing.
  onProgress('writing', 0, manifest.files.length)
  await syncAll(manifest.files.map(({ path }) => join(newData, path)))
}
