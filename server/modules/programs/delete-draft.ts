import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { DeleteDraft, DraftSummary } from './draft-schemas.ts'
import { deleteDraftRow } from './drafts.store.ts'

/** Takes a draft away; versions that were published from it stay. @throws AppError programs.draft_unknown */
export async function deleteDraft(ctx: WriteContext, { draft }: DeleteDraft): Promise<DraftSummary> {
  const deleted = await deleteDraftRow(ctx, draft)
  if (deleted === undefined) throw new AppError('not_found', 'programs.draft_unknown', { draft })
  return deleted
}
