import type { Program } from '#engine/program/program'
import { percentRatio } from '#engine/program/compile-prices'
import { compareRatios, type Ratio } from '#engine/ratio'
import { CHEAPEST, type Redeem } from '#engine/simulate/redeeming'
import type { RewardsAsked } from '#engine/simulate/reward-tally'
import { UsageError } from './exits.ts'
import type { Text } from './text.ts'

/** What a back-test takes for granted about rewards, as it was written. */
export type RewardOptions = { redeem?: string; stock?: string[]; entitlementsUsed?: string }

/** The same, as the program has such rewards and services; undefined where it has none. @throws UsageError */
export function readRewards({ redeem, stock = [], entitlementsUsed }: RewardOptions, { rewards, entitlements }: Program, { say }: Text): Pick<RewardsAsked, 'redeem' | 'usedPart'> | undefined {
  const names = [CHEAPEST, ...rewards.map(({ id }) => id)].join(', ')
  if (redeem !== undefined && (rewards.length === 0 || (redeem !== CHEAPEST && !rewards.some(({ id }) => id === redeem)))) throw new UsageError(rewards.length === 0 ? say('cli.wrong.no_rewards') : say('cli.wrong.redeem', { found: redeem, names }))
  if (stock.length > 0 && redeem === undefined) throw new UsageError(say('cli.wrong.stock_alone'))
  if (entitlementsUsed !== undefined && entitlements.length === 0) throw new UsageError(say('cli.wrong.no_entitlements'))
  const counted = rewards.filter(({ isCounted }) => isCounted).map(({ id }) => id)
  const asked = { redeem: redeem === undefined ? null : { reward: redeem, stock: new Map(stock.map((told) => stockIn(told, counted, say))) } satisfies Redeem, usedPart: partIn(entitlementsUsed, say) }
  return rewards.length === 0 && entitlements.length === 0 ? undefined : asked
}

function stockIn(told: string, counted: readonly string[], say: Text['say']): [reward: string, left: number] {
  const [, reward = '', left = ''] = /^(.*)=(\d{1,9})$/.exec(told) ?? []
  if (!counted.includes(reward)) throw new UsageError(say('cli.wrong.stock', { found: told, names: counted.join(', ') || '–' }))
  return [reward, Number(left)]
}

function partIn(percent: string | undefined, say: Text['say']): Ratio {
  const part = partOf(percent ?? '0')
  if (part === null || compareRatios(part, [1, 1]) > 0) throw new UsageError(say('cli.wrong.entitlements_used', { found: percent ?? '' }))
  return part
}

function partOf(percent: string): Ratio | null {
  try {
    return percentRatio(percent)
  } catch {
    return null
  }
}
