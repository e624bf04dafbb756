import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openConsole, type ConsoleStand } from './console-stand.ts'
import { fillFirst, fillStore } from './fill-store.ts'

const BROWSER = inject('chromium')
const SCREENS = ['', '/members', '/members/ada', '/orders', '/orders/ada', '/feed', '/feed?part=debts', '/feed?part=refused', '/imports', '/jobs', '/approvals', '/program', '/program/versions/1', '/rewards', '/coupons', '/coupons/batches', '/companies', '/companies/acme', '/catalogue', '/catalogue/products/MUG', '/rewards/vouchers/cinema', '/settings/shop', '/settings/shop?part=look', '/settings/shop?part=texts', '/settings/shop?part=embed', '/settings/markets', '/settings/mail', '/settings/messages', '/settings/messages/welcome', '/settings/stores', '/settings/stores/new', '/settings/staff', '/settings/roles', '/settings/keys', '/settings/audit', '/settings/audit?about=ada&from=2026-01-01', '/settings/account']
const HEADINGS = ['Test: start', 'Members', 'ada', 'Orders', 'Order ada', 'Activity', 'Activity', 'Activity', 'Import members', 'Jobs', 'Approvals', 'Program', 'Version 1: Plain', 'Rewards', 'Coupons', 'Companies', 'acme', 'Catalogue', 'MUG', 'Codes: cinema', 'Shop', 'Shop', 'Shop', 'Shop', 'Mail', 'Member mails', 'Welcome', 'Stores', 'New store', 'Staff', 'Roles', 'API keys', 'Audit log', 'Audit log', 'My account']
/** A machine that has other things to do shows a screen later. */
const PATIENCE_MS = 15_000

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

describe.skipIf(BROWSER === '')(`every screen of the console${inject('noChromium')}`, { timeout: 60_000 }, () => {
  test.each(['light', 'dark'] as const)('has no violation of WCAG 2.2 AA on any screen, %s', { timeout: 240_000 }, async (scheme) => {
    await stand.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    const found: string[] = []
    for (const [index, path] of SCREENS.entries()) {
      await stand.go(path)
      await stand.heading(HEADINGS[index] as string).waitFor()
      await expect.poll(() => stand.page.getByRole('status').filter({ hasText: '…' }).count(), { timeout: PATIENCE_MS }).toBe(0)
      found.push(...await stand.violations())
    }
    expect(found).toEqual([])
  })

  test('speaks Chinese at once, keeps it with the person, and misses no text', { timeout: 120_000 }, async () => {
    await stand.page.getByRole('button', { name: 'Language' }).click()
    await stand.page.getByRole('menuitem', { name: '简体中文' }).click()
    await stand.heading('我的账号').waitFor()
    for (const path of SCREENS) {
      await stand.go(path)
      await stand.page.getByRole('heading', { level: 1 }).waitFor()
      await expect.poll(() => stand.page.getByRole('status').filter({ hasText: '…' }).count(), { timeout: PATIENCE_MS }).toBe(0)
      expect(await stand.page.locator('html').getAttribute('lang')).toBe('zh-CN')
    }
    expect(await stand.page.evaluate(async () => ((await (await fetch('/api/v1/staff/me')).json()) as { staff: { locale: string } }).staff.locale)).toBe('zh-CN')
  })

  test('can be used on a narrow telephone: nothing is wider than the screen', { timeout: 120_000 }, async () => {
    await stand.page.setViewportSize({ width: 360, height: 740 })
    for (const path of SCREENS) {
      await stand.go(path)
      await stand.page.getByRole('heading', { level: 1 }).waitFor()
      expect(await stand.page.evaluate<number>('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(360)
      const { x = 0, width = 360 } = (await stand.page.getByRole('button', { name: '当前账号：Olga Owner' }).boundingBox()) ?? {}
      expect(x + width, path).toBeLessThanOrEqual(360)
    }
  })

  test('said nothing to the console of the browser all that time', () => {
    expect(stand.said).toEqual([])
  })
})
