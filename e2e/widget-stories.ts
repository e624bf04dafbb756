import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'

type Opened = { shop: Page; complaints: string[]; close: () => Promise<void> }
/** What a story of the widget is told with; the shop is there once tests run. */
type Told = { openShop: (as?: { token: string }) => Promise<Opened>; signedFor: (customer: string, id: string) => Promise<string>; shopUrl: () => string }

/** A product as a page of a single-page shop would mount it. */
const mount = (shop: Page, sku: string): Promise<void> => shop.evaluate(`{
  history.pushState(null, '', '/${sku.toLowerCase()}')
  const main = document.createElement('main')
  main.innerHTML = '<h1>${sku}</h1><p id="price"><rockpool-price sku="${sku}"></rockpool-price></p><rockpool-points sku="${sku}"></rockpool-points><rockpool-progress></rockpool-progress><rockpool-cart></rockpool-cart>'
  main.querySelector('rockpool-cart').cart = { lines: [{ sku: '${sku}', quantity: 2 }] }
  document.querySelector('main').replaceWith(main)
}`)
const priceIn = (shop: Page): Promise<string> => shop.evaluate(`document.querySelector('rockpool-price').shadowRoot.textContent.trim()`)
const launchers = (shop: Page): Promise<number> => shop.evaluate(`document.querySelectorAll('rockpool-launcher').length`)

/** The widget on a page that changes all that it shows, and is never loaded again. */
export function tellOfOnePage({ openShop }: Pick<Told, 'openShop'>): void {
  test('follows what the page shows: products that come and go, another sku, no cart yet', async () => {
    const { shop, complaints, close } = await openShop()
    await expect.poll(() => priceIn(shop)).toBe('$42.00')
    await mount(shop, 'CUP')
    await expect.poll(() => priceIn(shop)).toBe('$9.00')
    await shop.locator('rockpool-cart .total', { hasText: '$18.00' }).waitFor()
    // The same node, taken out and put back.
    await shop.evaluate(`{ const kept = document.querySelector('#price rockpool-price'); kept.remove(); document.querySelector('#price').append(kept) }`)
    await expect.poll(() => priceIn(shop)).toBe('$9.00')
    // Another product under the same element: its price, or none yet; never that of the one before.
    let answer = (): void => {}
    await shop.route('**/api/v1/prices?*sku=NONE*', (route) => new Promise<void>((resolve) => { answer = () => void route.continue().then(resolve) }))
    await shop.evaluate(`document.querySelector('rockpool-price').setAttribute('sku', 'NONE')`)
    await expect.poll(() => priceIn(shop)).toBe('')
    await shop.evaluate(`document.querySelector('rockpool-price').setAttribute('sku', 'TOWEL')`)
    await expect.poll(() => priceIn(shop)).toBe('$42.00')
    answer()
    await shop.evaluate(`{ const cart = document.createElement('rockpool-cart'); cart.setAttribute('lines', ''); document.querySelector('main').append(cart); cart.setAttribute('lines', '{"sku'); cart.setAttribute('lines', '{}') }`)
    await mount(shop, 'TOWEL')
    await shop.locator('rockpool-cart .total', { hasText: '$84.00' }).waitFor()
    expect([await priceIn(shop), complaints]).toEqual(['$42.00', []])
    await close()
  })

  test('is there once: after a second script, in another body, and beside a launcher of the page', async () => {
    const { shop, complaints, close } = await openShop()
    await shop.locator('rockpool-launcher .open').waitFor()
    let openings = 0
    shop.on('request', (request) => { openings += new URL(request.url()).pathname === '/api/v1/shop' ? 1 : 0 })
    await shop.evaluate(`new Promise((resolve) => { const again = document.createElement('script'); again.type = 'module'; again.src = document.querySelector('script[src*=widget]').src + '&again=1'; again.onload = resolve; document.head.append(again) })`)
    expect([await launchers(shop), openings]).toEqual([1, 0])
    await shop.evaluate(`{ const body = document.createElement('body'); body.innerHTML = '<main><h1>Next</h1></main>'; document.body.replaceWith(body) }`)
    await shop.locator('rockpool-launcher .open').waitFor()
    await shop.evaluate(`document.body.innerHTML = '<main><h1>Third</h1></main><p>More</p>'`)
    await shop.locator('rockpool-launcher .open').waitFor()
    expect(await launchers(shop)).toBe(1)
    await shop.evaluate(`document.body.append(document.createElement('rockpool-launcher'))`)
    await expect.poll(() => launchers(shop)).toBe(1)
    // Taken away by itself, it was meant to go.
    await shop.evaluate(`document.querySelector('rockpool-launcher').remove()`)
    await mount(shop, 'CUP')
    await expect.poll(() => priceIn(shop)).toBe('$9.00')
    expect([await launchers(shop), complaints]).toEqual([0, []])
    await close()
  })
}

