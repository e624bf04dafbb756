import { counterName, type Counted, type Counter } from '#engine/pricing/limits'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { lockCounters, selectUsed, type CountedRow, type CounterKey } from './uses.store.ts'

/** What is left of limits, by the names that a cart knows them by (R35): of a member with all that they ever were. */
export async function readLeft(ctx: ReadContext, counters: readonly Counter[], selves: readonly string[]): Promise<Record<string, number>> {
  if (counters.length === 0) return {}
  const used = new Map<string, number>()
  for (const row of await selectUsed(ctx, counters.flatMap((counter) => subjectsOf(counter, selves).map((subject) => keyOf(counter, subject))))) {
    const name = counterName({ discount: row.discount, key: row.counter })
    used.set(name, (used.get(name) ?? 0) + row.used)
  }
  return Object.fromEntries(counters.map((counter) => [counterName(counter), Math.max(0, counter.most - (used.get(counterName(counter)) ?? 0))]))
}

/** The same, and nobody else takes of them until the transaction ends. */
export async function lockLeft(ctx: WriteContext, counters: readonly Counter[], selves: readonly string[]): Promise<Record<string, number>> {
  if (counters.length > 0) await lockCounters(ctx, counters.map((counter) => keyOf(counter, counter.isOfMember ? (selves.at(-1) ?? '') : '')))
  return readLeft(ctx, counters, selves)
}

/** What a quote counted, as it is kept; of a member under the name that goes on. */
export function countedRows(counted: readonly Counted[], selves: readonly string[]): CountedRow[] {
  return counted.map((one) => ({ ...keyOf(one, one.isOfMember ? (selves.at(-1) ?? '') : ''), amount: one.amount }))
}

function subjectsOf({ isOfMember }: Counter, selves: readonly string[]): readonly string[] {
  return isOfMember ? selves : ['']
}

function keyOf({ discount, key }: Pick<Counter, 'discount' | 'key'>, subject: string): CounterKey {
  return { discount, counter: key, subject }
}
