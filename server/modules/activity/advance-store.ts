import { setTimeout as pause } from 'node:timers/promises'
import type { Instant } from '#engine/calendar'
import { freeOver } from '#server/modules/coupons/index'
import type { Database } from '#server/platform/database'
import type { WriteContext } from '#server/platform/context'
import { advanceSome, MOST } from './advance-due.ts'
import { deliverHanded } from './deliver-handed.ts'
import { deliverTransfers } from './deliver-transfers.ts'
import { selectChainEnd } from './verify.store.ts'

/** Members of a transaction where somebody else books: an event waits for one such transaction, which takes less than its own (20, and 10 ms: 1.4 to 2.3 times the p99 without; these: 1.1 to 1.5). */
const MOST_IN_COMPANY = 10
/** Time does what is due a little later where somebody else books, and leaves the machine to them for so many milliseconds. */
const PAUSE_MS = 20
/** What members do to each other does not wait for more transactions than this. */
const TRANSFERS_EVERY = 20

/** Members of the next transaction; where the store's chain ends if nobody else books until then, null before the first; whether somebody did. */
type Pace = { most: number; end: number | null; isInCompany: boolean }

/**
 * Lets everything happen that time brings to the members of a store until an instant, what members do to each other, and the end of what checkouts held; or as much of it as
 * is done when it `isOver`. Many due members are no reason for anybody to wait, for reads are right before their turn comes: a transaction
 * after which the chain ends elsewhere than it left it was not alone, and the next ones are small and take their time; alone, they double.
 */
export async function advanceStore({ database }: { database: Database }, { storeId, until, isOver = () => false }: { storeId: string; until: Instant; isOver?: () => boolean }): Promise<void> {
  const actor = { kind: 'system', job: 'clock' } as const
  const step = (act: (ctx: WriteContext) => Promise<number>) => database.inStore(storeId, (db) => act({ db, storeId, actor, now: until }))
  const pace: Pace = { most: MOST_IN_COMPANY, end: null, isInCompany: false }
  for (let turn = 1; !isOver(); turn += 1) {
    const advanced = await step((ctx) => advanceAtPace(ctx, until, pace))
    const delivered = advanced === 0 || turn % TRANSFERS_EVERY === 0 ? (await step(deliverTransfers)) + (await step(deliverHanded)) + (await step(freeOver)) : 0
    if (advanced + delivered === 0) return
    if (pace.isInCompany) await pause(PAUSE_MS)
  }
}

async function advanceAtPace(ctx: WriteContext, until: Instant, pace: Pace): Promise<number> {
  const { lastNo } = await selectChainEnd(ctx)
  pace.isInCompany = pace.end !== null && pace.end !== lastNo
  pace.most = pace.end === lastNo ? Math.min(MOST, pace.most * 2) : MOST_IN_COMPANY
  const { members, postings } = await advanceSome(ctx, { until, most: pace.most })
  pace.end = lastNo + postings
  return members
}
