import { assert } from '#engine/assert'
import { localDay, startOfPeriod, type CalendarUnit } from '#engine/calendar'
import { zoneOf } from '#engine/member/policy'
import type { EarnRule, Program } from '#engine/program/program'
import type { Store } from '#engine/simulate/store'
import { deliver } from './arrival.ts'
import { history } from './arbitrary-history.ts'
import type { Deed, Plan } from './plan.ts'
import { property, seldom, type Property } from './property.ts'
import { tell } from './story.ts'

/** An order's own rules, in one zone, under one program. */
const PLAIN: Partial<Record<Deed['kind'], number>> = { order: 14, refund: 8, exchange: 0, profile: 0, join: 0, publish: 0, send: 0 }

/** The most points that rules give (R11, R35). */
export const limitProperties: readonly Property[] = [
  seldom(0.5, property('no rule gives a member more than its caps, counting what came back as not given', history({ members: 1, weights: PLAIN }), capsHold)),
  seldom(0.5, property('all members together are never given more than a shared limit, in whatever order orders arrive', history({ members: 3, weights: PLAIN, hasProgramCaps: true }), sharedLimitHolds)),
  seldom(0.5, property('no reward is had more often than its limits, counting what was given back as not had', history({ members: 3, weights: { ...PLAIN, redeem: 14, give_back: 4 } }), rewardLimitsHold)),
]

/** `rare` is had by a member once a month, and by all together twice; what was given back is not had. */
function rewardLimitsHold(plan: Plan): void {
  tell(plan, ({ store }) => {
    const had = store.members().flatMap((id) => {
      const { head, spends } = store.member(id)
      const zone = zoneOf(head, programOf(store))
      return [...spends.values()].filter(({ reward, points, returned }) => reward?.id === 'rare' && returned < points).map(({ at }) => `${id} ${startOfPeriod(localDay(at, zone), 'month')}`)
    })
    assert(had.length <= 2 && new Set(had).size === had.length, 'a reward is had no more often than its limits', { had })
  })
}

type Given = { rule: string; day: number; points: number; isGone: boolean }

/** What orders gave by rule, less what was taken back or waived. */
function given(store: Store, id: string): Given[] {
  return [...store.member(id).awards.values()].flatMap(({ paid, earnings }) => (paid === null ? [] : earnings.map(({ rule, earned, clawed, waived, moved }) =>
    ({ rule, day: paid.day, points: earned - clawed - waived - moved, isGone: earned === clawed + waived + moved }))))
}

function programOf(store: Store): Program {
  return (store.timeline()[0] as { program: Program }).program
}

function capsHold(plan: Plan): void {
  const { store } = tell(plan, (scene) => scene.store.members().forEach((id) => programOf(scene.store).rules.forEach((rule) => assertCaps(rule, given(scene.store, id).filter((one) => one.rule === rule.id)))))
  assert(store.timeline().length === 1, 'nothing was published')
}

function assertCaps({ orderCap, caps, timesCaps, id }: EarnRule, all: readonly Given[]): void {
  for (const { points } of all) assert(orderCap === null || points <= orderCap, 'no order gives more than its cap', { id, points, orderCap })
  for (const [span, cap] of Object.entries(caps)) for (const sum of sums(all, span, ({ points }) => points)) assert(sum <= cap, `no ${span} gives more than its cap`, { id, sum, cap })
  for (const [span, cap] of Object.entries(timesCaps)) for (const sum of sums(all, span, ({ isGone }) => (isGone ? 0 : 1))) assert(sum <= cap, `no ${span} gives more often than its cap`, { id, sum, cap })
}

function sums(all: readonly Given[], span: string, of: (one: Given) => number): number[] {
  const byPeriod = new Map<number, number>()
  for (const one of all) {
    const start = span === 'member' ? 0 : startOfPeriod(one.day, span as CalendarUnit)
    byPeriod.set(start, (byPeriod.get(start) ?? 0) + of(one))
  }
  return [...byPeriod.values()]
}

/**
 * Told as it happens, whatever happens. Told late, an exchange turns points that a refund gave back, and others have since got, into points that
 * were kept; a delivery does so with what was cancelled for the lack of it, and a delivery or an approval with what was rejected after it: no
 * limit can foresee that.
 */
function sharedLimitHolds(plan: Plan): void {
  tell(plan, ({ store }) => assertShared(store))
  const foreseen: Plan = { ...plan, programs: plan.programs.map(withoutCancelling), steps: plan.steps.map((step) => ({ ...step, deed: foreseeable(step.deed) })) }
  assertShared(deliver(tell(foreseen), foreseen).store)
}

function foreseeable(deed: Deed): Deed {
  if (deed.kind === 'order' && deed.early === 'exchange') return { ...deed, early: 'nothing' }
  return deed.kind === 'settle' ? { ...deed, approves: true } : deed
}

function withoutCancelling(program: Plan['programs'][number]): Plan['programs'][number] {
  return JSON.parse(JSON.stringify(program, (key, value: unknown) => (key === 'cancel_after' ? undefined : value))) as Plan['programs'][number]
}

function assertShared(store: Store): void {
  const all = store.members().flatMap((id) => given(store, id))
  for (const { id, programCap } of programOf(store).rules) {
    if (programCap === null) continue
    const sum = all.filter(({ rule }) => rule === id).reduce((total, { points }) => total + points, 0)
    assert(sum <= programCap, 'all together are given no more than the limit', { id, sum, programCap })
  }
}
