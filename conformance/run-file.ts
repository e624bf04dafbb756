import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { StaffLocale } from '#engine/text'
import type { OpenDriver } from './driver.ts'
import { programsFrom } from './programs.ts'
import { readCases, type CaseProblem, type StoryCase } from './read-cases.ts'
import { runCase, type CaseResult } from './run-case.ts'

/** A case file: its cases, each ready to run, or its mistakes. */
export type CaseFileRead = { cases: readonly { story: StoryCase; run: () => Promise<CaseResult> }[] } | { problems: readonly CaseProblem[] }

/** Reads a case file; programs that it names by path are looked for beside it. `seeds` are those of the other orders that each case is also told in. @throws the error of the file system where it cannot be read */
export function openCaseFile(path: string, { open, locale, seeds }: { open: OpenDriver; locale?: StaffLocale; seeds?: readonly number[] }): CaseFileRead {
  const read = readCases(readFileSync(path, 'utf8'), locale)
  if ('problems' in read) return read
  const find = programsFrom(dirname(path))
  return { cases: read.cases.map((story) => ({ story, run: () => runCase(story, { open, find, ...(seeds && { seeds }) }) })) }
}
