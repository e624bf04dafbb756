import { noteChanged } from '#server/modules/activity/index'
import { mailChanged, requireProof, takeAttempts, useCode, ownSession } from '#server/modules/logins/index'
import { lockPerson, readIdentity, saveEmail } from '#server/modules/members/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { Call, Reply } from '#server/platform/route'
import { requireEmail, type House } from './request-code.ts'
import type * as shapes from './email-schemas.ts'

/**
 * Gives a member another address, whose mailbox is theirs by the code that went there; the old one is told. @throws AppError logins.step_up_needed, logins.wrong,
 * logins.too_many, members.email_taken
 */
export async function changeEmail(house: House, call: Call, { email: said, code }: shapes.ChangeEmail): Promise<Reply<shapes.OwnEmail>> {
  const { storeId, actor } = call
  const at = house.clock()
  const { memberId } = ownSession(call)
  const { email, key } = requireEmail(said)
  await takeAttempts(house, storeId, [{ sort: 'proof_identity', who: memberId }])
  const isRight = await house.database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now: at }
    await requireProof(ctx, at)
    await lockPerson(ctx, memberId)
    if (!(await useCode(ctx, house.seal, { addressKey: key, purpose: 'email', code, at }))) return false
    const { email: before, locale } = await readIdentity(ctx, memberId)
    await saveEmail(ctx, { memberId, email })
    await noteChanged(ctx, memberId)
    if (before !== null && before !== email) await mailChanged(ctx, { to: before, memberId, locale: locale ?? call.locale, at }, 'email')
    return true
  })
  if (!isRight) throw new AppError('unauthenticated', 'logins.wrong')
  return { status: 200, body: { memberId, email } }
}
