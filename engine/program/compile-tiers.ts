import { parseMoney } from '#engine/money'
import { compileWindow } from './compile-time.ts'
import type { Criteria, Leaf, Track } from './program.ts'
import type { CriteriaDocument, TrackDocument } from './schema.ts'

/** What criteria are compiled with: amounts are in the base currency, points of no named unit are the main one's. */
export type Base = { currency: string; mainUnit: string }

/** R23–R25: a track with its defaults; a level that says no keep rule keeps by its entry. Entitlements among its benefits stand by themselves. */
export function compileTrack(track: TrackDocument, { benefits: known, ...base }: Base & { benefits: Readonly<Record<string, unknown>> }): Track {
  const { valid, grace } = track
  return {
    id: track.id,
    name: track.name ?? track.id,
    levels: track.levels.map(({ id, name = id, colour, entry, keep, benefits = [] }) => {
      const compiled = entry === undefined ? null : compileCriteria(entry, base)
      return { id, name, colour: colour?.toLowerCase() ?? null, entry: compiled, keep: keep === undefined ? compiled : compileCriteria(keep, base), benefits: benefits.filter((benefit) => Object.hasOwn(known, benefit)) }
    }),
    entry: track.entry ?? 'at_once',
    valid: valid === undefined ? null : {
      period: typeof valid.period === 'string' ? { calendar: valid.period } : { anniversary: valid.period.anniversary },
      through: valid.through ?? 'this',
    },
    grace: grace === undefined ? null : { period: { days: grace.days ?? 0, months: grace.months ?? 0 }, roundUp: grace.round_up ?? null },
    downgrade: track.downgrade ?? 'full',
  }
}

/** R23: the tree of what a member must reach, each leaf with the series that it reads. */
function compileCriteria(criteria: CriteriaDocument, base: Base): Criteria {
  if ('all' in criteria) return { kind: 'all', of: criteria.all.map((part) => compileCriteria(part as CriteriaDocument, base)) }
  if ('any' in criteria) return { kind: 'any', of: criteria.any.map((part) => compileCriteria(part as CriteriaDocument, base)) }
  return compileLeaf(criteria, base)
}

function compileLeaf(leaf: Exclude<CriteriaDocument, { all: unknown } | { any: unknown }>, { currency, mainUnit }: Base): Leaf {
  if ('member_age' in leaf) return { kind: 'member_age', period: leaf.member_age }
  if ('tag' in leaf) return { kind: 'tag', tag: leaf.tag }
  const window = compileWindow(leaf.window)
  if ('spend' in leaf) return { kind: 'series', measure: 'spend', series: 'spend', need: parseMoney(leaf.spend, currency), window }
  if ('orders' in leaf) return { kind: 'series', measure: 'orders', series: 'orders', need: leaf.orders, window }
  if ('points' in leaf) return { kind: 'series', measure: 'points', series: `points:${leaf.unit ?? mainUnit}`, need: leaf.points, window }
  if ('event' in leaf) return { kind: 'series', measure: 'event', series: `event:${leaf.event}`, need: leaf.count ?? 1, window }
  return { kind: 'series', measure: 'company_volume', series: 'company_volume', need: parseMoney(leaf.company_volume, currency), window }
}
