import { lockStore } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import type * as shapes from './draft-schemas.ts'
import { countDrafts, insertDraft } from './drafts.store.ts'
import { tellDraft } from './tell-draft.ts'

/** More than anybody works on; each may be two million characters long. */
export const MOST_DRAFTS = 100

/** Keeps a program to be worked on, as it was sent; it may have mistakes, which come with the answer. @throws AppError programs.too_many_drafts */
export async function createDraft(ctx: WriteContext, { name, program, locale }: shapes.CreateDraft): Promise<shapes.Draft> {
  await lockStore(ctx)
  if ((await countDrafts(ctx)) >= MOST_DRAFTS) throw new AppError('conflict', 'programs.too_many_drafts', { most: MOST_DRAFTS })
  const row = { draft: newId('drf', ctx.now), name, program, revision: 1, createdAt: ctx.now, updatedAt: ctx.now }
  await insertDraft(ctx, row)
  return tellDraft(row, locale)
}
