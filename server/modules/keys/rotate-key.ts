import type { Instant } from '#engine/calendar'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { lockKey, updateKey } from './keys.store.ts'
import { makeKey } from './make-key.ts'
import { requireWithin } from './require-within.ts'
import type { ApiKey, NewApiKey, RotateKey } from './schemas.ts'

const HOUR_MS = 3_600_000

/**
 * Puts a new key with the same name, scopes and end in the place of one; the old secret works for the overlap.
 * @throws AppError keys.unknown, keys.not_live, keys.beyond_own
 */
export async function rotateKey(ctx: WriteContext, { key, overlapHours }: RotateKey): Promise<NewApiKey> {
  const old = await lockKey(ctx, key)
  if (old === undefined) throw new AppError('not_found', 'keys.unknown', { key })
  if (!isLive(old, ctx.now)) throw new AppError('conflict', 'keys.not_live', { key })
  requireWithin(ctx.actor, old.scopes)
  const fresh = await makeKey(ctx, { name: old.name, scopes: old.scopes, expiresAt: old.expiresAt })
  const end = ctx.now + overlapHours * HOUR_MS
  await updateKey(ctx, { ...old, expiresAt: Math.min(end, old.expiresAt ?? end), replacedBy: fresh.key })
  return fresh
}

function isLive({ revokedAt, replacedBy, expiresAt }: ApiKey, now: Instant): boolean {
  return revokedAt === null && replacedBy === null && (expiresAt === null || expiresAt > now)
}
