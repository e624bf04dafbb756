import { lockPerson, requirePerson } from '#server/modules/members/index'
import { selectPeople } from '#server/modules/staff/index'
import { actorName } from '#server/platform/actor-name'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import { deleteNote, insertNote, lockNote, selectNotes, type NoteRow } from './desk.store.ts'
import type * as shapes from './schemas.ts'

/** What colleagues wrote of a member, the newest first. @throws AppError members.unknown, members.erased */
export async function listNotes(ctx: ReadContext, { member, after, limit }: shapes.ListNotes): Promise<shapes.NotePage> {
  const { memberId, selves } = await requirePerson(ctx, member)
  const rows = await selectNotes(ctx, { memberIds: selves, after: after ?? null, most: limit + 1 })
  const page = rows.slice(0, limit)
  return { memberId, notes: await outside(ctx, page), next: rows.length > limit ? (page.at(-1)?.note ?? null) : null }
}

/** Notes on these members behind one that is known, or behind how ids begin that were made at an instant, the newest first. */
export async function listNotesBehind(ctx: ReadContext, asked: { memberIds: readonly string[]; after: string | null; most: number }): Promise<shapes.Note[]> {
  return outside(ctx, await selectNotes(ctx, asked))
}

/** Writes a note. @throws AppError members.unknown, members.erased */
export async function addNote(ctx: WriteContext, { member, text, ticket }: shapes.AddNote): Promise<shapes.Note> {
  const { memberId } = await lockPerson(ctx, member)
  const row = { note: newId('note', ctx.now), memberId, text, ticket: ticket ?? null, by: actorName(ctx.actor), at: ctx.now }
  await insertNote(ctx, row)
  return (await outside(ctx, [row]))[0] as shapes.Note
}

/** Takes a note of one's own away; what it was. @throws AppError members.unknown, members.erased, desk.note_unknown, desk.note_of_another */
export async function removeNote(ctx: WriteContext, { member, note }: shapes.NoteName): Promise<shapes.Note> {
  const { selves } = await lockPerson(ctx, member)
  const row = await lockNote(ctx, { memberIds: selves, note })
  if (row === undefined) throw new AppError('not_found', 'desk.note_unknown', { note })
  if (row.by !== actorName(ctx.actor)) throw new AppError('forbidden', 'desk.note_of_another', { note })
  await deleteNote(ctx, note)
  return (await outside(ctx, [row]))[0] as shapes.Note
}

async function outside({ db, actor }: ReadContext, rows: readonly NoteRow[]): Promise<shapes.Note[]> {
  const people = new Map((await selectPeople(db, [...new Set(rows.map(({ by }) => by))])).map(({ staffId, name }) => [staffId, name]))
  return rows.map(({ memberId: _, by, ...row }) => ({ ...row, by: { id: by, name: people.get(by) ?? null }, isOwn: by === actorName(actor) }))
}
