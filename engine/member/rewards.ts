import { addPeriod, dayText, endOfDay, localDay, startOfPeriod, type Day, type Instant } from '#engine/calendar'
import { isOnDay } from '#engine/program/compile-days'
import { REDEEMED } from '#engine/program/events'
import type { Market, Program } from '#engine/program/program'
import type { Reward } from '#engine/program/rewards'
import { fullSpan, useRoom } from './caps.ts'
import { announce, dayOf, explainStep, lotOf, post, putSpend, type Draft } from './draft.ts'
import { grantEntitlement, isGrantUntouched, takeBackGrant } from './entitlements.ts'
import type { EventOf, MemberEvent } from './event.ts'
import { resolvedLevels } from './levels.ts'
import { openLot, takeFromLots } from './lots.ts'
import type { Refusal } from './outcome.ts'
import { marketOf, zoneOf } from './policy.ts'
import { pausedRefusal, refuse, shortRefusal, takenId } from './refusals.ts'
import { scopeOf } from './scope.ts'
import { piecesTold, takePoints } from './spends.ts'
import type { Spend, SpentReward } from './state.ts'

/** The sources of redemptions and of their cancellations: nobody outside names events by them. */
export const REDEMPTIONS = 'rockpool:redemptions'
const CANCELLATIONS = 'rockpool:cancellations'

/** The name under which a redemption is cancelled: once. */
export const cancellationOf = (redemption: string): { source: string; id: string } => ({ source: CANCELLATIONS, id: `${redemption}/cancelled` })

type Redeemed = EventOf<'reward.redeemed'>
/** What limits and stock count of one redemption. */
const ONCE = { points: 1, times: 0 }

/** The reward of a name in the program in force. */
function rewardOf({ program }: Draft, id: string): Reward | undefined {
  return program.rewards.find((reward) => reward.id === id)
}

/** What a reward costs a member in a market: the lowest of everybody's price and those of the levels held; undefined where it is not had. */
export function priceOf(draft: Draft, { price, levelPrices }: Reward, market: string): number | undefined {
  const own = resolvedLevels(draft.head, draft.program).flatMap((level) => levelPrices[level]?.[market] ?? [])
  const prices = [...own, ...(price[market] === undefined ? [] : [price[market]])]
  return prices.length === 0 ? undefined : Math.min(...prices)
}

/** The request as the fact that it becomes: where it is had and what it costs is decided once, whatever is later known of that day. */
export function asFact(draft: Draft, request: MemberEvent): MemberEvent {
  if (request.kind !== 'reward.redeemed') return request
  const reward = rewardOf(draft, request.reward)
  const { id: market } = marketOf(draft.head, draft.program, request.market)
  const points = reward && priceOf(draft, reward, market)
  return points === undefined ? request : { ...request, market, points }
}

/** Why a reward is not had, if it is not: it is not there, not here, not now, not for this member, no more of it, or too dear. */
export function redeemRefusal(draft: Draft, request: Redeemed): Refusal | null {
  const reward = rewardOf(draft, request.reward)
  if (reward === undefined) return refuse('reward.unknown', { reward: request.reward, rewards: draft.program.rewards.map(({ id }) => id) })
  if (request.market !== undefined && draft.program.markets[request.market] === undefined) return refuse('reward.market_unknown', { market: request.market, markets: Object.keys(draft.program.markets) })
  return takenId(draft, request.id) ?? offerRefusal(draft, reward, marketOf(draft.head, draft.program, request.market))
}

/** The same of a reward of the program, in a market. */
export function offerRefusal(draft: Draft, reward: Reward, market: Market): Refusal | null {
  const { id } = reward
  const points = priceOf(draft, reward, market.id)
  if (points === undefined) return refuse('reward.not_in_market', { reward: id, market: market.id, markets: Object.keys(reward.price) })
  return pausedRefusal(draft) ?? audienceRefusal(draft, reward) ?? limitRefusal(draft, reward, market.id) ?? shortRefusal(draft, { points })
}

function audienceRefusal(draft: Draft, { id, days, when }: Reward): Refusal | null {
  const day = dayOf(draft)
  if (!isOnDay(days, day)) return refuse('reward.not_today', { reward: id, day: dayText(day), next: nextDay(days, day) })
  return when === null || when(scopeOf(draft, { name: REDEEMED, award: '' })) ? null : refuse('reward.not_for_member', { reward: id })
}

/** Every pair of a weekday and a day of the month occurs within four years. */
const LONGEST_WAIT = 1_500

function nextDay(days: Reward['days'], from: Day): string | null {
  for (let day = from + 1; day <= from + LONGEST_WAIT; day += 1) if (isOnDay(days, day)) return dayText(day)
  return null
}

function limitRefusal(draft: Draft, { id, limits, sharedLimits, isCounted }: Reward, market: string): Refusal | null {
  const { full } = fullSpan(draft, limitName(id), limits)
  if (full !== null) return refuse('reward.limit_reached', { reward: id, span: full.span, limit: full.cap })
  const shared = sharedKeys(draft.program, { id, sharedLimits }, draft.at).find((one) => isOf(market, one) && (draft.granted[one.key] ?? 0) < 1)
  if (shared !== undefined) return refuse('reward.all_taken', { reward: id, span: shared.span, limit: shared.cap, market: shared.market })
  return isCounted && (draft.granted[stockKey(id)] ?? 0) < 1 ? refuse('reward.out_of_stock', { reward: id }) : null
}

const limitName = (reward: string): string => `reward:${reward}`

/** The name under which an event is granted what is left of a reward's stock. */
export const stockKey = (reward: string): string => `stock:${reward}`

/** A limit that members share, by the name under which it is counted; of one market, or (null) of all. */
type SharedKey = { key: string; span: string; cap: number; market: string | null }

