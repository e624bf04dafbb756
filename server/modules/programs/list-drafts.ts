import type { ReadContext } from '#server/platform/context'
import type { DraftPage, ListDrafts } from './draft-schemas.ts'
import { selectDrafts } from './drafts.store.ts'

/** The drafts of the store, without their programs, in the order in which they were made. */
export async function listDrafts(ctx: ReadContext, { after = '', limit }: ListDrafts): Promise<DraftPage> {
  const drafts = await selectDrafts(ctx, { after, most: limit + 1 })
  const page = drafts.slice(0, limit)
  return { drafts: page, next: drafts.length > limit ? (page.at(-1)?.draft ?? null) : null }
}
