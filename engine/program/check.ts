import type { Day } from '#engine/calendar'
import { checkShape } from './check-shape.ts'
import { compileProgram } from './compile.ts'
import { openNotes, pathText, wantedText, type Finding, type Notes, type Problem } from './problem.ts'
import type { Program } from './program.ts'
import { checkRules } from './rules.ts'
import type { ProgramDocument } from './schema.ts'
import { openSite } from './site.ts'
import { readSource, type Source } from './source.ts'
import { warn } from './warnings.ts'

/** A document that was looked at: without mistakes it comes with the program that it compiles to, else both are null. */
export type Checked = { document: ProgramDocument | null; program: Program | null; problems: Problem[] }

/**
 * Checks a program, as YAML or JSON text or as a value, and lists everything that is wrong with it, first to last; without mistakes
 * also what is unwise. `today` tells which dates are past. Never throws, whatever the source.
 */
export function checkProgram(source: unknown, { today = null }: { today?: Day | null } = {}): Checked {
  const notes = openNotes()
  const read = readSource(source, notes)
  const draft = read.value === undefined ? undefined : checkShape(read.value, notes)
  if (draft) checkRules(openSite(draft, notes))
  if (hasMistakes(notes)) return { document: null, program: null, problems: problemsOf(notes, read) }
  const document = read.value as ProgramDocument
  const program = compileProgram(document)
  warn({ document, program, notes, today })
  return { document, program, problems: problemsOf(notes, read) }
}

/** A program as it was written, whether or not it would run; undefined, with what is wrong, where its text cannot be read. */
export function readDocument(source: unknown): { value: unknown; problems: Problem[] } {
  const notes = openNotes()
  const read = readSource(source, notes)
  return { value: read.value, problems: read.value === undefined ? problemsOf(notes, read) : [] }
}

function hasMistakes({ findings }: Notes): boolean {
  return findings.some(({ severity }) => severity === 'mistake')
}

function problemsOf({ findings }: Notes, { locate }: Source): Problem[] {
  const spotted = findings.map((finding) => problemAt(finding, locate(finding)))
  return spotted.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
}

function problemAt({ severity, code, path, found, wish, values: named }: Finding, spot: ReturnType<Source['locate']>): Problem {
  const values = { ...named, wish, found }
  return { severity, code, path: pathText(path), line: spot?.line ?? null, column: spot?.column ?? null, found, wanted: wantedText({ values }, 'en'), values }
}
