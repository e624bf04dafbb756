import { vocabularyOf } from './conditions.ts'
import { entriesOf, itemsOf, type Draft } from './draft.ts'
import type { Path } from './problem.ts'
import { checkCondition, checkDates } from './rules-when.ts'
import type { DiscountDocument } from './schema.ts'
import { requireAmount, requireFactor, requireId, requireOwnIds, requirePercent, type Site } from './site.ts'

/** Notes prices, discounts and floors that name what is not there, or contradict themselves. */
export function checkPrices(site: Site): void {
  const { prices, discounts, margin } = site.draft
  for (const [market] of entriesOf(prices?.markets)) requireId(site, 'market', { path: ['prices', 'markets', market], id: market })
  requirePercent(site, ['prices', 'points_share'], prices?.points_share)
  requireOwnIds(site, ['discounts'], discounts)
  for (const [index, discount] of itemsOf(discounts)) checkDiscount(site, ['discounts', index], discount)
  for (const key of ['floor', 'breakage', 'unknown_cost'] as const) requirePercent(site, ['margin', key], margin?.[key])
  requirePercent(site, ['margin', 'fee', 'percent'], margin?.fee?.percent)
  checkAmounts(site, ['margin', 'fee', 'amount'], margin?.fee?.amount)
}

function checkDiscount(site: Site, path: Path, discount: Draft<DiscountDocument>): void {
  const { percent, amount, most, minimum, when, dates } = discount
  if (!('percent' in discount) && !('amount' in discount)) site.notes.mistake(path, 'percent_or_amount', { isKey: true })
  if ('percent' in discount && 'amount' in discount) site.notes.mistake([...path, 'amount'], 'percent_and_amount', { isKey: true, found: 'amount' })
  requireFactor(site, [...path, 'percent'], percent)
  requirePercent(site, [...path, 'percent'], percent)
  for (const [key, amounts] of [['amount', amount], ['most', most], ['minimum', minimum]] as const) checkAmounts(site, [...path, key], amounts)
  if (when !== undefined) checkCondition(site, [...path, 'when'], { when, vocabulary: vocabularyOf('order.paid', site.events) })
  checkDates(site, [...path, 'dates'], dates)
  for (const [index, id] of itemsOf(discount.stacks_with)) requireId(site, 'discount', { path: [...path, 'stacks_with', index], id })
}

/** An amount in each market that it names, in that market's money. */
export function checkAmounts(site: Site, path: Path, amounts: Readonly<Record<string, string | undefined>> | undefined): void {
  for (const [market, text] of entriesOf(amounts)) {
    requireId(site, 'market', { path: [...path, market], id: market })
    requireAmount(site, { path: [...path, market], text, currency: site.draft.markets?.[market]?.currency })
  }
}
