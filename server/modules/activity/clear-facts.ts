import type { WriteContext } from '#server/platform/context'
import { deleteOldFacts } from './activity.store.ts'
import { TOPICS } from './deliver-handed.ts'

const DAY_MS = 86_400_000
/** So long facts stay for whoever follows them; whoever begins to later is told nothing of before. */
const KEPT_DAYS = 30
const MOST = 1_000

/** What waits to be handed on to another member, and leaves the outbox with that. */
const HANDED_ON = ['points.sent', ...TOPICS]

/** Takes a piece of the old facts of a store out of the outbox: those that everybody has taken who follows them, `through` a number (null: nobody follows them). Says how many. */
export function clearFacts(ctx: WriteContext, { through }: { through: number | null }): Promise<number> {
  return deleteOldFacts(ctx, { except: HANDED_ON, through, before: ctx.now - KEPT_DAYS * DAY_MS, most: MOST })
}
