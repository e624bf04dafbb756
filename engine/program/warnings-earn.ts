import { isOrderEvent, namedEvents } from './events.ts'
import { nearest } from './near.ts'
import type { Path } from './problem.ts'
import type { EarnRule } from './program.ts'
import { warnOfDays, warnOfFalse } from './warnings-when.ts'
import type { Whole } from './warnings.ts'

/** Notes rules and multipliers that never apply, and events that look misspelt. */
export function warnOfEarning(whole: Whole): void {
  for (const [index, rule] of whole.program.rules.entries()) {
    const path: Path = ['earn', index]
    warnOfTrigger(whole, path, rule)
    warnOfNothing(whole, path, rule)
    warnOfDelivery(whole, path, rule)
    for (const [place, multiplier] of rule.multipliers.entries()) warnOfDays(whole, [...path, 'multipliers', place, 'dates'], { id: multiplier.id, days: multiplier, codes: { never: 'multiplier_never_day', past: 'dates_past' } })
    const written = whole.document.earn[index]!
    warnOfFalse(whole, [...path, 'when'], { on: rule.on, when: written.when, code: 'rule_never_true' })
    for (const [place, { when }] of (written.multipliers ?? []).entries()) {
      warnOfFalse(whole, [...path, 'multipliers', place, 'when'], { on: rule.on, when, code: 'multiplier_never_true' })
    }
  }
}

function warnOfTrigger({ program, notes }: Whole, path: Path, { on }: EarnRule): void {
  const known = [...namedEvents(), ...Object.keys(program.events)]
  const near = known.includes(on) ? undefined : nearest(on, known)
  if (near !== undefined) notes.warning([...path, 'on'], 'event_unfamiliar', { wish: 'event_name', found: on, values: { near } })
}

function warnOfNothing({ program, notes }: Whole, path: Path, { rate, onlyTags, excludeTags }: EarnRule): void {
  if (onlyTags !== null && [...onlyTags].every((tag) => excludeTags.has(tag))) notes.warning([...path, 'base'], 'rule_never_lines', { found: [...onlyTags].join(', ') })
  const rates = rate === 'market' ? Object.values(program.markets).map(({ earn }) => earn) : [rate]
  if (rate !== null && rates.every((each) => each !== null && each[0] === 0)) notes.warning([...path, 'rate'], 'rule_rate_zero', { found: '0' })
}

/** Points that wait for a delivery are an order's: an activity has none. */
function warnOfDelivery({ program, document, notes }: Whole, path: Path, { on, unit, pending }: EarnRule): void {
  const policy = pending ?? program.units[unit]!.pending
  if (isOrderEvent(on) || policy.kind !== 'delivery') return
  const isOwn = document.earn[Number(path[1])]!.pending !== undefined
  notes.warning(isOwn ? [...path, 'pending'] : path, 'pending_never_delivered', { found: on })
}
