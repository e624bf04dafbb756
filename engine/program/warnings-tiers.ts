import { multiplyRatios, scale, type Ratio } from '#engine/ratio'
import { implies, longestDays } from './criteria.ts'
import type { Path } from './problem.ts'
import type { Criteria, EarnRule, Leaf, Program, Window } from './program.ts'
import type { Whole } from './warnings.ts'

/** Notes levels that nobody can reach or that nobody rests on, keep rules that throw out whoever just came in, benefits of no level. */
export function warnOfTiers({ document, program, notes }: Whole): void {
  for (const [index, track] of program.tracks.entries()) {
    for (const [place, level] of track.levels.entries()) {
      const path: Path = ['tiers', index, 'levels', place]
      const lack = lackOf(level.entry, program)
      if (lack !== null) notes.warning([...path, 'entry'], 'level_unreachable', { found: level.id, values: lack })
      const below = track.levels[place - 1]
      if (below && implies(below.entry, level.entry)) notes.warning([...path, 'entry'], 'level_easier', { found: level.id, values: { below: below.id } })
      if (isHarder(level.keep, level.entry)) notes.warning([...path, 'keep'], 'keep_harder', { found: level.id })
    }
  }
  const used = new Set(program.tracks.flatMap(({ levels }) => levels.flatMap(({ benefits }) => benefits)))
  for (const id of Object.keys(document.benefits ?? {})) {
    if (!used.has(id)) notes.warning(['benefits', id], 'benefit_unused', { isKey: true, found: id })
  }
}

function isHarder(keep: Criteria | null, entry: Criteria | null): boolean {
  return implies(keep, entry, 'same_windows') && !implies(entry, keep, 'same_windows')
}

type Lack = { unit: string; need: number; most: number }

/** The points that cannot be had in their window by all rules together, when the criteria ask for them; null when all can be reached. */
function lackOf(criteria: Criteria | null, program: Program): Lack | null {
  if (criteria === null) return null
  if (criteria.kind === 'all') return criteria.of.map((part) => lackOf(part, program)).find((lack) => lack !== null) ?? null
  if (criteria.kind === 'any') {
    const lacks = criteria.of.map((part) => lackOf(part, program))
    return lacks.every((lack) => lack !== null) ? lacks[0]! : null
  }
  return lackOfPoints(criteria, program)
}

function lackOfPoints(leaf: Leaf, program: Program): Lack | null {
  if (leaf.kind !== 'series' || leaf.measure !== 'points') return null
  const unit = leaf.series.slice('points:'.length)
  const most = mostPoints(program, unit, leaf.window)
  return most < leaf.need ? { unit, need: leaf.need, most } : null
}

/** The most points of a unit that all rules together can give one member within a window, by their caps; Infinity without any. */
export function mostPoints({ rules }: Program, unit: string, window: Window): number {
  return rules.filter((rule) => rule.unit === unit).reduce((sum, rule) => sum + mostOf(rule, window), 0)
}

/** The most points that a rule can give one member within a window, by its caps; Infinity without any. */
function mostOf(rule: EarnRule, window: Window): number {
  if (rule.streak !== null) return Infinity
  const spans = spansIn(window)
  const byPoints = Object.entries(rule.caps).map(([span, cap]) => cap * spans[span as keyof Spans])
  const byTimes = rule.rate === null ? Object.entries(rule.timesCaps).map(([span, times]) => times * spans[span as keyof Spans] * mostAtOnce(rule)) : []
  return Math.min(rule.programCap ?? Infinity, ...byPoints, ...byTimes)
}

const ONE: Ratio = [1, 1]

function mostAtOnce({ points, multipliers }: EarnRule): number {
  const product = multipliers.map(({ times }) => times).filter(([n, d]) => n > d).reduce(multiplyRatios, ONE)
  return scale(points, product, 'ceil')
}

/** How many days, weeks, months and years a window can touch at most; a member's whole life is one span of its own. */
type Spans = { member: 1; day: number; week: number; month: number; year: number }

const CALENDAR_SPANS: Readonly<Record<string, Omit<Spans, 'member'>>> = {
  month: { day: 31, week: 6, month: 1, year: 1 },
  quarter: { day: 92, week: 15, month: 3, year: 1 },
  half: { day: 184, week: 28, month: 6, year: 1 },
  year: { day: 366, week: 54, month: 12, year: 1 },
}

function spansIn(window: Window): Spans {
  switch (window.kind) {
    case 'lifetime': return { member: 1, day: Infinity, week: Infinity, month: Infinity, year: Infinity }
    case 'calendar': return { member: 1, ...CALENDAR_SPANS[window.unit]! }
    case 'anniversary': return spansOfDays(366)
    case 'rolling': return spansOfDays(longestDays(window.period))
  }
}

function spansOfDays(days: number): Spans {
  return { member: 1, day: days, week: Math.ceil(days / 7) + 1, month: Math.ceil(days / 28) + 1, year: Math.ceil(days / 365) + 1 }
}
