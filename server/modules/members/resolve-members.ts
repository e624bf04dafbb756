import { assert } from '#engine/assert'
import type { WriteContext } from '#server/platform/context'
import { newId } from '#server/platform/ids'
import { insertMembers, selectByExternalIds } from './members.store.ts'

/** Who the shop's ids name; an id that names nobody yet makes a member. */
export async function resolveMembers(ctx: WriteContext, externalIds: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(externalIds)].sort()
  const found = mapOf(await selectByExternalIds(ctx, wanted))
  const missing = wanted.filter((id) => !found.has(id))
  if (missing.length === 0) return found
  await insertMembers(ctx, { kind: 'person', made: missing.map((externalId) => ({ externalId, memberId: newId('mem', ctx.now) })) })
  for (const { externalId, memberId } of await selectByExternalIds(ctx, missing)) found.set(externalId, memberId)
  assert(wanted.every((id) => found.has(id)), 'every id names a member by now')
  return found
}

function mapOf(rows: readonly { externalId: string; memberId: string }[]): Map<string, string> {
  return new Map(rows.map(({ externalId, memberId }) => [externalId, memberId]))
}
