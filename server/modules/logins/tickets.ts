import { randomBytes } from 'node:crypto'
import type { Instant } from '#engine/calendar'
import type { WriteContext } from '#server/platform/context'
import type { Call, Reply } from '#server/platform/route'
import type { Database } from '#server/platform/database'
import { ownSession } from './list-sessions.ts'
import { insertChallenge, selectSessions, takeChallenge } from './logins.store.ts'
import type * as shapes from './schemas.ts'
import type { Way } from './sessions.ts'
import { hashOfToken } from './tokens.ts'

type House = { database: Database; clock: () => Instant }
/** Whose session a ticket carries over. */
type Carried = { memberId: string; sessionId: string }

const KIND = 'ticket'
const RANDOM_BYTES = 32
/** As long as a page needs to open on a slow phone. */
const TICKET_MS = 60_000

/** Gives out a ticket, by which a page of another origin goes on as whoever asks: once, within a minute. We keep its hash alone (decision 0100). @throws AppError http.no_session */
export async function issueTicket({ database, clock }: House, { storeId, actor }: Call, _: object): Promise<Reply<shapes.Ticket>> {
  const at = clock()
  const ticket = `rt_${randomBytes(RANDOM_BYTES).toString('base64url')}`
  const expiresAt = at + TICKET_MS
  await database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now: at }
    const { memberId, current } = ownSession(ctx)
    const said: Carried = { memberId, sessionId: current }
    await insertChallenge(ctx, { challengeId: hashOfToken(ticket), kind: KIND, said, expiresAt, at })
  })
  return { status: 201, body: { ticket, expiresAt } }
}

/** Takes a ticket: whose it is, and how and when they showed who they are. Nothing where it was used, is over, or the session that it carries has ended since. */
export async function takeTicket(ctx: WriteContext, { ticket, at }: { ticket: string; at: Instant }): Promise<{ memberId: string; way: Way; provenAt: Instant } | undefined> {
  const said = await takeChallenge<Carried>(ctx, { challengeId: hashOfToken(ticket), kind: KIND, at })
  if (said === undefined) return undefined
  const session = (await selectSessions(ctx, { memberIds: [said.memberId], at })).find(({ sessionId }) => sessionId === said.sessionId)
  return session === undefined ? undefined : { memberId: said.memberId, way: session.way as Way, provenAt: session.provenAt }
}
