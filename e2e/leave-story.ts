import { expect, test } from 'vitest'
import type { Phone } from './ways-in-stories.ts'

type Told = { pass: (minutes: number) => void; openPhone: () => Promise<Phone>; visit: (phone: Phone, path: string) => Promise<void>; signIn: (phone: Phone, email: string) => Promise<void> }

/** What is typed in the profile and not saved. */
export function tellOfLeaving({ openPhone, visit, signIn, pass }: Told): void {
  test('asks before what was typed is left, by a link, by the way back or with the page, and does not ask where nothing was', async () => {
    const phone = await openPhone()
    const { page, complaints } = phone
    const asked: string[] = []
    let isLeaving = false
    page.on('dialog', (dialog) => {
      asked.push(dialog.message())
      void (isLeaving ? dialog.accept() : dialog.dismiss())
    })
    // As many codes as may be sent to her at once were asked for.
    pass(30)
    await signIn(phone, 'ada@example.com')
    await visit(phone, 'points')
    await visit(phone, 'profile')
    const name = page.locator('input[name=name]')
    const before = await name.inputValue()
    await name.fill('Ada L.')
    await page.click('a[href$="/rewards"]')
    await page.evaluate('void setTimeout(() => location.reload())')
    await expect.poll(() => asked.length).toBe(2)
    expect([await name.inputValue(), new URL(page.url()).pathname.split('/').at(-1), asked[0]]).toEqual(['Ada L.', 'profile', 'What you entered is not saved yet. Leave anyway?'])
    // Typed back, there is nothing to lose.
    await name.fill(before)
    await page.click('a[href$="/rewards"]')
    await page.waitForSelector('main[data-page=rewards]')
    // By the browser's own way back, too, within the centre.
    await page.locator('a[href$="/profile"]').first().click()
    await page.waitForSelector('main[data-page=profile]')
    await name.fill('Ada L.')
    await page.evaluate('history.back()')
    await expect.poll(() => asked.length).toBe(3)
    expect([await name.inputValue(), new URL(page.url()).pathname.split('/').at(-1)]).toEqual(['Ada L.', 'profile'])
    isLeaving = true
    await page.click('a[href$="/rewards"]')
    await page.waitForSelector('main[data-page=rewards]')
    expect([asked.length, complaints]).toEqual([4, []])
    await phone.context.close()
  })
}
