import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countTests, type TestCount } from './count-tests.ts'
import { needChromium } from './need-chromium.ts'

/** One check: commands that Node runs one after the other, a project of vitest.config.ts whose tests are counted (`mayBeSkipped`: all of them, where there is no browser), or what is made ready for those. */
type Check = { name: string; quick?: true } & ({ commands: readonly (readonly string[])[] } | { project: string; mayBeSkipped?: true } | { prepare: () => Promise<Outcome> })

type Outcome = { isPassed: boolean; output: string; count: TestCount }

const TSC = 'node_modules/typescript/bin/tsc'
const OXLINT = 'node_modules/oxlint/bin/oxlint'
const KNIP = 'node_modules/knip/bin/knip.js'
const LOCKFILE_LINT = 'node_modules/lockfile-lint/bin/lockfile-lint.js'
const VITEST = 'node_modules/vitest/vitest.mjs'

/** What `npm test` asks, the fastest answers first; `npm run check` and the pre-commit hook ask the quick ones. */
const CHECKS: readonly Check[] = [
  { name: 'types', quick: true, commands: [[TSC, '-p', '.'], [TSC, '-p', 'engine'], [TSC, '-p', 'console'], [TSC, '-p', 'member']] },
  { name: 'lint', quick: true, commands: [[OXLINT, '--deny-warnings']] },
  { name: 'tidy', quick: true, project: 'tidy' },
  { name: 'dead code', commands: [[KNIP]] },
  { name: 'lockfile', commands: [[LOCKFILE_LINT, '--path', 'package-lock.json', '--type', 'npm', '--validate-integrity', '--validate-https', '--allowed-hosts', 'npm']] },
  { name: 'browser', prepare: prepareBrowser },
  { name: 'pure', project: 'pure' },
  { name: 'unit', project: 'unit' },
  { name: 'e2e', project: 'e2e', mayBeSkipped: true },
  { name: 'conformance', project: 'conformance' },
  { name: 'properties', project: 'properties' },
  { name: 'torture', project: 'torture' },
]

const NO_TESTS: TestCount = { passed: 0, failed: 0, skipped: [] }

/** Runs Node with these arguments and gathers what it prints on both streams. */
function runNode(args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const printed: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => printed.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => printed.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(printed).toString() }))
  })
}

async function runCommands(commands: readonly (readonly string[])[]): Promise<Outcome> {
  for (const command of commands) {
    const { code, output } = await runNode(command)
    if (code !== 0) return { isPassed: false, output, count: NO_TESTS }
  }
  return { isPassed: true, output: '', count: NO_TESTS }
}

/** Finds or installs the Chromium of the tests, and tells it to them. One that cannot be had fails nothing: whatever needs it is skipped, and says why. */
async function prepareBrowser(): Promise<Outcome> {
  const needed = await needChromium({ env: process.env, say: (text) => console.log(`      ${text}`) })
  if (needed.path !== null) process.env['CHROMIUM_PATH'] = needed.path
  else {
    process.env['NO_CHROMIUM'] = needed.reason
    console.log(`      THE BROWSER TESTS ARE SKIPPED: ${needed.reason}`)
  }
  return { isPassed: true, output: '', count: NO_TESTS }
}

/** Runs the tests of one project; a project that ran none has failed. */
async function runTests({ project, mayBeSkipped = false }: { project: string; mayBeSkipped?: boolean }): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'rockpool-tests-'))
  const report = join(folder, 'report.json')
  const { code, output } = await runNode([VITEST, 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`])
  const count = countTests(readIfThere(report))
  rmSync(folder, { recursive: true })
  const isSkipped = mayBeSkipped && Boolean(process.env['NO_CHROMIUM']) && count.skipped.length > 0
  return { isPassed: code === 0 && (count.passed > 0 || isSkipped) && count.failed === 0, output, count }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Prints one line: the check, its end, its tests and its time. */
function printLine(name: string, outcome: Outcome, milliseconds: number): void {
  const { passed, failed, skipped } = outcome.count
  const tests = [passed > 0 && `${passed} passed`, failed > 0 && `${failed} failed`, skipped.length > 0 && `${skipped.length} skipped`].filter(Boolean)
  const line = [name.padEnd(12), outcome.isPassed ? 'ok    ' : 'FAILED', `${(milliseconds / 1000).toFixed(1)} s`.padStart(8), tests.join(', ')]
  console.log(`  ${line.join('  ').trimEnd()}`)
  for (const test of skipped) console.log(`      skipped: ${test}`)
}

/** Runs the checks up to the first that fails, and answers with the tests that passed and failed; a failed check without a failed test counts as one. */
async function runChecks(checks: readonly Check[]): Promise<{ passed: number; failed: number }> {
  let passed = 0
  for (const check of checks) {
    if (process.stdout.isTTY) process.stdout.write(`  ${check.name} …\r`)
    const began = performance.now()
    const outcome = 'project' in check ? await runTests(check) : 'prepare' in check ? await check.prepare() : await runCommands(check.commands)
    printLine(check.name, outcome, performance.now() - began)
    passed += outcome.count.passed
    if (!outcome.isPassed) {
      console.log(`\n${outcome.output.trimEnd()}\n`)
      return { passed, failed: Math.max(1, outcome.count.failed) }
    }
  }
  return { passed, failed: 0 }
}

const began = performance.now()
const checks = process.argv[2] === 'quick' ? CHECKS.filter((check) => check.quick) : CHECKS
const { passed, failed } = await runChecks(checks)
console.log(`\n${failed === 0 ? 'All is well' : 'Stopped at the first failure'} after ${((performance.now() - began) / 1000).toFixed(1)} s`)
if (process.env['NO_CHROMIUM']) console.log(`The browser tests were skipped: ${process.env['NO_CHROMIUM']}`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
