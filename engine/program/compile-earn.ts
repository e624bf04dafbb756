import { parseMoney } from '#engine/money'
import { parseRatio } from '#engine/ratio'
import type { Base } from './compile-tiers.ts'
import { compileDays } from './compile-days.ts'
import { ratePerMinor } from './compile-rate.ts'
import { compileExpiry, compilePending } from './compile-time.ts'
import { compileCondition, vocabularyOf, type Vocabulary } from './conditions.ts'
import type { EarnRule, Multiplier } from './program.ts'
import { record } from './record.ts'
import type { EarnRuleDocument, ProgramDocument } from './schema.ts'

/** An earn rule with its defaults; a rate of its own is per unit of the base currency. */
export function compileRule(rule: EarnRuleDocument, { events = {} }: ProgramDocument, { currency, mainUnit }: Base): EarnRule {
  const { base = {}, caps = {}, rate, every = 1 } = rule
  const { order: orderCap = null, program: programCap = null, times: timesCaps = {}, ...perPeriod } = caps
  const multipliers = rule.multipliers ?? []
  const conditional = multipliers.some(({ when }) => when !== undefined)
  const vocabulary = rule.when === undefined ? null : vocabularyOf(rule.on, events)
  const inMultipliers = conditional ? vocabularyOf(rule.on, events, every > 1) : null
  return {
    id: rule.id,
    name: rule.name ?? rule.id,
    on: rule.on,
    when: rule.when === undefined ? null : compileCondition(rule.when, vocabulary!),
    unit: rule.unit ?? mainUnit,
    rate: rate === undefined ? null : rate === 'market' ? 'market' : ratePerMinor(rate, currency),
    points: rule.points ?? 0,
    minimumMinor: rule.minimum === undefined ? 0 : parseMoney(rule.minimum, currency),
    excludeSaleItems: base.sale_items === 'exclude',
    excludeSkus: new Set(base.exclude_skus),
    excludeTags: new Set(base.exclude_tags),
    onlyTags: base.only_tags === undefined ? null : new Set(base.only_tags),
    per: rule.per ?? 'order',
    rounding: rule.rounding ?? 'floor',
    multipliers: multipliers.map((multiplier) => compileMultiplier(multiplier, inMultipliers)),
    combine: rule.combine ?? 'multiply',
    orderCap,
    caps: record(Object.entries(perPeriod)),
    timesCaps: record(Object.entries(timesCaps)),
    programCap,
    every,
    streak: rule.streak ?? null,
    pending: rule.pending === undefined ? null : compilePending(rule.pending),
    expiry: rule.expiry === undefined ? null : compileExpiry(rule.expiry),
  }
}

function compileMultiplier(multiplier: NonNullable<EarnRuleDocument['multipliers']>[number], vocabulary: Vocabulary | null): Multiplier {
  const { id, name = id, times, when, ...days } = multiplier
  return {
    id,
    name,
    times: parseRatio(times),
    when: when === undefined ? null : compileCondition(when, vocabulary!),
    ...compileDays(days),
  }
}
