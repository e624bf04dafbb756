import { generateSecret, generateURI, verify } from 'otplib'
import type { Instant } from '#engine/calendar'
import { readIdentity } from '#server/modules/members/index'
import { getStore } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { Seal } from '#server/platform/seal'
import { confirmTotp, lockTotp, updateTotpStep, upsertTotp } from './totp.store.ts'

const SECOND_MS = 1_000
const STEP_SECONDS = 30

function purposeOf({ storeId }: WriteContext, memberId: string): string {
  return `totp ${storeId} ${memberId}`
}

/** Begins to set up an authenticator app; until it is confirmed by a first code nothing is asked for, or the one of before. */
export async function beginTotp(ctx: WriteContext, seal: Seal, { memberId, at }: { memberId: string; at: Instant }): Promise<{ secret: string; uri: string }> {
  const [{ name: store }, { email, name }] = [await getStore(ctx), await readIdentity(ctx, memberId)]
  const secret = generateSecret()
  await upsertTotp(ctx, { memberId, sealed: seal.seal(secret, purposeOf(ctx, memberId)), at })
  return { secret, uri: generateURI({ issuer: store, label: email ?? name ?? memberId, secret }) }
}

/** Whether a code is right now, or half a minute ago or ahead; each code is right once. */
export async function useTotp(ctx: WriteContext, seal: Seal, { memberId, code, at }: { memberId: string; code: string; at: Instant }): Promise<boolean> {
  const row = await lockTotp(ctx, memberId)
  if (row === undefined || !row.isConfirmed) return false
  const step = await stepOf(seal.open(row.sealed, purposeOf(ctx, memberId)), code, at)
  if (step === null || step <= row.lastStep) return false
  await updateTotpStep(ctx, { memberId, step })
  return true
}

/** Whether a code is one of the app that is being set up, which is the one in use from then on. */
export async function putTotpIntoUse(ctx: WriteContext, seal: Seal, { memberId, code, at }: { memberId: string; code: string; at: Instant }): Promise<boolean> {
  const row = await lockTotp(ctx, memberId)
  const waiting = row === undefined || !row.isConfirmed ? row?.sealed : row.nextSealed
  const step = waiting === undefined || waiting === null ? null : await stepOf(seal.open(waiting, purposeOf(ctx, memberId)), code, at)
  if (step === null) return false
  await confirmTotp(ctx, { memberId, step })
  return true
}

/** The half minute of a code; null where it is of none near this one. */
async function stepOf(secret: string, code: string, at: Instant): Promise<number | null> {
  const result = await verify({ secret, token: code, epoch: Math.floor(at / SECOND_MS), epochTolerance: STEP_SECONDS })
  return result.valid ? Math.floor(at / SECOND_MS / STEP_SECONDS) + ('delta' in result ? Number(result.delta) : 0) : null
}

/** Where a member has an authenticator app, its code besides. @throws AppError logins.totp_needed, logins.wrong */
export async function requireTotp(ctx: WriteContext, seal: Seal, { memberId, code, at }: { memberId: string; code: string | undefined; at: Instant }): Promise<void> {
  const row = await lockTotp(ctx, memberId)
  if (row === undefined || !row.isConfirmed) return
  if (code === undefined) throw new AppError('unauthenticated', 'logins.totp_needed')
  if (!(await useTotp(ctx, seal, { memberId, code, at }))) throw new AppError('unauthenticated', 'logins.wrong')
}
