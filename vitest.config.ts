import { defineConfig } from 'vitest/config'
import { findChromium } from './tidy/find-chromium.ts'

/** A zone that nobody's machine is in, with quarter hours and daylight saving: a test that leans on the local zone fails here first. */
process.env.TZ = 'Pacific/Chatham'

/** `npm test` has looked for one, and installed one where it may; why there is none even so is told by `NO_CHROMIUM`. */
const CHROMIUM = process.env.NO_CHROMIUM ? '' : findChromium(process.env.CHROMIUM_PATH, process.env.PLAYWRIGHT_BROWSERS_PATH)
const NO_CHROMIUM = process.env.NO_CHROMIUM || 'no Chromium was found; install one, or name one in CHROMIUM_PATH'

const HISTORIES_IN_TESTS = 2_000
/** The same histories each time, so that a change is refused only for what it broke; `npm run prove` draws new ones each time. */
const SEED = 20_260_101

/** A test file belongs to the project of its folder. */
export default defineConfig({
  test: {
    // Most of the time goes to processes and databases that are waited for, on whatever machine this is.
    maxWorkers: 2,
    testTimeout: 30_000,
    projects: [
      // Files that share a process (`isolate: false`) read the house once for all of them; each leaves the environment and what it spied on as it was, and has stores of
      // its own: a process keeps compiled programs by store.
      {
        extends: true,
        test: {
          name: 'unit', include: ['{server,bench,sdk}/**/*.test.ts'], isolate: false,
          globalSetup: ['server/platform/cluster/test-setup.ts'],
        },
      },
      { extends: true, test: { name: 'pure', include: ['**/*.test.ts'], exclude: ['{server,bench,sdk,tidy,e2e,conformance,properties,torture,node_modules,.stryker-tmp}/**'], isolate: false } },
      {
        extends: true,
        test: {
          name: 'e2e', include: ['e2e/*.test.ts'], globalSetup: ['server/platform/cluster/test-setup.ts', 'e2e/build-pages.ts'], sequence: { groupOrder: 2 },
          // So long is a page waited for, and a whole story: a machine that does other things too is no fault of a page.
          testTimeout: 120_000, hookTimeout: 180_000, expect: { poll: { timeout: 30_000 } },
        },
      },
      { extends: true, test: { name: 'tidy', include: ['tidy/*.test.ts'] } },
      { extends: true, test: { name: 'conformance', include: ['conformance/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'torture', include: ['torture/*.test.ts'], testTimeout: 300_000, hookTimeout: 120_000, globalSetup: ['server/platform/cluster/test-setup.ts'],
          // These wait for other processes most of the time: two files at once, behind all others.
          maxWorkers: 2, sequence: { groupOrder: 1 },
        },
      },
      { extends: true, test: { name: 'properties', include: ['properties/*.test.ts'], testTimeout: 300_000 } },
    ],
    provide: {
      chromium: CHROMIUM,
      noChromium: CHROMIUM === '' ? ` (${NO_CHROMIUM})` : '',
      histories: HISTORIES_IN_TESTS,
      seed: SEED,
      keepsFailures: true,
    },
  },
})

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of a Chromium or Chrome on this machine; empty when there is none. */
    chromium: string
    /** Why there is none, in brackets behind the name of what is skipped; empty when there is one. */
    noChromium: string
    /** How many random histories a property is tried on. */
    histories: number
    /** What the random histories are drawn from. */
    seed: number
    /** Whether a history that breaks a property is written to properties/failing-histories.json. */
    keepsFailures: boolean
    /** The socket on which a test file asks for the PostgreSQL of this run. */
    testCluster: string
  }
}
