import { BackupError } from './backup-error.ts'
import { writtenAt, type Archive, type Timeline } from './list-backups.ts'
import { numberAt, numberBefore, positionOf, readSegmentName, segmentName, type Segment } from './log-position.ts'
import type { Manifest } from './manifest.ts'

/** What shall be restored: a back-up by its id, else the newest that will do; to a moment (ms since 1970), else to the end. */
export type Wish = { id?: string | undefined; at?: number | undefined }

/** A back-up, the timeline to follow from it, and how far the log without a gap brings it. */
export type Choice = { manifest: Manifest; timeline: number; reach: Reach }

/**
 * How far a back-up can be brought: every change up to `until` (seconds since 1970, rounded down) is there. `last` is the last piece of the
 * log without a gap, of how many; `missing` the first that is not there although later ones are.
 */
export type Reach = { until: number; last: string; pieces: number; missing: string | null }

const SECOND_MS = 1_000

/**
 * Chooses the back-up and the timeline. As of a moment, the timeline is the one that was live then: what a later restore undid is what was
 * true at the time.
 * @throws backup.none, backup.unknown, backup.too_early, backup.too_late, backup.incomplete, each with what would be possible
 */
export function chooseBackup(archive: Archive, { id, at }: Wish): Choice {
  const { backups, damaged, places } = archive
  if (id !== undefined && damaged.includes(id)) throw new BackupError('backup.damaged', { file: `${places.base}/${id}/manifest.json`, why: 'changed' })
  const named = id === undefined ? backups : backups.filter((manifest) => manifest.id === id)
  if (named.length === 0) throw id === undefined ? new BackupError('backup.none', { folder: places.root }) : new BackupError('backup.unknown', { id, folder: places.root, known: backups.map((each) => each.id).join(', ') || '–' })
  const early = named.filter(({ endedAt }) => at === undefined || Date.parse(endedAt) <= at)
  if (early.length === 0) throw new BackupError('backup.too_early', { id: (named[0] as Manifest).id, at: textOf(at!), ...momentsOf(archive, named[0] as Manifest) })
  const choice = newestChoice(archive, early, at)
  const { missing, until } = choice.reach
  const isShort = at === undefined ? missing !== null : at >= (until + 1) * SECOND_MS
  if (!isShort) return choice
  if (missing !== null) throw new BackupError('backup.incomplete', { segment: missing, ...momentsOf(archive, choice.manifest) })
  throw new BackupError('backup.too_late', { at: textOf(at!), ...momentsOf(archive, choice.manifest) })
}

/**
 * Of the timelines that had begun, the one that was written to last: after a restore that is the new one, but a copy that was started for a
 * trial and left does not take the place of the server which goes on. On it, the newest back-up.
 */
function newestChoice(archive: Archive, manifests: readonly Manifest[], at: number | undefined): Choice {
  const begun = archive.timelines.filter(({ beganAt }) => at === undefined || (beganAt + 1) * SECOND_MS <= at).map(({ number }) => number)
  const numbers = [...new Set([...begun, ...manifests.map((manifest) => manifest.timeline)])].sort((a, b) => b - a)
  const choices = numbers.flatMap((timeline): Choice[] => {
    const manifest = manifests.findLast((each) => leadsTo(archive, each, timeline))
    return manifest === undefined ? [] : [{ manifest, timeline, reach: reachOf(archive, manifest, timeline) }]
  })
  const lastAt = ({ timeline, reach }: Choice): number => Math.max(reach.until, archive.timelines.find(({ number }) => number === timeline)?.beganAt ?? 0)
  const [first, ...others] = choices
  if (first === undefined) throw new BackupError('backup.none', { folder: archive.places.root })
  return others.reduce((best, each) => (lastAt(each) > lastAt(best) ? each : best), first)
}

/** The moments between which a back-up can be restored on the timeline that was written to last, and the piece of the log whose lack ends them. */
export function rangeOf(archive: Archive, manifest: Manifest): { from: string; to: string; missing: string | null } {
  const { reach } = newestChoice(archive, [manifest], undefined)
  return { from: manifest.endedAt, to: textOf(Math.max(reach.until * SECOND_MS, Date.parse(manifest.endedAt))), missing: reach.missing }
}

/** The same moments, for a sentence. */
export function momentsOf(archive: Archive, manifest: Manifest): { from: string; to: string } {
  const { from, to } = rangeOf(archive, manifest)
  return { from, to }
}

function textOf(at: number): string {
  return new Date(at).toISOString()
}

/** Whether a timeline goes on from a back-up: it is its own, or one that left it only after the back-up had ended. */
function leadsTo({ timelines }: Archive, { timeline, stopLsn }: Manifest, wanted: number): boolean {
  if (timeline === wanted) return true
  const fork = timelines.find(({ number }) => number === wanted)?.forks.find((each) => each.timeline === timeline)
  return fork !== undefined && fork.at >= positionOf(stopLsn)
}

/** Walks the log from a back-up along a timeline as PostgreSQL does: of each piece, that of the newest timeline which has written it. @throws backup.incomplete where not even the back-up's own pieces are there */
function reachOf({ segments, places, timelines }: Archive, { startLsn, stopLsn, timeline: own, endedAt }: Manifest, timeline: number): Reach {
  const path = pathTo(timelines.find(({ number }) => number === timeline), own, timeline)
  const first = numberAt(positionOf(startLsn))
  let [number, last] = [first, '']
  for (let name = pieceAt(segments, path, number); name !== undefined; name = pieceAt(segments, path, (number += 1))) last = name
  const missing = segmentName({ timeline: path.findLast(({ from }) => from <= number)!.timeline, number })
  if (number <= numberBefore(positionOf(stopLsn))) throw new BackupError('backup.incomplete', { segment: missing, from: endedAt, to: endedAt })
  const isGap = [...segments].map((name) => readSegmentName(name) as Segment).some((each) => each.number > number && path.some((one) => one.timeline === each.timeline && one.from <= each.number && each.number <= one.to))
  return { until: writtenAt(places, last), last, pieces: number - first, missing: isGap ? missing : null }
}

/** A stretch of the way: from this piece to that one, a timeline may have written it. */
type Stretch = { timeline: number; from: number; to: number }

function pathTo(target: Timeline | undefined, own: number, timeline: number): Stretch[] {
  const forks = (target?.forks ?? []).filter((fork) => fork.timeline >= own)
  const ends = [...forks.map((fork) => ({ timeline: fork.timeline, to: numberAt(fork.at) })), { timeline, to: Number.POSITIVE_INFINITY }]
  return ends.map((end, index) => ({ ...end, from: ends[index - 1]?.to ?? 0 }))
}

function pieceAt(segments: ReadonlySet<string>, path: readonly Stretch[], number: number): string | undefined {
  const on = path.filter(({ from, to }) => from <= number && number <= to).map(({ timeline }) => segmentName({ timeline, number }))
  return on.findLast((name) => segments.has(name))
}
