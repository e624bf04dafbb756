import { pathText, shown, type ShapeProblem } from '#engine/shape'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { selectMembers, type MemberRow } from './members.store.ts'
import { selectByContact } from './people.store.ts'
import { readEmail } from './read-email.ts'
import { isPhoneCountry, phoneWanted, readPhone } from './read-phone.ts'

export type Contact = { email?: string | undefined; phone?: string | undefined; phoneCountry?: string | undefined }

/** The members whom an address or a number reaches: one at most; a number that somebody only says of themselves reaches nobody. @throws AppError http.wrong_shape where it is none */
export async function findByContact(ctx: ReadContext, contact: Contact): Promise<MemberRow[]> {
  return selectMembers(ctx, await selectByContact(ctx, readContact(contact)))
}

/** The same first, then those who say of themselves that the number is theirs. @throws AppError http.wrong_shape */
export async function searchByContact(ctx: ReadContext, contact: Contact): Promise<MemberRow[]> {
  const ids = await selectByContact(ctx, { ...readContact(contact), isOwnToo: true })
  return (await selectMembers(ctx, ids)).toSorted((a, b) => ids.indexOf(a.memberId) - ids.indexOf(b.memberId))
}

function readContact({ email, phone, phoneCountry }: Contact): { emailKey: string | null; phone: string | null } {
  if ((email === undefined) === (phone === undefined)) refuse({ keys: [], found: email === undefined ? 'neither' : 'both', wanted: 'either email or phone', code: 'missing' })
  if (email !== undefined) return { emailKey: readEmail(email)?.key ?? refuse({ keys: ['email'], found: shown(email), wanted: 'an e-mail address, such as "anna@example.com"', code: 'bad_format' }), phone: null }
  if (phoneCountry !== undefined && !isPhoneCountry(phoneCountry)) refuse({ keys: ['phoneCountry'], found: shown(phoneCountry), wanted: 'a country by ISO 3166-1, such as "DE"', code: 'bad_format' })
  return { emailKey: null, phone: readPhone(phone as string, phoneCountry) ?? refuse({ keys: ['phone'], found: shown(phone), wanted: phoneWanted(phoneCountry), code: 'bad_format' }) }
}

function refuse({ keys, ...problem }: ShapeProblem): never {
  throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: pathText(keys), ...problem }] })
}
