import { createRequire } from 'node:module'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { tellOfArrivals } from './arrival-stories.ts'
import { openCentreStand, type CentreStand } from './centre-stand.ts'
import { seeNames, tellOfOwnThings } from './own-things-stories.ts'
import { tellOfLeaving } from './leave-story.ts'
import { tellOfTheList } from './list-story.ts'
import { tellOfWaysIn, type Phone } from './ways-in-stories.ts'

const BROWSER = inject('chromium')
/** Headless and silent, as root too. */
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const AXE = createRequire(import.meta.url).resolve('axe-core')
const PHONE = { width: 360, height: 740 }
const MEMBER_PAGES = ['', 'points', 'earn', 'rewards', 'coupons', 'levels', 'orders', 'company', 'profile', 'addresses', 'account', 'guide'] as const
const GUEST_PAGES = ['', 'sign-in', 'join', 'guide', 'confirm'] as const

let stand: CentreStand
let browser: Browser
beforeAll(async () => {
  if (BROWSER === '') return
  stand = await openCentreStand()
  browser = await chromium.launch({ executablePath: BROWSER, args: QUIET })
})
afterAll(async () => {
  await browser?.close()
  await stand?.close()
})

/** A phone with a page on it, and what the page complained of. */
async function openPhone({ locale = 'en', colorScheme = 'light' }: { locale?: string; colorScheme?: 'light' | 'dark' } = {}): Promise<Phone> {
  const context = await browser.newContext({ viewport: PHONE, locale, colorScheme, reducedMotion: 'reduce', timezoneId: 'Europe/Berlin', permissions: ['clipboard-write', 'clipboard-read'] })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => !request.url().startsWith(new URL(stand.url).origin) && !request.url().startsWith('data:') && complaints.push(`asked elsewhere: ${request.url()}`))
  return { context, page, complaints }
}

/** Signs in as whoever reads the mails of an address, and leaves the tour. */
async function signIn({ page }: Phone, email: string): Promise<void> {
  await page.goto(`${stand.url}sign-in`)
  await page.fill('input[type=email]', email)
  await page.click('button[type=submit]')
  await page.waitForSelector('input.code')
  await page.fill('input.code', await stand.shop.codeTo(email))
  await page.click('button[type=submit]')
  await page.waitForSelector('.level-card .balance')
  await page.waitForSelector('dialog[open]')
  await page.keyboard.press('Escape')
  await page.waitForSelector('dialog[open]', { state: 'detached' })
}

/** Opens a page of the centre, inside the one that is open, and waits until all of it is there. */
async function visit({ page }: Phone, path: string, shown = path === '' ? 'home' : path): Promise<void> {
  const title = page.locator(`main[data-page=${shown}] #title`)
  if (page.url().startsWith(stand.url)) await page.evaluate(`history.pushState(null, '', ${JSON.stringify(`${stand.url}${path}`)})`)
  else await page.goto(`${stand.url}${path}`)
  // Said again until it is heard: a page that was just loaded does not listen yet.
  for (let tries = 0; tries < 50 && !(await title.isVisible()); tries += 1) {
    await page.evaluate(`dispatchEvent(new PopStateEvent('popstate'))`)
    await page.waitForTimeout(100)
  }
  await title.waitFor()
  await page.waitForSelector('.skeleton, .ghost', { state: 'detached' })
}

