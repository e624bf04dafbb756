import { REDEEMED } from './events.ts'
import type { Path } from './problem.ts'
import type { Reward } from './rewards.ts'
import { mostPoints } from './warnings-tiers.ts'
import { warnOfDays, warnOfFalse } from './warnings-when.ts'
import type { Whole } from './warnings.ts'

/** Notes rewards that nobody sees or can pay for, and entitlements that nobody has. */
export function warnOfRewards(whole: Whole): void {
  const { program: { rewards, entitlements }, document, notes } = whole
  for (const [index, reward] of rewards.entries()) {
    const path: Path = ['rewards', index]
    warnOfDays(whole, [...path, 'dates'], { id: reward.id, days: reward.days, codes: { never: 'reward_never_day', past: 'reward_past' } })
    warnOfFalse(whole, [...path, 'when'], { on: REDEEMED, when: document.rewards?.[index]?.when, code: 'reward_never_true' })
    warnOfPrice(whole, path, reward)
  }
  const given = new Set(rewards.flatMap(({ gives }) => (gives.kind === 'entitlement' ? [gives.entitlement] : [])))
  for (const [index, { id, levelUses }] of entitlements.entries()) {
    const path: Path = ['entitlements', index]
    if (Object.keys(levelUses).length === 0 && !given.has(id)) notes.warning([...path, 'id'], 'entitlement_unused', { found: id })
    for (const level of Object.keys(document.entitlements?.[index]?.level_uses ?? {})) {
      if (!Object.hasOwn(levelUses, level)) notes.warning([...path, 'level_uses', level], 'entitlement_not_of_level', { isKey: true, found: level, values: { id } })
    }
  }
}

/** A price in no market, one that all rules together never give, and a level that pays more than everybody. */
function warnOfPrice({ program, notes }: Whole, path: Path, { id, price, levelPrices }: Reward): void {
  const prices = [price, ...Object.values(levelPrices)].flatMap((one) => Object.values(one))
  if (prices.length === 0) return notes.warning([...path, 'points'], 'reward_in_no_market', { found: id })
  const [least, most] = [Math.min(...prices), mostPoints(program, program.mainUnit, { kind: 'lifetime' })]
  if (least > most) notes.warning([...path, 'points'], 'reward_unaffordable', { found: id, values: { least, most } })
  for (const [level, own] of Object.entries(levelPrices)) {
    const market = Object.keys(own).find((one) => (own[one] as number) > (price[one] ?? Infinity))
    if (market !== undefined) notes.warning([...path, 'level_points', level], 'reward_level_pays_more', { found: String(own[market]), values: { level, market, points: price[market] as number } })
  }
}
