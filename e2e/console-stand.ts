import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type ConsoleMessage, type Locator, type Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { openTestServer, type OpenedStore, type TestServer } from '#server/app/testing'
import { startWorker } from '#server/app/worker'
import { makeLink } from '#server/modules/staff/index'
import { openLog } from '#server/platform/log'
import { fillFirst, fillStore } from './fill-store.ts'
import type { Visit } from './shop-stories.ts'
import { withoutMails } from './without-mails.ts'

export const PASSWORD = 'a boat, three lanterns'
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=en']
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Longer than any screen takes on a machine that does other things too. */
const PATIENCE_MS = 30_000

/** A console in a browser of its own, over a server and a worker of its own, with a store. */
export type ConsoleStand = {
  server: TestServer; store: OpenedStore; url: string; page: Page
  /** What the browser told its console, but for the answers that the page tells in its own words. */
  said: string[]
  go: (path: string) => Promise<void>
  heading: (name: string | RegExp) => Locator
  button: (name: string) => Locator
  /** What axe finds once nothing fades in any more: halfway there, words are as pale as their ground. `'colours'`: by the one rule that another colour scheme can break. */
  violations: (of?: 'colours') => Promise<string[]>
  /** Once nothing says that it is on its way. */
  hasCome: () => Promise<void>
  /** Makes the owner by the link of the terminal; `onAsked` looks at the page before it is sent. */
  becomeOwner: (onAsked?: () => Promise<void>) => Promise<void>
  /** Does something while nothing is done behind the requests. */
  withoutWorker: (act: () => Promise<void>) => Promise<void>
  close: () => Promise<void>
}

/** Opens one; `prepare` puts into the store what is to be there before anybody looks. */
export async function openConsole(prepare: (server: TestServer, store: OpenedStore) => Promise<void>, { document }: { document?: object } = {}): Promise<ConsoleStand> {
  const server = await openTestServer()
  const store = await server.openStore(document === undefined ? {} : { document })
  await prepare(server, store)
  const url = (await server.app.listen({ host: '127.0.0.1', port: 0 })).replace('127.0.0.1', 'localhost')
  const startWork = () => startWorker(server.house, { log: openLog({ to: { write: () => {} } }), lookMs: 100 })
  let worker = startWork()
  const browser = await chromium.launch({ executablePath: inject('chromium'), args: QUIET })
  const { page, said } = await openPage(browser)
  const heading = (name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name, exact: true })
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
  return {
    server, store, url, page, said, heading, button, violations: (of) => violationsOn(page, of),
    hasCome: async () => await expect.poll(() => page.getByRole('status').filter({ hasText: '…' }).count()).toBe(0),
    go: async (path) => void (await page.goto(`${url}/console/${store.storeId}${path}`)),
    async becomeOwner(onAsked) {
      const { token } = await makeLink(server.house.database.bare, { purpose: 'owner', now: server.house.clock() })
      await page.goto(`${url}/console/setup#token=${token}`)
      await page.getByLabel('Your name').fill('Olga Owner')
      await page.getByLabel('E-mail').fill('olga@example.com')
      await onAsked?.()
      await page.getByLabel('New password').fill(PASSWORD)
      await button('Become the owner').click()
      await heading('Test: start').waitFor()
    },
    async withoutWorker(act) {
      await worker.close()
      await act().finally(() => (worker = startWork()))
    },
    async close() {
      await browser.close()
      await worker.close()
      await server.close()
    },
  }
}

/** Opens one whose store has something on every screen, and signs its owner in. */
export async function openScreens(): Promise<ConsoleStand> {
  const stand = await openConsole(async (server, store) => {
    await fillFirst(server, store)
    await fillStore(server, store)
  })
  await stand.becomeOwner()
  return stand
}

/** What stories see of a stand, which is open by the time they are told. */
export function visitOf(stand: () => ConsoleStand): Visit {
  return {
    page: () => stand().page, go: (path) => stand().go(path), heading: (name) => stand().heading(name), button: (name) => stand().button(name), violations: () => stand().violations(),
    settings: async () => (await stand().server.ask('GET', '/api/v1/shop-settings', { key: stand().store.key })).body, fill: () => fillStore(stand().server, stand().store),
  }
}

async function openPage(browser: Browser): Promise<{ page: Page; said: string[] }> {
  const said: string[] = []
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en', reducedMotion: 'reduce' })).newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  // A browser tells every answer of an error: that nobody is signed in yet, that nothing has the id that is looked for, that something else comes first, and what a form says of a field, are told by the page itself.
  const isTold = (message: ConsoleMessage): boolean => message.location().url.includes('/api/v1/') && /status of (?:401|404|409|422)/.test(message.text())
  page.on('console', (message) => (['error', 'warning'].includes(message.type()) && !isTold(message) ? said.push(message.text()) : 0))
  page.on('pageerror', (error) => said.push(String(error)))
  return { page, said }
}

/** What axe finds on a page. */
export async function violationsOn(page: Page, of?: 'colours'): Promise<string[]> {
  // A menu that has faded out is there for a moment more.
  await expect.poll(() => page.evaluate<number>("document.getAnimations().filter((each) => each instanceof CSSTransition).length + [...document.querySelectorAll('[role=menu]')].filter((menu) => getComputedStyle(menu).opacity === '0').length")).toBe(0)
  await withoutMails(page)
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations: found } = await (of === 'colours' ? axe.withRules('color-contrast') : axe.withTags(RULES)).analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${new URL(page.url()).pathname} ${id}: ${html.slice(0, 160)}`))
}
