import type { ReadContext } from '#server/platform/context'
import { selectKeys } from './keys.store.ts'
import type { KeyPage, ListKeys } from './schemas.ts'

/** The keys of the store, revoked and replaced ones included, those that were made last first. */
export async function listKeys(ctx: ReadContext, { after, limit }: ListKeys): Promise<KeyPage> {
  const keys = await selectKeys(ctx, { after, most: limit + 1 })
  const page = keys.slice(0, limit)
  return { keys: page, next: keys.length > limit ? (page.at(-1)?.key ?? null) : null }
}
