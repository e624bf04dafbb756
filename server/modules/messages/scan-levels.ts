import { selectHolders } from '#server/modules/activity/index'
import { readTimeline } from '#server/modules/programs/index'
import type { WriteContext } from '#server/platform/context'
import { LOOK } from './dues-of.ts'
import { insertDues, type Mark } from './due.store.ts'

/** Members of a transaction. */
const PAGE = 2_000

/**
 * Looks at everybody who holds a level, a page of members at a time: once when a store begins to tell of levels at risk, and again when other rules are published. In between each
 * member is looked at when their own time comes. Says how far it has come.
 */
export async function scanLevels(ctx: WriteContext, { watchesLevels, scanned, scanAfter }: Pick<Mark, 'watchesLevels' | 'scanned' | 'scanAfter'>): Promise<Pick<Mark, 'scanned' | 'scanAfter'>> {
  const versions = (await readTimeline(ctx)).filter(({ from }) => from <= ctx.now).length
  if (!watchesLevels || (scanAfter === null && scanned === versions)) return { scanned, scanAfter }
  const { holders, last } = await selectHolders(ctx, { after: scanAfter ?? '', most: PAGE })
  await insertDues(ctx, holders.map((memberId) => ({ memberId, kind: 'tier_at_risk', cause: LOOK, dueAt: ctx.now, details: {} })))
  return last === null ? { scanned: versions, scanAfter: null } : { scanned: versions, scanAfter: last }
}
