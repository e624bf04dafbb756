import { findByContact, insertSource } from '#server/modules/members/index'
import { joinMember } from '#server/modules/profiles/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type * as shapes from './subscription-schemas.ts'

/** Notes somebody whom staff met, by their card or on the phone: a member of whom nothing is said about mails. Whoever is known stays as they are. @throws AppError http.wrong_shape */
export async function addLead(ctx: WriteContext, { source, ...said }: shapes.AddLead): Promise<shapes.Lead> {
  const { email, phone, phoneCountry } = said
  if (email === undefined && phone === undefined) throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: '', found: 'neither', wanted: 'email or phone', code: 'missing' }] })
  const known = [...(email === undefined ? [] : await findByContact(ctx, { email })), ...(phone === undefined ? [] : await findByContact(ctx, { phone, ...(phoneCountry === undefined ? {} : { phoneCountry }) }))][0]
  if (known !== undefined) return { memberId: known.memberId, isNew: false }
  const memberId = await joinMember(ctx, said)
  await insertSource(ctx, { memberId, source: source ?? {} })
  return { memberId, isNew: true }
}
