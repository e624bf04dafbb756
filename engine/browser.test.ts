import { build } from 'esbuild'
import { createContext, runInContext } from 'node:vm'
import { chromium } from 'playwright-core'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import * as engine from '#engine/index'

/** Headless and silent: nothing but the page is fetched, and it runs as root too. */
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const BROWSER = inject('chromium')

const PROGRAM = `
program: browser
name: Points anywhere
currency: USD
zone: Pacific/Auckland
markets:
  home: { currency: USD, earn: "1.5", redeem: { points: 100, worth: "1" } }
earn:
  - id: orders
    on: order.paid
    when: 'order.currency == "USD"'
    rate: market
expiry: { after: { months: 6 } }
refund: { claw: unlimited }
tiers:
  - id: main
    levels:
      - { id: base }
      - { id: vip, entry: { spend: "100", window: { rolling: { days: 90 } } } }
`

/** Points earned, taken back and spent over a change to summer time; what is left expires and the level falls. */
const STORY = {
  program: PROGRAM,
  events: [
    { source: 'shop', id: 'e1', at: Date.UTC(2026, 8, 26, 13), kind: 'member.joined', profile: { zone: 'Pacific/Auckland' } },
    { source: 'shop', id: 'e2', at: Date.UTC(2026, 8, 26, 14), kind: 'order.paid', order: { id: 'o1', currency: 'USD', lines: [line('hat', 7_999), line('scarf', 4_250)], discountMinor: 333, shippingMinor: 600 } },
    { source: 'shop', id: 'e3', at: Date.UTC(2026, 9, 3), kind: 'order.refunded', orderId: 'o1', refund: { lines: [{ line: 'scarf', quantity: 1 }] } },
    { source: 'shop', id: 'e4', at: Date.UTC(2026, 9, 4), kind: 'points.spent', points: 50, purpose: 'checkout' },
  ] satisfies engine.MemberEvent[],
  until: Date.UTC(2027, 5, 1),
}

function line(id: string, amountMinor: number) {
  return { id, sku: id, quantity: 1, amountMinor }
}

/** Folds the story with an engine and tells it as text. Its source is sent to the browser, so it uses only what it is given. */
function tell({ checkProgram, timelineOf, fold, canonicalState }: typeof engine, { program, events, until }: typeof STORY): string {
  const checked = checkProgram(program)
  if (checked.program === null) return JSON.stringify(checked.problems)
  const folded = fold(timelineOf(checked.program), 'ada', { events, until })
  return JSON.stringify([canonicalState(folded.state), folded.postings, folded.facts, folded.trace], undefined, 1)
}

let bundle: string
let told: string

beforeAll(async () => {
  const { outputFiles } = await build({ entryPoints: ['engine/index.ts'], bundle: true, platform: 'browser', format: 'iife', globalName: 'engine', write: false, logLevel: 'silent' })
  bundle = outputFiles[0]!.text
  told = tell(engine, STORY)
})

function script(): string {
  return `${bundle}\n;(${tell.toString()})(engine, ${JSON.stringify(STORY)})`
}

describe('the engine outside Node', () => {
  test('has a story to tell: points earned, taken back, spent, expired', () => {
    const reasons = tell(engine, STORY).match(/"reason": "\w+"/g)
    expect(new Set(reasons)).toEqual(new Set(['earn', 'claw', 'spend', 'expire'].map((reason) => `"reason": "${reason}"`)))
  })

  test('tells the same with ECMAScript and the text coders that every browser has', () => {
    expect(runInContext(script(), createContext({ TextEncoder, TextDecoder }))).toBe(told)
  })

  test.skipIf(BROWSER === '')(`tells the same in Chromium${inject('noChromium')}`, { timeout: 60_000 }, async () => {
    const browser = await chromium.launch({ executablePath: BROWSER, args: QUIET })
    try {
      const page = await browser.newPage()
      expect(await page.evaluate<string>(script())).toBe(told)
    } finally {
      await browser.close()
    }
  })
})
