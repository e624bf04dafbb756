import { pathText, shown } from '#engine/shape'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import { insertExternalIds, insertMember, selectByExternalIds, type MakingRequest, type MemberKind, type MemberRow } from './members.store.ts'
import { isMemberId } from './require-member.ts'

/** Makes a member of a kind, whom the shop may know by ids of its own, and whose request may come again. @throws AppError members.external_id_taken */
export async function makeMember(ctx: WriteContext, { kind, externalIds, isTest = false, request = null }: { kind: MemberKind; externalIds: readonly string[]; isTest?: boolean; request?: MakingRequest | null }): Promise<MemberRow> {
  const memberId = newId('mem', ctx.now)
  await insertMember(ctx, { memberId, kind, isTest, request })
  await claimExternalIds(ctx, { memberId, externalIds })
  return { memberId, kind, createdAt: ctx.now, mergedInto: null, erasedAt: null, isTest }
}

/** Gives a member ids of the shop; those that it has already stay. @throws AppError members.external_id_taken */
export async function claimExternalIds(ctx: WriteContext, { memberId, externalIds }: { memberId: string; externalIds: readonly string[] }): Promise<void> {
  requireForeign(externalIds)
  await insertExternalIds(ctx, { memberId, externalIds })
  const taken = (await selectByExternalIds(ctx, externalIds)).find((known) => known.memberId !== memberId)
  if (taken !== undefined) throw new AppError('conflict', 'members.external_id_taken', { externalId: taken.externalId, member: taken.memberId })
}

function requireForeign(externalIds: readonly string[]): void {
  const own = [...externalIds.entries()].filter(([, id]) => isMemberId(id))
  if (own.length === 0) return
  throw new AppError('invalid', 'http.wrong_shape', {
    errors: own.map(([index, id]) => ({ path: pathText(['externalIds', String(index)]), found: shown(id), wanted: "an id of the shop's own, not one of ours", code: 'bad_format' })),
  })
}
