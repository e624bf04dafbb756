import type { Instant } from '#engine/calendar'
import { findSeat } from '#server/modules/seats/index'
import { selectPeople } from '#server/modules/staff/index'
import { findStore } from '#server/modules/stores/index'
import type { Database } from '#server/platform/database'
import { hashOf } from './impersonate-member.ts'
import { selectByToken } from './impersonations.store.ts'

/** Whom somebody of the staff looks at, until when, and what the looker is called. */
export type FoundImpersonation = { storeId: string; isSandbox: boolean; impersonation: string; memberId: string; staffId: string; name: string | null; expiresAt: Instant }

const SYSTEM = { kind: 'system', job: 'impersonation' } as const

/** Finds who is looked at by the token of a store and whoever is signed in: it is over with its time, with the session of who looks, with their seat, and with their right. Nothing is remembered. */
export async function findImpersonation(database: Database, { token, store, staffId }: { token: string; store: string; staffId: string }, now: Instant): Promise<FoundImpersonation | undefined> {
  const found = await findStore(database, store)
  if (found === undefined) return undefined
  const { storeId, isSandbox } = found
  const seen = await database.readStore(storeId, async (db) => {
    const row = await selectByToken({ db, storeId, actor: SYSTEM, now }, hashOf(token))
    return row === undefined || row.staffId !== staffId ? undefined : { ...row, name: (await selectPeople(db, [staffId]))[0]?.name ?? null }
  })
  const seat = seen === undefined ? undefined : await findSeat(database, { storeId, staffId })
  if (seen === undefined || seat?.permissions.has('members:impersonate') !== true) return undefined
  const { impersonation, memberId, name, expiresAt } = seen
  return { storeId, isSandbox, impersonation, memberId, staffId, name, expiresAt }
}
