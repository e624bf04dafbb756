import { amount, eventName } from '#engine/member/explain-words'
import type { EarnRule, Multiplier } from '#engine/program/program'
import type { Ratio } from '#engine/ratio'
import { hasText, nameIn } from '#engine/text'
import { earnCost } from './guide-costs.ts'
import { expiryNote, pendingNote } from './guide-points.ts'
import { answerHere, baseMoney, capNotes, conditionNotes, daysText, isAhead, percent, pointsSaid, roundAmount, say, sceneWith, times, timesSaid, valued, type GuideLine, type Scene } from './guide-words.ts'

/** The rules that earn in this market, a sentence for each. */
export function earnLines(scene: Scene): GuideLine[] {
  const { program, words } = scene
  return program.rules.filter(({ when }) => answerHere(scene, when) !== false).flatMap((rule) => {
    const here = sceneWith(scene, ({ earn }) => !isNothing(rule.rate === 'market' ? earn : rule.rate, rule.points))
    return here === null ? [] : [{ id: rule.id, name: nameIn(rule.name, words.locale), text: ruleText(here, rule), notes: [...earnCost(here, rule), ...notesOf(here, rule)] }]
  })
}

/** Where a rate is nought, or a market has none, there is nothing to tell. */
function isNothing(rate: Ratio | null, points: number): boolean {
  return points === 0 && (rate === null || rate[0] === 0)
}

function ruleText(scene: Scene, rule: EarnRule): string {
  const { market, program, words } = scene
  if (rule.rate === null) {
    return say(scene, 'earn.fixed', { points: valued(scene, rule.unit, rule.points), event: isOurs(rule.on) ? eventName(words, rule.on) : 'none', every: rule.every })
  }
  const isMarkets = rule.rate === 'market'
  const [rate, currency] = isMarkets ? [market.earn!, market.currency] as const : [rule.rate as Ratio, program.currency] as const
  const round = roundAmount(rate, currency)
  return say(scene, 'earn.rate', {
    per: { minor: round.minor, currency }, points: amount(words, rule.unit, round.points), back: backText(scene, { rule, rate, currency }) ?? 'none',
  })
}

/** Whether an event has a name in every language; one of the store's own is told by the name of the rule. */
function isOurs(event: string): boolean {
  return hasText(`trace.part.event.${event.replaceAll('.', '_')}`)
}

/** What the points of a rule give back of the price, in percent; null where they buy nothing here, or nothing that can be compared. */
function backText(scene: Scene, { rule, rate, currency }: { rule: EarnRule; rate: Ratio; currency: string }): string | null {
  const { market, program } = scene
  const unit = program.units[rule.unit]!
  if (unit.kind === 'store_credit') return unit.currency === currency ? percent(scene, rate) : null
  if (rule.unit !== program.mainUnit || market.redeem === null || market.currency !== currency) return null
  const { points, worthMinor } = market.redeem
  return percent(scene, [rate[0] * worthMinor, rate[1] * points])
}

function notesOf(scene: Scene, rule: EarnRule): string[] {
  const { words, program } = scene
  const { onlyTags, excludeTags, excludeSkus } = rule
  // Tags are the store's own marks, such as "gift-card": as words.
  const joined = (tags: ReadonlySet<string>) => [...tags].map((tag) => tag.replaceAll(/[-_]/g, ' ')).join(say(scene, 'comma'))
  const unit = program.units[rule.unit]!
  return [
    ...conditionNotes(scene, rule.when),
    ...(rule.minimumMinor > 0 ? [say(scene, 'earn.minimum', { amount: baseMoney(scene, rule.minimumMinor) })] : []),
    ...(onlyTags === null ? [] : [say(scene, 'only_tags', { tags: joined(onlyTags) })]),
    ...(excludeTags.size === 0 ? [] : [say(scene, 'exclude_tags', { tags: joined(excludeTags) })]),
    ...(excludeSkus.size === 0 ? [] : [say(scene, 'exclude_skus', { count: excludeSkus.size })]),
    ...(rule.excludeSaleItems ? [say(scene, 'no_sale_items')] : []),
    ...rule.multipliers.filter((one) => isAhead(scene, one) && answerHere(scene, one.when) !== false).map((one) => multiplierText(scene, one)),
    ...(rule.streak === null ? [] : [say(scene, 'earn.streak', { points: valued(scene, rule.unit, rule.streak.points), days: rule.streak.days })]),
    ...(rule.orderCap === null ? [] : [say(scene, 'cap', { most: amount(words, rule.unit, rule.orderCap), span: 'order' })]),
    ...capNotes(scene, rule.caps, pointsSaid(scene, rule.unit)),
    ...capNotes(scene, rule.timesCaps, timesSaid(scene)),
    ...(rule.programCap === null ? [] : [say(scene, 'cap', { most: amount(words, rule.unit, rule.programCap), span: 'program' })]),
    ...(rule.pending === null ? [] : [pendingNote(scene, rule.pending)]),
    ...(rule.expiry === null || unit.kind === 'qualifying' ? [] : [expiryNote(scene, rule.expiry)]),
  ]
}

function multiplierText(scene: Scene, one: Multiplier): string {
  return say(scene, 'earn.multiplier', { times: times(scene, one.times), name: nameIn(one.name, scene.words.locale), days: daysText(scene, one) ?? 'none' })
}
