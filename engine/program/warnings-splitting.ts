import { readCondition } from './condition-check.ts'
import { vocabularyOf } from './conditions.ts'
import type { Path } from './problem.ts'
import { isOrderEvent } from './events.ts'
import type { EarnRule, Program } from './program.ts'
import type { EarnRuleDocument } from './schema.ts'
import type { Whole } from './warnings.ts'

/** What an earlier part of a split order can change for a later one. */
const MOVED_BY_ORDERS = ['member.level', 'member.levels', 'member.orders', 'member.spend']

/**
 * R32: with floor, per order and one plain rate, splitting an order never earns more. Notes each setting with which it can:
 * another rounding, a cap or a bonus for each order, points that depend on what an earlier part has brought.
 */
export function warnOfSplitting(whole: Whole): void {
  const { document, program, notes } = whole
  for (const [index, rule] of program.rules.entries()) {
    if (!isOrderEvent(rule.on)) continue
    const path: Path = ['earn', index]
    if (rule.rate !== null && rule.rounding !== 'floor') notes.warning([...path, 'rounding'], 'split_rounding', { found: rule.rounding })
    if (rule.orderCap !== null) notes.warning([...path, 'caps', 'order'], 'split_order_cap', { found: String(rule.orderCap) })
    if (rule.rate === null && !isBounded(rule)) notes.warning([...path, 'points'], 'split_order_bonus', { found: String(rule.points) })
    if (hasLevelsAtOnce(program)) warnOfLevels(whole, path, document.earn[index]!)
  }
}

/** Whether a cap leaves no room for the bonus of a second part. */
function isBounded({ caps, timesCaps, points }: EarnRule): boolean {
  return Object.keys(timesCaps).length > 0 || Object.values(caps).some((cap) => cap <= points)
}

function hasLevelsAtOnce({ tracks }: Program): boolean {
  return tracks.some(({ entry, levels }) => entry === 'at_once' && levels.length > 0)
}

function warnOfLevels({ document, notes }: Whole, path: Path, { on, when, multipliers = [] }: EarnRuleDocument): void {
  const conditions: [Path, string | undefined][] = [[[...path, 'when'], when]]
  for (const [index, multiplier] of multipliers.entries()) conditions.push([[...path, 'multipliers', index, 'when'], multiplier.when])
  for (const [place, condition] of conditions) {
    if (condition === undefined) continue
    const { reads } = readCondition(condition, vocabularyOf(on, document.events ?? {}))
    const read = MOVED_BY_ORDERS.find((field) => reads.has(field))
    if (read !== undefined) notes.warning(place, 'split_level', { found: read, values: { field: read.slice('member.'.length) } })
  }
}
