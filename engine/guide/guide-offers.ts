import type { Discount } from '#engine/program/pricing'
import { nameIn } from '#engine/text'
import { discountCost } from './guide-costs.ts'
import { answerHere, capNotes, conditionNotes, daysText, isAhead, money, period, say, sceneWith, timesSaid, type GuideLine, type Scene } from './guide-words.ts'
import { percentOff } from './percent-off.ts'

/** Discounts that nobody needs a code for: member days, promotions, and coupons that come by themselves. A code is told to whom it is for; staff are told of all. */
export function offerLines(scene: Scene): GuideLine[] {
  const { program, words, isForStaff = false } = scene
  return program.pricing.discounts.filter((one) => (isForStaff || isOpen(one)) && isAhead(scene, one.days) && answerHere(scene, one.when) !== false).flatMap((one) => {
    const here = sceneWith(scene, ({ id }) => one.percent !== null || one.amountMinor[id] !== undefined || one.freeShipping || one.gift !== null)
    return here === null ? [] : [{ id: one.id, name: nameIn(one.name, words.locale), text: offerText(here, one), notes: [...discountCost(here, one), ...notesOf(here, one)] }]
  })
}

function isOpen({ kind, codes, issue }: Discount): boolean {
  return kind !== 'coupon' || codes === 'auto' || issue !== null
}

/** What it takes off in this market, or gives. */
function offerText(scene: Scene, { percent: off, amountMinor, freeShipping }: Discount): string {
  const amount = amountMinor[scene.market.id]
  if (off !== null) return say(scene, 'benefit.percent', { percent: percentOff(scene.words.locale, off) })
  if (amount !== undefined) return say(scene, 'offer.amount', { amount: money(scene, amount) })
  if (freeShipping) return say(scene, 'benefit.shipping', { from: 'none' })
  return say(scene, 'offer.gift')
}

function notesOf(scene: Scene, one: Discount): string[] {
  const { market } = scene
  const days = daysText(scene, one.days)
  const [most, least] = [one.mostMinor[market.id], one.leastMinor[market.id]]
  const uses = Object.fromEntries(one.limits.flatMap(({ most: limit, per, span }) => (limit.measure === 'uses' && per === 'member' ? [[span ?? 'member', limit.uses]] : [])))
  return [
    ...(one.issue === null ? [] : [say(scene, 'offer.issue', { occasion: one.issue.occasion, period: 'period' in one.issue ? period(scene, one.issue.period) : '' })]),
    ...(days === null ? [] : [say(scene, 'on_days', { days })]),
    ...conditionNotes(scene, one.when),
    ...(least === undefined ? [] : [say(scene, 'earn.minimum', { amount: money(scene, least) })]),
    ...(most === undefined ? [] : [say(scene, 'offer.most', { amount: money(scene, most) })]),
    ...(one.lines.excludeSaleItems ? [say(scene, 'no_sale_items')] : []),
    ...capNotes(scene, uses, timesSaid(scene)),
    ...(one.valid === null ? [] : [say(scene, 'valid', { period: period(scene, one.valid) })]),
  ]
}
