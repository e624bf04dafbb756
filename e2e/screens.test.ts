import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openScreens, type ConsoleStand } from './console-stand.ts'
import { SCREENS } from './screens.ts'

const BROWSER = inject('chromium')

let stand: ConsoleStand

beforeAll(async () => {
  if (BROWSER !== '') stand = await openScreens()
})

afterAll(() => stand?.close())

describe.skipIf(BROWSER === '')(`every screen of the console, on a desk${inject('noChromium')}`, () => {
  test.each(SCREENS)('%s, headed %s, has no violation of WCAG 2.2 AA, in light or dark', async (path, heading) => {
    await stand.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await stand.go(path)
    await stand.heading(heading).waitFor()
    await stand.hasCome()
    expect(await stand.violations()).toEqual([])
    await stand.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await stand.page.locator('html[data-mantine-color-scheme=dark]').waitFor()
    await stand.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
    expect(await stand.violations('colours')).toEqual([])
  })

  test('said nothing to the console of the browser all that time', () => {
    expect(stand.said).toEqual([])
  })
})
