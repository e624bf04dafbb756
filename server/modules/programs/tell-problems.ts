import { problemText, wantedText, type Problem } from '#engine/program/problem'
import type { Locale } from '#engine/text'
import type { ProgramProblem } from './schemas.ts'

/** What a check found, with its sentences in a language. */
export function tellProblems(problems: readonly Problem[], locale: Locale): ProgramProblem[] {
  return problems.map((problem) => {
    const { severity, code, path, line, column, found } = problem
    return { severity, code, path, line, column, found, wanted: wantedText(problem, locale), message: problemText(problem, locale) }
  })
}
