import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { lockKey, updateKey } from './keys.store.ts'
import type { ApiKey, RevokeKey } from './schemas.ts'

/** Ends a key at once and for ever; twice is once. @throws AppError keys.unknown */
export async function revokeKey(ctx: WriteContext, { key }: RevokeKey): Promise<ApiKey> {
  const found = await lockKey(ctx, key)
  if (found === undefined) throw new AppError('not_found', 'keys.unknown', { key })
  const revoked = { ...found, revokedAt: found.revokedAt ?? ctx.now }
  await updateKey(ctx, revoked)
  return revoked
}
