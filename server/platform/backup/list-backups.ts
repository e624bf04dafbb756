import { closeSync, existsSync, openSync, readFileSync, readSync, readdirSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { join } from 'node:path'
import { archivePlaces, readMarker, type ArchiveFolder } from '#server/platform/cluster/archive'
import { KEPT } from '#server/platform/cluster/archive-segment'
import { BackupError, refusedBy } from './backup-error.ts'
import { readHistory, readSegmentName, type Fork } from './log-position.ts'
import { readManifest, type Manifest } from './manifest.ts'

/** The name of a back-up. */
const ID = /^\d{8}T\d{6}Z$/
const HEADER_BYTES = 8
const TIME_AT = 4

/** A timeline that a restore began: what it grew out of, and when, in seconds since 1970. */
export type Timeline = { number: number; forks: readonly Fork[]; beganAt: number }

/** What a folder of back-ups holds, the oldest first. */
export type Archive = {
  places: ArchiveFolder
  backups: readonly Manifest[]
  /** Back-ups whose manifest cannot be read, by their id. */
  damaged: readonly string[]
  timelines: readonly Timeline[]
  /** Names of the pieces of the log. */
  segments: ReadonlySet<string>
}

/** Reads what a folder of back-ups holds. @throws backup.none where it is no such folder, and what the system refuses */
export function readArchive(folder: string): Archive {
  const places = archivePlaces(folder)
  try {
    if (readMarker(places) === null) throw new BackupError('backup.none', { folder: places.root })
    const names = readdirSync(places.wal).filter((name) => name.endsWith(KEPT)).map((name) => name.slice(0, -KEPT.length))
    const ids = readdirSync(places.base).filter((name) => ID.test(name)).sort()
    const read = ids.map((id) => manifestOf(join(places.base, id)) ?? id)
    return {
      places,
      backups: read.filter((one) => typeof one !== 'string'),
      damaged: read.filter((one) => typeof one === 'string'),
      segments: new Set(names.filter((name) => readSegmentName(name) !== undefined)),
      timelines: names.filter((name) => name.endsWith('.history')).sort().map((name) => timelineOf(places, name)),
    }
  } catch (error) {
    throw refusedBy(error, places.root)
  }
}

/** When a piece of the log was last written to, in seconds since 1970, as the archive noted it. */
export function writtenAt({ wal }: ArchiveFolder, name: string): number {
  const descriptor = openSync(join(wal, `${name}${KEPT}`), 'r')
  try {
    const header = Buffer.alloc(HEADER_BYTES)
    readSync(descriptor, header)
    return header.readUInt32LE(TIME_AT)
  } finally {
    closeSync(descriptor)
  }
}

function manifestOf(folder: string): Manifest | undefined {
  try {
    return readManifest(folder)
  } catch (error) {
    if (error instanceof BackupError) return undefined
    throw error
  }
}

function timelineOf(places: ArchiveFolder, name: string): Timeline {
  const file = join(places.wal, `${name}${KEPT}`)
  try {
    return { number: Number.parseInt(name, 16), forks: readHistory(gunzipSync(readFileSync(file)).toString()), beganAt: writtenAt(places, name) }
  } catch (error) {
    if (!existsSync(file) || typeof (error as NodeJS.ErrnoException).syscall === 'string') throw error
    throw new BackupError('backup.damaged', { file, why: 'changed' })
  }
}
