import type { MemberEvent } from '#engine/member/event'
import type { Timeline } from '#engine/program/program'
import { openBudgets, sharedOfRewards, type Budgets } from '#engine/simulate/budgets'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { lockBudgets, selectBudgets } from './activity.store.ts'

/** Limits that members share (R35), locked until the transaction ends: of rules, and of the rewards that these events redeem. A program without any asks for nothing. */
export async function readBudgets(ctx: WriteContext, timeline: Timeline, events: readonly MemberEvent[] = []): Promise<Budgets> {
  const ofRewards = events.flatMap((event) => (event.kind === 'reward.redeemed' ? sharedOfRewards(timeline, event.at, event.reward) : []))
  const names = [...cappedRules(timeline), ...new Set(ofRewards.map(({ key }) => key))]
  return openBudgets(names.length === 0 ? {} : Object.fromEntries(await lockBudgets(ctx, names)))
}

/** The same to look at: nothing is locked. */
export async function lookAtBudgets(ctx: ReadContext, timeline: Timeline): Promise<Budgets> {
  const names = [...cappedRules(timeline), ...sharedOfRewards(timeline, ctx.now).map(({ key }) => key)]
  return openBudgets(names.length === 0 ? {} : Object.fromEntries(await selectBudgets(ctx, names)))
}

function cappedRules(timeline: Timeline): string[] {
  return [...new Set(timeline.flatMap(({ program }) => program.rules.flatMap(({ id, programCap }) => (programCap === null ? [] : id))))]
}
