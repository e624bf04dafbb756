import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const PAGE = readFileSync('docs/prices.md', 'utf8')

test('the page on prices shows what the command prints', { timeout: 60_000 }, async () => {
  const [, command, output] = /```console\nbin\/rockpool (.+)\n```\n\n```text\n([\s\S]+?)```/.exec(PAGE) ?? []
  const { stdout } = await run(process.execPath, ['server/cli/main.ts', ...(command as string).split(' '), '--locale', 'en'])
  expect(stdout).toBe(output)
})
