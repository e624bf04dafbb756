import { amount, eventName, some, unitName } from '#engine/member/explain-words'
import type { ExpiryPolicy, PendingPolicy, Unit } from '#engine/program/program'
import { compareRatios } from '#engine/ratio'
import { money, percent, period, say, type Scene } from './guide-words.ts'

/** A unit of points: what it is for, what it is worth, when it can be used, and when it ends. */
export type UnitGuide = {
  id: string
  name: string
  kind: Unit['kind']
  /** Of store credit: the currency whose minor units its points are. */
  currency: string | null
  /** What points are worth at checkout in this market; null where they buy nothing. */
  worth: string | null
  /** How they may be used. */
  use: readonly string[]
  /** When they can be used; null: of a unit that only counts. */
  pending: string | null
  /** When they end; null: of a unit that only counts. */
  expiry: string | null
  /** All of these in one list. */
  notes: readonly string[]
}

export function unitGuides(scene: Scene): UnitGuide[] {
  return Object.values(scene.program.units).map((unit) => unitGuide(scene, unit))
}

function unitGuide(scene: Scene, unit: Unit): UnitGuide {
  const name = unitName(scene.words, unit.id)
  const isQualifying = unit.kind === 'qualifying'
  const worth = worthNote(scene, unit)
  const use = unit.id === scene.program.mainUnit && worth !== null ? useNotes(scene) : []
  const pending = isQualifying ? null : pendingNote(scene, unit.pending)
  const expiry = isQualifying ? null : expiryNote(scene, regionExpiry(scene) ?? unit.expiry)
  const kind = isQualifying ? say(scene, 'unit.qualifying') : null
  return { id: unit.id, name, kind: unit.kind, currency: unit.currency, worth, use, pending, expiry, notes: [kind, worth, ...use, pending, expiry].filter((note) => note !== null) }
}

function worthNote(scene: Scene, unit: Unit): string | null {
  const { market, program, words } = scene
  if (unit.id !== program.mainUnit || unit.kind !== 'spendable' || market.redeem === null) return null
  return say(scene, 'unit.worth', { points: amount(words, unit.id, market.redeem.points), amount: money(scene, market.redeem.worthMinor) })
}

function useNotes(scene: Scene): string[] {
  const { program: { pricing, limits, mainUnit }, words } = scene
  const least = Math.max(pricing.pointsMinimum, limits.spendMinimum)
  const step = Math.max(pricing.pointsStep, limits.spendStep)
  return [
    ...(least > 1 ? [say(scene, 'unit.minimum', { points: amount(words, mainUnit, least) })] : []),
    ...(step > 1 ? [say(scene, 'unit.step', { points: amount(words, mainUnit, step) })] : []),
    ...(compareRatios(pricing.pointsShare, [1, 1]) < 0 ? [say(scene, 'unit.share', { share: percent(scene, pricing.pointsShare) })] : []),
  ]
}

/** The expiry that the law of the reader's province asks for, where the program knows of one (R59). */
function regionExpiry({ program, region }: Scene): ExpiryPolicy | null {
  return region === null ? null : (program.regions[region] ?? program.regions[region.slice(0, 2)] ?? null)
}

/** When points that wait can be used (R15). */
export function pendingNote(scene: Scene, policy: PendingPolicy): string {
  if (policy.kind === 'none') return say(scene, 'pending.none')
  if (policy.kind === 'days') return say(scene, 'pending.days', { days: policy.days })
  if (policy.kind === 'delivery') return say(scene, 'pending.delivery', { days: policy.days, period: period(scene, policy.cancelAfter) })
  return say(scene, 'pending.by_hand', { period: policy.cancelAfter === null ? 'none' : period(scene, policy.cancelAfter) })
}

/** When points end (R16, R18, R59). */
export function expiryNote(scene: Scene, policy: ExpiryPolicy): string {
  const { words } = scene
  if (policy.kind === 'never') return say(scene, 'expiry.never')
  if (policy.kind === 'after') return say(scene, 'expiry.after', { period: period(scene, policy.period), from: policy.from, round: policy.roundUp ?? 'none' })
  const activities = [...policy.activities].map((name) => eventName(words, name))
  return say(scene, 'expiry.inactivity', { period: period(scene, policy.period), notice: policy.noticeDays, activities: some(words, activities) })
}

/** What becomes of points when something is sent back (R8, R9). */
export function refundNotes(scene: Scene): string[] {
  const { program: { refund }, market } = scene
  return [
    say(scene, 'refund.claw', { claw: refund.claw }),
    ...(market.redeem === null ? [] : [say(scene, 'refund.paid', { grace: refund.graceDays ?? 0 })]),
  ]
}
