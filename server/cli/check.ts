import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import colors from 'picocolors'
import { parseDay, type Day } from '#engine/calendar'
import { checkProgram } from '#engine/program/check'
import { programJsonSchema } from '#engine/program/json-schema'
import { problemText, wantedText, type Problem } from '#engine/program/problem'
import { translate, type StaffLocale } from '#engine/text'
import { Failure, UsageError } from './exits.ts'
import type { Text } from './text.ts'

const DAY_MS = 86_400_000

/** How a check is told: `json` for a machine, else sentences in the language; `today` tells which dates are past. */
export type CheckOptions = { json: boolean; locale: StaffLocale; today: Day }

/** Adds `rockpool program check FILE`, which ends with 0, or 1 when the file cannot be read or has mistakes, `rockpool program schema` and `rockpool program quote`. */
export function registerProgramCommands(cli: Command, text: Text): void {
  const { locale, say } = text
  const words = (key: string): string => translate(locale, `program.check.${key}`)
  const group = cli.command('program').summary(words('group')).description(words('group'))
  group.command('schema')
    .summary(words('schema'))
    .description(words('schema'))
    .action(() => void process.stdout.write(`${JSON.stringify(programJsonSchema(), null, 2)}\n`))
  group.command('quote <program> <cart>')
    .summary(say('cli.quote.summary'))
    .description(say('cli.quote.description'))
    .option('--json', say('cli.quote.json'))
    .action(async (program: string, cart: string, { json = false }: { json?: boolean }) => {
      const { runQuote } = await import('./quote.ts')
      await runQuote({ program, cart, json }, text)
    })
  group.command('check <file>')
    .summary(words('summary'))
    .description(words('description'))
    .option('--json', words('json'))
    .option('--today <date>', words('today'))
    .action(async (file: string, { json = false, today }: { json?: boolean; today?: string }) => {
      const source = await readSource(file, say)
      const { output, complaint } = checkText(file, source, { json, locale, today: today === undefined ? currentDay() : dayAsked(today) })
      process.stdout.write(output)
      if (complaint !== null) throw new Failure(complaint)
    })
}

/** What a check of the source prints, and a complaint when the program cannot run. */
export function checkText(file: string, source: string, { json, locale, today }: CheckOptions): { output: string; complaint: string | null } {
  const { problems } = checkProgram(source, { today })
  const mistakes = problems.filter(({ severity }) => severity === 'mistake').length
  const counts = { file, mistakes, warnings: problems.length - mistakes }
  const result = translate(locale, 'program.check.result', counts)
  const complaint = mistakes > 0 ? result : null
  if (json) return { output: `${JSON.stringify({ ...counts, problems: inWords(problems, locale) }, null, 2)}\n`, complaint }
  const told = problems.map((problem) => `${problemLines(file, problem, locale)}\n`).join('')
  return { output: complaint === null ? `${told}${result}\n` : told, complaint }
}

/** Problems for a machine, with the sentences for its user. */
function inWords(problems: readonly Problem[], locale: StaffLocale): object[] {
  return problems.map(({ values: _, wanted: __, ...problem }, index) => ({
    ...problem, message: problemText(problems[index]!, locale), wanted: wantedText(problems[index]!, locale),
  }))
}

function problemLines(file: string, problem: Problem, locale: StaffLocale): string {
  const { severity, line, column, path } = problem
  const mark = translate(locale, `program.check.${severity}`)
  const place = colors.bold([file, line, column].filter((part) => part !== null).join(':'))
  const head = `${place}  ${severity === 'mistake' ? colors.red(mark) : colors.yellow(mark)}  ${colors.cyan(path)}`.trimEnd()
  const wanted = translate(locale, 'program.check.wanted', { wanted: wantedText(problem, locale) })
  return `${head}\n  ${problemText(problem, locale)}\n  ${colors.dim(wanted)}\n`
}

/** The date in UTC; a program's dates are local, and a day more or less past is past. */
function currentDay(): Day {
  return Math.floor(Date.now() / DAY_MS)
}

function dayAsked(text: string): Day {
  try {
    return parseDay(text)
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

async function readSource(file: string, say: Text['say']): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new Failure(say('cli.wrong.unreadable', { file, why: (error as Error).message }))
  }
}
