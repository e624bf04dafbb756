import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { makeKey } from './make-key.ts'
import { requireWithin } from './require-within.ts'
import type { CreateKey, NewApiKey } from './schemas.ts'

/** Makes an API key of the store; the answer is the only place where its secret is. @throws AppError keys.beyond_own, keys.expires_past */
export async function createKey(ctx: WriteContext, { name, scopes, expiresAt }: CreateKey): Promise<NewApiKey> {
  requireWithin(ctx.actor, scopes)
  if (expiresAt !== undefined && expiresAt <= ctx.now) throw new AppError('invalid', 'keys.expires_past')
  return makeKey(ctx, { name, scopes, expiresAt: expiresAt ?? null })
}
