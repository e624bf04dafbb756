import type { Discount } from '#engine/program/pricing'
import type { EarnRule } from '#engine/program/program'
import type { Entitlement, Reward } from '#engine/program/rewards'
import { formatMoney } from '#engine/money'
import { translate, type TextValue } from '#engine/text'
import { baseMoney, money, percent, type Scene } from './guide-words.ts'

/** What a rule costs that pays points: with its sentence where they are worth something; nothing where they are only counted. */
export function earnCost(scene: Scene, { unit }: EarnRule): string[] {
  return scene.program.units[unit]!.kind === 'qualifying' ? told(scene, 'nothing') : []
}

/** What one use of a discount costs. */
export function discountCost(scene: Scene, { percent: off, amountMinor, freeShipping, gift }: Discount): string[] {
  const amount = amountMinor[scene.market.id]
  if (off !== null) return told(scene, 'percent', { percent: percent(scene, off) })
  if (amount !== undefined) return told(scene, 'each', { amount: money(scene, amount) })
  if (freeShipping) return told(scene, 'shipping')
  return gift === null ? told(scene, 'unknown') : told(scene, 'gift', { sku: gift })
}

/** What one redemption costs: as the document says it, else what it gives. */
export function rewardCost(scene: Scene, { cost, gives }: Reward): string[] {
  const { program, market, words } = scene
  const own = cost[market.id]
  if (own !== undefined) return told(scene, 'each', { amount: formatMoney(own.minor, own.currency, words.locale) })
  if (gives.kind === 'gift_card' || gives.kind === 'store_credit') return told(scene, 'each', { amount: money(scene, gives.amountMinor[market.id] ?? 0) })
  const discount = gives.kind === 'coupon' ? program.pricing.discounts.find(({ id }) => id === gives.discount) : undefined
  if (discount !== undefined) return discountCost(scene, discount)
  const service = gives.kind === 'entitlement' ? program.entitlements.find(({ id }) => id === gives.entitlement) : undefined
  return service === undefined ? told(scene, 'unknown') : serviceCost(scene, service)
}

/** What one use of a service costs. */
export function serviceCost(scene: Scene, { costMinor }: Entitlement): string[] {
  return costMinor === null ? told(scene, 'unknown') : told(scene, 'use', { amount: baseMoney(scene, costMinor) })
}

/** Staff alone are told what something costs the store. */
function told({ words, isForStaff = false }: Scene, key: string, values: Readonly<Record<string, TextValue>> = {}): string[] {
  return isForStaff ? [translate(words, `program.cost.${key}`, values)] : []
}
