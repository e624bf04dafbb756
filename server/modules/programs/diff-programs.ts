import { readDocument } from '#engine/program/check'
import { changeText } from '#engine/program/diff-text'
import { diffDocuments, diffPathText, type Change } from '#engine/program/diff'
import { staffLocaleOf } from '#engine/text'
import { sayAsConsole } from '#server/platform/console-words'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type * as shapes from './draft-schemas.ts'
import { requireDraft } from './get-draft.ts'
import { requireVersion } from './get-version.ts'

/**
 * What changed from one program to another, each a version or a draft, path by path and as sentences. A draft may have mistakes, as
 * long as its text can be read. @throws AppError programs.version_unknown, programs.draft_unknown, programs.unreadable
 */
export async function diffPrograms(ctx: ReadContext, { from, to, locale }: shapes.DiffPrograms): Promise<shapes.ProgramDiff> {
  const [before, after] = [await readProgram(ctx, from), await readProgram(ctx, to)]
  const changes = diffDocuments(before, after)
  const told = { locale, words: (keys: readonly string[], values?: Readonly<Record<string, string>>) => sayAsConsole(staffLocaleOf(locale), keys, values) }
  return { from, to, changes: changes.map((change) => ({ ...changeOf(change), message: changeText(change, { before, after }, told) })) }
}

/** A draft's id tells itself from the number of a version. */
async function readProgram(ctx: ReadContext, name: string): Promise<unknown> {
  if (!name.startsWith('drf_')) return (await requireVersion(ctx, name)).document
  const { value, problems } = readDocument((await requireDraft(ctx, { draft: name })).program)
  if (value === undefined) throw new AppError('invalid', 'programs.unreadable', { draft: name, problems })
  return value
}

/** Places count from 1. */
function changeOf(change: Change): Omit<shapes.ProgramDiff['changes'][number], 'message'> {
  const path = diffPathText(change.path)
  if (change.kind === 'moved') return { kind: 'moved', path, fromPlace: change.from + 1, toPlace: change.to + 1 }
  const { kind, path: _, ...values } = change
  if (!('to' in values)) return { kind, path, ...values }
  const { to, ...rest } = values
  return { kind, path, ...rest, ...(to === undefined ? {} : { toPlace: to + 1 }) }
}
