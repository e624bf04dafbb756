import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openConsole, type ConsoleStand } from './console-stand.ts'
import { fillFirst, fillStore } from './fill-store.ts'

const BROWSER = inject('chromium')
/** Every screen with its heading. */
const SCREENS = [
  ['', 'Test: start'], ['/members', 'Members'], ['/members/ada', 'ada'], ['/members/ada?kind=order', 'ada'], ['/orders', 'Orders'], ['/orders/ada', 'Order ada'],
  ['/feed', 'Activity'], ['/feed?part=debts', 'Activity'], ['/feed?part=refused', 'Activity'], ['/feed?part=pending&waits=hand', 'Activity'], ['/imports', 'Import members'], ['/jobs', 'Jobs'],
  ['/approvals', 'Approvals'], ['/program', 'Program'], ['/program/versions/1', 'Version 1: Plain'], ['/rewards', 'Rewards'], ['/coupons', 'Coupons'],
  ['/coupons/batches', 'Batches of codes'], ['/companies', 'Companies'], ['/companies/acme', 'acme'], ['/catalogue', 'Catalogue'], ['/catalogue/products/MUG', 'MUG'],
  ['/rewards/vouchers/cinema', 'Codes: cinema'], ['/settings/shop', 'Shop'], ['/settings/shop?part=look', 'Shop'], ['/settings/shop?part=texts', 'Shop'], ['/settings/shop?part=embed', 'Shop'],
  ['/settings/markets', 'Markets'], ['/settings/mail', 'Mail'], ['/settings/messages', 'Member mails'], ['/settings/messages/welcome', 'Welcome'], ['/settings/stores', 'Stores'],
  ['/settings/stores/new', 'New store'], ['/settings/staff', 'Staff'], ['/settings/roles', 'Roles'], ['/settings/keys', 'API keys'], ['/settings/audit', 'Audit log'],
  ['/settings/audit?about=ada&from=2026-01-01', 'Audit log'], ['/settings/account', 'My account'],
] as const

let stand: ConsoleStand

beforeAll(async () => {
  if (BROWSER === '') return
  stand = await openConsole(async (server, store) => {
    await fillFirst(server, store)
    await fillStore(server, store)
  })
  await stand.becomeOwner()
}, 120_000)

afterAll(() => stand?.close())

/** Once nothing says that it is on its way. */
async function hasCome(): Promise<void> {
  await expect.poll(() => stand.page.getByRole('status').filter({ hasText: '…' }).count()).toBe(0)
}

describe.skipIf(BROWSER === '')(`every screen of the console${inject('noChromium')}`, { timeout: 60_000 }, () => {
  test('has no violation of WCAG 2.2 AA on any screen, in light or dark', { timeout: 240_000 }, async () => {
    const found: string[] = []
    for (const [path, heading] of SCREENS) {
      await stand.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      await stand.go(path)
      await stand.heading(heading).waitFor()
      await hasCome()
      found.push(...await stand.violations())
      await stand.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
      await stand.page.locator('html[data-mantine-color-scheme=dark]').waitFor()
      await stand.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
      found.push(...(await stand.violations('colours')).map((violation) => `dark: ${violation}`))
    }
    expect(found).toEqual([])
  })

  test('speaks Chinese at once and keeps it with the person', async () => {
    await stand.page.getByRole('button', { name: 'Language' }).click()
    await stand.page.getByRole('menuitem', { name: '简体中文' }).click()
    await stand.heading('我的账号').waitFor()
    await expect.poll(() => stand.page.evaluate(async () => ((await (await fetch('/api/v1/staff/me')).json()) as { staff: { locale: string } }).staff.locale)).toBe('zh-CN')
  })

  test('misses no Chinese text, and on a narrow telephone nothing is wider than the screen', { timeout: 240_000 }, async () => {
    await stand.page.setViewportSize({ width: 360, height: 740 })
    for (const [path] of SCREENS) {
      await stand.go(path)
      await stand.page.getByRole('heading', { level: 1 }).waitFor()
      await hasCome()
      expect(await stand.page.locator('html').getAttribute('lang'), path).toBe('zh-CN')
      expect(await stand.page.evaluate<number>('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(360)
      const { x = 0, width = 360 } = (await stand.page.getByRole('button', { name: '当前账号：Olga Owner' }).boundingBox()) ?? {}
      expect(x + width, path).toBeLessThanOrEqual(360)
    }
  })

  test('said nothing to the console of the browser all that time', () => {
    expect(stand.said).toEqual([])
  })
})
