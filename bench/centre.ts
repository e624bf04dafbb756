import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type Browser, type BrowserContext } from 'playwright-core'
import { findChromium } from '#tidy/find-chromium'
import { findFreePort } from '#server/platform/cluster/port'
import { median } from './measure.ts'
import { figure, type Row } from './tables.ts'

/** How much slower than this machine a middling phone is taken to be, as Lighthouse does. */
const SLOWDOWN = 4
const RUNS = 5
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const PHONE = { width: 390, height: 844 }
const LONGEST_MS = 60_000
const POLL_MS = 100
/** Once nothing of the page is waited for, and it has had a turn, a touch is answered. The page's own policy forbids no script of the browser's. */
const WATCH = `{
  const tell = () => { window.opening = { paintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now(), usableMs: performance.now() } }
  const look = () => { document.querySelector('main #title') !== null && document.querySelector('.skeleton, .ghost') === null ? setTimeout(tell, 0) : requestAnimationFrame(look) }
  requestAnimationFrame(look)
}`

type Screen = { centre: string; key: string; member: string }
type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>

/** Milliseconds from the request of the page: to the first thing that is seen; until all of the page is there and whoever touches it is answered. */
export type Opening = { paintMs: number; usableMs: number }

/** The member centre of the demo store as a guest opens it on a phone, and as a member who is signed in, with nothing cached and the processor slowed: medians of five. `asked`: the path of a Chromium; the machine's own where none is told. */
export async function centreRows(asked: string | undefined): Promise<Row[]> {
  const what = (who: string) => `centre of the demo store, ${who}, nothing cached, processor slowed ${SLOWDOWN} ×: first paint; usable`
  const aim = '≤ 1.5 s; ≤ 2.5 s'
  const path = findChromium(asked)
  if (path === '') return [figure(what('a guest'), 'no Chromium on this machine', aim)]
  return (await measureCentre(path)).map(({ who, paintMs, usableMs }) => figure(what(who), `${(paintMs / 1_000).toFixed(2)} s; ${(usableMs / 1_000).toFixed(2)} s`, aim))
}

async function measureCentre(executablePath: string): Promise<(Opening & { who: string })[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rockpool-bench-'))
  const demo = spawn(process.execPath, ['bin/rockpool', 'demo', '--locale', 'en'], { env: { PATH: '/usr/bin:/bin', HOME: tmpdir(), ROCKPOOL_DEMO_DATA: join(folder, 'demo'), ROCKPOOL_PORT: String(await findFreePort()) }, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const told = await readScreen(demo)
    const browser = await chromium.launch({ executablePath, args: QUIET })
    try {
      const signedIn = await signIn(browser, told)
      return [{ who: 'a guest', ...await medianOf(browser, told.centre) }, { who: 'a member who is signed in', ...await medianOf(browser, told.centre, signedIn) }]
    } finally {
      await browser.close()
    }
  } finally {
    await end(demo)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The first opening warms the server alone: each has a browser profile of its own, with the cookie of whoever is signed in. */
async function medianOf(browser: Browser, address: string, storageState?: SignedIn): Promise<Opening> {
  const openings: Opening[] = []
  for (let run = 0; run <= RUNS; run += 1) openings.push(await open(browser, address, storageState))
  const counted = openings.slice(1)
  return { paintMs: median(counted.map(({ paintMs }) => paintMs)), usableMs: median(counted.map(({ usableMs }) => usableMs)) }
}

/** Signs in as the member of the demo's first command, by the code in the mailbox. */
async function signIn(browser: Browser, { centre, key, member }: Screen): Promise<SignedIn> {
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(new URL(`/api/v1${path}`, centre), { method: body === undefined ? 'GET' : 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const { email } = await ask(`/members/${member}/profile`) as { email: string }
  const context = await browser.newContext({ viewport: PHONE, locale: 'en' })
  try {
    const page = await context.newPage()
    await page.goto(`${centre}sign-in`)
    await page.fill('input[type=email]', email)
    await page.click('button[type=submit]')
    await page.waitForSelector('input.code')
    const { mails } = await ask('/mails') as { mails: { mail: string; to: string }[] }
    const { text } = await ask(`/mails/${mails.find(({ to }) => to === email)?.mail}`) as { text: string }
    await page.fill('input.code', /\b\d{6}\b/.exec(text)?.[0] ?? '')
    await page.click('button[type=submit]')
    await page.waitForSelector('.level-card .balance')
    return await context.storageState()
  } finally {
    await context.close()
  }
}

async function open(browser: Browser, address: string, storageState: SignedIn | undefined): Promise<Opening> {
  const context = await browser.newContext({ viewport: PHONE, locale: 'en', ...(storageState === undefined ? {} : { storageState }) })
  try {
    const page = await context.newPage()
    await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
    await page.addInitScript(WATCH)
    await page.goto(address, { waitUntil: 'commit' })
    for (const until = performance.now() + LONGEST_MS; ;) {
      const opening = await page.evaluate<Opening | null>('window.opening ?? null')
      if (opening !== null) return opening
      if (performance.now() > until) throw new Error(`the member centre at ${address} was not there after ${LONGEST_MS} ms`)
      await pause(POLL_MS)
    }
  } finally {
    await context.close()
  }
}

/** What the demo prints once it is up: where its member centre is, a key, and a member. */
async function readScreen(demo: ChildProcess): Promise<Screen> {
  let told = ''
  return new Promise((resolve, reject) => {
    demo.stdout?.on('data', (chunk: Buffer) => {
      told += chunk.toString()
      const [centre, key, member] = [/http:\S+\/m\/[a-z0-9-]+\//, /rp_test_[\w-]+/, /(?<=\/api\/v1\/members\/)\w+/].map((pattern) => pattern.exec(told)?.[0])
      if (centre !== undefined && key !== undefined && member !== undefined && told.includes('Ctrl-C')) resolve({ centre, key, member })
    })
    demo.once('exit', (code) => reject(new Error(`rockpool demo ended with ${code}:\n${told.slice(-2_000)}`)))
  })
}

async function end(demo: ChildProcess): Promise<void> {
  if (demo.exitCode !== null) return
  const ended = new Promise((resolve) => demo.once('exit', resolve))
  demo.kill('SIGINT')
  await ended
}
