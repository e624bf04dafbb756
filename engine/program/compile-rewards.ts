import type { Period } from '#engine/calendar'
import { parseMoney } from '#engine/money'
import { minorOf } from './compile-amounts.ts'
import { compileDays } from './compile-days.ts'
import { compileCondition, vocabularyOf } from './conditions.ts'
import { REDEEMED } from './events.ts'
import { record } from './record.ts'
import type { Entitlement, Gives, Reward, SharedLimit } from './rewards.ts'
import type { EntitlementDocument, ProgramDocument, RewardDocument } from './schema.ts'

/** A reward with its defaults: had in the markets for which it has a price and, where it gives money, an amount. */
export function compileReward(reward: RewardDocument, document: ProgramDocument): Reward {
  const { id, name = id, description = null, points, level_points: levelPoints = {}, when, limits = [], valid } = reward
  const gives = compileGives(reward.gives, document)
  const markets = Object.keys('amountMinor' in gives ? gives.amountMinor : document.markets)
  return {
    id, name, description, gives,
    price: priceIn(markets, points),
    levelPrices: record(Object.entries(levelPoints).map(([level, own]) => [level, priceIn(markets, own)])),
    isCounted: reward.stock === 'counted',
    limits: record(limits.filter(({ per }) => per === 'member').map((limit) => [limit.in ?? 'member', limit.uses])),
    sharedLimits: limits.flatMap(({ uses, per, in: span }): SharedLimit[] => (per === 'member' ? [] : [{ uses, per: per ?? 'all', span: span ?? null }])),
    when: when === undefined ? null : compileCondition(when, vocabularyOf(REDEEMED, document.events ?? {})),
    days: compileDays(reward),
    valid: (valid as Period | undefined) ?? validOf(gives, document),
    cost: compileCost(reward, document),
  }
}

/** A coupon lasts as its discount says, where the reward says nothing. */
function validOf(gives: Gives, { discounts = [] }: ProgramDocument): Period | null {
  const discount = gives.kind === 'coupon' ? discounts.find(({ id }) => id === gives.discount) : undefined
  return (discount?.valid as Period | undefined) ?? null
}

function priceIn(markets: readonly string[], points: RewardDocument['points']): Reward['price'] {
  return record(markets.flatMap((market): [string, number][] => {
    const price = typeof points === 'number' ? points : Object.hasOwn(points, market) ? points[market] : undefined
    return price === undefined ? [] : [[market, price]]
  }))
}

function compileGives(gives: RewardDocument['gives'], document: ProgramDocument): Gives {
  if ('coupon' in gives) return { kind: 'coupon', discount: gives.coupon }
  if ('product' in gives) return { kind: 'product', sku: gives.product }
  if ('sample' in gives) return { kind: 'sample', sku: gives.sample }
  if ('gift_card' in gives) return { kind: 'gift_card', amountMinor: minorOf(gives.gift_card, document) }
  if ('store_credit' in gives) return { kind: 'store_credit', amountMinor: minorOf(gives.store_credit, document) }
  if ('entitlement' in gives) return { kind: 'entitlement', entitlement: gives.entitlement, uses: gives.uses }
  return 'donation' in gives ? { kind: 'donation', to: gives.donation } : { kind: 'voucher', list: gives.voucher }
}

function compileCost({ cost }: RewardDocument, document: ProgramDocument): Reward['cost'] {
  const { markets, currency } = document
  if (typeof cost === 'string') return record(Object.keys(markets).map((market) => [market, { minor: parseMoney(cost, currency), currency }]))
  return record(Object.entries(minorOf(cost, document)).map(([market, minor]) => [market, { minor, currency: markets[market]!.currency }]))
}

/** R57: an entitlement, and what it gives the levels that name it among their benefits. */
export function compileEntitlement(entitlement: EntitlementDocument, { tiers = [], currency }: ProgramDocument): Entitlement {
  const { id, name = id, description = null, uses, level_uses: levelUses = {}, per = 'year', cost } = entitlement
  const levels = tiers.flatMap((track) => track.levels).filter(({ benefits = [] }) => benefits.includes(id))
  return {
    id, name, description,
    levelUses: record(levels.map((level) => [level.id, (Object.hasOwn(levelUses, level.id) ? levelUses[level.id] : undefined) ?? uses])),
    per: typeof per === 'string' ? per : 'anniversary',
    costMinor: cost === undefined ? null : parseMoney(cost, currency),
  }
}
