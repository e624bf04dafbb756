import type { Instant } from '#engine/calendar'
import type { WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { tryAgain } from '#server/platform/try-again'
import { lockNextDue, putOffDue, type Due } from './due.store.ts'
import { sendDue, type Sending } from './send-due.ts'
import { takeFacts } from './take-facts.ts'

/** Mails of one look at a store: a transaction each. */
const MOST = 50
const HOUR_MS = 3_600_000

type Following = { storeId: string; now: Instant; sending: Sending; isOver?: () => boolean }

/**
 * Takes what has happened in a store into what is to be written, and writes what is due, each in a transaction of its own. One that cannot be written is put off by an hour, so that it
 * keeps no other waiting; the first of such is thrown in the end. Says whether there may be more.
 */
export async function followMessages({ database }: { database: Database }, { storeId, now, sending, isOver = () => false }: Following): Promise<boolean> {
  const step = <T>(act: (ctx: WriteContext) => Promise<T>) => tryAgain(() => database.inStore(storeId, (db) => act({ db, storeId, actor: { kind: 'system', job: 'messages' }, now })))
  const isMore = await step(takeFacts)
  const faults: unknown[] = []
  let written = 0
  for (; written < MOST && !isOver(); written += 1) {
    let taken: Due | undefined
    await step(async (ctx) => {
      taken = await lockNextDue(ctx)
      if (taken !== undefined) await sendDue(ctx, taken, sending)
    }).catch(async (error: unknown) => {
      const due = taken
      if (due === undefined) throw error
      faults.push(error)
      await step((ctx) => putOffDue(ctx, due, now + HOUR_MS))
    })
    if (taken === undefined) break
  }
  if (faults.length > 0) throw faults[0]
  return isMore || written === MOST
}
