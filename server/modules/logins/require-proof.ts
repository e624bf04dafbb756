import type { Instant } from '#engine/calendar'
import { readSettings } from '#server/modules/shops/index'
import type { Actor, ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { listWays } from './ways.ts'

const MINUTE_MS = 60_000
/** How long it holds that somebody has shown who they are. */
const PROOF_MINUTES = 10

/** Sees that a shopper has shown who they are in the last ten minutes; of keys, staff and the house nothing is asked. `at` is the world's time. @throws AppError logins.step_up_needed with the ways to do so */
export async function requireProof(ctx: ReadContext, at: Instant): Promise<void> {
  if (ctx.actor.kind !== 'member' || isFresh(ctx.actor, at)) return
  const ways = await listWays(ctx, ctx.actor.memberId)
  throw new AppError('forbidden', 'logins.step_up_needed', { ways: ways.filter((way) => way !== 'handover').join(', '), minutes: PROOF_MINUTES })
}

/** The same where a shopper spends so many points at once, if the store sets a limit and it is more. @throws AppError logins.step_up_needed */
export async function requireProofToSpend(ctx: ReadContext, { points, at }: { points: number; at: Instant }): Promise<void> {
  if (ctx.actor.kind !== 'member') return
  const { stepUpPoints } = await readSettings(ctx)
  if (stepUpPoints !== null && points > stepUpPoints) await requireProof(ctx, at)
}

function isFresh({ session }: Extract<Actor, { kind: 'member' }>, at: Instant): boolean {
  return session !== undefined && session.provenAt > at - PROOF_MINUTES * MINUTE_MS
}
