import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const PAGE = readFileSync('docs/prices.md', 'utf8')

/** Each command of the page with what it says that the command prints. */
const examples = [...PAGE.matchAll(/```console\nbin\/rockpool (.+)\n```\n\n(?:.+\n\n)?```text\n([\s\S]+?)```/g)].map(([, command, output]) => ({ command: command as string, output: output as string }))

test.each([
  { ...examples[0]!, isWhole: true },
  { ...examples[1]!, isWhole: false },
])('the page on prices shows what $command prints', { timeout: 60_000 }, async ({ command, output, isWhole }) => {
  const { stdout } = await run(process.execPath, ['server/cli/main.ts', ...command.split(' '), '--locale', 'en'])
  expect(isWhole ? stdout : stdout.includes(output)).toBe(isWhole ? output : true)
})
