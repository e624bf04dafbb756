import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import { afterAll, describe, expect, test } from 'vitest'

/** The pages that tell the tour; it is run as a reader would run it. */
const ENGLISH = 'README.md'
const CHINESE = 'README.zh-CN.md'
/** Each step starts the command anew, on a machine that has other things to do. */
const TIME = { timeout: 120_000 }
const ORIGINAL = 'programs/online-retail.yaml'
const BACKTEST = ['backtest', '--orders', 'docs/tour/orders.csv', '--json', '--program']

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'rockpool-tour-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What `rockpool` prints; fails when it does not end with 0. */
async function rockpool(args: readonly string[]): Promise<string> {
  return (await run(process.execPath, ['server/cli/main.ts', ...args])).stdout
}

/** The fenced blocks of a language. */
function blocksOf(page: string, language: string): string[] {
  return [...readFileSync(page, 'utf8').matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((match) => match[1]!)
}

type Change = { diff: string; figures: { name: string; before: number; after: number }[] }

/** Each change of the program with the table of figures below it. */
function changesOf(page: string): Change[] {
  const whole = readFileSync(page, 'utf8')
  return [...whole.matchAll(/^```diff\n([\s\S]*?)^```\n([\s\S]*?)(?=^```|^\*\*4)/gm)].map(([, diff, below]) => ({
    diff: diff!,
    figures: [...below!.matchAll(/^\| `([^`]+)`[^|]*\| ([\d,]+) \| ([\d,]+) \|$/gm)]
      .map(([, name, before, after]) => ({ name: name!, before: count(before!), after: count(after!) })),
  }))
}

const count = (text: string): number => Number(text.replaceAll(',', ''))

/** A program with a change made by hand: each line taken out stands there once, whatever comment follows it. */
function changed(program: string, diff: string): string {
  const lines = program.split('\n')
  const edits = diff.trimEnd().split('\n')
  for (let at = 0; at < edits.length; at += 2) {
    const found = lines.flatMap((line, index) => (line.startsWith(edits[at]!.slice(1)) ? [index] : []))
    expect([edits[at], found.length, edits[at + 1]![0]]).toEqual([edits[at], 1, '+'])
    lines[found[0]!] = edits[at + 1]!.slice(1)
  }
  return lines.join('\n')
}

const reports = new Map<string, Promise<unknown>>()

async function figuresOf(program: string): Promise<Record<string, unknown>> {
  const file = join(folder, `${reports.size}.yaml`)
  if (!reports.has(program)) {
    writeFileSync(file, program)
    reports.set(program, rockpool([...BACKTEST, file]).then((output) => JSON.parse(output) as unknown))
  }
  return await reports.get(program) as Record<string, unknown>
}

/** A figure by its way into the report; absent is 0. */
function figure(report: Record<string, unknown>, name: string): unknown {
  const [group, ...rest] = name.split('.')
  return (report[group!] as Record<string, unknown>)[rest.join('.')] ?? 0
}

const commandsOf = (page: string): string[] => blocksOf(page, 'sh').flatMap((block) => block.trim().split('\n'))

describe('the tour', () => {
  const commands = commandsOf(ENGLISH)

  test('has every step, and the same in each language', () => {
    expect(commands.length).toBe(6)
    expect(changesOf(ENGLISH).map(({ figures }) => figures.length)).toEqual([2, 3, 2, 2])
    expect(commandsOf(CHINESE).map((command) => command.replace(' --locale zh-CN', ''))).toEqual(commands)
    expect(changesOf(CHINESE)).toEqual(changesOf(ENGLISH))
  })

  test.each(commands.filter((command) => command.startsWith('bin/rockpool') && !command.includes('--json')))('runs %s', TIME, async (command) => {
    const args = command.split(' ').slice(1).map((arg) => (arg === 'mine.yaml' ? ORIGINAL : arg))
    expect(await rockpool(args)).not.toBe('')
  })

  test.each(changesOf(ENGLISH))('says what this does:\n$diff', TIME, async ({ diff, figures }) => {
    const original = readFileSync(ORIGINAL, 'utf8')
    const [before, after] = [await figuresOf(original), await figuresOf(changed(original, diff))]
    expect(figures.map(({ name }) => ({ name, before: figure(before, name), after: figure(after, name) }))).toEqual(figures)
  })

  test.each([[ENGLISH, 'en'], [CHINESE, 'zh-CN']])('quotes in %s the case, and the explanation that a wrong number gets', TIME, async (page, locale) => {
    const file = readFileSync('docs/tour/first-case.yaml', 'utf8')
    expect(parse(blocksOf(page, 'yaml')[0]!)).toEqual({ cases: (parse(file) as { cases: unknown }).cases })
    const wrong = join(folder, `wrong-${locale}.yaml`)
    writeFileSync(wrong, file.replace(/says: .*/, `says: { of: r1, ${locale}: [nothing of the kind] }`))
    const output = await rockpool(['conformance', wrong]).catch((error: { stdout: string }) => error.stdout)
    for (const line of blocksOf(page, 'text')[0]!.trim().split('\n')) expect(output).toContain(line)
  })
})
