import type { Instant } from '#engine/calendar'
import type { Database } from '#server/platform/database'
import type { WriteContext } from '#server/platform/context'
import { advanceDue } from './advance-due.ts'
import { deliverTransfers } from './deliver-transfers.ts'

/** Lets everything happen that time brings to the members of a store until an instant, and what members do to each other. */
export async function advanceStore({ database }: { database: Database }, { storeId, until }: { storeId: string; until: Instant }): Promise<void> {
  const actor = { kind: 'system', job: 'clock' } as const
  const step = (act: (ctx: WriteContext) => Promise<number>) => database.inStore(storeId, (db) => act({ db, storeId, actor, now: until }))
  while ((await step((ctx) => advanceDue(ctx, { until }))) + (await step(deliverTransfers)) > 0);
}