/** A launcher that the store wants on some pages alone. */
export function tellOfPages({ openShop, signedFor, wantPages }: Pick<Told, 'openShop' | 'signedFor'> & { wantPages: (pages: object | null) => Promise<void> }): void {
  test.each([['is told', ''], ['looks', `Object.defineProperty(window, 'navigation', { value: undefined })`]])('is on the pages that the store says, as the address changes: a browser that %s', async (told, before) => {
    await wantPages({ which: 'except', paths: ['/cup'] })
    const { shop, complaints, close } = await openShop({ token: await signedFor('ada', `hand-pages-${told}`) })
    await shop.addInitScript(before)
    const open = shop.locator('rockpool-launcher .open')
    await shop.goto(new URL('/cup/blue', shop.url()).href)
    // Who is handed over is known there too.
    await shop.locator('rockpool-progress .bar').waitFor()
    await shop.locator('rockpool-cart .total').waitFor()
    expect([await open.count(), await launchers(shop)]).toEqual([0, 1])
    const top = (): Promise<number> => shop.evaluate(`document.querySelector('#below').getBoundingClientRect().top`)
    const stood = await top()
    await shop.evaluate(`history.pushState(null, '', '/towel')`)
    await open.waitFor()
    await open.click()
    await shop.locator('rockpool-launcher .panel').waitFor()
    await shop.evaluate(`history.replaceState(null, '', '/cup?colour=blue')`)
    await shop.locator('rockpool-launcher .panel').waitFor({ state: 'detached' })
    await shop.evaluate(`history.pushState(null, '', '/')`)
    await open.waitFor()
    await shop.goBack()
    await open.waitFor({ state: 'detached' })
    expect([await top() - stood, await shop.evaluate(`Object.hasOwn(history, 'pushState')`), complaints]).toEqual([0, false, []])
    await close()
    await wantPages(null)
  })
}

/** What comes late there, and what is left of it. */
export function tellOfComing({ openShop, signedFor, shopUrl }: Told): void {
  test('takes a hand-over that comes late, leads to the last order again, and lets go of whoever signs out', async () => {
    const { shop, complaints, close } = await openShop()
    await expect.poll(() => priceIn(shop)).toBe('$42.00')
    expect(await shop.locator('rockpool-progress .bar').count()).toBe(0)
    await shop.evaluate(`document.querySelector('rockpool-launcher').setAttribute('token', ${JSON.stringify(await signedFor('ada', 'hand-late'))})`)
    await shop.locator('rockpool-progress .bar').waitFor()
    await mount(shop, 'CUP')
    await shop.locator('rockpool-progress .bar').waitFor()
    await shop.evaluate(`document.addEventListener('rockpool-order-again', (event) => { event.preventDefault(); document.title = JSON.stringify(event.detail) })`)
    await shop.locator('rockpool-launcher .open').click()
    const again = shop.locator('rockpool-launcher a', { hasText: 'Order again' })
    expect(await again.getAttribute('href')).toBe('https://shop.example/cart?add=LINEN-SHIRT:1&from=1005')
    await again.click()
    expect([JSON.parse(await shop.title()), new URL(shop.url()).origin]).toEqual([{ order: '1005', lines: [{ sku: 'LINEN-SHIRT', quantity: 1 }] }, shopUrl()])
    await shop.evaluate(`document.querySelector('rockpool-launcher').setAttribute('signed-out', '')`)
    await shop.locator('rockpool-launcher .panel', { hasText: 'Join now' }).waitFor()
    await expect.poll(() => shop.locator('rockpool-progress .bar').count()).toBe(0)
    expect([await shop.evaluate('sessionStorage.length'), complaints]).toEqual([0, []])
    await close()
  })

  test('leaves nothing behind: no nodes, listeners or styles of what the page no longer shows, and no global', async () => {
    const { shop, complaints, close } = await openShop()
    const watch = await shop.context().newCDPSession(shop)
    const rounds = async (times: number): Promise<{ nodes: number; jsEventListeners: number }> => {
      for (let round = 0; round < times; round += 1) {
        await mount(shop, round % 2 === 0 ? 'CUP' : 'TOWEL')
        await shop.locator('rockpool-cart .total').waitFor()
      }
      for (let turn = 0; turn < 3; turn += 1) await watch.send('HeapProfiler.collectGarbage')
      return watch.send('Memory.getDOMCounters')
    }
    const [before, after] = [await rounds(6), await rounds(40)]
    // One set of elements has more than forty nodes and ten listeners.
    expect(after.nodes - before.nodes).toBeLessThan(200)
    expect(after.jsEventListeners - before.jsEventListeners).toBeLessThan(40)
    expect(await shop.evaluate('[document.adoptedStyleSheets.length, document.querySelectorAll("style, link:not([href=\'/shop.css\'])").length]')).toEqual([0, 0])
    expect([await shop.evaluate(`Object.keys(window).filter((name) => /rockpool|preact/i.test(name))`), complaints]).toEqual([[], []])
    await close()
  })
}
