import type { Timeline } from '#engine/program/program'
import { openBudgets, type Budgets } from '#engine/simulate/budgets'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { lockBudgets, selectBudgets } from './activity.store.ts'

/** Limits that members share (R35), locked until the transaction ends; a program without any asks for nothing. */
export async function readBudgets(ctx: WriteContext, timeline: Timeline): Promise<Budgets> {
  const rules = cappedRules(timeline)
  return openBudgets(rules.length === 0 ? {} : Object.fromEntries(await lockBudgets(ctx, rules)))
}

/** The same to look at: nothing is locked. */
export async function lookAtBudgets(ctx: ReadContext, timeline: Timeline): Promise<Budgets> {
  const rules = cappedRules(timeline)
  return openBudgets(rules.length === 0 ? {} : Object.fromEntries(await selectBudgets(ctx, rules)))
}

function cappedRules(timeline: Timeline): string[] {
  return [...new Set(timeline.flatMap(({ program }) => program.rules.flatMap(({ id, programCap }) => (programCap === null ? [] : id))))]
}
