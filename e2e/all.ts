import { parseArgs } from 'node:util'
import { chromium, type Browser } from 'playwright-core'
import { LOCALES, STAFF_LOCALES } from '#engine/text'
import { needChromium } from '#tidy/need-chromium'
import { askWith } from './ask-demo.ts'
import { openDemoHouse, type DemoHouse } from './demo-house.ts'
import { openLooker } from './looker.ts'
import { BUYER_PAGES, companyOwner, GUEST_PAGES, MEMBER_PAGES, richest, signIn, walkCentre } from './walk-centre.ts'
import { becomeOwner, speak, walkConsole, walkOutside } from './walk-console.ts'

/**
 * `npm run e2e:all`: starts the demo as a newcomer does and goes to every screen of the console and every page of the member centre, in every language. Ends
 * with 1 for a missing text, a line in the browser's console, an accessibility violation, or a page wider than a phone.
 * `npm run pictures -- FOLDER` goes the same way and takes pictures: the console in both languages, the centre in four.
 */
const { positionals: [pictures = null] } = parseArgs({ allowPositionals: true })
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const IN_PICTURES = ['en', 'zh-CN', 'ja', 'ar']
const DESK = { width: 1_280, height: 900 }
const PHONE = { width: 390, height: 844 }

const say = (text: string): void => void process.stdout.write(`${text}\n`)

async function overConsole(browser: Browser, demo: DemoHouse): Promise<string[]> {
  const context = await browser.newContext({ viewport: DESK, locale: 'en', reducedMotion: 'reduce' })
  const looker = await openLooker({ context, pictures, say })
  const storeId = await becomeOwner(looker, demo)
  const ask = askWith(demo)
  const { drafts: [{ draft }] } = await ask('/programs/drafts') as { drafts: [{ draft: string }] }
  const { lists } = await ask('/catalogue/lists') as { lists: { list: string; kind: string; member: { memberId: string } | null }[] }
  const contract = lists.find(({ kind }) => kind === 'contract')
  const seen = [`/members/${await richest(ask)}`, `/companies/${contract?.member?.memberId}`, `/catalogue/lists/${contract?.list}`, `/program/drafts/${draft}`, `/program/diff?from=1&to=${draft}`]
  const missed: string[] = []
  for (const locale of STAFF_LOCALES) {
    await speak(looker, locale)
    say(`The console in ${locale}`)
    missed.push(...(await walkConsole(looker, { url: demo.url, storeId, name: `console ${locale}`, more: seen })).map((route) => `console ${locale} ${route}: no link leads there`))
  }
  await context.close()
  return [...looker.faults, ...missed]
}

/** The screens of the console that are not of a store, each time as somebody else. */
async function outsideStores(browser: Browser, demo: DemoHouse): Promise<string[]> {
  const faults: string[] = []
  for (const locale of STAFF_LOCALES) {
    const context = await browser.newContext({ viewport: DESK, locale, reducedMotion: 'reduce' })
    const looker = await openLooker({ context, isGuest: true, pictures, say })
    say(`The console outside a store in ${locale}`)
    await walkOutside(looker, { url: demo.url, name: `console ${locale}`, locale, ask: askWith(demo) })
    await context.close()
    faults.push(...looker.faults)
  }
  return faults
}

async function overCentre(browser: Browser, demo: DemoHouse): Promise<string[]> {
  const ask = askWith(demo)
  const faults: string[] = []
  for (const { who, pages, member } of [{ who: 'guest', pages: GUEST_PAGES, member: null }, { who: 'member', pages: MEMBER_PAGES, member: await richest(ask) }, { who: 'buyer', pages: BUYER_PAGES, member: await companyOwner(ask) }]) {
    const context = await browser.newContext({ viewport: PHONE, locale: 'en', reducedMotion: 'reduce' })
    const looker = await openLooker({ context, isGuest: member === null, pictures, say })
    if (member !== null) await signIn(looker, { demo, member })
    for (const locale of pictures === null ? LOCALES : IN_PICTURES) {
      say(`The member centre in ${locale}, as a ${who} sees it`)
      await walkCentre(looker, { centre: demo.centre, locale, pages, who })
    }
    await context.close()
    faults.push(...looker.faults)
  }
  return faults
}

const needed = await needChromium({ env: process.env, say })
if (needed.path === null) throw new Error(needed.reason)
say('Starting the demo')
const demo = await openDemoHouse()
const browser = await chromium.launch({ executablePath: needed.path, args: QUIET })
try {
  const faults = [...(await overCentre(browser, demo)), ...(await overConsole(browser, demo)), ...(await outsideStores(browser, demo))]
  for (const fault of faults) say(`FAULT ${fault}`)
  say(faults.length === 0 ? 'Nothing is wrong' : `${faults.length} faults`)
  process.exitCode = faults.length === 0 ? 0 : 1
} finally {
  await browser.close()
  await demo.close()
}
