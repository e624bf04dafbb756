import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContext, ConsoleMessage, Page } from 'playwright-core'
import { withoutMails } from './without-mails.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** So often the width is looked at, and so long between. */
const [LOOKS, BETWEEN_MS] = [15, 100]
const PHONE = { width: 360, height: 740 }

/** What looks at pages: notes what is wrong with each, or takes its picture. */
export type Looker = { page: Page; /** Says which page is gone to, so that what goes wrong on the way there is told of it. */ toward: (name: string) => void; look: (name: string) => Promise<void>; faults: string[] }

export type LookerOptions = { context: BrowserContext; /** Whether whoever looks has shown nobody who they are, so that an answer of 401 is right. */ isGuest?: boolean; /** Where pictures go; null: pages are looked at for faults. */ pictures: string | null; say: (text: string) => void }

/**
 * Opens a page whose every complaint is noted: lines of the browser's console, errors, texts that are missing. `look` waits until all of the page is there;
 * then on a phone of 360 pixels nothing may be wider, and axe (WCAG 2.2 AA) goes over it. An answer of 401 of the API to a guest, or before the first page is gone to, is none of these.
 */
export async function openLooker({ context, isGuest = false, pictures, say }: LookerOptions): Promise<Looker> {
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const faults: string[] = []
  let at = ''
  const isRight = (message: ConsoleMessage): boolean => (isGuest || at === '') && message.location().url.includes('/api/v1/') && message.text().includes('status of 401')
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && !isRight(message) && faults.push(`${at}: ${message.text()}`))
  page.on('pageerror', (error) => faults.push(`${at}: ${String(error)}`))
  const look = async (name: string): Promise<void> => {
    at = name
    await page.waitForLoadState('networkidle')
    await page.waitForSelector('[aria-busy=true], .skeleton, .ghost, .mantine-Skeleton-root', { state: 'detached' })
    if (pictures !== null) {
      mkdirSync(pictures, { recursive: true })
      await takePicture(page, join(pictures, `${name.replace(/[^\p{L}\p{N}_-]+/gu, '_')}.png`))
      return say(`  ${name}`)
    }
    const before = faults.length
    const size = page.viewportSize() ?? PHONE
    await page.setViewportSize(PHONE)
    const wide = await settledWidth(page)
    if (wide > PHONE.width) faults.push(`${name}: ${wide} pixels wide on a phone of ${PHONE.width}`)
    await page.setViewportSize(size)
    await withoutMails(page)
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
    faults.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${name}: ${id}: ${html.slice(0, 160)}`)))
    say(`  ${faults.length === before ? 'ok  ' : 'FAULT'} ${name}`)
  }
  return { page, toward: (name) => void (at = name), look, faults }
}

/** A picture of all of a page, in a window as high as it is: what keeps to the lower edge of the window is at the lower edge of the picture. */
async function takePicture(page: Page, path: string): Promise<void> {
  const size = page.viewportSize() ?? PHONE
  // A page that is at least as high as its window would go on growing with it.
  await page.evaluate("document.querySelector('main')?.style.setProperty('min-height', '0')")
  const height = await page.evaluate<number>('document.documentElement.scrollHeight')
  await page.setViewportSize({ ...size, height: Math.max(height, size.height) })
  await page.screenshot({ path, fullPage: true })
  await page.setViewportSize(size)
}

/** How wide a page is on a phone: what is drawn by its width is drawn anew a moment after the window has changed. */
async function settledWidth(page: Page): Promise<number> {
  const width = (): Promise<number> => page.evaluate<number>('document.documentElement.scrollWidth')
  for (let looks = 0; looks < LOOKS && (await width()) > PHONE.width; looks += 1) await page.waitForTimeout(BETWEEN_MS)
  return width()
}
