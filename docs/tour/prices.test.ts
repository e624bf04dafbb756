import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)

/** Each command of the page with what it says that the command prints. */
const examplesIn = (page: string) => [...readFileSync(`docs/${page}.md`, 'utf8').matchAll(/```console\nbin\/rockpool (.+)\n```\n\n(?:.+\n\n)?```text\n([\s\S]+?)```/g)].map(([, command, output]) => ({ page, command: command as string, output: output as string }))

test.each([
  { ...examplesIn('prices')[0]!, isWhole: true },
  { ...examplesIn('prices')[1]!, isWhole: false },
  { ...examplesIn('coupons')[0]!, isWhole: true },
])('the page on $page shows what $command prints', { timeout: 60_000 }, async ({ command, output, isWhole }) => {
  const { stdout } = await run(process.execPath, ['server/cli/main.ts', ...command.split(' '), '--locale', 'en'])
  expect(isWhole ? stdout : stdout.includes(output)).toBe(isWhole ? output : true)
})
