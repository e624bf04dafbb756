import type { ReadContext, WriteContext } from '#server/platform/context'
import { deleteText, selectText, upsertText } from './messages.store.ts'
import { requirePlace } from './require-kind.ts'
import { defaultText, requireFields } from './render-text.ts'
import type * as shapes from './schemas.ts'

/** The text of a kind in a language: the store's own, or ours; and ours beside it. @throws AppError messages.unknown_kind, messages.unknown_language */
export async function getText(ctx: ReadContext, place: shapes.TextName): Promise<shapes.MessageText> {
  const { kind, language } = requirePlace(place)
  const [own, ours] = [await selectText(ctx, { kind, locale: language }), defaultText(kind, language)]
  return { kind, language, subject: own?.subject ?? ours.subject, body: own?.body ?? ours.body, isOwn: own !== undefined, ours, changedAt: own?.changedAt ?? null }
}

/** Puts other words in the place of ours. @throws AppError messages.unknown_kind, messages.unknown_language, messages.unknown_field, messages.missing_field, messages.stray_brace */
export async function changeText(ctx: WriteContext, { subject, body, ...place }: shapes.ChangeText): Promise<shapes.MessageText> {
  const { kind, language } = requirePlace(place)
  requireFields(kind, { subject, body })
  await upsertText(ctx, { kind, locale: language, subject: subject.trim(), body: body.trim(), changedAt: ctx.now })
  return getText(ctx, { kind, language })
}

/** Our words again. @throws AppError messages.unknown_kind, messages.unknown_language */
export async function resetText(ctx: WriteContext, place: shapes.TextName): Promise<shapes.MessageText> {
  const { kind, language } = requirePlace(place)
  await deleteText(ctx, { kind, locale: language })
  return getText(ctx, { kind, language })
}
