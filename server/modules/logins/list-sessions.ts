import type { Instant } from '#engine/calendar'
import { requirePerson } from '#server/modules/members/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { Call, Reply } from '#server/platform/route'
import type { Database } from '#server/platform/database'
import { memberCookie } from './cookie.ts'
import { deleteSession, selectSessions } from './logins.store.ts'
import type * as shapes from './schemas.ts'

type House = { database: Database; clock: () => Instant }

/** Where a member is signed in, the newest first. */
export async function listSessions(ctx: ReadContext): Promise<shapes.Sessions> {
  const { memberId, current } = ownSession(ctx)
  const { selves } = await requirePerson(ctx, memberId)
  const sessions = await selectSessions(ctx, { memberIds: selves, at: ctx.now })
  return { sessions: sessions.map(({ sessionId, memberId: _, ...session }) => ({ session: sessionId, ...session, way: session.way as shapes.Session['way'], isCurrent: sessionId === current })) }
}

/** Ends one of a member's sessions, at once and everywhere; "current" is the one that asks, whose cookie goes too. @throws AppError logins.session_unknown */
export async function endSession({ database, clock }: House, { storeId, actor, origin }: Call, { session: asked }: shapes.EndSession): Promise<Reply<shapes.Ended>> {
  return database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now: clock() }
    const { memberId, current } = ownSession(ctx)
    const session = asked === 'current' ? current : asked
    if (!(await deleteSession(ctx, { memberId, sessionId: session }))) throw new AppError('not_found', 'logins.session_unknown', { session: asked })
    return { status: 200, ...(session === current ? { cookies: [memberCookie(origin, null)] } : {}), body: { session } }
  })
}

/** The member who asks, and by which session. @throws AppError http.no_session */
export function ownSession({ actor }: Pick<ReadContext, 'actor'>): { memberId: string; current: string } {
  if (actor.kind !== 'member' || actor.session === undefined) throw new AppError('unauthenticated', 'http.no_session')
  return { memberId: actor.memberId, current: actor.session.sessionId }
}
