import type { WriteContext } from '#server/platform/context'
import type { PublishDraft } from './draft-schemas.ts'
import { requireDraftLocked } from './get-draft.ts'
import { publishProgram } from './publish-program.ts'
import type { PublishedProgram } from './schemas.ts'
import { tellPublished } from './tell-published.ts'

/** Publishes a draft by the rules by which a document is published; the draft stays. @throws AppError as publishProgram, programs.draft_unknown, programs.draft_changed */
export async function publishDraft(ctx: WriteContext, { draft, revision, from, mode, note, locale }: PublishDraft): Promise<PublishedProgram> {
  const { program } = await requireDraftLocked(ctx, { draft, revision })
  return tellPublished(await publishProgram(ctx, { document: program, from, mode, note }), locale)
}
