import { globSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { takeTests } from './mutants-vitest.ts'

/** The tests that judge a mutant of `engine/member` or `engine/pricing`. */
const JUDGES = ['engine/{member,pricing,simulate}/*.test.ts', 'conformance/conformance.test.ts', 'properties/*-half.test.ts']
const STAND_IN = new URL('./mutants-vitest.ts', import.meta.url).href
const ENGINE = pathToFileURL(resolve('engine')).href
/** Where a mutated source begins to count who came by: half of its time, and of use in the dry run alone. */
const COUNTING = 'var c = cov.static;'
/** A test that still comes by its mutant after this long is in an endless loop; the slowest takes half a second. */
const MOST_MILLISECONDS = 4_000

type Test = { id: string; name: string; fileName: string; run: () => unknown }
type MutantRun = { activeMutant: { id: string }; testFilter?: string[] }

/** Where the mutated sources look which mutant is on, and tell who came by; a `hitLimit` that is passed stops them. */
type Switchboard = { activeMutant?: string | undefined; currentTestId?: string | undefined; hitCount?: number; mutantCoverage?: unknown }
const switchboard = ((globalThis as { __stryker__?: Switchboard }).__stryker__ ??= {})
let deadline = Infinity
let isEndless = false
Object.defineProperty(switchboard, 'hitLimit', {
  get: () => {
    isEndless = performance.now() > deadline
    return isEndless ? 0 : Infinity
  },
})

/** Reads the test files of the folder that Stryker runs in; where they ask for Vitest they are given the stand-in. */
async function readTests(): Promise<Test[]> {
  fc.configureGlobal({ seed: 1, endOnFailure: true })
  registerHooks({
    resolve: (specifier, context, next) => (specifier === 'vitest' && context.parentURL !== STAND_IN ? { url: STAND_IN, shortCircuit: true } : next(specifier, context)),
    load: (url, context, next) => {
      const loaded = next(url, context)
      return url.startsWith(ENGINE) ? { ...loaded, source: String(loaded.source).replace(COUNTING, `if (ns.activeMutant) return; ${COUNTING}`) } : loaded
    },
  })
  const tests: Test[] = []
  for (const file of globSync(JUDGES).sort()) {
    await import(pathToFileURL(resolve(file)).href)
    tests.push(...takeTests().map(({ name, run }) => ({ id: `${file} ${name}`, name, fileName: resolve(file), run })))
  }
  return tests
}

async function failureOf({ run }: Test): Promise<string | null> {
  try {
    await run()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Stryker's test runner of this house: all tests in this one process, as thousands of mutants cannot wait each for Vitest to load the house anew. */
function openRunner() {
  let tests: Test[] = []
  let runs = 0

  /** Every test once, with no mutant on; the cheapest are first from then on. */
  async function dryRun() {
    const results = []
    for (const test of tests) {
      const { run: _, ...told } = test
      switchboard.currentTestId = test.id
      const began = performance.now()
      const failureMessage = await failureOf(test)
      results.push({ test, told: { ...told, timeSpentMs: performance.now() - began, ...(failureMessage === null ? { status: 0 } : { status: 1, failureMessage }) } })
    }
    switchboard.currentTestId = undefined
    tests = results.toSorted((a, b) => a.told.timeSpentMs - b.told.timeSpentMs).map(({ test }) => test)
    return { status: 'complete', tests: results.map(({ told }) => told), mutantCoverage: switchboard.mutantCoverage }
  }

  /**
   * The tests that come by a mutant, until one fails; that one is the first to try the next. One that then fails with the mutant off
   * proves nothing: it is tried again in a new process, where Stryker starts whenever a run throws.
   */
  async function mutantRun({ activeMutant, testFilter = [] }: MutantRun) {
    runs += 1
    const wanted = new Set(testFilter)
    const judges = tests.filter(({ id }) => wanted.has(id))
    for (const [index, test] of judges.entries()) {
      Object.assign(switchboard, { activeMutant: activeMutant.id, hitCount: 0 })
      deadline = performance.now() + MOST_MILLISECONDS
      isEndless = false
      const failureMessage = await failureOf(test)
      switchboard.activeMutant = undefined
      if (isEndless) return { status: 'timeout', reason: `an endless loop in “${test.name}”` }
      if (failureMessage === null) continue
      if ((await failureOf(test)) !== null && runs > 1) throw new Error(`“${test.name}” fails with no mutant on`)
      tests = [test, ...tests.filter((other) => other !== test)]
      return { status: 'killed', killedBy: [test.id], failureMessage, nrOfTests: index + 1 }
    }
    return { status: 'survived', nrOfTests: judges.length }
  }

  return {
    // Mutants of what runs when a file is loaded are left out (`ignoreStatic`), so nothing is ever to be loaded again.
    capabilities: () => ({ reloadEnvironment: true }),
    init: async () => {
      tests = await readTests()
    },
    dryRun,
    mutantRun,
  }
}

/** A place in a source, as Babel has it. */
type Place = { listKey?: string; key: unknown; parent?: { callee?: { name?: string } } }

/** Leaves out what an assertion says where it fails: it is for a log. Its condition is broken like any other. */
function openIgnorer() {
  return { shouldIgnore: ({ listKey, key, parent }: Place) => (listKey === 'arguments' && key !== 0 && parent?.callee?.name === 'assert' ? 'what an assertion says' : undefined) }
}

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'in-process', factory: openRunner },
  { kind: 'Ignore', name: 'assertion-texts', factory: openIgnorer },
]
