import type { Instant } from '#engine/calendar'
import { ownSession, selectPassword, takeAttempts, updateProven, useCode, usePasskey, useTotp, verifyPassword } from '#server/modules/logins/index'
import { readEmail, readIdentity } from '#server/modules/members/index'
import { readSettings } from '#server/modules/shops/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { Call, Reply } from '#server/platform/route'
import { required } from './read-proof.ts'
import type { House } from './request-code.ts'
import type * as shapes from './schemas.ts'

const MINUTE_MS = 60_000
const PROOF_MINUTES = 10

/** A member shows again who they are, which holds for ten minutes on this session. @throws AppError logins.too_many, logins.wrong, logins.way_off */
export async function stepUp(house: House, call: Call, input: shapes.StepUp): Promise<Reply<shapes.SteppedUp>> {
  const { storeId, actor } = call
  const at = house.clock()
  const { memberId, current } = ownSession(call)
  await takeAttempts(house, storeId, [{ sort: 'proof_identity', who: memberId }])
  const isPasswordRight = input.way === 'password' && (await verifyOwn(house, call, { memberId, password: required(input, 'password') }))
  const isRight = await house.database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now: at }
    if (input.way !== 'totp' && !(await readSettings(ctx)).ways[input.way]) throw new AppError('conflict', 'logins.way_off', { way: input.way })
    const found = input.way === 'password' ? isPasswordRight : await isShown(ctx, house, { memberId, call, input, at })
    if (found) await updateProven(ctx, { sessionId: current, at })
    return found
  })
  if (!isRight) throw new AppError('unauthenticated', 'logins.wrong')
  return { status: 201, body: { session: current, until: at + PROOF_MINUTES * MINUTE_MS } }
}

async function verifyOwn({ database }: House, call: Call, { memberId, password }: { memberId: string; password: string }): Promise<boolean> {
  const row = await database.readStore(call.storeId, (db) => selectPassword({ ...call, db }, memberId))
  return verifyPassword(row?.hash ?? null, password)
}

async function isShown(ctx: WriteContext, { seal }: House, { memberId, call, input, at }: { memberId: string; call: Call; input: shapes.StepUp; at: Instant }): Promise<boolean> {
  const { way } = input
  if (way === 'totp') return useTotp(ctx, seal, { memberId, code: required(input, 'totp'), at })
  if (way === 'passkey') return (await usePasskey(ctx, { challengeId: required(input, 'challenge'), answer: required(input, 'passkey'), site: call.origin.site, at })) === memberId
  const email = readEmail((await readIdentity(ctx, memberId)).email ?? '')
  return email !== null && useCode(ctx, seal, { addressKey: email.key, purpose: 'step_up', code: required(input, 'code'), at })
}
