import { expect, test } from 'vitest'
import type { Phone } from './ways-in-stories.ts'

type Told = {
  openPhone: () => Promise<Phone>; visit: (phone: Phone, path: string) => Promise<void>; violationsOf: (phone: Phone) => Promise<string[]>
  signIn: (phone: Phone, email: string) => Promise<void>
}

/** What members keep in the centre, and what a company has. */
export function tellOfOwnThings({ openPhone, visit, violationsOf, signIn }: Told): void {
  test('keeps addresses with the parts of their country, and lets the owner of a company redeem with its points', async () => {
    const phone = await openPhone()
    const { page, complaints } = phone
    await signIn(phone, 'ada@example.com')
    await visit(phone, 'addresses')
    await page.click('button:has-text("Add an address")')
    await page.selectOption('dialog select[name=country]', 'HK')
    expect([await page.locator('dialog input[name=postcode]').count(), await page.locator('dialog textarea[name=lines]').count()]).toEqual([0, 1])
    await page.selectOption('dialog select[name=country]', 'SE')
    await page.fill('dialog input[name=name]', 'Ada Lindqvist')
    await page.fill('dialog textarea[name=lines]', 'Storgatan 4\nc/o Berg')
    await page.fill('dialog input[name=postcode]', '114 55')
    await page.fill('dialog input[name=city]', 'Stockholm')
    await page.click('dialog button[type=submit]')
    await page.waitForSelector('address:has-text("Storgatan 4")')
    expect(await page.innerText('main .card')).toMatch(/Ada Lindqvist[\s\S]*c\/o Berg[\s\S]*114 55[\s\S]*Sweden[\s\S]*For shipping/)
    expect(await violationsOf(phone)).toEqual([])
    await visit(phone, 'company')
    await page.click('button[aria-label^="Redeem: "] >> nth=0')
    await page.click('dialog .button:has-text("Redeem for")')
    await page.waitForSelector('dialog .had')
    await page.click('dialog .had .button')
    await page.waitForSelector('.redemption')
    expect([await violationsOf(phone), complaints]).toEqual([[], []])
    await phone.context.close()
  })
}
