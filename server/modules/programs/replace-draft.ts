import type { WriteContext } from '#server/platform/context'
import type * as shapes from './draft-schemas.ts'
import { updateDraft } from './drafts.store.ts'
import { requireDraftLocked } from './get-draft.ts'
import { tellDraft } from './tell-draft.ts'

/**
 * Puts another program or name in the place of a draft's, on top of the revision that was read: what somebody else wrote meanwhile is
 * never written over. @throws AppError programs.draft_unknown, programs.draft_changed with both revisions
 */
export async function replaceDraft(ctx: WriteContext, { draft, revision, name, program, locale }: shapes.ReplaceDraft): Promise<shapes.Draft> {
  const found = await requireDraftLocked(ctx, { draft, revision })
  const row = { ...found, name: name ?? found.name, program: program ?? found.program, revision: revision + 1, updatedAt: ctx.now }
  await updateDraft(ctx, row)
  return tellDraft(row, locale)
}
