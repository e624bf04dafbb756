import { hash, randomBytes } from 'node:crypto'
import { requirePerson } from '#server/modules/members/index'
import { getStore } from '#server/modules/stores/index'
import { actorName } from '#server/platform/actor-name'
import type { Actor, ReadContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import type { Call, Reply } from '#server/platform/route'
import { impersonationCookie, MINUTES } from './cookie.ts'
import { deleteImpersonation, deleteOf, insertImpersonation, selectImpersonation } from './impersonations.store.ts'
import type * as shapes from './schemas.ts'

type House = { database: Database }

/**
 * Lets somebody of the staff see the member centre as a member does, in the place of whomever they looked at before. The token is nowhere but in a cookie of their browser.
 * @throws AppError members.unknown, members.erased, impersonations.for_staff
 */
export async function impersonateMember({ database }: House, { storeId, actor, now, origin }: Call, { member }: shapes.Impersonate): Promise<Reply<shapes.Impersonation>> {
  const token = randomBytes(32).toString('base64url')
  const body = await database.inStore(storeId, async (db) => {
    const ctx = { db, storeId, actor, now }
    const { memberId } = await requirePerson(ctx, member)
    const staffId = requireStaff(actor)
    const { handle } = await getStore(ctx)
    const row = { impersonation: newId('imp', now), memberId, staffId, startedAt: now, expiresAt: now + MINUTES * 60_000 }
    await deleteOf(ctx, staffId)
    await insertImpersonation(ctx, { ...row, tokenHash: hashOf(token) })
    return { impersonation: row.impersonation, memberId, handle, expiresAt: row.expiresAt }
  })
  return { status: 201, cookies: [impersonationCookie(origin, token)], body }
}

/** Who looks at whom, while it lasts. @throws AppError impersonations.unknown */
export async function readImpersonation(ctx: ReadContext, { impersonation }: shapes.ImpersonationName): Promise<shapes.Looking> {
  const found = await selectImpersonation(ctx, impersonation)
  if (found === undefined) throw new AppError('not_found', 'impersonations.unknown', { impersonation })
  const { memberId, staffId, startedAt, expiresAt } = found
  return { impersonation, memberId, staff: staffId, startedAt, expiresAt }
}

/** Ends one's own before its time. @throws AppError impersonations.unknown, also where it is over */
export async function endImpersonation({ database }: House, { storeId, actor, now, origin }: Call, { impersonation }: shapes.ImpersonationName): Promise<Reply<shapes.ImpersonationName>> {
  const isEnded = await database.inStore(storeId, (db) => deleteImpersonation({ db, storeId, actor, now }, { impersonation, staffId: actorName(actor) }))
  if (!isEnded) throw new AppError('not_found', 'impersonations.unknown', { impersonation })
  return { status: 200, cookies: [impersonationCookie(origin, null)], body: { impersonation } }
}

/** 256 random bits need no salt and no slow hash (decision 0061). */
export function hashOf(token: string): string {
  return hash('sha256', token, 'hex')
}

/** A program has no eyes. @throws AppError impersonations.for_staff */
function requireStaff(actor: Actor): string {
  if (actor.kind !== 'staff') throw new AppError('forbidden', 'impersonations.for_staff')
  return actor.staffId
}
