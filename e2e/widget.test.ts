import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { SignJWT } from 'jose'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { HELD_RULE } from '#member/kit/held'
import { openCentreStand, type CentreStand } from './centre-stand.ts'
import { tellOfCart } from './cart-stories.ts'
import { tellOfRoom } from './widget-room-stories.ts'
import { tellOfComing, tellOfOnePage, tellOfPages } from './widget-stories.ts'

const BROWSER = inject('chromium')
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8')
const NOW_SECONDS = Date.parse('2026-01-05T10:00:00Z') / 1_000

let stand: CentreStand
let browser: Browser
let shopPages: Server
let shopUrl: string
let secret: string
/** What the shop's page is asked to be. */
let page: { lang: string; token: string | null; origin: string; query?: string }

beforeAll(async () => {
  if (BROWSER === '') return
  stand = await openCentreStand()
  const { origin } = new URL(stand.url)
  shopPages = createServer((request, response) => request.url === '/shop.css' ? void response.writeHead(200, { 'content-type': 'text/css' }).end(HELD_RULE) : void response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    // As strict as a shop may be: nothing inline, nothing from elsewhere but our script and our answers.
    'content-security-policy': `default-src 'none'; style-src 'self'; script-src ${origin}; connect-src ${origin}`,
  }).end(pageOf(origin))).listen(0, '127.0.0.1')
  await new Promise((resolve) => shopPages.once('listening', resolve))
  shopUrl = `http://127.0.0.1:${(shopPages.address() as AddressInfo).port}`
  const must = async (method: 'POST' | 'PATCH', path: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await stand.shop.staff(method, path, body)
    if (answer.status >= 300 || /"status":4/.test(answer.text)) throw new Error(`${method} ${path}: ${answer.text}`)
    return answer.body
  }
  await must('PATCH', '/shop-settings', { origins: [shopUrl] })
  await must('POST', '/catalogue/products', { products: [{ sku: 'TOWEL' }, { sku: 'CUP' }, { sku: 'BARE' }] })
  await must('POST', '/catalogue/lists', { list: 'retail', kind: 'retail', market: 'us' })
  await must('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku: 'TOWEL', unitMinor: 4_200 }, { list: 'retail', sku: 'CUP', unitMinor: 900 }] })
  secret = (await must('POST', '/shop-settings/secrets', {}))['value'] as string
  browser = await chromium.launch({ executablePath: BROWSER, args: QUIET })
})
afterAll(async () => {
  await browser?.close()
  shopPages?.close()
  await stand?.close()
})

function pageOf(origin: string): string {
  const launcher = page.token === null ? '' : `<rockpool-launcher token="${page.token}"></rockpool-launcher>`
  return `<!doctype html><html lang="${page.lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Towel</title><link rel="stylesheet" href="/shop.css"><body><main><h1>Towel</h1>
    <p id="price"><rockpool-price sku="TOWEL"></rockpool-price></p><p><rockpool-points sku="TOWEL"></rockpool-points></p>
    <rockpool-progress></rockpool-progress><rockpool-cart lines='[{"sku":"TOWEL","quantity":2}]'></rockpool-cart><p id="below">Returns within 30 days</p></main>${launcher}
    <script type="module" src="${page.origin || origin}/m/${stand.shop.handle}/widget.js?${page.query ?? 'market=us'}"></script></body></html>`
}

async function signedFor(customer: string, id: string): Promise<string> {
  return new SignJWT({ sub: customer, jti: id, aud: stand.shop.handle, iat: NOW_SECONDS, exp: NOW_SECONDS + 240 }).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret))
}

/** Opens the shop's page, and notes what it complained of: lines of the console, and what its policy refused. */
async function openShop({ lang = 'en', token = null as string | null, origin = '', width = 360, query = 'market=us' } = {}): Promise<{ shop: Page; complaints: string[]; close: () => Promise<void> }> {
  page = { lang, token, origin, query }
  const context = await browser.newContext({ viewport: { width, height: 740 }, locale: lang, reducedMotion: 'reduce', bypassCSP: false })
  const shop = await context.newPage()
  const complaints: string[] = []
  shop.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  shop.on('pageerror', (error) => complaints.push(String(error)))
  await shop.goto(shopUrl)
  return { shop, complaints, close: () => context.close() }
}

