import type { Instant } from '#engine/calendar'
import { findStore } from '#server/modules/stores/index'
import type { MemberSession, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { newId } from '#server/platform/ids'
import { callLoginsFind, deleteOldSessions, deleteSessionOf, insertSession, type SessionRow } from './logins.store.ts'
import { noteDevice, type Device } from './note-device.ts'
import { hashOfToken, isToken, newToken } from './tokens.ts'

const DAY_MS = 86_400_000
/** Slides on while the member comes back. */
const SESSION_DAYS = 30

/** How somebody showed who they are. */
export type Way = 'code' | 'password' | 'passkey' | 'handover' | 'provider'

export type Opened = { token: string; session: SessionRow; isNewDevice: boolean }

/** Signs a member in; the token is nowhere but in the answer. `at` is the world's time, `provenAt` when they showed who they are, where that was before. */
export async function openSession(ctx: WriteContext, { memberId, way, at, provenAt = at, ...where }: Device & { memberId: string; way: Way; at: Instant; provenAt?: Instant | undefined }): Promise<Opened> {
  await deleteOldSessions(ctx, { memberId, at })
  const token = newToken()
  const { device, isNew } = await noteDevice(ctx, { memberId, at }, where)
  const session = { sessionId: newId('ses', at), memberId, way, device, createdAt: at, seenAt: at, provenAt, expiresAt: at + SESSION_DAYS * DAY_MS }
  await insertSession(ctx, { session, tokenHash: hashOfToken(token) })
  return { token, session, isNewDevice: isNew }
}

/** Whom a token lets in. */
export type FoundMember = { storeId: string; isSandbox: boolean; memberId: string; session: MemberSession }

/** Ends the session whose cookie gives way to another one of the same member, who may have several names: nobody has its token any more. */
export async function endReplaced(ctx: WriteContext, { memberIds, token }: { memberIds: readonly string[]; token: string }): Promise<void> {
  if (isToken(token)) await deleteSessionOf(ctx, { memberIds, tokenHash: hashOfToken(token) })
}

/** Finds live sessions by their tokens: for the edge. Nothing is remembered: a session that was ended is over at once, in every process. */
export function openMemberFinder(database: Database): (token: string, now: Instant) => Promise<FoundMember | undefined> {
  return async (token, now) => {
    if (!isToken(token)) return undefined
    const found = await callLoginsFind(database, { hash: hashOfToken(token), at: now })
    const store = found === undefined ? undefined : await findStore(database, found.storeId)
    if (found === undefined || store === undefined) return undefined
    const { storeId, memberId, sessionId, provenAt } = found
    return { storeId, isSandbox: store.isSandbox, memberId, session: { sessionId, provenAt } }
  }
}
