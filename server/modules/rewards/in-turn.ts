import type { WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import type { Call } from '#server/platform/route'
import { tryAgain } from '#server/platform/try-again'
import { openTurns } from '#server/platform/turns'

/** Redemptions of all stores that are on their way at once: those of one member or one reward wait for each other, and while they wait others find a connection. */
const turns = openTurns(3)

/** Does something in a transaction, in its turn; again where another one stood in its way. */
export function inTurn<T>(database: Database, { storeId, actor, now }: Call, act: (ctx: WriteContext) => Promise<T>): Promise<T> {
  return turns.take(() => tryAgain(() => database.inStore(storeId, (db) => act({ db, storeId, actor, now }))))
}
