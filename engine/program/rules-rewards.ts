import { vocabularyOf } from './conditions.ts'
import { entriesOf, itemsOf, type Draft } from './draft.ts'
import { REDEEMED } from './events.ts'
import type { Path } from './problem.ts'
import { checkAmounts } from './rules-prices.ts'
import { checkCondition, checkDates } from './rules-when.ts'
import type { EntitlementDocument, RewardDocument } from './schema.ts'
import { requireAmount, requireId, requireOwnIds, type Site } from './site.ts'

/** Notes rewards and entitlements that name what is not there, or give nothing. */
export function checkRewards(site: Site): void {
  const { rewards, entitlements } = site.draft
  requireOwnIds(site, ['rewards'], rewards)
  for (const [index, reward] of itemsOf(rewards)) checkReward(site, ['rewards', index], reward)
  requireOwnIds(site, ['entitlements'], entitlements)
  for (const [index, entitlement] of itemsOf(entitlements)) checkEntitlement(site, ['entitlements', index], entitlement)
}

function checkReward(site: Site, path: Path, { gives, points, level_points: levelPoints, when, dates, cost, limits }: Draft<RewardDocument>): void {
  checkGives(site, [...path, 'gives'], gives)
  checkMarkets(site, [...path, 'points'], points)
  for (const [level, own] of entriesOf(levelPoints)) {
    requireId(site, 'level', { path: [...path, 'level_points', level], id: level })
    checkMarkets(site, [...path, 'level_points', level], own)
  }
  if (when !== undefined) checkCondition(site, [...path, 'when'], { when, vocabulary: vocabularyOf(REDEEMED, site.events) })
  checkDates(site, [...path, 'dates'], dates)
  checkLimits(site, [...path, 'limits'], limits)
  if (typeof cost === 'string') requireAmount(site, { path: [...path, 'cost'], text: cost, currency: site.currency })
  else checkAmounts(site, [...path, 'cost'], cost)
}

/** There is one limit of its kind. */
function checkLimits({ notes }: Site, path: Path, limits: Draft<RewardDocument>['limits']): void {
  const seen = new Set<string>()
  for (const [index, { per = 'all', in: span = 'ever' }] of itemsOf(limits)) {
    if (seen.has(`${per} ${span}`)) notes.mistake([...path, index], 'reward_limit_twice', { isKey: true })
    seen.add(`${per} ${span}`)
  }
}

function checkMarkets(site: Site, path: Path, points: Draft<RewardDocument>['points']): void {
  if (typeof points !== 'object') return
  for (const [market] of entriesOf(points)) requireId(site, 'market', { path: [...path, market], id: market })
}

/** What is given must be there: a coupon of the document, an entitlement of it, an amount of more than nothing. */
function checkGives(site: Site, path: Path, gives: Draft<RewardDocument>['gives']): void {
  if (gives === undefined) return
  if ('coupon' in gives) checkCoupon(site, [...path, 'coupon'], gives.coupon)
  if ('entitlement' in gives) requireId(site, 'entitlement', { path: [...path, 'entitlement'], id: gives.entitlement })
  for (const [key, amounts] of [['gift_card', 'gift_card' in gives ? gives.gift_card : undefined], ['store_credit', 'store_credit' in gives ? gives.store_credit : undefined]] as const) {
    checkAmounts(site, [...path, key], amounts)
    for (const [market, text] of entriesOf(amounts)) if (/^[0.]+$/.test(text)) site.notes.mistake([...path, key, market], 'zero', { found: text })
  }
}

/** A member day or a promotion needs no coupon. */
function checkCoupon(site: Site, path: Path, id: string | undefined): void {
  requireId(site, 'discount', { path, id })
  const discounts = site.draft.discounts ?? []
  const kind = discounts.find((discount) => discount?.id === id)?.kind
  if (id === undefined || kind === undefined || kind === 'coupon') return
  const coupons = discounts.flatMap((discount) => (discount?.kind === 'coupon' && discount.id !== undefined ? [discount.id] : []))
  site.notes.mistake(path, 'reward_not_coupon', { found: id, values: { kind, ids: coupons.join(', ') || '–' } })
}

function checkEntitlement(site: Site, path: Path, { id, level_uses: levelUses, cost }: Draft<EntitlementDocument>): void {
  const { draft, notes, currency } = site
  if (id !== undefined && Object.hasOwn(draft.benefits ?? {}, id)) notes.mistake([...path, 'id'], 'entitlement_is_benefit', { found: id })
  requireAmount(site, { path: [...path, 'cost'], text: cost, currency })
  for (const [level] of entriesOf(levelUses)) requireId(site, 'level', { path: [...path, 'level_uses', level], id: level })
}
