import type { Kysely } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { NoTables } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import { hashPassword, weaknessOf } from './passwords.ts'
import { insertPerson } from './people.store.ts'

/** Somebody who is to be of the staff. */
export type NewPerson = { name: string; email: string; locale: string | null; password: string }

/** An address as it is kept and compared: staff are found by all of it, in lower case. */
export function emailKey(email: string): string {
  return email.trim().normalize('NFC').toLowerCase()
}

/** Sees that a password is not one of the first that anybody would try, and hashes it. It takes as long for one who is there as for one who is not. @throws AppError staff.weak_password */
export async function acceptPassword(password: string, own: readonly string[]): Promise<string> {
  refuseWeak(password, own)
  return hashPassword(password)
}

/** The same where whose password it is turns out after it was hashed, by the link that they came with. @throws AppError staff.weak_password_* */
export function refuseWeak(password: string, own: readonly string[], stores: readonly string[] = []): void {
  const weakness = weaknessOf(password, own, stores)
  if (weakness !== null) throw new AppError('invalid', `staff.weak_password_${weakness}`)
}

/** Makes somebody whose password was accepted. @throws AppError staff.email_taken */
export async function makePerson(db: Kysely<NoTables>, { name, email, locale, hash, now }: Omit<NewPerson, 'password'> & { hash: string; now: Instant }): Promise<string> {
  const staffId = newId('stf', now)
  const isMade = await insertPerson(db, { staffId, accountId: newId('acc', now), name, email: emailKey(email), locale, hash, at: now })
  if (!isMade) throw new AppError('conflict', 'staff.email_taken')
  return staffId
}
