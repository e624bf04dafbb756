import type { Kysely, Transaction } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { NoTables } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { insertLink, lockLink, updateUsed, type LinkRow } from './links.store.ts'
import { newToken, tokenHash } from './tokens.ts'

/** A day: long enough to be at the desk again, short enough for what may lie in a terminal or a chat. */
const LIFE_MS = 24 * 3_600_000

type Purpose = LinkRow['purpose']

/** Makes a one-time link of a sort, in the place of those before it that nobody used. The token is told this once. */
export async function makeLink(db: Kysely<NoTables>, { purpose, staffId = null, now }: { purpose: Purpose; staffId?: string | null; now: Instant }): Promise<{ token: string; expiresAt: Instant }> {
  const { token, hash } = newToken()
  const expiresAt = now + LIFE_MS
  await insertLink(db, { hash, purpose, staffId, at: now, endsAt: expiresAt })
  return { token, expiresAt }
}

/** Uses a link up: of two who come with it at once, one does. @throws AppError staff.dead_link */
export async function useLink(db: Transaction<NoTables>, { purpose, token, now }: { purpose: Purpose; token: string; now: Instant }): Promise<{ staffId: string | null }> {
  const hash = tokenHash(token)
  const link = await lockLink(db, { hash, purpose })
  if (link === undefined || link.usedAt !== null || link.endsAt <= now) throw new AppError('gone', 'staff.dead_link')
  await updateUsed(db, { hash, at: now })
  return { staffId: link.staffId }
}
