import type { Instant } from '#engine/calendar'
import type { WriteContext } from '#server/platform/context'
import type { Seal } from '#server/platform/seal'
import { countTry, deleteOldCodes, takeCode, upsertCode } from './logins.store.ts'
import { newCode } from './tokens.ts'

/** What a code is good for: one for signing in changes no password. */
export const PURPOSES = ['sign_in', 'password', 'step_up', 'email'] as const
export type Purpose = (typeof PURPOSES)[number]

const MINUTE_MS = 60_000
export const CODE_MINUTES = 10
/** Five of a million: one guess in 200,000 is right. */
const MOST_TRIES = 5

type Named = { addressKey: string; purpose: Purpose }

/** Makes the one live code of an address; the one before is over. */
export async function makeCode(ctx: WriteContext, seal: Seal, { addressKey, purpose, at }: Named & { at: Instant }): Promise<{ code: string; expiresAt: Instant }> {
  await deleteOldCodes(ctx, at)
  const code = newCode()
  const expiresAt = at + CODE_MINUTES * MINUTE_MS
  await upsertCode(ctx, { addressKey, purpose, codeHash: hashOf(seal, ctx, { addressKey, purpose, code }), expiresAt })
  return { code, expiresAt }
}

/** Takes a code, once: of two who send it at once, one is let in. One that is wrong is counted, which whoever calls must commit. */
export async function useCode(ctx: WriteContext, seal: Seal, { addressKey, purpose, code, at }: Named & { code: string; at: Instant }): Promise<boolean> {
  const isRight = await takeCode(ctx, { addressKey, purpose, codeHash: hashOf(seal, ctx, { addressKey, purpose, code }), mostTries: MOST_TRIES, at })
  if (!isRight) await countTry(ctx, { addressKey, purpose, endsAt: at + CODE_MINUTES * MINUTE_MS })
  return isRight
}

function hashOf(seal: Seal, { storeId }: WriteContext, { addressKey, purpose, code }: Named & { code: string }): string {
  return seal.keyedHash(`${storeId} ${addressKey} ${code}`, `code ${purpose}`)
}
