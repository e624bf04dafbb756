import { AxeBuilder } from '@axe-core/playwright'
import { readFile } from 'node:fs/promises'
import { generateSync } from 'otplib'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openTestServer, type OpenedStore, type TestServer } from '#server/app/testing'
import { startWorker, type Worker } from '#server/app/worker'
import { buildConsole } from '#server/console/index'
import { makeLink } from '#server/modules/staff/index'
import { openLog } from '#server/platform/log'
import { fillStore, publishGoods } from './fill-store.ts'
import { tellOfImports } from './import-stories.ts'
import { tellOfOrders } from './order-stories.ts'
import { tellOfPrograms } from './program-stories.ts'
import { tellOfTheShop, type Visit } from './shop-stories.ts'
import { withoutMails } from './without-mails.ts'

const BROWSER = inject('chromium')
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=en']
const PASSWORD = 'a boat, three lanterns'
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const SCREENS = ['', '/members', '/members/ada', '/orders', '/orders/ada', '/feed', '/feed?part=debts', '/imports', '/jobs', '/approvals', '/program', '/program/versions/1', '/rewards', '/coupons', '/companies', '/companies/acme', '/catalogue', '/settings/shop', '/settings/shop?part=look', '/settings/shop?part=texts', '/settings/shop?part=embed', '/settings/mail', '/settings/messages', '/settings/messages/welcome', '/settings/stores', '/settings/stores/new', '/settings/staff', '/settings/roles', '/settings/keys', '/settings/audit', '/settings/account']
const HEADINGS = ['Test: start', 'Members', 'ada', 'Orders', 'Order ada', 'Activity', 'Activity', 'Import members', 'Jobs', 'Approvals', 'Program', 'Version 1: Plain', 'Rewards', 'Coupons', 'Companies', 'acme', 'Catalogue', 'Shop', 'Shop', 'Shop', 'Shop', 'Mail', 'Member mails', 'Welcome', 'Stores', 'New store', 'Staff', 'Roles', 'API keys', 'Audit log', 'My account']

let server: TestServer
let worker: Worker
let store: OpenedStore
let url: string
let browser: Browser
let page: Page
const said: string[] = []

beforeAll(async () => {
  if (BROWSER === '') return
  await buildConsole()
  server = await openTestServer()
  store = await server.openStore()
  await publishGoods(server, store)
  url = (await server.app.listen({ host: '127.0.0.1', port: 0 })).replace('127.0.0.1', 'localhost')
  worker = startWorker(server.house, { log: openLog({ to: { write: () => {} } }), lookMs: 100 })
  for (const [member, amountMinor] of [['ada', 12_000], ['bob', 4_000]] as const) {
    const order = { id: member, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor }] }
    await server.ask('POST', '/api/v1/events', { key: store.key, body: { source: 'shop', id: member, type: 'order.paid', occurredAt: '2026-01-05T09:00:00Z', member, order } })
  }
  browser = await chromium.launch({ executablePath: BROWSER, args: QUIET })
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en', reducedMotion: 'reduce' })).newPage()
  page.setDefaultTimeout(10_000)
  // A browser tells of every answer that is no success; that nobody is signed in yet is none that we could prevent.
  // A browser tells every answer of an error; these two are told by the page in its own words.
  page.on('console', (message) => (['error', 'warning'].includes(message.type()) && !/status of (?:401|422)/.test(message.text()) ? said.push(message.text()) : 0))
  page.on('pageerror', (error) => said.push(String(error)))
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await worker?.close()
  await server?.close()
})

