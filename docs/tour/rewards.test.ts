import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkProgram } from '#engine/program/check'

const run = promisify(execFile)
const PAGE = readFileSync('docs/rewards.md', 'utf8')
const EXAMPLES = [...PAGE.matchAll(/```yaml\n([\s\S]+?)```/g)].map(([, text]) => text as string)

test('the page on rewards shows the story that the tour has, and what the command prints of it', { timeout: 60_000 }, async () => {
  expect(EXAMPLES[0]).toBe(readFileSync('docs/tour/rewards.yaml', 'utf8'))
  const [, command, output] = /```console\nbin\/rockpool (.+)\n```\n\n```text\n([\s\S]+?)```/.exec(PAGE) ?? []
  const { stdout } = await run(process.execPath, ['server/cli/main.ts', ...(command as string).split(' '), '--locale', 'en'])
  expect(stdout).toBe(output)
})

test('the page on rewards writes rewards and entitlements as a program takes them', () => {
  const [, reward, entitlement] = EXAMPLES.map((text) => parse(text) as object)
  const program = {
    program: 'page', name: 'Page', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1' }, jp: { currency: 'JPY', earn: { points: 1, per: '150' }, reference_rate: '0.0066' } },
    earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }], discounts: [{ id: 'five_off', kind: 'coupon', amount: { us: '5', jp: '700' } }],
  }
  expect(checkProgram({ ...program, ...reward, ...entitlement }).problems.filter(({ severity }) => severity === 'mistake')).toEqual([])
})
