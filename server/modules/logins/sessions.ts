import type { Instant } from '#engine/calendar'
import { findStore } from '#server/modules/stores/index'
import type { MemberSession, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { newId } from '#server/platform/ids'
import { deviceOf } from './device.ts'
import { deleteOldDevices, selectDevices, upsertDevice } from './devices.store.ts'
import { callLoginsFind, deleteOldSessions, deleteSessionOf, insertSession, type SessionRow } from './logins.store.ts'
import { hashOfToken, isToken, newToken } from './tokens.ts'

const DAY_MS = 86_400_000
/** Slides on while the member comes back. */
const SESSION_DAYS = 30
/** So long a device stays known after somebody signed in on it: more than the year that a session lasts at most. */
const DEVICE_DAYS = 400

/** How somebody showed who they are. */
export type Way = 'code' | 'password' | 'passkey' | 'handover' | 'provider'

export type Opened = { token: string; session: SessionRow; isNewDevice: boolean }

/**
 * Signs a member in; the token is nowhere but in the answer. `at` is the world's time, `provenAt` when they showed who they are, where that was before. A device is new where the
 * member signed in before, and never on it; signing out everywhere makes none new.
 */
export async function openSession(ctx: WriteContext, { memberId, way, userAgent, at, provenAt = at }: { memberId: string; way: Way; userAgent: string; at: Instant; provenAt?: Instant | undefined }): Promise<Opened> {
  await deleteOldSessions(ctx, { memberId, at })
  await deleteOldDevices(ctx, at - DEVICE_DAYS * DAY_MS)
  const known = await selectDevices(ctx, [memberId])
  const token = newToken()
  const device = deviceOf(userAgent)
  const session = { sessionId: newId('ses', at), memberId, way, device, createdAt: at, seenAt: at, provenAt, expiresAt: at + SESSION_DAYS * DAY_MS }
  await insertSession(ctx, { session, tokenHash: hashOfToken(token) })
  await upsertDevice(ctx, { memberId, device, at })
  return { token, session, isNewDevice: known.length > 0 && known.every((one) => one.device !== device) }
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