/** R35: the limits of a reward that all members share at an instant, of every market. */
export function sharedKeys({ zone, markets }: Program, { id, sharedLimits }: Pick<Reward, 'id' | 'sharedLimits'>, at: Instant): SharedKey[] {
  const day = localDay(at, zone)
  return sharedLimits.flatMap(({ uses: cap, per, span }) => (per === 'all' ? [null] : Object.keys(markets)).map((market): SharedKey => (
    { key: `${limitName(id)}:${market ?? ''}:${span ?? 'ever'}:${span === null ? '' : startOfPeriod(day, span)}`, span: span ?? 'ever', cap, market })))
}

function isOf(market: string, limit: SharedKey): boolean {
  return limit.market === null || limit.market === market
}

/** Points leave their lots as for any spend (R4); what is given in points' own world is given here, and the rest is told to the world. */
export function redeemReward(draft: Draft, { id, reward: name, market: told, points = 0 }: Redeemed): void {
  const reward = rewardOf(draft, name)
  const unit = draft.program.mainUnit
  const market = marketOf(draft.head, draft.program, told)
  const { full: _, keys } = fullSpan(draft, limitName(name), reward?.limits ?? {})
  const shared = reward === undefined ? [] : sharedKeys(draft.program, reward, draft.at).filter((one) => isOf(market.id, one)).map(({ key }) => key)
  const taken = takePoints(draft, { unit, points, reason: 'spend' })
  useRoom(draft, keys, ONCE)
  for (const key of shared) announce(draft, 'budget.used', { rule: key, points: 1 })
  explainStep(draft, 'reward.redeemed', { reward: name, unit, points, market: market.id })
  explainStep(draft, 'spend.taken', { unit, points, purpose: 'reward', lots: piecesTold(draft, taken.pieces) })
  const gave = reward === undefined ? NOTHING_GIVEN : give(draft, reward, { id, market })
  putSpend(draft, {
    id, unit, points, purpose: 'reward', orderId: null, code: null, at: draft.at, status: 'spent', until: null, ...taken, returned: 0, reward: { id: name, market: market.id, capKeys: keys, shared, ...gave },
  })
  announce(draft, 'reward.redeemed', { redemption: id, reward: name, market: market.id, unit, points, gives: reward?.gives.kind ?? null, costMinor: reward?.cost[market.id]?.minor ?? null, currency: reward?.cost[market.id]?.currency ?? null })
}

type Given = Pick<SpentReward, 'until' | 'lot' | 'entitlement'>
const NOTHING_GIVEN: Given = { until: null, lot: null, entitlement: null }

/** Uses of an entitlement, and store credit where the program has a unit of it in the market's currency, are the member's at once. */
function give(draft: Draft, { id: rule, gives, valid }: Reward, { id, market }: { id: string; market: Market }): Given {
  const through = valid === null ? null : addPeriod(dayOf(draft), valid)
  const given: Given = { ...NOTHING_GIVEN, until: through === null ? null : endOfDay(through, zoneOf(draft.head, draft.program)) }
  if (gives.kind === 'entitlement') {
    grantEntitlement(draft, gives.entitlement, { spend: id, uses: gives.uses, through })
    return { ...given, entitlement: gives.entitlement }
  }
  const unit = gives.kind === 'store_credit' ? creditUnit(draft.program, market.currency) : undefined
  if (unit === undefined || gives.kind !== 'store_credit') return given
  const lot = openLot(draft, {
    unit, points: gives.amountMinor[market.id] ?? 0, rule: limitName(rule), reason: 'reward',
    ...(valid === null ? {} : { expiry: { kind: 'after', period: valid, from: 'earning', roundUp: null, reminders: null } }),
  })
  return { ...given, lot: lot.id }
}

/** The unit that holds store credit of a currency; undefined: the program has none. */
function creditUnit({ units }: Program, currency: string): string | undefined {
  return Object.values(units).find((unit) => unit.kind === 'store_credit' && unit.currency === currency)?.id
}

/** R14: a reward is given back whole, by who can make void what it gave, and before any of that was used. */
export function returnRefusal(draft: Draft, spend: Spend, isOfRedemption: boolean): Refusal | null {
  if (spend.reward === undefined) return null
  const { id, lot: credit, entitlement } = spend.reward
  if (!isOfRedemption) return refuse('spend.of_reward', { spendId: spend.id, reward: id })
  const lot = credit === null ? undefined : lotOf(draft, credit)
  const isUsed = (lot !== undefined && lot.left - lot.held < lot.amount) || (entitlement !== null && !isGrantUntouched(draft, entitlement, spend.id))
  return isUsed ? refuse('reward.used', { redemption: spend.id, reward: id }) : null
}

/** A reward that was given back counts against no limit any more (R35), and what it gave is gone. */
export function takeBackReward(draft: Draft, { id: redemption, reward }: Spend): void {
  if (reward === undefined) return
  const { id, capKeys, shared, lot: credit, entitlement } = reward
  useRoom(draft, capKeys, { points: -1, times: 0 })
  for (const key of shared) announce(draft, 'budget.returned', { rule: key, points: 1 })
  if (entitlement !== null) takeBackGrant(draft, entitlement, redemption)
  const lot = credit === null ? undefined : lotOf(draft, credit)
  if (lot !== undefined) {
    const { wanting } = takeFromLots(draft, [lot], { unit: lot.unit, points: lot.amount, to: 'revoked', reason: 'claw' })
    post(draft, { unit: lot.unit, from: 'debt', to: 'revoked', points: wanting, reason: 'claw' })
  }
  explainStep(draft, 'reward.returned', { reward: id })
  announce(draft, 'reward.returned', { redemption, reward: id })
}
