import { execFile } from 'node:child_process'
import { findChromiums } from './find-chromium.ts'

/** The path of a Chromium that runs; null, and why there is none. */
export type Needed = { path: string; reason: null } | { path: null; reason: string }

export type NeedOptions = {
  /** The environment, of which `CHROMIUM_PATH` names a Chromium and `PLAYWRIGHT_BROWSERS_PATH` a cache. */
  env: Readonly<Record<string, string | undefined>>
  /** Says that something is being waited for. */
  say: (text: string) => void
}

const SHOWN_IN_MS = 60_000
const REACHED_IN_MS = 10_000
const DOWNLOADED_IN_MS = 300_000
const INSTALLED_IN_MS = 600_000

const PLAYWRIGHT = 'node_modules/playwright-core/cli.js'
/** Where Playwright downloads from, if nobody says otherwise. */
const HOST = 'https://cdn.playwright.dev'

/**
 * A Chromium for the browser tests: the one of `CHROMIUM_PATH`, else the machine's, else one from Playwright's cache, else one that is installed now: by Playwright
 * where its host is reached, and by apt-get for root. A download may lack libraries of the system, which apt-get brings along.
 */
export async function needChromium(options: NeedOptions): Promise<Needed> {
  const { env } = options
  const asked = env['CHROMIUM_PATH']
  const found = await firstThatRuns(findIn(env))
  if (found !== '') return { path: found, reason: null }
  if (asked) return { path: null, reason: `CHROMIUM_PATH names ${asked}, which does not run` }
  const failed: string[] = []
  for (const install of [downloadOne, installByApt]) {
    const problem = await install(options)
    if (problem !== null) failed.push(problem)
    const path = await firstThatRuns(findIn(env))
    if (path !== '') return { path, reason: null }
  }
  return { path: null, reason: `no Chromium runs here, and none could be installed: ${failed.join('; ')}. Install Chromium or Chrome, or name one in CHROMIUM_PATH` }
}

function findIn(env: NeedOptions['env']): string[] {
  return findChromiums(env['CHROMIUM_PATH'], env['PLAYWRIGHT_BROWSERS_PATH'])
}

/** A file that can be run is not yet a browser: it may only say which package to install, or lack libraries. */
async function firstThatRuns(paths: readonly string[]): Promise<string> {
  for (const path of paths) if ((await run([path, '--version'], { timeout: SHOWN_IN_MS, env: {} })) === null) return path
  return ''
}

async function downloadOne({ env, say }: NeedOptions): Promise<string | null> {
  const host = env['PLAYWRIGHT_DOWNLOAD_HOST'] ?? HOST
  const isReached = await fetch(host, { method: 'HEAD', signal: AbortSignal.timeout(REACHED_IN_MS) }).then(() => true, () => false)
  if (!isReached) return `${host} cannot be reached`
  say('Downloading a Chromium for the browser tests, by Playwright')
  const problem = await run([process.execPath, PLAYWRIGHT, 'install', '--only-shell', 'chromium'], { timeout: DOWNLOADED_IN_MS, env })
  return problem === null ? 'the one that Playwright downloads does not run here' : `Playwright did not download one (${problem})`
}

async function installByApt({ env, say }: NeedOptions): Promise<string | null> {
  const apt = { timeout: INSTALLED_IN_MS, env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } }
  if (process.getuid?.() !== 0 || (await run(['apt-get', '--version'], apt)) !== null) return 'only root of a Debian installs one by apt-get'
  say('Installing Chromium for the browser tests, by apt-get')
  const problem = (await run(['apt-get', 'update', '-qq'], apt)) ?? await run(['apt-get', 'install', '-y', '-qq', 'chromium'], apt)
  return problem === null ? 'the one of apt-get does not run here' : `apt-get did not install one (${problem})`
}

/** Runs a command to its end. Says what went wrong, by its last line; null where nothing did. */
function run([command = '', ...args]: readonly string[], options: { timeout: number; env: NeedOptions['env'] }): Promise<string | null> {
  return new Promise((resolve) => execFile(command, args, options, (error, stdout, stderr) => {
    if (error === null) return resolve(null)
    if (error.killed === true) return resolve(`stopped after ${options.timeout / 1_000} s`)
    resolve(`${stdout}\n${stderr}`.trim().split('\n').at(-1) || error.message)
  }))
}