/** What axe finds wrong with the page by WCAG 2.2 AA. */
async function violationsOf({ page }: Phone): Promise<string[]> {
  if (await page.evaluate('window.axe === undefined')) await page.evaluate((await import('node:fs')).readFileSync(AXE, 'utf8'))
  return page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 200))))`)
}

/** What a page must not have whoever reads it: keys in the place of texts, and anything wider than the phone. */
async function faultsOf({ page }: Phone): Promise<string[]> {
  return page.evaluate(`[
    ...(document.documentElement.scrollWidth > innerWidth ? ['wider than the phone: ' + document.documentElement.scrollWidth] : []),
    ...(document.body.innerText.match(/\\b(?:nav|title|wait|problem|refused|why|home|level|need|risk|guest|sign_in|code|join|field|welcome|tour|rewards|gives|redeem|coupons?|redemption|levels|lot|unit|history|reason|earn|orders|company|statement|profile|address|consent|account|session|data|guide)\\.[a-z_]+\\b/g) ?? []),
    ...[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')].map((one) => one.closest('label') ?? one).filter((one) => one.checkVisibility() && !one.closest('p, span, .sr') && one.getBoundingClientRect().height < 24).map((one) => 'too small to touch: ' + one.outerHTML.slice(0, 120)),
  ]`)
}

describe.skipIf(BROWSER === '')(`the member centre on a phone${inject('noChromium')}`, () => {
  test('lets a guest join by a code, tells the welcome gift, and opens a reward: the code is shown and copied', async () => {
    const phone = await openPhone()
    const { page, complaints } = phone
    await page.goto(`${stand.url}?utm_source=instagram&ref=mia`)
    await page.click('.hero a.light')
    await page.fill('input[name=email]', 'new@example.com')
    await page.fill('input[name=name]', 'Noor')
    await page.check('input[name=terms]')
    await page.click('button[type=submit]')
    await page.waitForSelector('input.code')
    await page.fill('input.code', await stand.shop.codeTo('new@example.com'))
    await page.click('button[type=submit]')
    await page.waitForSelector('dialog[open] .gift')
    expect(await page.textContent('dialog[open]')).toMatch(/\+50[\s\S]*Welcome coupon[\s\S]*Last day: Feb/)
    const welcome = await page.textContent('dialog[open] code')
    expect(await violationsOf(phone)).toEqual([])
    await page.keyboard.press('Escape')
    const { body } = await stand.shop.staff('POST', '/members/searches', { email: 'new@example.com' })
    const [{ memberId }] = body['members'] as [{ memberId: string }]
    expect((await stand.shop.staff('POST', `/members/${memberId}/adjustments`, { id: 'gift', points: 200, reason: 'A late parcel', author: 'mei' })).status).toBe(201)

    await page.reload()
    await visit(phone, 'rewards')
    await page.click('article:has-text("10 dollars off") button')
    await page.waitForSelector('dialog[open]')
    expect(await page.textContent('dialog[open] .sum')).toContain('70 points')
    await page.click('dialog[open] .actions .button:first-child')
    await page.waitForSelector('dialog[open] code')
    const code = await page.textContent('dialog[open] code')
    await page.click('dialog[open] .code-box button')
    await page.waitForSelector('.note')
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(code)
    expect((await stand.shop.staff('GET', `/coupons?member=${memberId}`)).body).toMatchObject({ coupons: expect.arrayContaining([expect.objectContaining({ code }), expect.objectContaining({ code: welcome, origin: 'welcome' })]) })
    expect(((await stand.shop.staff('GET', `/members/${memberId}`)).body['units'] as { points: { available: number } }).points.available).toBe(70)
    await page.click('dialog[open] a')
    await page.waitForSelector(`.coupon code`)
    await page.goBack()
    await page.waitForSelector('article')
    expect([page.url(), complaints]).toEqual([`${stand.url}rewards`, []])
    await phone.context.close()
  })

  test('shows the points of an order that the shop tells while the page is open, as soon as somebody goes on', async () => {
    const phone = await openPhone()
    const { page, complaints } = phone
    const { body: { memberId } } = await stand.shop.comeIn('waits@example.com', { name: 'Wai' })
    await page.clock.install()
    await signIn(phone, 'waits@example.com')
    await visit(phone, 'orders')
    expect(await page.textContent('main')).not.toContain('live-7')
    const order = { id: 'live-7', currency: 'USD', lines: [{ id: '1', sku: 'LINEN-SHIRT', quantity: 1, amountMinor: 8_800 }] }
    expect((await stand.shop.staff('POST', '/events', { source: 'shop', id: 'live-7', type: 'order.paid', occurredAt: '2026-01-05T10:00:00Z', member: memberId, order })).status).toBe(201)
    // What was read within half a minute is shown again as it was.
    await page.clock.fastForward(31_000)
    await page.click('nav.tabs a[href$="/points"]')
    await page.waitForSelector('main[data-page=points] .rows >> text=+88')
    await page.click('main a[href$="/orders"]')
    await page.waitForSelector('main[data-page=orders] >> text=live-7')
    expect([await page.textContent('main'), complaints]).toEqual([expect.stringContaining('88'), []])
    await phone.context.close()
  })

  test('gives back what was redeemed, says yes to mails, and is erased once somebody has shown who they are', async () => {
    const phone = await openPhone()
    const { page, complaints } = phone
    const { body: { memberId } } = await stand.shop.comeIn('leaves@example.com', { name: 'Lee' })
    await stand.shop.staff('POST', `/members/${memberId}/adjustments`, { id: 'gift-2', points: 200, reason: 'A late parcel', author: 'mei' })
    await stand.shop.staff('POST', `/members/${memberId}/redemptions`, { id: 'r-lee', reward: 'ten_off' })
    await signIn(phone, 'leaves@example.com')
    await visit(phone, 'coupons')
    await page.click('.redemption .link')
    await page.click('dialog[open] .actions .button:first-child')
    await page.waitForSelector('.redemption .pill:text-is("Given back")')
    await page.waitForSelector('.coupon:has-text("Ten dollars off")', { state: 'detached' })

    await visit(phone, 'profile')
    // The news of one's own points come first, and go until somebody says no to them.
    await page.click('input[role=switch]:not(:checked) >> nth=0')
    await page.waitForSelector('input[role=switch]:checked >> nth=1')
    expect((await stand.shop.staff('GET', `/members/${memberId}/consents`)).body).toMatchObject({ consents: [{ channel: 'email', purpose: 'marketing', isGiven: true, source: 'centre' }] })

    await visit(phone, 'account')
    stand.pass(30)
    await page.click('.link.bad')
    await page.check('dialog[open] input[type=checkbox]')
    await page.click('dialog[open] .danger')
    await page.click('dialog[open] .step-up button')
    await page.waitForSelector('dialog[open] input.code')
    await page.fill('dialog[open] input.code', await stand.shop.codeTo('leaves@example.com'))
    await page.click('dialog[open] button[type=submit]')
    await page.waitForSelector('.hero h1')
    expect([(await stand.shop.staff('GET', `/members/${memberId}/profile`)).status, complaints]).toEqual([404, [expect.stringContaining('403')]])
    await phone.context.close()
  })

  test('says why of every number, in the language of the reader', async () => {
    const phone = await openPhone({ locale: 'zh-CN' })
    const { page, complaints } = phone
    await signIn(phone, 'ada@example.com')
    await visit(phone, 'points')
    await page.click('.entry:has-text("1004") .why >> nth=0')
    await page.waitForSelector('.sentences li')
    expect(await page.textContent('.sentences')).toContain('214')
    await visit(phone, 'orders')
    const again = page.locator('.card:has-text("1004") a:has-text("再来一单")')
    await again.waitFor()
    expect(await again.getAttribute('href')).toBe('https://shop.example/cart?add=LINEN-SHIRT:1&from=1004')
    expect([await page.getAttribute('html', 'lang'), complaints]).toEqual(['zh-CN', []])
    await phone.context.close()
  })

  tellOfOwnThings({ openPhone, visit, violationsOf, signIn })
  tellOfWaysIn({ stand: () => stand, openPhone, visit, violationsOf })
  tellOfArrivals({ stand: () => stand, openPhone, violationsOf })
  test('asks to sign in again once the session is over, and goes on where it was', async () => {
    const phone = await openPhone()
    const { page, context } = phone
    await signIn(phone, 'ada@example.com')
    await context.clearCookies()
    await visit(phone, 'account', 'sign-in')
    await page.fill('input[type=email]', 'ada@example.com')
    await page.click('button[type=submit]')
    await page.waitForSelector('input.code')
    await page.fill('input.code', await stand.shop.codeTo('ada@example.com'))
    await page.click('button[type=submit]')
    await page.waitForSelector('main[data-page=account] #title')
    await context.close()
  })

  test('adds a passkey of the device and a password, and signs in by either', async () => {
    const phone = await openPhone()
    const { page, context, complaints } = phone
    const devices = await context.newCDPSession(page)
    await devices.send('WebAuthn.enable')
    await devices.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
    await stand.shop.comeIn('keys@example.com')
    await signIn(phone, 'keys@example.com')
    await visit(phone, 'account')
    await page.click('.card:has(h2:text-is("Passkeys")) .button')
    await page.waitForSelector('.card:has(h2:text-is("Passkeys")) li')
    await page.fill('input[autocomplete=new-password]', 'kelp forest at noon')
    await page.click('.card:has(h2:text-is("Password")) button[type=submit]')
    await page.waitForSelector('.card:has(h2:text-is("Password")) >> text=Set on')
    expect(await violationsOf(phone)).toEqual([])

    const signOut = async (): Promise<void> => {
      await visit(phone, 'profile')
      await page.click('text=Sign out')
      await page.waitForSelector('.hero h1')
      await visit(phone, 'sign-in')
    }
    await signOut()
    await page.click('text=Use a passkey')
    await page.waitForSelector('.level-card .balance strong')
    await signOut()
    await page.click('text=Use my password')
    await page.fill('input[autocomplete=username]', 'keys@example.com')
    await page.fill('input[autocomplete=current-password]', 'kelp forest at noon')
    await page.click('button[type=submit]')
    await page.waitForSelector('.level-card .balance strong')
    expect(complaints).toEqual([])
    await context.close()
  })
  test('reads from right to left, and has no fault on any page, by day and by night', async () => {
    const phone = await openPhone({ locale: 'ar', colorScheme: 'dark' })
    await signIn(phone, 'ada@example.com')
    expect(await phone.page.evaluate('[document.documentElement.dir, getComputedStyle(document.body).direction]')).toEqual(['rtl', 'rtl'])
    await seeNames(phone, (path) => visit(phone, path))
    for (const path of MEMBER_PAGES) {
      await visit(phone, path)
      expect([path, await faultsOf(phone), await violationsOf(phone)]).toEqual([path, [], []])
    }
    expect(phone.complaints).toEqual([])
    await phone.context.close()
  })

  test('has no fault on what guests see, and asks them to sign in before the rest', async () => {
    const phone = await openPhone()
    await visit(phone, 'nowhere', 'missing')
    expect([await phone.page.textContent('h1'), await violationsOf(phone)]).toEqual(['This page is not here', []])
    for (const path of GUEST_PAGES) {
      await visit(phone, path)
      expect([path, await faultsOf(phone), await violationsOf(phone)]).toEqual([path, [], []])
    }
    await visit(phone, 'orders', 'sign-in')
    expect(await phone.page.textContent('#title')).toBe('Sign in')
    await phone.page.click('label.language select')
    await phone.page.selectOption('label.language select', 'zh-CN')
    await phone.page.waitForSelector('#title:text-is("登录")')
    // What was chosen here stands above what an address asks for.
    await phone.page.goto(`${stand.url}sign-in?lang=en`)
    await phone.page.waitForSelector('#title:text-is("登录")')
    expect(phone.complaints).toEqual([])
    await phone.context.close()
  })

  tellOfLeaving({ openPhone, visit, signIn, pass: (minutes) => stand.pass(minutes) })
  tellOfTheList({ stand: () => stand, openPhone, faultsOf, violationsOf })
})
