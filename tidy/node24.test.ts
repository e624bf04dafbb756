import { spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

type End = { code: number | null; output: string; errors: string }

let folder: string
let script: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rockpool-node24-'))
  script = join(folder, 'script.ts')
  writeFileSync(script, `
    const words: string[] = process.argv.slice(2)
    if (words[0] === 'wait') {
      process.on('SIGTERM', () => {
        console.log('in order')
        process.exit(7)
      })
      setInterval(() => {}, 1000)
    }
    console.log(process.versions.node.split('.')[0], words.join(' '))
    if (words[0] === 'leave') process.exit(3)
  `)
})

afterAll(() => rmSync(folder, { recursive: true }))

/** Starts a script of `bin/` and answers with its end; `once` sees the child as soon as it has printed something. */
function run(args: readonly string[], once: (kill: (signal: NodeJS.Signals) => void) => void = () => {}): Promise<End> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const end: End = { code: null, output: '', errors: '' }
    child.stdout.on('data', (text) => {
      end.output += text
      once((signal) => child.kill(signal))
    })
    child.stderr.on('data', (text) => (end.errors += text))
    child.on('close', (code) => resolve({ ...end, code }))
  })
}

test('TypeScript runs on Node 24 with its arguments, and nothing else is printed', async () => {
  expect(await run(['bin/node24', script, 'one', '--two'])).toEqual({ code: 0, output: '24 one --two\n', errors: '' })
})

test('the exit code comes back', async () => {
  expect((await run(['bin/node24', script, 'leave'])).code).toBe(3)
})

test('a signal reaches the script, which ends as it likes', async () => {
  expect((await run(['bin/node24', script, 'wait'], (kill) => kill('SIGTERM'))).code).toBe(7)
})

test('a launcher that is killed takes the script along, which ends as it likes', async () => {
  expect((await run(['bin/node24', script, 'wait'], (kill) => kill('SIGKILL'))).output).toBe('24 wait\nin order\n')
})

test('without any Node 24 one sentence says what to do', async () => {
  copyFileSync('bin/node24', join(folder, 'node24.cjs'))
  const older = `Object.defineProperty(process.versions, 'node', { value: '20.0.0' }); require('${folder}/node24.cjs').runNode24([])`
  const { code, output, errors } = await run(['-e', older])
  expect({ code, output }).toEqual({ code: 1, output: '' })
  expect(errors).toMatch(/^Rockpool runs on Node 24: .* run "npm ci" .*\.\n$/)
})
