import { AppError } from '#server/platform/errors'
import type { ReadContext } from '#server/platform/context'
import { requireImport, seesWhole } from './create-import.ts'
import { mapColumns } from './fields.ts'
import { selectImport, selectPieces } from './imports.store.ts'
import { maskCell } from './mask-cell.ts'
import { readRecords, type FileRow } from '#tables/read-records'
import type { ReadSample, Sample } from './schemas.ts'

const EXAMPLES = 3

/** How a file is read, what its columns seem to be, and what stands in the first rows. @throws AppError imports.unknown, imports.not_now, imports.empty */
export async function readSample(ctx: ReadContext, { import: id, ...said }: ReadSample): Promise<Sample> {
  const row = await requireImport(await selectImport(ctx, id), id)
  const { encoding = row.encoding, delimiter = row.delimiter } = said
  if (encoding === null || delimiter === null || row.endedAt !== null) throw new AppError('conflict', 'imports.not_now', { import: id, status: row.status })
  const rows: FileRow[] = []
  for await (const some of readRecords(() => selectPieces(ctx, id), { encoding, delimiter })) {
    rows.push(...some.slice(0, EXAMPLES + 1 - rows.length))
    if (rows.length > EXAMPLES) break
  }
  const [header, ...examples] = rows
  if (header === undefined) throw new AppError('invalid', 'imports.empty', { import: id })
  const isWhole = seesWhole(ctx, row)
  const fields = mapColumns(header.cells)
  return { encoding, delimiter, isMasked: !isWhole, columns: header.cells.map((heading, place) => {
    const field = fields[place] ?? null
    const found = examples.filter(({ isBroken }) => isBroken !== true).map(({ cells }) => cells[place] ?? '')
    return { heading, field, examples: isWhole ? found : found.map((cell) => maskCell(cell, field)) }
  }) }
}
