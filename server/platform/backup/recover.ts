import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { archiveCommand } from '#server/platform/cluster/archiver'
import type { Binaries } from '#server/platform/cluster/binaries'
import { ClusterError } from '#server/platform/cluster/cluster-error'
import type { ClusterFolder } from '#server/platform/cluster/cluster-folder'
import { lastLines, readLog } from '#server/platform/cluster/log-file'
import { findFreePort } from '#server/platform/cluster/port'
import { startPostmaster } from '#server/platform/cluster/postmaster'
import type { RunAs } from '#server/platform/cluster/run-as'
import { DURABLE, memoryOfMachine, settingsFor, writeSettings, type Settings } from '#server/platform/cluster/settings'
import { BackupError } from './backup-error.ts'
import { momentsOf, type Choice } from './choose-backup.ts'
import type { Archive } from './list-backups.ts'
import { historyName, numberAt, readHistory, readSegmentName } from './log-position.ts'
import type { OnProgress } from './make-backup.ts'

/** What recovery works on: the copy of a back-up in `data.new`, and the log of its archive. */
export type Recovering = {
  place: ClusterFolder; binaries: Binaries; runAs: RunAs; wal: string
  archive: Archive; choice: Choice; at: number | undefined; onProgress: OnProgress
}

const LOOK_MS = 250
/** PostgreSQL's own words, which are English by our settings (access/transam/xlogrecovery.c). */
const LAST_TRANSACTION = /last completed transaction was at log time ([^\n]+)/g
const TOO_SHORT = /recovery ended before configured recovery target was reached/
const CANNOT_FETCH = /rockpool fetch ([0-9A-F.]+\w*): ([^\n]*)/
const FETCHED = /restored log file "([0-9A-F]{24})" from archive/g

/**
 * Lets PostgreSQL make the copy whole and read the log on until the moment asked for, or its end, and begin a timeline of its own there.
 * Nobody can connect meanwhile, and nothing is archived: the first start does that. Ends in order.
 * @throws backup.segment_damaged, backup.too_late, backup.cut_short, backup.failed with PostgreSQL's last lines
 */
export async function recover(recovering: Recovering): Promise<{ timeline: number; lastTransaction: string | null }> {
  const { place, at } = recovering
  const start = logEnd(place.log)
  const words = (): string => readLog(place.log, start)
  let isToEnd = at === undefined
  try {
    await launch(recovering, at).catch(async (error: unknown) => {
      if (isToEnd || !TOO_SHORT.test(words())) throw error
      checkReach(recovering)
      // The log is there until after the moment, and no change of it is later: its end is what was true at that moment.
      isToEnd = true
      await launch(recovering, undefined)
    })
  } catch (error) {
    throw failureOf(error, words(), recovering)
  }
  const timeline = newTimelineOf(place)
  if (isToEnd) checkEnd(recovering, timeline)
  return { timeline, lastTransaction: lastTransactionIn(words()) }
}

/** @throws backup.too_late where the log is not there for certain until the moment */
function checkReach({ at = 0, choice, archive }: Recovering): void {
  if (at > choice.reach.until * 1_000) throw new BackupError('backup.too_late', { at: new Date(at).toISOString(), ...momentsOf(archive, choice.manifest) })
}

/** The last time that PostgreSQL names, in ISO 8601. */
function lastTransactionIn(words: string): string | null {
  return [...words.matchAll(LAST_TRANSACTION)].at(-1)?.[1]?.trim().replace(' ', 'T').replace(/\+00$/, 'Z') ?? null
}

/** Starts the server on the copy, and ends it in order when it has read what it should. */
async function launch(recovering: Recovering, at: number | undefined): Promise<void> {
  const { place, binaries, runAs, choice, onProgress } = recovering
  const copy = { ...place, data: place.newData }
  writeSettings(copy, { ...settingsFor(memoryOfMachine()), ...(await recoverySettings(recovering, at)) }, runAs.owner)
  const start = logEnd(place.log)
  const looking = setInterval(() => onProgress('replaying', [...readLog(place.log, start).matchAll(FETCHED)].length, choice.reach.pieces), LOOK_MS).unref()
  try {
    const postmaster = await startPostmaster({ place: copy, binaries, runAs, port: await findFreePort(), fixed: DURABLE, isThrowaway: false, patienceMs: Number.POSITIVE_INFINITY }, new AbortController().signal)
    await postmaster.stop()
  } finally {
    clearInterval(looking)
  }
}

async function recoverySettings({ place, runAs, wal, choice }: Recovering, at: number | undefined): Promise<Settings> {
  return {
    // Unset, it keeps what recovery would archive until a start says where.
    archive_command: '',
    hot_standby: 'off',
    // Everything is on the disk already; asked for the whole disk at once, Linux answers faster than for each file.
    ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
    restore_command: await archiveCommand('fetch', { place, runAs, wal }),
    recovery_target_timeline: String(choice.timeline),
    recovery_target_action: 'promote',
    ...(at === undefined ? {} : { recovery_target_time: new Date(at).toISOString().replace('T', ' ').replace('Z', '+00'), recovery_target_inclusive: 'off' }),
  }
}

/** The timeline that recovery began: the newest whose history it wrote. */
function newTimelineOf({ newData }: ClusterFolder): number {
  return Math.max(1, ...readdirSync(join(newData, 'pg_wal')).filter((name) => name.endsWith('.history')).map((name) => Number.parseInt(name, 16)))
}

/** PostgreSQL takes a piece that it cannot make sense of for the end of the log: where it ended must be where the archive does. @throws backup.cut_short */
function checkEnd({ place, choice }: Recovering, timeline: number): void {
  const end = readHistory(readFileSync(join(place.newData, 'pg_wal', historyName(timeline)), 'utf8')).at(-1)?.at ?? 0
  if (numberAt(end) < (readSegmentName(choice.reach.last)?.number ?? 0)) throw new BackupError('backup.cut_short', { segment: choice.reach.last, log: place.log })
}

function failureOf(error: unknown, words: string, { wal }: Recovering): unknown {
  const [, name, why] = CANNOT_FETCH.exec(words) ?? []
  if (name !== undefined) return new BackupError('backup.segment_damaged', { file: join(wal, `${name}.gz`), why: why ?? '' })
  return error instanceof ClusterError && error.code === 'cluster.failed' ? new BackupError('backup.failed', { lines: lastLines(words) }) : error
}

function logEnd(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
