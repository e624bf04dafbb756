import { actorName } from '#server/platform/actor-name'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import { mayReveal, requirePermission } from '#server/platform/require-permission'
import { countPieces, insertImport, insertPiece, lockImport, selectImport, selectImports, selectPieces, updateImport, type ImportRow } from './imports.store.ts'
import { detectDelimiter, detectEncoding, textOf, type Bytes } from '#tables/read-bytes'
import type { AddPiece, CreateImport, Import, ImportName, ImportPage, ListImports, Tally } from './schemas.ts'

/** So long after its end an import and what it says of rows are kept; and one that nobody goes on with, after its beginning. */
export const KEPT_MS = 7 * 86_400_000
export const NOTHING: Tally = { made: 0, changed: 0, unchanged: 0, refused: 0, points: 0, consents: 0 }

/** Begins an import, whose file is to come in pieces. */
export async function createImport(ctx: WriteContext, { name, bytes }: CreateImport): Promise<Import> {
  requirePermission(ctx.actor, 'members:write')
  const row: ImportRow = {
    import: newId('imp', ctx.now), name, status: 'uploading', bytes, received: 0, encoding: null, delimiter: null, settings: null, rows: null, nextRow: 0, tally: NOTHING,
    createdAt: ctx.now, createdBy: actorName(ctx.actor), endedAt: null, mayReplace: false,
  }
  await insertImport(ctx, row)
  return importOf(row)
}

/** Takes the next piece of a file; one that came already is known. With the last one it is looked how the file is written. @throws AppError imports.unknown, imports.not_now, imports.piece_out_of_turn, imports.too_long */
export async function addPiece(ctx: WriteContext, { import: id, number, content }: AddPiece): Promise<Import> {
  const row = await requireImport(await lockImport(ctx, id), id)
  const known = await countPieces(ctx, id)
  if (number <= known) return importOf(row)
  if (row.status !== 'uploading') throw new AppError('conflict', 'imports.not_now', { import: id, status: row.status })
  if (number !== known + 1) throw new AppError('conflict', 'imports.piece_out_of_turn', { found: number, wanted: known + 1 })
  const piece = Buffer.from(content, 'base64')
  const received = row.received + piece.length
  if (received > row.bytes) throw new AppError('invalid', 'imports.too_long', { found: received, wanted: row.bytes })
  await insertPiece(ctx, { id, number, content: piece })
  const whole: ImportRow = received < row.bytes ? { ...row, received } : { ...row, received, status: 'uploaded', ...(await lookAt(() => selectPieces(ctx, id))) }
  await updateImport(ctx, whole)
  return importOf(whole)
}

async function lookAt(bytes: Bytes): Promise<Pick<ImportRow, 'encoding' | 'delimiter'>> {
  const encoding = await detectEncoding(bytes)
  for await (const text of textOf(bytes, encoding)) return { encoding, delimiter: detectDelimiter(text) }
  return { encoding, delimiter: ',' }
}

/** @throws AppError imports.unknown */
export async function requireImport(row: ImportRow | undefined, id: string): Promise<ImportRow> {
  if (row === undefined) throw new AppError('not_found', 'imports.unknown', { import: id })
  return row
}

/** An import, and how far it is. @throws AppError imports.unknown */
export async function getImport(ctx: ReadContext, { import: id }: ImportName): Promise<Import> {
  return importOf(await requireImport(await selectImport(ctx, id), id))
}

/** The imports of the store, the newest first. */
export async function listImports(ctx: ReadContext, { after, limit }: ListImports): Promise<ImportPage> {
  const rows = await selectImports(ctx, { before: after, most: limit + 1 })
  const page = rows.slice(0, limit)
  return { imports: page.map(importOf), next: rows.length > limit ? (page.at(-1)?.import ?? null) : null }
}

/** An import as it is told. */
export function importOf({ nextRow: _, mayReplace: __, ...row }: ImportRow): Import {
  return { ...row, erasedAt: (row.endedAt ?? row.createdAt) + KEPT_MS }
}

/** Whether somebody sees what stands in a file whole: who brought it, and who may see personal data so. */
export function seesWhole({ actor }: Pick<ReadContext, 'actor'>, { createdBy }: ImportRow): boolean {
  return createdBy === actorName(actor) || mayReveal(actor)
}
