import { checkProgram } from '#engine/program/check'
import type { Locale } from '#engine/text'
import type { Draft } from './draft-schemas.ts'
import type { FullDraftRow } from './drafts.store.ts'
import { tellProblems } from './tell-problems.ts'

/** A draft with what a check has to say about it, in a language. */
export function tellDraft(row: FullDraftRow, locale: Locale): Draft {
  const { draft, name, revision, program: source, createdAt, updatedAt } = row
  const { program, problems } = checkProgram(source)
  return { draft, name, revision, createdAt, updatedAt, program: source as Draft['program'], isValid: program !== null, problems: tellProblems(problems, locale) }
}
