import { parseMoney } from '#engine/money'
import { multiplyRatios, parseRatio, ratio, type Ratio } from '#engine/ratio'
import { compileRule } from './compile-earn.ts'
import { compilePricing, percentRatio } from './compile-prices.ts'
import { compileEntitlement, compileReward } from './compile-rewards.ts'
import { ratePerMinor, referencePerMinor } from './compile-rate.ts'
import { compileTrack } from './compile-tiers.ts'
import { compileExpiry, compilePending } from './compile-time.ts'
import { leavesOf } from './criteria.ts'
import type { Benefit, ExpiryPolicy, Leaf, Market, Program, RefundPolicy, Track, Unit } from './program.ts'
import { record } from './record.ts'
import type { ProgramDocument } from './schema.ts'

const NO_UNITS: NonNullable<ProgramDocument['units']> = { points: { kind: 'spendable' } }

/**
 * Compiles a document that `checkProgram` has passed: defaults filled in, decimals as minor units and exact ratios, conditions as
 * functions. @throws RangeError for a document that the check would refuse
 */
export function compileProgram(document: ProgramDocument): Program {
  const units = record(Object.entries(document.units ?? NO_UNITS).map(([id, unit]) => [id, compileUnit(id, unit, document)]))
  const ids = Object.keys(units)
  const mainUnit = ids.find((id) => units[id]!.kind === 'spendable') ?? ids[0]!
  const markets = record(Object.entries(document.markets).map(([id, market]) => [id, compileMarket(id, market, document)]))
  const base = { currency: document.currency, mainUnit }
  const rules = document.earn.map((rule) => compileRule(rule, document, base))
  const tracks = (document.tiers ?? []).map((track) => compileTrack(track, { ...base, benefits: document.benefits ?? {} }))
  const { spend_minimum: spendMinimum = 1, spend_step: spendStep = 1, transfers_per_month: transfersPerMonth = null } = document.limits ?? {}
  const regions = record((document.regions ?? []).flatMap(({ regions: ids, expiry }) => ids.map((region) => [region, compileExpiry(expiry)])))
  return {
    id: document.program,
    name: document.name,
    currency: document.currency,
    zone: document.zone,
    isPaused: document.paused === true,
    units,
    mainUnit,
    defaultMarket: document.market ?? Object.keys(markets)[0]!,
    markets,
    rules,
    rulesOn: record(rules.map(({ on }) => [on, rules.filter((rule) => rule.on === on)])),
    events: record(Object.entries(document.events ?? {})),
    regions,
    refund: compileRefund(document.refund ?? {}),
    tracks,
    level: document.level ?? 'highest',
    benefits: record(Object.entries(document.benefits ?? {}).map(([id, benefit]) => [id, compileBenefit(id, benefit, document)])),
    entitlements: (document.entitlements ?? []).map((entitlement) => compileEntitlement(entitlement, document)),
    rewards: (document.rewards ?? []).map((reward) => compileReward(reward, document)),
    pricing: compilePricing(document, Object.keys(markets)),
    companies: { sharing: compileSharing(document.companies?.sharing) },
    limits: { spendMinimum, spendStep, transfersPerMonth },
    countedEvents: countedEvents(tracks),
    asksVolume: leavesIn(tracks).some((leaf) => leaf.kind === 'series' && leaf.measure === 'company_volume'),
    slidingEvents: slidingEvents([...Object.values(units).map(({ expiry }) => expiry), ...Object.values(regions)]),
  }
}

function leavesIn(tracks: readonly Track[]): Leaf[] {
  return tracks.flatMap(({ levels }) => levels.flatMap(({ entry, keep }) => [...leavesOf(entry), ...leavesOf(keep)]))
}

function countedEvents(tracks: readonly Track[]): Set<string> {
  return new Set(leavesIn(tracks).flatMap((leaf) => (leaf.kind === 'series' && leaf.measure === 'event' ? [leaf.series.slice('event:'.length)] : [])))
}

function slidingEvents(policies: readonly ExpiryPolicy[]): Set<string> {
  return new Set(policies.flatMap((policy) => (policy.kind === 'inactivity' ? [...policy.activities] : [])))
}

/** What only counts for levels, and what is money, waits for nothing and has no end unless its own entry says so. */
function compileUnit(id: string, unit: NonNullable<ProgramDocument['units']>[string], { pending, expiry }: ProgramDocument): Unit {
  const isSpendable = unit.kind === 'spendable'
  return {
    id,
    kind: unit.kind,
    name: unit.name ?? id,
    currency: unit.currency ?? null,
    pending: compilePending(unit.pending ?? (isSpendable ? pending : undefined) ?? 'none'),
    expiry: compileExpiry(unit.expiry ?? (isSpendable ? expiry : undefined) ?? 'never'),
  }
}

function compileMarket(id: string, market: ProgramDocument['markets'][string], document: ProgramDocument): Market {
  const { currency, reference_rate: rate } = market
  const redeem = market.redeem === undefined ? null : { points: market.redeem.points, worthMinor: parseMoney(market.redeem.worth, currency) }
  const reference: Ratio | null = currency === document.currency ? [1, 1] : rate === undefined ? null : referencePerMinor(rate, document.currency, currency)
  return {
    id,
    name: market.name ?? id,
    currency,
    zone: market.zone ?? document.zone,
    earn: market.earn === undefined ? null : ratePerMinor(market.earn, currency),
    redeem,
    reference,
    pointCost: redeem === null || reference === null ? [0, 1] : multiplyRatios(ratio(redeem.worthMinor, redeem.points), reference),
  }
}

function compileRefund(refund: NonNullable<ProgramDocument['refund']>): RefundPolicy {
  const { claw = 'within_balance', threshold = 'recompute', points_share: pointsShare = 'proportional', expired_points: expired = 'as_expired' } = refund
  return {
    claw: typeof claw === 'string' ? claw : 'limit_by_tier',
    debtLimit: record(typeof claw === 'string' ? [] : Object.entries(claw.limit_by_tier)),
    threshold,
    pointsShare,
    graceDays: typeof expired === 'string' ? null : expired.grace_days,
  }
}

function compileSharing(sharing: NonNullable<ProgramDocument['companies']>['sharing']): Program['companies']['sharing'] {
  return sharing === undefined ? null : { most: percentRatio(sharing.most_percent ?? '100'), offForTags: new Set(sharing.off_for_tags) }
}

function compileBenefit(id: string, benefit: NonNullable<ProgramDocument['benefits']>[string], document: ProgramDocument): Benefit {
  const { kind, name, description = null, percent, shipping, on = null, per_year: perYear = null } = benefit
  const freeFrom = Object.entries(shipping?.free_from ?? {})
  return {
    id,
    kind,
    name,
    description,
    percent: percent === undefined ? null : parseRatio(percent),
    shipping: shipping === undefined ? null : {
      freeFromMinor: record(freeFrom.map(([market, amount]) => [market, parseMoney(amount, document.markets[market]!.currency)])),
      method: shipping.method ?? null,
    },
    on,
    perYear,
  }
}
