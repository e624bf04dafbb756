import { expect, test } from 'vitest'
import type { CentreStand } from './centre-stand.ts'
import type { Phone } from './ways-in-stories.ts'

type Told = { stand: () => CentreStand; openPhone: () => Promise<Phone>; faultsOf: (phone: Phone) => Promise<string[]>; violationsOf: (phone: Phone) => Promise<string[]> }

/** Comes onto the list of a store that has a list of mails alone, and sees nothing of points. */
export function tellOfTheList({ stand, openPhone, faultsOf, violationsOf }: Told): void {
  test('of a store with a list of mails alone takes an address without a sign-in, confirms it from the mail, and says it in the store’s words', async () => {
    const texts = { en: { 'centre.guest.list_title': 'Letters from the reef' } }
    const widget = { isOn: true, position: 'end', offsetX: 20, offsetY: 20, texts }
    expect((await stand().shop.staff('PATCH', '/shop-settings', { isMailingList: true, widget, doubleOptIn: { isEverywhere: true, countries: [] } })).status).toBe(200)
    const phone = await openPhone()
    const { page, complaints } = phone
    await page.goto(stand().url)
    await page.waitForSelector('h1:text-is("Letters from the reef")')
    expect(await page.locator('.tabs a').allInnerTexts()).toEqual(['Home', 'Sign in'])
    await page.goto(`${stand().url}guide`)
    await page.waitForSelector('h1:text-is("Letters from the reef")')
    expect(page.url()).toBe(stand().url)
    for (const hidden of ['orders', 'points']) {
      await page.evaluate(`history.pushState(null, '', '${stand().url}${hidden}'); dispatchEvent(new PopStateEvent('popstate'))`)
      await expect.poll(() => page.url(), { message: hidden }).toBe(stand().url)
    }
    expect([await faultsOf(phone), await violationsOf(phone)]).toEqual([[], []])
    await page.fill('input[name=email]', 'list@example.com')
    await page.check('input[name=marketing]')
    await page.check('input[name=terms]')
    await page.click('button[type=submit]')
    await page.waitForSelector('h2:text-is("Thank you")')
    const [link = ''] = /http\S+#token=\S+/.exec(await stand().shop.mailTo('list@example.com')) ?? []
    await page.goto('about:blank')
    await page.goto(link)
    await page.click('main .button')
    await page.waitForSelector('h1:text-is("You are on the list")')
    expect([await faultsOf(phone), await violationsOf(phone), complaints]).toEqual([[], [], []])
    await phone.context.close()
  })
}
