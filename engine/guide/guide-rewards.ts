import { discountName, entitlementName, some } from '#engine/member/explain-words'
import type { Entitlement, Gives, Reward } from '#engine/program/rewards'
import { nameIn } from '#engine/text'
import { rewardCost, serviceCost } from './guide-costs.ts'
import { levelName } from './level-name.ts'
import { capNotes, daysText, isAhead, money, period, say, sceneWith, timesSaid, valued, type GuideLine, type Scene } from './guide-words.ts'

/** What points buy in this market, with its price. */
export function rewardLines(scene: Scene): GuideLine[] {
  return scene.program.rewards.filter(({ days }) => isAhead(scene, days)).flatMap((reward) => {
    const here = sceneWith(scene, ({ id }) => reward.price[id] !== undefined)
    return here === null ? [] : [rewardLine(here, reward)]
  })
}

function rewardLine(scene: Scene, reward: Reward): GuideLine {
  const { program, market, words } = scene
  const levels = Object.entries(reward.levelPrices).flatMap(([level, prices]) => (prices[market.id] === undefined ? [] : [
    say(scene, 'reward.level_price', { level: levelName(scene, level), points: valued(scene, program.mainUnit, prices[market.id]!) })]))
  const days = daysText(scene, reward.days)
  return {
    id: reward.id, name: nameIn(reward.name, words.locale),
    text: say(scene, 'reward.line', { points: valued(scene, program.mainUnit, reward.price[market.id]!), gives: givesText(scene, reward.gives) }),
    notes: [
      ...rewardCost(scene, reward),
      ...(reward.description === null ? [] : [nameIn(reward.description, words.locale)]), ...levels,
      ...(reward.when === null ? [] : [say(scene, 'conditional')]),
      ...(days === null ? [] : [say(scene, 'on_days', { days })]),
      ...capNotes(scene, reward.limits, timesSaid(scene)),
      ...(reward.isCounted || reward.sharedLimits.length > 0 ? [say(scene, 'reward.while_stock')] : []),
      ...(reward.valid === null ? [] : [say(scene, 'valid', { period: period(scene, reward.valid) })]),
    ],
  }
}

function givesText(scene: Scene, gives: Gives): string {
  const { market, words } = scene
  if (gives.kind === 'coupon') return say(scene, 'reward.coupon', { discount: discountName(words, gives.discount) })
  if (gives.kind === 'gift_card' || gives.kind === 'store_credit') return say(scene, `reward.${gives.kind}`, { amount: money(scene, gives.amountMinor[market.id] ?? 0) })
  if (gives.kind === 'entitlement') return say(scene, 'reward.entitlement', { entitlement: entitlementName(words, gives.entitlement), n: gives.uses })
  if (gives.kind === 'donation') return say(scene, 'reward.donation', { to: gives.to })
  return say(scene, `reward.${gives.kind}`)
}

/** Services that levels have, with how often. */
export function serviceLines(scene: Scene): GuideLine[] {
  const { program, words } = scene
  return program.entitlements.map((service) => {
    const levels = Object.keys(service.levelUses).map((level) => say(scene, 'service.level', { level: levelName(scene, level), uses: usesText(scene, service, level) }))
    return { id: service.id, name: nameIn(service.name, words.locale), text: some(words, levels), notes: [...serviceCost(scene, service), ...(service.description === null ? [] : [nameIn(service.description, words.locale)])] }
  })
}

/** A service as a level has it. */
export function entitlementLine(scene: Scene, service: Entitlement, level: string): { name: string; text: string } {
  return { name: nameIn(service.name, scene.words.locale), text: usesText(scene, service, level) }
}

function usesText(scene: Scene, { levelUses, per }: Entitlement, level: string): string {
  return say(scene, 'service.uses', { times: say(scene, 'times', { n: levelUses[level] ?? 0 }), per })
}
