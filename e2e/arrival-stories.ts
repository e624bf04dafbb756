import { expect, test } from 'vitest'
import type { CentreStand } from './centre-stand.ts'
import type { Phone } from './ways-in-stories.ts'

type Told = { stand: () => CentreStand; openPhone: (how?: { locale?: string }) => Promise<Phone>; violationsOf: (phone: Phone) => Promise<string[]> }

/** Goes to an address as whoever opens it anew: one that differs behind the `#` alone would be the same page. */
async function open({ page }: Phone, address: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(address)
}

/** Opens the centre at addresses that say more than a page, or whose pieces do not come. */
export function tellOfArrivals({ stand, openPhone, violationsOf }: Told): void {
  test('leads on where a ticket is refused, and then to the page, in the language and with the source that the address named', async () => {
    const phone = await openPhone()
    const { page } = phone
    await open(phone, `${stand().url}rewards?reward=ten_off&lang=de&utm_source=parcel#ticket=nobody`)
    await page.waitForSelector('main .problem')
    expect([await page.getAttribute('html', 'lang'), await violationsOf(phone)]).toEqual(['de', []])
    await page.click('nav.tabs a[href$="/sign-in"]')
    await page.waitForSelector('main input[type=email]')
    await open(phone, `${stand().url}rewards?reward=ten_off#ticket=nobody`)
    await page.waitForSelector('main .problem')
    await page.click('main .problem ~ button')
    await page.waitForSelector('main input[type=email]')
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('title')
    await page.fill('input[type=email]', 'arrives@example.com')
    await page.click('button[type=submit]')
    await page.waitForSelector('input.code')
    await page.fill('input.code', await stand().shop.codeTo('arrives@example.com'))
    await page.click('button[type=submit]')
    await page.waitForSelector('main[data-page=rewards] #title')
    expect(page.url()).toBe(`${stand().url}rewards?reward=ten_off`)
    const { body } = await stand().shop.staff('POST', '/members/searches', { email: 'arrives@example.com' })
    const [{ memberId }] = body['members'] as [{ memberId: string }]
    expect((await stand().shop.staff('GET', `/members/${memberId}/profile`)).body).toMatchObject({ source: { utmSource: 'parcel', page: `/m/${stand().shop.handle}/rewards` } })
    await phone.context.close()
  })

  test('speaks the language of the shop that is nearest to the profile’s on a new device, unless the address names one', async () => {
    const { body: { memberId, token } } = await stand().shop.comeIn('vienna@example.com')
    expect((await stand().shop.staff('PATCH', `/members/${memberId}/profile`, { locale: 'de-AT' })).status).toBe(200)
    for (const [query, language] of [['', 'de'], ['?lang=fr', 'fr']] as const) {
      const phone = await openPhone()
      const { page, context } = phone
      await context.addCookies([{ name: 'rockpool_member', value: String(token), url: new URL(stand().url).origin }])
      await page.goto(`${stand().url}${query}`)
      await page.waitForSelector('.level-card .balance strong')
      await page.waitForSelector(`html[lang=${language}]`)
      // No link names it again, and it stays.
      await page.keyboard.press('Escape')
      await page.goto(`${stand().url}points`)
      await page.waitForSelector('main[data-page=points] #title')
      await page.waitForLoadState('networkidle')
      expect(await page.getAttribute('html', 'lang')).toBe(language)
      await context.close()
    }
  })

  test('says so where a page or its texts cannot be had, and does not load without end', async () => {
    const phone = await openPhone()
    const { page } = phone
    let loads = 0
    page.on('load', () => { loads += 1 })
    await page.route('**/assets/guide-*.js', (route) => route.abort())
    await page.goto(`${stand().url}guide`)
    await page.waitForSelector('main .failed .problem')
    await page.waitForTimeout(1_000)
    expect([loads, await page.textContent('main'), await page.locator('main #title').count()]).toEqual([2, expect.stringContaining('cannot be reached'), 1])
    await page.route('**/assets/member-*.js', (route) => route.abort())
    await page.reload()
    await page.waitForSelector('main .problem[role=alert]')
    expect([await page.textContent('main'), await violationsOf(phone)]).toEqual([expect.stringMatching(/cannot be reached[\s\S]*Try again/), []])
    await page.unroute('**/assets/member-*.js')
    await page.unroute('**/assets/guide-*.js')
    await page.click('main .button')
    await page.waitForSelector('main[data-page=guide] #title:text-is("How it works")')
    await phone.context.close()
  })
  tellOfThePreview({ stand, openPhone })
}

function tellOfThePreview({ stand, openPhone }: Pick<Told, 'stand' | 'openPhone'>): void {
  test('shows the console its home page at an address that may be loaded again, and lets nothing be chosen there', async () => {
    const { page, context } = await openPhone()
    const address = `${stand().url}preview?lang=de`
    await page.goto(address)
    for (const load of [() => page.reload(), () => page.selectOption('.language select', 'fr')]) {
      await page.waitForSelector('main[data-page=home] #title')
      await load()
    }
    await page.waitForLoadState('networkidle')
    expect([page.url(), await page.getAttribute('html', 'lang'), await page.evaluate('Object.keys(localStorage).filter((name) => name.includes("locale"))')]).toEqual([address, 'de', []])
    await context.close()
  })
}
