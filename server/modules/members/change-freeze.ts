import { actorName } from '#server/platform/actor-name'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { readFreeze, updateFreeze, type FreezeRow } from './freezes.store.ts'
import { lockPerson, requirePerson } from './require-person.ts'
import type * as shapes from './schemas.ts'

/** Whether a member is frozen, since when, by whom and why. @throws AppError members.unknown, members.erased */
export async function getFreeze(ctx: ReadContext, { member }: shapes.GetFreeze): Promise<shapes.Freeze> {
  const { memberId } = await requirePerson(ctx, member)
  return outside(memberId, await readFreeze(ctx, memberId))
}

/**
 * Freezes a member: signed out everywhere, they cannot sign in, and nothing of theirs is spent until they are restored. What they earn goes on. Twice is once: the
 * first reason stays. @throws AppError members.unknown, members.erased
 */
export async function freezeMember(ctx: WriteContext, { member, reason }: shapes.FreezeMember): Promise<shapes.Freeze> {
  const { memberId } = await lockPerson(ctx, member)
  const known = await readFreeze(ctx, memberId)
  if (known === null) await updateFreeze(ctx, memberId, { frozenAt: ctx.now, frozenBy: actorName(ctx.actor), reason })
  return outside(memberId, known ?? (await readFreeze(ctx, memberId)))
}

/** Lets a member sign in and spend again; twice is once. @throws AppError members.unknown, members.erased */
export async function restoreMember(ctx: WriteContext, { member }: shapes.GetFreeze): Promise<shapes.Freeze> {
  const { memberId } = await lockPerson(ctx, member)
  await updateFreeze(ctx, memberId, null)
  return outside(memberId, null)
}

function outside(memberId: string, freeze: FreezeRow | null): shapes.Freeze {
  return { memberId, isFrozen: freeze !== null, frozenAt: freeze?.frozenAt ?? null, frozenBy: freeze?.frozenBy ?? null, reason: freeze?.reason ?? null }
}
