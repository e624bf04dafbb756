import type { WriteContext } from '#server/platform/context'
import { newId } from '#server/platform/ids'
import type * as shapes from './draft-schemas.ts'
import { insertDraft } from './drafts.store.ts'
import { tellDraft } from './tell-draft.ts'

/** Keeps a program to be worked on, as it was sent; it may have mistakes, which come with the answer. */
export async function createDraft(ctx: WriteContext, { name, program, locale }: shapes.CreateDraft): Promise<shapes.Draft> {
  const row = { draft: newId('drf', ctx.now), name, program, revision: 1, createdAt: ctx.now, updatedAt: ctx.now }
  await insertDraft(ctx, row)
  return tellDraft(row, locale)
}
