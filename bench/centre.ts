import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type Browser, type BrowserContext } from 'playwright-core'
import { openDemoHouse, type DemoHouse } from '#e2e/demo-house'
import { signIn } from '#e2e/walk-centre'
import { findChromium } from '#tidy/find-chromium'
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
  const demo = await openDemoHouse()
  try {
    const browser = await chromium.launch({ executablePath, args: QUIET })
    try {
      const cookie = await cookieOf(browser, demo)
      return [{ who: 'a guest', ...await medianOf(browser, demo.centre) }, { who: 'a member who is signed in', ...await medianOf(browser, demo.centre, cookie) }]
    } finally {
      await browser.close()
    }
  } finally {
    await demo.close()
  }
}

/** The first opening warms the server alone: each has a browser profile of its own, with what there is of whoever is signed in. */
async function medianOf(browser: Browser, address: string, storageState?: SignedIn): Promise<Opening> {
  const openings: Opening[] = []
  for (let run = 0; run <= RUNS; run += 1) openings.push(await open(browser, address, storageState))
  const counted = openings.slice(1)
  return { paintMs: median(counted.map(({ paintMs }) => paintMs)), usableMs: median(counted.map(({ usableMs }) => usableMs)) }
}

/** What a browser keeps of a member who has signed in, and is no cache: their cookie, and that the tour of a first visit was left. */
async function cookieOf(browser: Browser, demo: DemoHouse): Promise<SignedIn> {
  const context = await browser.newContext({ viewport: PHONE, locale: 'en' })
  try {
    await signIn({ page: await context.newPage() }, { demo, member: demo.member })
    const { cookies, origins } = await context.storageState()
    return { cookies, origins: origins.map(({ origin, localStorage }) => ({ origin, localStorage: localStorage.filter(({ name }) => name.startsWith('rockpool:toured:')) })) }
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