async function wantPages(pages: object | null): Promise<void> {
  const widget = { isOn: true, position: 'end', offsetX: 20, offsetY: 20, texts: {} }
  expect(await stand.shop.staff('PATCH', '/shop-settings', { widget: pages === null ? widget : { ...widget, pages } })).toMatchObject({ status: 200 })
}

const textOf = (shop: Page, element: string): Promise<string> => shop.locator(element).innerText()

describe.skipIf(BROWSER === '')(`the widget on a page of the shop${inject('noChromium')}`, () => {
  test('shows a guest prices and why to join, under a strict policy, and leaves the page as it was', async () => {
    const { shop, complaints, close } = await openShop()
    await shop.locator('rockpool-launcher .open').click()
    await shop.locator('rockpool-launcher .panel li').first().waitFor()
    expect(await textOf(shop, 'rockpool-launcher .panel')).toMatch(/Join now[\s\S]*Sign in[\s\S]*How it works/)
    expect(await textOf(shop, 'rockpool-launcher .panel')).toContain('$1.00 = 1 point ≈ 5% back')
    await shop.locator('rockpool-price [part=price]').waitFor()
    await shop.locator('rockpool-cart .total').waitFor()
    expect((await textOf(shop, 'rockpool-price span >> nth=0')).trim()).toBe('$42.00')
    expect((await textOf(shop, 'rockpool-points span')).trim()).toBe('Members earn 42 points')
    expect(await textOf(shop, 'rockpool-cart section')).toMatch(/This order earns 84 points[\s\S]*To pay\s+\$84\.00/)
    // The market of the page is that of its rules too.
    expect(await shop.evaluate(`[...new Set(performance.getEntriesByType('resource').map(({ name }) => new URL(name)).filter(({ pathname }) => pathname.endsWith('/guide')).map(({ search }) => search))]`)).toEqual(['?market=us'])
    expect(await shop.evaluate(`Object.keys(window).filter((name) => /rockpool|preact/i.test(name))`)).toEqual([])
    expect(await shop.evaluate('getComputedStyle(document.querySelector("h1")).fontFamily')).not.toMatch(/system-ui/)
    expect(await shop.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    expect(complaints).toEqual([])
    await close()
  })

  test('knows whom the shop hands over, takes their points and a code into the cart, and tells the page', async () => {
    const { shop, complaints, close } = await openShop({ token: await signedFor('ada', 'hand-1') })
    await shop.locator('rockpool-launcher .open').click()
    const panel = shop.locator('rockpool-launcher .panel .big')
    await panel.waitFor()
    const { body } = await stand.shop.staff('GET', '/members/ada')
    const { available } = (body['units'] as { points: { available: number } }).points
    expect(Number((await panel.innerText()).replaceAll(',', ''))).toBe(available)
    await shop.keyboard.press('Escape')
    await shop.locator('rockpool-progress .bar').waitFor()
    await shop.evaluate(`document.addEventListener('rockpool-cart', ({ detail }) => { document.title = JSON.stringify({ points: detail.points, coupons: detail.coupons, asked: detail.quote.coupons.length, pays: detail.quote.toPayMinor }) })`)
    const field = shop.locator('rockpool-cart input[type=number]')
    await field.fill('100')
    await field.blur()
    await expect.poll(() => shop.title()).toContain('"points":100')
    const chosen = JSON.parse(await shop.title()) as { points: number; pays: number }
    expect(chosen.pays).toBeLessThan(8_400)
    await shop.locator('rockpool-cart form input').fill('NOBODY')
    await shop.locator('rockpool-cart form button[type=submit]').click()
    await shop.locator('rockpool-cart [role=status]', { hasText: 'This code cannot be used here.' }).waitFor()
    // What is used is told, not what was wished for; and what is not in the sum.
    await expect.poll(async () => JSON.parse(await shop.title()) as object).toMatchObject({ points: 100, coupons: [], asked: 1 })
    await shop.evaluate(`document.querySelector('rockpool-cart').cart = { lines: [{ sku: 'TOWEL', quantity: 2 }, { sku: 'BARE', quantity: 1 }] }`)
    await shop.locator('rockpool-cart [role=status]', { hasText: 'BARE is not sold here' }).waitFor()
    expect(complaints).toEqual([])
    // A change that cannot be worked out takes nothing away: it can be taken back, or tried again.
    await shop.route('**/api/v1/quotes', (route) => route.abort())
    await shop.locator('rockpool-cart .chip', { hasText: 'NOBODY' }).click()
    await shop.locator('rockpool-cart [role=status]', { hasText: 'Your last change could not be worked out' }).waitFor()
    expect(await shop.locator('rockpool-cart .total').isVisible()).toBe(true)
    await shop.unroute('**/api/v1/quotes')
    await shop.locator('rockpool-cart .chip', { hasText: 'Try again' }).click()
    await shop.locator('rockpool-cart [role=status]', { hasText: 'NOBODY' }).waitFor({ state: 'detached' })
    await shop.reload()
    await shop.locator('rockpool-progress .bar').waitFor()
    // Who is signed in here goes to the centre as themselves, and nothing of it stays in the address.
    await shop.locator('rockpool-launcher .open').click()
    await shop.locator('rockpool-launcher a', { hasText: 'Open my membership' }).click()
    await shop.locator('.level-card .balance strong').waitFor()
    expect(shop.url()).toBe(new URL(stand.url).href)
    await close()
  })

  test('sends whoever must tell their age on to join in the centre, and signs them in there', async () => {
    await stand.shop.staff('PATCH', '/shop-settings', { ageGate: { minimum: 16, byCountry: {} } })
    const { shop, close } = await openShop({ token: await signedFor('young', 'hand-age') })
    await shop.locator('rockpool-launcher .open').click()
    await shop.locator('rockpool-launcher .panel', { hasText: 'tell us your date of birth' }).waitFor()
    await shop.locator('rockpool-launcher a', { hasText: 'Join now' }).click()
    await shop.locator('input[name=birthday]').fill('1990-07-14')
    await shop.locator('button[type=submit]').click()
    await shop.locator('.level-card .balance strong').waitFor()
    await stand.shop.staff('PATCH', '/shop-settings', { ageGate: { minimum: null, byCountry: {} } })
    expect((await stand.shop.staff('GET', '/members/young/profile')).body).toMatchObject({ birthday: '1990-07-14' })
    await close()
  })

  test('goes on as a guest’s where a session is over, and signs in anew whom the shop hands over', async () => {
    const { shop, close } = await openShop()
    const dead = JSON.stringify({ token: 'rm_dead', from: 'before', sub: 'ada' })
    await shop.addInitScript(`sessionStorage.getItem('rockpool:${stand.shop.handle}') ?? sessionStorage.setItem('rockpool:${stand.shop.handle}', ${JSON.stringify(dead)})`)
    await shop.reload()
    await expect.poll(() => shop.evaluate(`document.querySelector('rockpool-price').shadowRoot.textContent.trim()`)).toBe('$42.00')
    await shop.locator('rockpool-cart .total').waitFor()
    expect((await textOf(shop, 'rockpool-points span')).trim()).toBe('Members earn 42 points')
    await shop.evaluate(`sessionStorage.clear()`)
    page.token = await signedFor('ada', 'hand-again')
    await shop.reload()
    await shop.locator('rockpool-progress .bar').waitFor()
    await close()
  })

  test.each(['zh-CN', 'ar'])('speaks %s, and axe finds nothing', async (lang) => {
    const { shop, close } = await openShop({ lang })
    await shop.locator('rockpool-launcher .open').click()
    await shop.locator('rockpool-launcher .panel a').first().waitFor()
    await shop.locator('rockpool-cart .total').waitFor()
    expect(await shop.locator('rockpool-launcher [lang]').first().getAttribute('dir')).toBe(lang === 'ar' ? 'rtl' : 'ltr')
    expect(await textOf(shop, 'rockpool-cart section')).toMatch(lang === 'ar' ? /[\u0600-\u06ff]{4}/ : /[\u4e00-\u9fff]{2}/)
    const found = await shop.evaluate(`(async () => { ${AXE}; const { violations } = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }); return violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')) })()`)
    expect(found).toEqual([])
    await close()
  })

  test('moves nothing when its answers come', async () => {
    page = { lang: 'en', token: null, origin: '' }
    const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } })
    const shop = await context.newPage()
    await shop.addInitScript(`window.moved = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) for (const { node } of entry.sources) if (['price', 'below'].includes(node?.id)) window.moved += entry.value }).observe({ type: 'layout-shift', buffered: true })`)
    // The script comes late, as on a slow phone: the page is seen before.
    await shop.route('**/widget.js*', async (route) => { await new Promise((resolve) => setTimeout(resolve, 500)); await route.fallback() })
    await shop.goto(shopUrl, { waitUntil: 'commit' })
    const top = (): Promise<number> => shop.evaluate(`document.querySelector('#below').getBoundingClientRect().top`)
    await shop.locator('#below').waitFor()
    const before = await top()
    await shop.locator('rockpool-price [part=price]').waitFor()
    await shop.locator('rockpool-cart .total').waitFor()
    expect([await top() - before, await shop.evaluate('window.moved')]).toEqual([0, 0])
    await context.close()
  })

  test('of a store with a list of mails alone talks of the list, and nowhere of points', async () => {
    const want = async (isMailingList: boolean) => expect((await stand.shop.staff('PATCH', '/shop-settings', { isMailingList })).status).toBe(200)
    await want(true)
    try {
      for (const [token, way] of [[null, 'Join the list'], [await signedFor('ada', 'listed'), 'Choose my mails']] as const) {
        const { shop, complaints, close } = await openShop({ token })
        await shop.locator('rockpool-launcher .open').click()
        await shop.locator('rockpool-launcher .panel').getByText('New arrivals and offers').waitFor()
        await shop.locator('rockpool-launcher .panel').getByText(way).waitFor()
        await shop.locator('rockpool-cart .total').waitFor()
        // Points would come after all the rest.
        await shop.waitForLoadState('networkidle')
        expect(await textOf(shop, 'rockpool-launcher .panel') + await textOf(shop, 'rockpool-cart section')).not.toMatch(/point|level|how it works|membership$/im)
        expect([await shop.locator('rockpool-points span').count(), await shop.locator('rockpool-progress .bar').count()]).toEqual([0, 0])
        expect(complaints).toEqual([])
        await close()
      }
    } finally {
      await want(false)
    }
  })

  test('leaves a page alone whose shop cannot be reached', async () => {
    const { shop, close } = await openShop({ origin: 'http://127.0.0.1:9' })
    expect(await shop.locator('h1').innerText()).toBe('Towel')
    expect(await shop.locator('rockpool-price span').count()).toBe(0)
    await close()
  })
})

describe.skipIf(BROWSER === '')(`the cart${inject('noChromium')}`, () => { tellOfCart({ openShop, signedFor, staff: (...asked) => stand.shop.staff(...asked) }) })

describe.skipIf(BROWSER === '')(`the widget and the room of a page${inject('noChromium')}`, () => {
  tellOfRoom({ openShop, signedFor, shopUrl: () => shopUrl, handOver: (token) => { page.token = token } })
})

describe.skipIf(BROWSER === '')(`the widget on a page that is never loaded again${inject('noChromium')}`, () => {
  tellOfOnePage({ openShop })
  tellOfPages({ openShop, signedFor, wantPages })
  tellOfComing({ openShop, signedFor, shopUrl: () => shopUrl })
})
