import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { ClusterError } from './cluster-error.ts'
import { makeFolder, type ClusterFolder } from './cluster-folder.ts'
import { readSystemId } from './control-file.ts'
import { archiveCommand } from './archiver.ts'
import { KEPT, UNFINISHED } from './archive-segment.ts'
import { closedFolder, succeeds, type RunAs } from './run-as.ts'
import type { Settings } from './settings.ts'

/** What is where in a folder of back-ups. */
export type ArchiveFolder = { root: string; marker: string; base: string; wal: string }

/** The file that says whose back-ups a folder has. */
type Marker = { format: 1; system: string }

/** A change waits at most this long for its place in the archive; the manual finds a minute reasonable. */
const ARCHIVE_TIMEOUT = '60s'

/** The places in a folder of back-ups; nothing is made. */
export function archivePlaces(folder: string): ArchiveFolder {
  const root = resolve(folder)
  return { root, marker: join(root, 'rockpool-backups.json'), base: join(root, 'base'), wal: join(root, 'wal') }
}

/**
 * Makes a folder of back-ups when it is new, and sees that it is this database's: two databases in one would be a heap in which neither
 * can be restored. Whose `wal` is: the user's who runs PostgreSQL.
 * @throws cluster.archive_not_ours, cluster.archive_foreign, cluster.archive_unwritable
 */
export function claimArchive(archive: ArchiveFolder, { data, owner }: { data: string; owner: number | undefined }): void {
  try {
    const system = readSystemId(data)
    const isNew = !existsSync(archive.root)
    makeFolder(archive.root)
    if (isNew && process.getuid?.() === 0) chmodSync(archive.root, 0o755)
    const found = readMarker(archive)
    if (found === null && readdirSync(archive.root).some((name) => name !== 'lost+found')) throw new ClusterError('cluster.archive_not_ours', { folder: archive.root })
    if (found !== null && found.system !== system) throw new ClusterError('cluster.archive_foreign', { folder: archive.root })
    if (found === null) writeFileSync(archive.marker, `${JSON.stringify({ format: 1, system } satisfies Marker)}\n`, { mode: 0o644, flush: true })
    for (const folder of [archive.base, archive.wal]) if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 })
    if (owner !== undefined && statSync(archive.wal).uid !== owner) chownSync(archive.wal, owner, owner)
  } catch (error) {
    throw error instanceof ClusterError ? error : new ClusterError('cluster.archive_unwritable', { folder: archive.root, why: (error as Error).message })
  }
}

/** Whose back-ups a folder has; null where it has none. */
export function readMarker({ marker }: ArchiveFolder): Marker | null {
  return existsSync(marker) ? (JSON.parse(readFileSync(marker, 'utf8')) as Marker) : null
}

/** Where changes shall be archived (null: nowhere), and whether it is the server who asks: it decides, and other commands follow it. */
export type ArchiveWish = { folder: string | null; isServer: boolean }

/**
 * The settings with which PostgreSQL archives. The folder that a server is started with is remembered, and commands which start the database
 * while no server runs archive there too: else they would leave a gap. After a restore it is open where to archive; until a server says,
 * everything is kept, so that a copy which is only looked at archives nowhere.
 * @throws ClusterError cluster.archive_* where what is asked for cannot be had
 */
export async function openArchive({ folder: asked, isServer }: ArchiveWish, { place, runAs }: { place: ClusterFolder; runAs: RunAs }): Promise<Settings> {
  const remembered = rememberedArchive(place)
  if (!isServer && isOpen(place)) return { archive_command: '' }
  if (isServer && asked === null) rmSync(place.archive, { force: true })
  const folder = isServer ? asked : (asked ?? remembered)
  if (folder === null) return {}
  const archive = archivePlaces(folder)
  if (archive.root === remembered && readMarker(archive) === null) throw new ClusterError('cluster.archive_gone', { folder: archive.root })
  claimArchive(archive, { data: place.data, owner: runAs.owner })
  await checkReach(archive, runAs)
  checkTimelines(archive, place)
  for (const name of readdirSync(archive.wal)) if (name.endsWith(UNFINISHED)) rmSync(join(archive.wal, name), { force: true })
  const command = await archiveCommand('keep', { place, runAs, wal: archive.wal })
  rememberArchive(place, archive.root)
  return { archive_command: command, archive_timeout: ARCHIVE_TIMEOUT }
}

/** Where the cluster archives, by what its last server was told; null for nowhere, and where it is open. */
export function rememberedArchive(place: ClusterFolder): string | null {
  return readMemory(place)?.folder ?? null
}

/** Remembers where the cluster archives; null leaves it open until a server says. */
export function rememberArchive({ archive }: ClusterFolder, folder: string | null): void {
  writeFileSync(archive, `${JSON.stringify({ folder })}\n`, { mode: 0o644, flush: true })
}

function isOpen(place: ClusterFolder): boolean {
  return readMemory(place)?.folder === null
}

function readMemory({ archive }: ClusterFolder): { folder: string | null } | undefined {
  return existsSync(archive) ? (JSON.parse(readFileSync(archive, 'utf8')) as { folder: string | null }) : undefined
}

/** @throws cluster.archive_unreachable when the user who runs PostgreSQL cannot write there */
async function checkReach({ wal }: ArchiveFolder, runAs: RunAs): Promise<void> {
  if (!(await succeeds(runAs, ['/bin/sh', '-c', 'cd "$1" && test -w .', 'sh', wal]))) throw new ClusterError('cluster.archive_unreachable', { folder: wal, at: closedFolder(wal) })
}

/**
 * Each restore begins a timeline, and its history is the first that it archives. Two copies of one database that were restored apart may
 * have begun timelines of the same number: the second must not archive beside the first.
 */
function checkTimelines({ root, wal }: ArchiveFolder, { data }: ClusterFolder): void {
  for (const name of readdirSync(join(data, 'pg_wal')).filter((each) => each.endsWith('.history'))) {
    const kept = join(wal, `${name}${KEPT}`)
    const isOther = existsSync(kept) && !gunzipSync(readFileSync(kept)).equals(readFileSync(join(data, 'pg_wal', name)))
    if (isOther) throw new ClusterError('cluster.archive_other_copy', { folder: root, timeline: Number.parseInt(name, 16) })
  }
}
