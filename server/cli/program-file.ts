import { readFile } from 'node:fs/promises'
import { checkProgram } from '#engine/program/check'
import { problemText, wantedText, type Problem } from '#engine/program/problem'
import type { Program } from '#engine/program/program'
import { Failure } from './exits.ts'
import type { Text } from './text.ts'

/** Mistakes that are told here; `rockpool program check` tells all. */
const MOST_MISTAKES = 5

/** Reads and checks a program; warnings are not its concern. @throws Failure when it cannot be read or has mistakes */
export async function readProgram(file: string, text: Text): Promise<Program> {
  const { program, problems } = checkProgram(await readProgramText(file, text))
  if (program !== null) return program
  const mistakes = problems.filter(({ severity }) => severity === 'mistake')
  const more = mistakes.length - MOST_MISTAKES
  throw new Failure([
    text.say('cli.wrong.program', { file, mistakes: mistakes.length }),
    ...mistakes.slice(0, MOST_MISTAKES).map((problem) => `  ${mistakeText(problem, text)}`),
    ...(more > 0 ? [`  ${text.say('cli.wrong.more', { more, file })}`] : []),
  ].join('\n'))
}

function mistakeText(problem: Problem, { locale, say }: Text): string {
  const place = problem.line === null ? problem.path : say('cli.wrong.place', { line: problem.line, path: problem.path })
  return `${place}: ${problemText(problem, locale)} ${say('cli.wrong.wanted', { wanted: wantedText(problem, locale) })}`
}

/** The text of a program's file, not checked yet. @throws Failure when it cannot be read */
export async function readProgramText(file: string, { say }: Text): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new Failure(isMissing ? say('cli.wrong.missing', { file }) : say('cli.wrong.unreadable', { file, why: (error as Error).message }))
  }
}
