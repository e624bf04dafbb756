import type { ReadContext } from '#server/platform/context'
import { selectByExternalIds } from './members.store.ts'

/** Who the shop's ids name; those that name nobody are absent. */
export async function findMembers(ctx: ReadContext, externalIds: readonly string[]): Promise<Map<string, string>> {
  return new Map((await selectByExternalIds(ctx, [...new Set(externalIds)])).map(({ externalId, memberId }) => [externalId, memberId]))
}
