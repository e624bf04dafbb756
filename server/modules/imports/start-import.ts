import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { hasPermission, requirePermission } from '#server/platform/require-permission'
import { importOf, NOTHING, requireImport } from './create-import.ts'
import { CONSENT_FIELDS, NAMING, type Field } from './fields.ts'
import { forgetFile, forgetFindings, lockImport, updateImport, type ImportRow } from './imports.store.ts'
import { openReading } from './read-row.ts'
import type { CheckImport, Import, ImportName, Settings } from './schemas.ts'

/** Under 0 stands the heading. */
const FIRST_ROW = 1
const VALUE: readonly Field[] = ['points', 'level']

/**
 * Begins to check a file: all that bringing it in would do is done, row by row, and undone. With other settings it may be checked again.
 * @throws AppError imports.unknown, imports.not_now, programs.none_published, http.wrong_shape, http.no_permission
 */
export async function checkImport(ctx: WriteContext, { import: id, ...settings }: CheckImport): Promise<Import> {
  const row = await requireImport(await lockImport(ctx, id), id)
  requireRight(ctx, settings)
  await openReading(ctx, settings)
  if (row.status !== 'uploaded' && row.status !== 'checked') throw new AppError('conflict', 'imports.not_now', { import: id, status: row.status })
  await forgetFindings(ctx, id, { rowsToo: true })
  const { encoding, delimiter } = settings
  return saved(ctx, { ...row, status: 'checking', encoding, delimiter, settings, rows: null, nextRow: 0, tally: NOTHING, mayReplace: mayReplace(ctx) })
}

/** Begins to bring in what was checked. @throws AppError imports.unknown, imports.not_now, http.no_permission */
export async function runImportNow(ctx: WriteContext, { import: id }: ImportName): Promise<Import> {
  const row = await requireImport(await lockImport(ctx, id), id)
  if (row.settings !== null) requireRight(ctx, row.settings)
  // Whoever asks twice has begun it.
  if (row.status === 'running') return importOf(row)
  if (row.status !== 'checked') throw new AppError('conflict', 'imports.not_now', { import: id, status: row.status })
  await forgetFindings(ctx, id, { rowsToo: false })
  return saved(ctx, { ...row, status: 'running', nextRow: FIRST_ROW, tally: NOTHING, mayReplace: mayReplace(ctx) })
}

/** Ends an import before its end; what it has brought in stays, and the file is gone. One that is over stays as it is. @throws AppError imports.unknown */
export async function cancelImport(ctx: WriteContext, { import: id }: ImportName): Promise<Import> {
  const row = await requireImport(await lockImport(ctx, id), id)
  if (row.endedAt !== null) return importOf(row)
  await forgetFile(ctx, id)
  return saved(ctx, { ...row, status: 'cancelled', endedAt: ctx.now })
}

async function saved(ctx: WriteContext, row: ImportRow): Promise<Import> {
  await updateImport(ctx, row)
  return importOf(row)
}

/** Staff put another address or number in the place of one where they may see it, as by hand (decision 0110); a key may. */
function mayReplace({ actor }: WriteContext): boolean {
  return actor.kind !== 'staff' || hasPermission(actor, 'members:reveal')
}

/** What the columns must be together, and who may bring in what they are. @throws AppError http.wrong_shape, http.no_permission */
function requireRight({ actor }: WriteContext, { columns, consentText, reason }: Omit<Settings, 'encoding' | 'delimiter'>): void {
  requirePermission(actor, 'members:write')
  const has = (fields: readonly Field[]): boolean => fields.some((field) => columns.includes(field))
  if (has(VALUE)) requirePermission(actor, 'activity:record')
  const twice = columns.filter((field, place) => field !== null && columns.indexOf(field) !== place)
  const problems = [
    ...twice.map((field) => ({ path: 'columns', found: `${field} twice`, wanted: 'each field in one column' })),
    ...(has(NAMING) ? [] : [{ path: 'columns', found: 'no column that says who a row is about', wanted: `one that is ${NAMING.join(', ')}` }]),
    ...(columns.includes('pointsUntil') && !columns.includes('points') ? [{ path: 'columns', found: 'pointsUntil without points', wanted: 'points too' }] : []),
    ...(columns.includes('levelUntil') && !columns.includes('level') ? [{ path: 'columns', found: 'levelUntil without level', wanted: 'level too' }] : []),
    ...(has(CONSENT_FIELDS) && consentText === undefined ? [{ path: 'consentText', found: 'nothing', wanted: 'which text members agreed to' }] : []),
    ...(has(VALUE) && reason === undefined ? [{ path: 'reason', found: 'nothing', wanted: 'what explanations say of it' }] : []),
  ]
  if (problems.length > 0) throw new AppError('invalid', 'http.wrong_shape', { errors: problems.map((problem) => ({ ...problem, code: 'bad_value' })) })
}
