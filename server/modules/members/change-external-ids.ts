import type { WriteContext } from '#server/platform/context'
import { maskId, seesIdsWhole } from './mask.ts'
import { claimExternalIds } from './make-member.ts'
import { deleteExternalId } from './members.store.ts'
import { lockPerson } from './require-person.ts'
import { readTies } from './read-identity.ts'
import type * as shapes from './schemas.ts'

/** Gives a member ids of the shop; twice is once. @throws AppError members.unknown, members.external_id_taken */
export async function addExternalIds(ctx: WriteContext, { member, externalIds }: shapes.AddExternalIds): Promise<shapes.ExternalIds> {
  const { memberId } = await lockPerson(ctx, member)
  await claimExternalIds(ctx, { memberId, externalIds })
  return listed(ctx, memberId)
}

/** Takes an id of the shop from a member: an event under it makes another. Twice is once. @throws AppError members.unknown */
export async function removeExternalId(ctx: WriteContext, { member, externalId }: shapes.RemoveExternalId): Promise<shapes.ExternalIds> {
  const { memberId } = await lockPerson(ctx, member)
  await deleteExternalId(ctx, { memberId, externalId })
  return listed(ctx, memberId)
}

async function listed(ctx: WriteContext, memberId: string): Promise<shapes.ExternalIds> {
  const { externalIds } = await readTies(ctx, memberId)
  return { memberId, externalIds: seesIdsWhole(ctx.actor) ? externalIds : externalIds.map(maskId) }
}
