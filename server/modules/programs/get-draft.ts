import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { tellDraft } from './tell-draft.ts'
import type * as shapes from './draft-schemas.ts'
import { lockDraft, selectDraft, type FullDraftRow } from './drafts.store.ts'

/** A draft as it was sent, with what is wrong with it. @throws AppError programs.draft_unknown */
export async function getDraft(ctx: ReadContext, { draft, locale }: shapes.GetDraft): Promise<shapes.Draft> {
  return tellDraft(await requireDraft(ctx, { draft }), locale)
}

/** A draft at the revision that was read of it; at any where none is told. @throws AppError programs.draft_unknown, programs.draft_changed */
export async function requireDraft(ctx: ReadContext, asked: { draft: string; revision?: number | undefined }): Promise<FullDraftRow> {
  return held(await selectDraft(ctx, asked.draft), asked)
}

/** The same, locked until the transaction ends. */
export async function requireDraftLocked(ctx: WriteContext, asked: { draft: string; revision?: number | undefined }): Promise<FullDraftRow> {
  return held(await lockDraft(ctx, asked.draft), asked)
}

function held(found: FullDraftRow | undefined, { draft, revision }: { draft: string; revision?: number | undefined }): FullDraftRow {
  if (found === undefined) throw new AppError('not_found', 'programs.draft_unknown', { draft })
  if (revision !== undefined && revision !== found.revision) throw new AppError('conflict', 'programs.draft_changed', { draft, sent: revision, current: found.revision })
  return found
}
