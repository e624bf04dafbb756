import { startOfDay, type Instant } from '#engine/calendar'
import type { PublicationMode, Track } from '#engine/program/program'
import { announce, reviewDay, type Draft } from './draft.ts'
import { isQualified, nextPeriod, validEnd } from './holds.ts'
import { indexOfLevel, trackOf } from './levels.ts'
import { zoneOf } from './policy.ts'
import type { Hold, Standing } from './state.ts'

/**
 * R27: whom a new version's tier rules reach. `new_periods`: each member from the end of the period they are in; `upgrades_only`:
 * entries at once, while what was won is honoured to its end; `all`: everything is judged anew, now.
 */
export function holdsAfterPublication(draft: Draft, mode: PublicationMode): void {
  const standings: Record<string, Standing> = {}
  for (const [id, standing] of Object.entries(draft.head.standings)) {
    const rules = draft.program.tracks.find((track) => track.id === id)
    if (rules === undefined) announce(draft, 'tier.track_ended', { track: id, level: standing.levelId })
    else standings[id] = afterPublication(draft, { rules, standing, mode })
  }
  draft.head.standings = standings
}

function afterPublication(draft: Draft, { rules, standing, mode }: { rules: Track; standing: Standing; mode: PublicationMode }): Standing {
  const version = draft.head.version
  if (mode === 'upgrades_only') return { ...standing, version, next: null }
  if (mode === 'all') return { ...standing, version, next: null, waiting: null, holds: standing.holds.flatMap((hold, rank) => judgedAnew(draft, rules, { hold, below: standing.holds[rank - 1] })) }
  const from = periodEnd(draft, standing)
  return from === null ? { ...standing, version, next: null } : { ...standing, next: { version, from } }
}

/** When this member's period ends under the rules they are judged by; null where no period is known. */
function periodEnd(draft: Draft, standing: Standing): Instant | null {
  const held = standing.holds.at(-1)?.validUntil ?? null
  if (held !== null) return held
  const rules = Object.keys(draft.head.standings).find((id) => draft.head.standings[id] === standing)
  const before = rules === undefined ? undefined : trackOf(draft.timeline, standing.version, rules)
  const hasPeriod = before !== undefined && (before.valid !== null || JSON.stringify(before.levels).includes('"calendar"'))
  return hasPeriod ? startOfDay(nextPeriod(draft, before, reviewDay(draft)), zoneOf(draft.head, draft.program)) : null
}

function judgedAnew(draft: Draft, rules: Track, { hold, below }: { hold: Hold; below: Hold | undefined }): Hold[] {
  if (indexOfLevel(rules, hold.levelId) < 0) return []
  if (hold.by === 'hand') return [hold]
  return isQualified(draft, rules, { hold, below }) ? [{ ...hold, version: draft.head.version, validUntil: hold.validUntil ?? validEnd(draft, rules, reviewDay(draft)), graceUntil: null }] : []
}
