import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'

type Opened = { shop: Page; complaints: string[]; close: () => Promise<void> }
type Told = { openShop: (as?: { token?: string | null; query?: string }) => Promise<Opened>; signedFor: (customer: string, id: string) => Promise<string>; shopUrl: () => string; handOver: (token: string | null) => void }

const heightOf = (shop: Page, element: string): Promise<number> => shop.evaluate(`document.querySelector('${element}').getBoundingClientRect().height`)

/** What the widget takes of the page's room, and what it says of numbers. */
export function tellOfRoom({ openShop, signedFor, shopUrl, handOver }: Told): void {
  test('says how many points a reward and a level take', async () => {
    const { shop, close } = await openShop()
    // A level that asks for points, as the programs of other shops have.
    await shop.route('**/api/v1/members/me/progress', async (route) => {
      const answer = await route.fetch()
      const body = await answer.json() as { tracks: { needs: { what: string; missing: number }[] }[] }
      for (const { needs } of body.tracks) for (const need of needs) Object.assign(need, { what: 'points:points', missing: 1_250 })
      await route.fulfill({ response: answer, json: body })
    })
    await shop.evaluate(`document.querySelector('rockpool-launcher').setAttribute('token', ${JSON.stringify(await signedFor('ada', 'hand-numbers'))})`)
    await shop.locator('rockpool-progress .muted', { hasText: '1,250 points to ' }).waitFor()
    await shop.locator('rockpool-launcher .open').click()
    await shop.locator('rockpool-launcher .panel li', { hasText: /10 dollars off\s*1[68]0 points/ }).waitFor()
    await shop.unrouteAll({ behavior: 'ignoreErrors' })
    await close()
  })

  test('keeps no room for a cart that the server does not answer for, and keeps it once it does', async () => {
    const { shop, close } = await openShop()
    await shop.locator('rockpool-cart .total').waitFor()
    for (const path of ['**/api/v1/quotes', '**/api/v1/guide*']) {
      await shop.route(path, (route) => (route.request().method() === 'OPTIONS' ? route.fallback() : route.fulfill({ status: 429, headers: { 'access-control-allow-origin': '*' }, contentType: 'application/json', body: '{"code":"http.limited","detail":"Later"}' })))
      await shop.reload()
      await shop.locator('rockpool-launcher .open').waitFor()
      await expect.poll(() => heightOf(shop, 'rockpool-cart')).toBe(0)
      await shop.unroute(path)
      await shop.reload()
      await shop.locator('rockpool-cart .total').waitFor()
      expect(await heightOf(shop, 'rockpool-cart')).toBeGreaterThanOrEqual(250)
    }
    await close()
  })

  test('of a page that names a market which the program does not have, tells members what they have, and leaves no hole', async () => {
    const { shop, close } = await openShop({ token: await signedFor('ada', 'hand-market'), query: 'market=nowhere' })
    await shop.locator('rockpool-launcher .open').click()
    await shop.locator('rockpool-launcher .panel .big', { hasText: /\d/ }).waitFor()
    await expect.poll(() => heightOf(shop, 'rockpool-cart')).toBe(0)
    await close()
  })

  test.each([360, 1_280])('moves nothing of a page that hands a member over, whose cart ships, %i pixels wide', async (width) => {
    const { shop, close } = await openShop()
    await shop.setViewportSize({ width, height: 800 })
    handOver(await signedFor('ada', `hand-still-${width}`))
    await shop.addInitScript(`document.addEventListener('DOMContentLoaded', () => { document.querySelector('rockpool-cart').cart = { lines: [{ sku: 'TOWEL', quantity: 2 }], shippingMinor: 900 } })`)
    await shop.route('**/widget.js*', async (route) => { await new Promise((resolve) => setTimeout(resolve, 500)); await route.fallback() })
    await shop.goto(shopUrl(), { waitUntil: 'commit' })
    const top = (): Promise<number> => shop.evaluate(`document.querySelector('#below').getBoundingClientRect().top`)
    await shop.locator('#below').waitFor()
    // The shop's style sheet, which keeps the room, may come a moment behind its page.
    await expect.poll(() => heightOf(shop, 'rockpool-cart')).toBeGreaterThan(0)
    const before = await top()
    await shop.locator('rockpool-progress .bar').waitFor()
    await shop.locator('rockpool-cart input[type=number]').waitFor()
    await shop.locator('rockpool-cart .total').waitFor()
    expect(await top() - before).toBe(0)
    await close()
  })
}
