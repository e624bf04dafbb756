import { assert } from '#engine/assert'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { newId } from '#server/platform/ids'
import { insertMembers, selectByExternalIds, selectMembers } from './members.store.ts'
import { isMemberId } from './require-member.ts'

/** Whom names stand for, by these names: ids of the shop, or of ours of who is not erased; those that name nobody are absent. */
export async function findMembers(ctx: ReadContext, names: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(names)].sort()
  if (wanted.length === 0) return new Map()
  const found = mapOf(await selectByExternalIds(ctx, wanted))
  const ours = wanted.filter((name) => isMemberId(name) && !found.has(name))
  const own = ours.length === 0 ? [] : await selectMembers(ctx, ours)
  for (const { memberId, erasedAt } of own) if (erasedAt === null) found.set(memberId, memberId)
  return found
}

/** The same with a person made for each id that names nobody yet. Two transactions that make the same one at once agree on it. */
export async function makeMissing(ctx: WriteContext, { known, externalIds }: { known: ReadonlyMap<string, string>; externalIds: readonly string[] }): Promise<Map<string, string>> {
  const found = new Map(known)
  const missing = [...new Set(externalIds)].filter((id) => !found.has(id)).sort()
  if (missing.length === 0) return found
  await insertMembers(ctx, { kind: 'person', made: missing.map((externalId) => ({ externalId, memberId: newId('mem', ctx.now) })) })
  for (const { externalId, memberId } of await selectByExternalIds(ctx, missing)) found.set(externalId, memberId)
  assert(missing.every((id) => found.has(id)), 'every id names a member by now')
  return found
}

function mapOf(rows: readonly { externalId: string; memberId: string }[]): Map<string, string> {
  return new Map(rows.map(({ externalId, memberId }) => [externalId, memberId]))
}
