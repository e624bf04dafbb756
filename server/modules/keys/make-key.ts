import type { Instant } from '#engine/calendar'
import { getStore } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import { newId } from '#server/platform/ids'
import { insertKey } from './keys.store.ts'
import type { NewApiKey } from './schemas.ts'
import { keptOf, newSecret } from './secret.ts'

/** Makes a key of the store's kind and keeps the hash of its secret. */
export async function makeKey(ctx: WriteContext, { name, scopes, expiresAt }: { name: string; scopes: readonly string[]; expiresAt: Instant | null }): Promise<NewApiKey> {
  const { kind } = await getStore(ctx)
  const secret = newSecret(kind)
  const { hash, prefix } = keptOf(secret)
  const key = {
    key: newId('key', ctx.now), name, prefix, scopes: [...scopes].sort(), createdAt: ctx.now, lastUsedAt: null, expiresAt, revokedAt: null, replacedBy: null,
  }
  await insertKey(ctx, { key, hash })
  return { ...key, secret }
}
