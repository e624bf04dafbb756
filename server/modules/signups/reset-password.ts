import { deleteSessions, hashPassword, mailChanged, requireStrong, signInAttempts, takeAttempts, upsertPassword, useCode } from '#server/modules/logins/index'
import { findByContact, readIdentity } from '#server/modules/members/index'
import { readSettings } from '#server/modules/shops/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { Call, Reply } from '#server/platform/route'
import { requireEmail, type House } from './request-code.ts'
import type * as shapes from './schemas.ts'

/**
 * Sets the password of whoever has forgotten theirs, by a code that went to their address; every device is signed out, and an authenticator app stays. The
 * password is hashed before anything is looked at, so that known and unknown are answered alike and as late.
 * @throws AppError logins.wrong, logins.too_many, logins.way_off, logins.password_short, logins.password_common
 */
export async function resetPassword(house: House, call: Call, { email: said, code, password }: shapes.ResetMemberPassword): Promise<Reply<shapes.PasswordReset>> {
  const { storeId, actor } = call
  const at = house.clock()
  const { email, key } = requireEmail(said)
  await takeAttempts(house, storeId, signInAttempts(call.origin.address, `reset ${key}`))
  requireStrong(password, { email })
  const hash = await hashPassword(password)
  const isRight = await house.database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now: at }
    if (!(await readSettings(ctx)).ways.password) throw new AppError('conflict', 'logins.way_off', { way: 'password' })
    const isShown = await useCode(ctx, house.seal, { addressKey: key, purpose: 'password', code, at })
    const [known] = isShown ? await findByContact(ctx, { email }) : []
    if (known === undefined) return false
    const { memberId } = known
    await upsertPassword(ctx, { memberId, hash, at })
    await deleteSessions(ctx, { memberId, except: null, at })
    await mailChanged(ctx, { to: email, memberId, locale: (await readIdentity(ctx, memberId)).locale ?? call.locale, at }, 'password')
    return true
  })
  if (!isRight) throw new AppError('unauthenticated', 'logins.wrong')
  return { status: 200, body: { isDone: true } }
}
