import { vocabularyOf } from './conditions.ts'
import { entriesOf, itemsOf, type Draft } from './draft.ts'
import type { Path } from './problem.ts'
import { checkCondition, checkDates } from './rules-when.ts'
import type { DiscountDocument, MarginDocument } from './schema.ts'
import { requireAmount, requireFactor, requireId, requireOwnIds, requirePercent, type Site } from './site.ts'

/** Notes prices, discounts and floors that name what is not there, or contradict themselves. */
export function checkPrices(site: Site): void {
  const { prices, discounts, margin } = site.draft
  for (const [market] of entriesOf(prices?.markets)) requireId(site, 'market', { path: ['prices', 'markets', market], id: market })
  requirePercent(site, ['prices', 'points_share'], prices?.points_share)
  if (prices?.protection?.as === 'store_credit' && !entriesOf(site.draft.units).some(([, unit]) => unit.kind === 'store_credit')) site.notes.mistake(['prices', 'protection', 'as'], 'protection_no_unit', { found: 'store_credit' })
  requireOwnIds(site, ['discounts'], discounts)
  for (const [index, discount] of itemsOf(discounts)) checkDiscount(site, ['discounts', index], discount)
  for (const key of ['floor', 'order_floor'] as const) checkFloor(site, ['margin', key], margin?.[key])
  for (const [index, own] of itemsOf(margin?.floors)) checkOwnFloor(site, ['margin', 'floors', index], own)
  for (const key of ['breakage', 'unknown_cost'] as const) requirePercent(site, ['margin', key], margin?.[key])
  requirePercent(site, ['margin', 'fee', 'percent'], margin?.fee?.percent)
  checkAmounts(site, ['margin', 'fee', 'amount'], margin?.fee?.amount)
}

/** What a discount may give: one of these at least. */
const GIVES = ['percent', 'amount', 'free_shipping', 'gift'] as const
/** What only a coupon has. */
const OF_COUPONS = ['codes', 'valid', 'issue'] as const

function checkDiscount(site: Site, path: Path, discount: Draft<DiscountDocument>): void {
  const { percent, amount, most, minimum, when, dates } = discount
  if (!GIVES.some((key) => key in discount)) site.notes.mistake(path, 'percent_or_amount', { isKey: true })
  if ('percent' in discount && 'amount' in discount) site.notes.mistake([...path, 'amount'], 'percent_and_amount', { isKey: true, found: 'amount' })
  requireFactor(site, [...path, 'percent'], percent)
  requirePercent(site, [...path, 'percent'], percent)
  for (const [key, amounts] of [['amount', amount], ['most', most], ['minimum', minimum]] as const) checkAmounts(site, [...path, key], amounts)
  if (when !== undefined) checkCondition(site, [...path, 'when'], { when, vocabulary: vocabularyOf('order.paid', site.events) })
  checkDates(site, [...path, 'dates'], dates)
  for (const [index, id] of itemsOf(discount.stacks_with)) requireId(site, 'discount', { path: [...path, 'stacks_with', index], id })
  checkLimits(site, [...path, 'limits'], discount.limits)
  checkCoupon(site, path, discount)
}

/** A coupon alone has codes; and one that is issued to somebody has a code of its own. */
function checkCoupon({ notes }: Site, path: Path, { kind, codes, ...discount }: Draft<DiscountDocument>): void {
  if (kind !== undefined && kind !== 'coupon') {
    for (const key of OF_COUPONS) if (key === 'codes' ? codes !== undefined : key in discount) notes.mistake([...path, key], 'coupon_only', { isKey: true, found: key, values: { kind } })
  }
  if ('issue' in discount && (codes === 'shared' || codes === 'auto')) notes.mistake([...path, 'issue'], 'issue_without_code', { isKey: true, found: 'issue', values: { codes } })
}

/** R35: a limit is in uses or in money, and there is one of its kind. */
function checkLimits(site: Site, path: Path, limits: Draft<DiscountDocument>['limits']): void {
  const seen = new Set<string>()
  for (const [index, limit] of itemsOf(limits)) {
    const place = [...path, index]
    const isUses = 'uses' in limit
    const isMoney = 'money' in limit
    if (isUses === isMoney) site.notes.mistake(place, 'uses_or_money', { isKey: true, ...(isUses ? { found: 'uses, money' } : {}) })
    if (typeof limit.money === 'string') requireAmount(site, { path: [...place, 'money'], text: limit.money, currency: site.currency })
    else checkAmounts(site, [...place, 'money'], limit.money)
    const kind = [isUses, limit.per ?? 'all', limit.in ?? 'ever'].join()
    if (seen.has(kind)) site.notes.mistake(place, 'limit_twice', { isKey: true })
    seen.add(kind)
  }
}

/** A floor is a percentage, an amount in each market, or both. */
function checkFloor(site: Site, path: Path, floor: Draft<MarginDocument['floor']> | undefined): void {
  if (floor === undefined) return
  if (typeof floor === 'string') return requirePercent(site, path, floor)
  if ('percent' in floor) requirePercent(site, [...path, 'percent'], floor.percent)
  checkAmounts(site, [...path, 'amount'], floor.amount)
}

/** A floor of its own has one, and what it says of the order is not said of some lines alone. */
function checkOwnFloor(site: Site, path: Path, own: Draft<NonNullable<MarginDocument['floors']>[number]>): void {
  if (!('floor' in own) && !('order_floor' in own)) site.notes.mistake(path, 'floor_empty', { isKey: true })
  if ('order_floor' in own && ('lists' in own || 'base' in own)) site.notes.mistake([...path, 'order_floor'], 'floor_of_lines', { isKey: true, found: 'order_floor' })
  for (const key of ['floor', 'order_floor'] as const) checkFloor(site, [...path, key], own[key])
  if (own.when !== undefined) checkCondition(site, [...path, 'when'], { when: own.when, vocabulary: vocabularyOf('order.paid', site.events) })
}

/** An amount in each market that it names, in that market's money. */
export function checkAmounts(site: Site, path: Path, amounts: Readonly<Record<string, string | undefined>> | undefined): void {
  for (const [market, text] of entriesOf(amounts)) {
    requireId(site, 'market', { path: [...path, market], id: market })
    requireAmount(site, { path: [...path, market], text, currency: site.draft.markets?.[market]?.currency })
  }
}
