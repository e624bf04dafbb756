import { rmSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { KEPT, UNFINISHED } from '#server/platform/cluster/archive-segment'
import { refusedBy } from './backup-error.ts'
import { syncFolder } from './files.ts'
import { readArchive } from './list-backups.ts'
import { numberAt, positionOf, readSegmentName } from './log-position.ts'

/** A note of PostgreSQL's own about a base back-up, and the piece at which an old timeline ended. */
const SEGMENT_NOTE = /^([0-9A-F]{24})\.(?:[0-9A-F]{8}\.backup|partial)$/

/** What was removed: back-ups by their ids, and how many files of the log. */
export type Removed = { backups: readonly string[]; segments: number }

/**
 * Keeps the newest back-ups of a folder and removes the older ones, then the log before the first of those that stay, on every timeline.
 * Histories stay, and so does whatever is not ours: a back-up that cannot be read is for a person to look at.
 */
export function keepBackups(folder: string, most: number): Removed {
  const { backups, places } = readArchive(folder)
  const kept = backups.slice(-most)
  const gone = backups.slice(0, -most).map(({ id }) => id)
  if (kept.length === 0) return { backups: [], segments: 0 }
  try {
    for (const id of gone) {
      // What is being removed has no back-up's name, should the removal be cut short.
      renameSync(join(places.base, id), join(places.base, `${id}${UNFINISHED}`))
      rmSync(join(places.base, `${id}${UNFINISHED}`), { recursive: true, force: true })
    }
    const first = Math.min(...kept.map(({ startLsn }) => numberAt(positionOf(startLsn))))
    const old = readdirSync(places.wal).filter((name) => isBefore(name, first))
    for (const name of old) rmSync(join(places.wal, name))
    for (const each of [places.base, places.wal]) syncFolder(each)
    return { backups: gone, segments: old.length }
  } catch (error) {
    throw refusedBy(error, places.root)
  }
}

function isBefore(file: string, first: number): boolean {
  if (!file.endsWith(KEPT)) return false
  const name = file.slice(0, -KEPT.length)
  const segment = readSegmentName(SEGMENT_NOTE.exec(name)?.[1] ?? name)
  return segment !== undefined && segment.number < first
}
