import type { Instant } from '#engine/calendar'
import type { Timeline } from '#engine/program/program'
import { openDraft } from './draft.ts'
import { resolvedLevels } from './levels.ts'
import { lastDayOf } from './lot-ends.ts'
import type { Lot, MemberState, Standing, UnitTotals } from './state.ts'

/** Where a member stands in one track (R23), as people are told. */
export type TierView = {
  level: string | null
  since: Instant | null
  validUntil: Instant | null
  graceUntil: Instant | null
  byHand: boolean
  waiting: { level: string; from: Instant } | null
}

/** What a member has and is, without its lots. */
export type MemberView = {
  mainUnit: string
  units: Readonly<Record<string, UnitTotals>>
  /** The member's one level where tracks are joined; null below the first and where they are kept apart. */
  level: string | null
  tracks: Readonly<Record<string, TierView>>
  /** Ids of the benefits that the levels held give. */
  benefits: readonly string[]
  /** Totals for life: orders, spend in base minor units, points of each unit, events. */
  counts: Readonly<Record<string, number>>
}

/** A lot, with the end that sliding and notices give it. */
export type LotView = Pick<
  Lot,
  | 'id' | 'unit' | 'amount' | 'left' | 'held' | 'isPending' | 'activatesAt' | 'activeSince' | 'expiresOn' | 'expiresAt' | 'zone' | 'earnedAt'
  | 'source' | 'sourceId' | 'orderId' | 'lineId' | 'rule' | 'version' | 'costPerPoint'
>

/** The member as of the instant that it has reached. */
export function viewOf(timeline: Timeline, state: MemberState): MemberView {
  const { head } = state
  const { program } = openDraft(timeline, state)
  const levels = resolvedLevels(head, program)
  const benefits = program.tracks.flatMap((track) => track.levels.filter(({ id }) => levels.includes(id)).flatMap((level) => level.benefits))
  return {
    mainUnit: program.mainUnit,
    units: head.units,
    level: program.level === 'apart' ? null : (levels[0] ?? null),
    tracks: Object.fromEntries(Object.entries(head.standings).map(([id, standing]) => [id, tierOf(standing)])),
    benefits: [...new Set(benefits)],
    counts: Object.fromEntries(Object.entries(head.series).map(([name, { total }]) => [name, total])),
  }
}

/** Lots in the order in which they were earned. */
export function lotViews(timeline: Timeline, state: MemberState, lots: Iterable<Lot>): LotView[] {
  const draft = openDraft(timeline, state)
  return [...lots].map((lot): LotView => ({ ...lot, expiresOn: lastDayOf(draft, lot) })).sort((a, b) => a.earnedAt - b.earnedAt || (a.id < b.id ? -1 : 1))
}

function tierOf({ levelId, holds, waiting }: Standing): TierView {
  const hold = holds.at(-1)
  return {
    level: levelId, since: hold?.since ?? null, validUntil: hold?.validUntil ?? null, graceUntil: hold?.graceUntil ?? null, byHand: hold?.by === 'hand',
    waiting: waiting === null ? null : { level: waiting.levelId, from: waiting.from },
  }
}
