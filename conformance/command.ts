import type { StaffLocale } from '#engine/text'
import type { OpenDriver } from './driver.ts'
import type { CaseProblem } from './read-cases.ts'
import { jsonOf, resultText } from './report.ts'
import type { CaseResult } from './run-case.ts'
import { openCaseFile } from './run-file.ts'
import { say } from './words.ts'

/** What a run of case files prints, and a complaint where a case failed, a file has mistakes or cannot be read. */
export type FilesRun = { output: string; complaint: string | null }

type FileRun = { file: string; results: readonly CaseResult[]; problems: readonly CaseProblem[] }

/** Runs the case files of a merchant and tells the result in their language, or as JSON. */
export async function runFiles(files: readonly string[], { open, locale, json }: { open: OpenDriver; locale: StaffLocale; json: boolean }): Promise<FilesRun> {
  const ran: FileRun[] = []
  for (const file of files) {
    try {
      const read = openCaseFile(file, { open, locale })
      if ('problems' in read) ran.push({ file, results: [], problems: read.problems })
      else ran.push({ file, results: await inTurn(read.cases.map(({ run }) => run)), problems: [] })
    } catch (error) {
      if (!isFileError(error)) throw error
      return { output: '', complaint: say(locale, 'unreadable', { file, why: error.message }) }
    }
  }
  const results = ran.flatMap((each) => each.results)
  const failed = results.filter(({ failures }) => failures.length > 0).length
  const mistakes = ran.reduce((sum, { problems }) => sum + problems.length, 0)
  const summary = say(locale, 'summary', { passed: results.length - failed, failed, mistakes })
  const isRight = failed + mistakes === 0
  const told = json ? [jsonText(ran, { passed: results.length - failed, failed })] : [...ran.flatMap((file) => fileLines(file, { locale, isOne: ran.length === 1 })), ...(isRight ? [summary] : [])]
  return { output: told.map((line) => `${line}\n`).join(''), complaint: isRight ? null : summary }
}

function fileLines({ file, results, problems }: FileRun, { locale, isOne }: { locale: StaffLocale; isOne: boolean }): string[] {
  const cases = results.map((result) => resultText(result, locale))
  return [...(isOne ? [] : [file]), ...cases, ...problems.map((problem) => problemText(file, problem, locale))]
}

function jsonText(ran: readonly FileRun[], totals: { passed: number; failed: number }): string {
  return JSON.stringify({ ...totals, files: ran.map(({ file, results, problems }) => ({ file, cases: results.map(jsonOf), problems })) }, null, 2)
}

function problemText(file: string, { line, path, found, wanted }: CaseProblem, locale: StaffLocale): string {
  return [`${file}:${line}  ${path}`.trimEnd(), `  ${say(locale, 'problem', { found, wanted })}`].join('\n')
}

async function inTurn<T>(runs: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = []
  for (const run of runs) results.push(await run())
  return results
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error
}
