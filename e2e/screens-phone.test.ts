import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openScreens, type ConsoleStand } from './console-stand.ts'
import { SCREENS } from './screens.ts'

const BROWSER = inject('chromium')

let stand: ConsoleStand

beforeAll(async () => {
  if (BROWSER !== '') stand = await openScreens()
})

afterAll(() => stand?.close())

describe.skipIf(BROWSER === '')(`every screen of the console, in Chinese on a telephone${inject('noChromium')}`, () => {
  test('speaks Chinese at once and keeps it with the person', async () => {
    await stand.go('/settings/account')
    await stand.page.getByRole('button', { name: 'Language' }).click()
    await stand.page.getByRole('menuitem', { name: '简体中文' }).click()
    await stand.heading('我的账号').waitFor()
    await expect.poll(() => stand.page.evaluate(async () => ((await (await fetch('/api/v1/staff/me')).json()) as { staff: { locale: string } }).staff.locale)).toBe('zh-CN')
    await stand.page.setViewportSize({ width: 360, height: 740 })
  })

  test.each(SCREENS)('%s misses no text, and nothing is wider than the screen', async (path) => {
    await stand.go(path)
    await stand.page.getByRole('heading', { level: 1 }).waitFor()
    await stand.hasCome()
    expect(await stand.page.locator('html').getAttribute('lang')).toBe('zh-CN')
    expect(await stand.page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    const { x = 0, width = 360 } = (await stand.page.getByRole('button', { name: '当前账号：Olga Owner' }).boundingBox()) ?? {}
    expect(x + width).toBeLessThanOrEqual(360)
  })

  test('said nothing to the console of the browser all that time', () => {
    expect(stand.said).toEqual([])
  })
})
