import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { CentreStand } from './centre-stand.ts'

export type Phone = { context: BrowserContext; page: Page; complaints: string[] }
/** What a story of the centre is told with; the stand is there once tests run. */
type Told = { stand: () => CentreStand; openPhone: () => Promise<Phone>; visit: (phone: Phone, path: string) => Promise<void>; violationsOf: (phone: Phone) => Promise<string[]> }

/** Comes into the centre by other ways than a code alone. */
export function tellOfWaysIn({ stand, openPhone, visit, violationsOf }: Told): void {
  test('asks whoever comes from a provider that has confirmed no address for a code to one, in as few steps as there are', async () => {
    const phone = await openPhone()
    const { page, context } = phone
    const back = await stand().comeFrom({ proposed: 'bo@example.com' })
    // What the way back leaves with the browser that came.
    await context.addCookies([{ name: 'rockpool_signing_in', value: back.split('#sign-in=')[1] ?? '', url: new URL(back).origin }])
    await page.goto(back)
    await page.waitForSelector('input[type=email]')
    expect([await page.inputValue('input[type=email]'), await violationsOf(phone)]).toEqual(['bo@example.com', []])
    await page.click('button[type=submit]')
    await page.waitForSelector('input.code')
    await page.fill('input.code', await stand().shop.codeTo('bo@example.com'))
    await page.click('button[type=submit]')
    // Whoever joins without the form of joining is asked once what it asks.
    await page.check('dialog[open] input[name=terms]')
    expect(await violationsOf(phone)).toEqual([])
    await page.click('dialog[open] button[type=submit]')
    await page.waitForSelector('dialog[open] .gifts')
    const { body } = await stand().shop.staff('POST', '/members/searches', { email: 'bo@example.com' })
    const [{ memberId }] = body['members'] as [{ memberId: string }]
    expect((await stand().shop.staff('GET', `/members/${memberId}/consents`)).body['consents']).toMatchObject([{ channel: 'email', purpose: 'marketing', isGiven: false }, { channel: 'none', purpose: 'terms', isGiven: true }])
    // An authenticator app is for whoever signs in by codes too, and is set up by a picture.
    await page.keyboard.press('Escape')
    await visit(phone, 'account')
    await page.click('text=Set up an app')
    await page.waitForSelector('form svg[role=img] path')
    expect(await violationsOf(phone)).toEqual([])
    await context.close()
  })

  test('sets a forgotten password by a code, where the shop offers passwords and no codes', async () => {
    await stand().shop.comeIn('forgets@example.com')
    await stand().shop.staff('PATCH', '/shop-settings', { ways: { code: false, password: true, passkey: true, handover: true } })
    const phone = await openPhone()
    const { page, context } = phone
    await visit(phone, 'sign-in')
    await page.click('text=Forgotten your password?')
    await page.fill('input[type=email]', 'forgets@example.com')
    await page.click('button[type=submit]')
    await page.waitForSelector('input.code')
    expect(await violationsOf(phone)).toEqual([])
    await page.fill('input.code', await stand().shop.codeTo('forgets@example.com'))
    await page.fill('input[autocomplete=new-password]', 'kelp forest at noon')
    await page.click('button[type=submit]')
    await page.fill('input[autocomplete=username]', 'forgets@example.com')
    await page.fill('input[autocomplete=current-password]', 'kelp forest at noon')
    await page.click('button[type=submit]')
    await page.waitForSelector('.level-card .balance strong')
    await stand().shop.staff('PATCH', '/shop-settings', { ways: { code: true, password: true, passkey: true, handover: true } })
    await context.close()
  })
}