/** What axe finds once nothing fades in any more: halfway there, words are as pale as their ground. */
async function violations(): Promise<string[]> {
  await expect.poll(() => page.evaluate<number>('document.getAnimations().filter((each) => each instanceof CSSTransition).length')).toBe(0)
  await withoutMails(page)
  const { violations: found } = await new AxeBuilder({ page }).withTags(RULES).analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${new URL(page.url()).pathname} ${id}: ${html.slice(0, 160)}`))
}

async function go(path: string): Promise<void> {
  await page.goto(`${url}/console/${store.storeId}${path}`)
}

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name, exact: true })
const button = (name: string) => page.getByRole('button', { name, exact: true })

const reason = BROWSER === '' ? ' (no Chromium found; install one, or name one in CHROMIUM_PATH)' : ''
describe.skipIf(BROWSER === '')(`the console${reason}`, { timeout: 60_000 }, () => {
  test('opens to the owner by the link of the terminal', async () => {
    const { token } = await makeLink(server.house.database.bare, { purpose: 'owner', now: server.house.clock() })
    await page.goto(`${url}/console/setup#token=${token}`)
    await page.getByLabel('Your name').fill('Olga Owner')
    await page.getByLabel('E-mail').fill('olga@example.com')
    expect(await violations()).toEqual([])
    await page.getByLabel('New password').fill(PASSWORD)
    await button('Become the owner').click()
    await heading('Test: start').waitFor()
    expect(new URL(page.url()).pathname).toBe(`/console/${store.storeId}`)
  })

  test('sets up a second factor, and asks for it when one signs in again', async () => {
    await go('/settings/account')
    await button('Set up the app').click()
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(PASSWORD)
    await button('Continue').click()
    const secret = await page.getByText('Or type it in:').locator('.fixed').innerText()
    const code = () => generateSync({ secret })
    await page.getByLabel('Code from the app').fill(code())
    await button('Confirm').click()
    await page.getByText('Your recovery codes, shown this once').waitFor()
    const recovery = await page.locator('ul.fixed li').first().innerText()
    await page.getByRole('button', { name: 'Signed in as Olga Owner' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByLabel('E-mail').fill('olga@example.com')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    expect(await violations()).toEqual([])
    await button('Sign in').click()
    await button('Use a recovery code').click()
    await page.getByLabel('Recovery code').fill(recovery)
    await button('Continue').click()
    await heading('Test: start').waitFor()
  })

  test('finds a member, shows what an adjustment does, and does it once, for a reason', async () => {
    await go('/members')
    await page.getByLabel('Find a member').fill('ada')
    await button('Find').click()
    await page.getByRole('link', { name: 'ada' }).click()
    await heading('ada').waitFor()
    await page.getByText('120', { exact: true }).waitFor()
    await button('Adjust points').click()
    await page.getByLabel('How many').fill('30')
    await page.getByText('Available: 120 → 150').waitFor()
    await page.getByLabel('Reason').fill('A late parcel')
    await button('Adjust').click()
    await page.getByText('Done: 150 points can be used now.').waitFor()
    const { body } = await server.ask('GET', '/api/v1/members/ada/postings', { key: store.key })
    expect((body['postings'] as { reason: string; points: number }[]).filter((posting) => posting.reason === 'adjust').map(({ points }) => points)).toEqual([30])
  })

  test('explains a number in sentences, and the back button leads to where one was', async () => {
    await page.getByRole('button', { name: 'Why: Why this balance: points' }).click()
    await page.getByText(/A late parcel/).first().waitFor()
    await page.keyboard.press('Escape')
    await page.goBack()
    await heading('Members').waitFor()
    await page.goForward()
    await heading('ada').waitFor()
  })

  test('counts what happened in the period of the address, as charts, as tables and as files', async () => {
    await go('?period=year')
    await page.getByText('Points issued').first().waitFor()
    await page.getByText('Year', { exact: true }).waitFor()
    await button('Points as a table').click()
    await page.getByRole('region', { name: 'Points' }).getByRole('cell', { name: '190' }).waitFor()
    const [csv] = await Promise.all([page.waitForEvent('download'), button('Save as CSV').click()])
    expect(await readFile(await csv.path(), 'utf8')).toMatch(/^\uFEFF?from,to,joined,/)
    const [png] = await Promise.all([page.waitForEvent('download'), button('Save Orders as PNG').click()])
    expect((await readFile(await png.path())).subarray(1, 4).toString()).toBe('PNG')
    await page.getByText('Week', { exact: true }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('period')).toBe('week')
  })

  test('lists members by what they have, keeps the list as a view, and tags whoever is marked', async () => {
    const balances = async () => ((await server.ask('GET', '/api/v1/roster?sort=-balance', { key: store.key })).body['members'] as { balance: number }[]).map(({ balance }) => balance)
    await expect.poll(balances).toEqual([150, 40])
    await go('/members?tag=makes-no-sense&columns=none')
    await page.getByText('2 members', { exact: true }).waitFor()
    await button('Filter').click()
    await page.getByLabel('Balance from').fill('100')
    expect(await violations()).toEqual([])
    await button('Show them').click()
    await page.getByText('1 member', { exact: true }).waitFor()
    expect(new URL(page.url()).searchParams.get('balanceFrom')).toBe('100')
    await button('Views').click()
    await page.getByRole('menuitem', { name: 'Save as a new view…' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Well off')
    await button('Save').click()
    await button('Well off').waitFor()
    await page.getByLabel('Mark ada').check()
    await button('Do to all of them').click()
    await page.getByRole('menuitem', { name: 'Add tags' }).click()
    await page.getByRole('dialog').getByLabel('Tags').fill('regular')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('1 member', { exact: true }).waitFor()
    expect(await violations()).toEqual([])
    await button('Begin').click()
    await heading('Jobs').waitFor()
    await page.getByText('1 of 1').waitFor()
    expect((await server.ask('GET', '/api/v1/members/ada/profile', { key: store.key })).body['tags']).toEqual(['regular'])
  })

  test('shows whole who somebody is for a reason only, freezes and restores them, and erases somebody whose id was typed', async () => {
    await server.ask('PATCH', '/api/v1/members/ada/profile', { key: store.key, body: { email: 'ada@example.com' } })
    await go('/members/ada')
    await page.getByText('a•••@example.com').waitFor()
    await button('Show whole').click()
    await page.getByLabel('Reason').fill('A call about a parcel')
    await button('Show').click()
    await page.getByText('ada@example.com', { exact: true }).waitFor()
    await button('More').click()
    await page.getByRole('menuitem', { name: 'Freeze…' }).click()
    await page.getByLabel('Reason').fill('A card of somebody else')
    await button('Freeze').click()
    await page.getByText(/: A card of somebody else$/).waitFor()
    expect(await violations()).toEqual([])
    await button('Restore').click()
    await page.getByLabel('Reason').fill('It was hers')
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
    await expect.poll(() => button('Restore').count()).toBe(0)
    const { body } = await server.ask('GET', '/api/v1/audit?limit=100', { key: store.key })
    expect((body['entries'] as { reason: string | null }[]).map(({ reason: why }) => why)).toEqual(expect.arrayContaining(['A call about a parcel', 'A card of somebody else', 'It was hers']))
    await go('/members/bob')
    await button('More').click()
    await page.getByRole('menuitem', { name: 'Erase personal data…' }).click()
    await page.getByLabel('Reason').fill('He asked for it')
    expect(await button('Erase').isDisabled()).toBe(true)
    await page.getByLabel('Type bob to confirm').fill('bob')
    await button('Erase').click()
    await heading('Members').waitFor()
    expect((await server.ask('GET', '/api/v1/members/bob/profile', { key: store.key })).status).toBe(404)
  })

  tellOfPrograms({ page: () => page, go, heading, button, violations, draft: async (id) => (await server.ask('GET', `/api/v1/programs/drafts/${id}`, { key: store.key })).body })

  const visit: Visit = { page: () => page, go, heading, button, violations, settings: async () => (await server.ask('GET', '/api/v1/shop-settings', { key: store.key })).body, fill: () => fillStore(server, store) }
  tellOfTheShop(visit)
  tellOfOrders(visit)
  tellOfImports(visit)

  test('goes anywhere by the keyboard', async () => {
    await go('')
    await heading('Test: start').waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('m')
    await heading('Members').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Where to?').fill('roles')
    await page.keyboard.press('Enter')
    await heading('Roles').waitFor()
  })

  test.each(['light', 'dark'] as const)('has no violation of WCAG 2.2 AA on any screen, %s', { timeout: 240_000 }, async (scheme) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    const found: string[] = []
    for (const [index, path] of SCREENS.entries()) {
      await go(path)
      await heading(HEADINGS[index] as string).waitFor()
      await expect.poll(() => page.getByRole('status').filter({ hasText: '…' }).count()).toBe(0)
      found.push(...await violations())
    }
    expect(found).toEqual([])
  })

  test('speaks Chinese at once, keeps it with the person, and misses no text', { timeout: 120_000 }, async () => {
    await page.getByRole('button', { name: 'Language' }).click()
    await page.getByRole('menuitem', { name: '简体中文' }).click()
    await heading('我的账号').waitFor()
    for (const path of SCREENS) {
      await go(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await expect.poll(() => page.getByRole('status').filter({ hasText: '…' }).count()).toBe(0)
      expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
    }
    expect(await page.evaluate(async () => ((await (await fetch('/api/v1/staff/me')).json()) as { staff: { locale: string } }).staff.locale)).toBe('zh-CN')
  })

  test('can be used on a narrow telephone: nothing is wider than the screen', { timeout: 120_000 }, async () => {
    await page.setViewportSize({ width: 360, height: 740 })
    for (const path of SCREENS) {
      await go(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      expect(await page.evaluate<number>('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(360)
      const { x = 0, width = 360 } = (await page.getByRole('button', { name: '当前账号：Olga Owner' }).boundingBox()) ?? {}
      expect(x + width, path).toBeLessThanOrEqual(360)
    }
  })

  test('said nothing to the console of the browser all that time', () => {
    expect(said).toEqual([])
  })
})
