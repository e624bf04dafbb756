import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'

/** The console as somebody sees it who is signed in; `settings` is what the shop has then, `fill` puts there what is worked on. */
export type Visit = {
  page: () => Page; go: (path: string) => Promise<void>; heading: (name: string | RegExp) => Locator; button: (name: string) => Locator
  violations: () => Promise<string[]>; settings: () => Promise<Record<string, unknown>>; fill: () => Promise<void>
}

/** Sets up a shop and its mails, hands out rewards, makes codes and a store. */
export function tellOfTheShop(visit: Visit): void {
  describe('and a shop', () => {
    beforeAll(visit.fill)
    tellOfLooks(visit)
    tellOfSettings(visit)
    tellOfJoining(visit)
    tellOfMails(visit)
    tellOfGoods(visit)
  })
}

/** The link by which people join, and its code. */
function tellOfJoining({ page: shown, go, button, violations }: Visit): void {
  test('makes a link to join by that says where somebody came from, and takes its QR code along', async () => {
    const page = shown()
    await go('/settings/shop')
    await page.getByRole('tab', { name: 'Sign-up link and QR code' }).click()
    await page.getByLabel('Source').fill('instagram')
    await page.getByLabel('Medium').fill('post')
    await page.getByText(/\/m\/[\w-]+\?utm_source=instagram&utm_medium=post$/).waitFor()
    expect(await violations()).toEqual([])
    const [png] = await Promise.all([page.waitForEvent('download'), button('Save as PNG').click()])
    const picture = await readFile(await png.path())
    expect([png.suggestedFilename(), picture.subarray(1, 4).toString(), picture.readUInt32BE(16) >= 700]).toEqual([expect.stringMatching(/-instagram-post\.png$/), 'PNG', true])
    const [svg] = await Promise.all([page.waitForEvent('download'), button('Save as SVG').click()])
    expect(await readFile(await svg.path(), 'utf8')).toMatch(/^<svg xmlns[^>]+viewBox="0 0 (\d+) \1"[\s\S]+<path d="M\d/)
    await page.evaluate('window.print = () => { window.printed = document.querySelector(".printed svg path") !== null; window.dispatchEvent(new Event("afterprint")) }')
    await button('Print').click()
    await expect.poll(() => page.evaluate('window.printed')).toBe(true)
    await page.locator('.printed').waitFor({ state: 'detached' })
  })
}

/** Looks and words. */
function tellOfLooks({ page: shown, go, button, violations, settings }: Visit): void {
  test('sets up the shop: tells what cannot be read, shows own words at once, and saves what was changed', async () => {
    const page = shown()
    await go('/settings/shop')
    await page.getByRole('tab', { name: 'Look' }).click()
    await page.getByLabel('Words on buttons', { exact: true }).fill('#8fb0b8')
    await page.getByText(/^Words on buttons have a contrast of 3\.\d/).waitFor()
    await page.getByLabel('Words on buttons', { exact: true }).fill('#eafff6')
    await page.getByText('Everything can be read well').waitFor()
    expect(await violations()).toEqual([])
    await page.getByRole('tab', { name: 'Wording' }).click()
    await page.getByLabel('Find a text').fill('member.centre')
    await page.getByRole('textbox', { name: /member\.centre/ }).fill('To my reef')
    await page.getByText('Member centre', { exact: true }).click()
    await page.getByLabel('Find a text').fill('guest.title')
    await page.getByRole('textbox', { name: /centre\.guest\.title/ }).fill('Come in')
    await page.getByText('Rules and reasons', { exact: true }).click()
    await page.getByLabel('Find a text').fill('guide.unit.worth')
    await button('Begin with our text: guide.unit.worth').click()
    await page.getByRole('textbox', { name: /guide\.unit\.worth/ }).fill('{points} buy {amount}{nothing}')
    await page.getByText('“{nothing}” would be shown empty or as it stands.').waitFor()
    await page.getByRole('textbox', { name: /guide\.unit\.worth/ }).fill('{points} buy {amount}')
    expect(await violations()).toEqual([])
    // A part has an address of its own, and going to another loses nothing.
    await page.waitForURL(/part=texts/)
    await page.goBack()
    await page.waitForURL(/part=look/)
    await page.locator('.shopper').getByText('To my reef').waitFor()
    // The real centre stands below it, in what is not saved yet.
    const centre = page.frameLocator('iframe[src*="/preview"]')
    await expect.poll(() => centre.locator('html').getAttribute('style')).toContain('--on-accent: #eafff6')
    await page.getByLabel('Round corners, in pixels').fill('3')
    await expect.poll(() => centre.locator('html').getAttribute('style')).toContain('--radius: 3px')
    await page.getByLabel('Round corners, in pixels').fill('12')
    await button('Save').click()
    await page.getByText('Saved.').waitFor()
    expect(await settings()).toMatchObject({ theme: { onAccent: '#eafff6', accent: '#0f5c6e' }, widget: { texts: { en: { 'member.centre': 'To my reef', 'centre.guest.title': 'Come in', 'guide.unit.worth': '{points} buy {amount}' } } } })
  })
}

/** Where the launcher is, and secrets. */
function tellOfSettings({ page: shown, go, heading, button, violations, settings }: Visit): void {
  test('keeps the launcher off some pages of the shop, and says of a path that it is none', async () => {
    const page = shown()
    await go('/settings/shop?part=embed')
    await page.getByRole('combobox', { name: 'Pages of your shop' }).click()
    await page.getByRole('option', { name: 'All pages but those whose path begins with …' }).click()
    await page.getByText('Write at least one path, or choose all pages.').waitFor()
    const paths = page.getByLabel('Paths', { exact: true }).first()
    await paths.fill('checkout')
    await paths.press('Enter')
    await page.getByText('“checkout” is not the beginning of a path.').waitFor()
    expect(await violations()).toEqual([])
    await paths.press('Backspace')
    await paths.fill('https://shop.example.com/checkout?step=1')
    await paths.press('Enter')
    await button('Save').click()
    await page.getByText('Saved.').first().waitFor()
    expect(await settings()).toMatchObject({ widget: { pages: { which: 'except', paths: ['/checkout'] } } })
  })

  test('makes a secret for the sign-in of the shop, shows it once, and leaves the old one its time', async () => {
    const page = shown()
    await go('/settings/shop')
    await page.getByRole('tab', { name: 'Sign-in' }).click()
    await button('Make a secret').click()
    await button('Make').click()
    await page.getByText('It is shown this once.').waitFor()
    await button('Replace the secret').click()
    await page.getByLabel(/so many hours more/).fill('5')
    await button('Make').click()
    await page.getByRole('cell', { name: /^ends / }).waitFor()
    expect(await page.getByRole('cell', { name: 'works' }).count()).toBe(1)
    expect(await violations()).toEqual([])
    await page.reload()
    await heading('Shop').waitFor()
    await page.getByRole('tab', { name: 'Sign-in' }).click()
    await button('Replace the secret').waitFor()
    expect(await page.getByText('It is shown this once.').count()).toBe(0)
  })
}

/** Stays when the page asks next, and keeps what it asked. */
function stay(page: Page): string[] {
  const asked: string[] = []
  page.once('dialog', (question) => void (asked.push(question.message()), question.dismiss()))
  return asked
}

/** The mail server, and a mail. */
function tellOfMails({ page: shown, go, heading, button, violations }: Visit): void {
  test('sets the mail server, and tells what it said to a test mail', async () => {
    const page = shown()
    await go('/settings/mail')
    await page.getByLabel('SMTP server').fill('127.0.0.1')
    await page.getByRole('combobox', { name: 'Encryption' }).click()
    await page.getByRole('option', { name: 'None' }).click()
    await page.getByLabel('Port').fill('9')
    await page.getByLabel("Sender's name").fill('Test')
    await page.getByLabel("Sender's address").fill('hello@example.com')
    await button('Save').click()
    await button('Send a test mail').click()
    await page.getByText('The mail server cannot be reached.').waitFor()
    expect(await violations()).toEqual([])
  })

  test('switches a mail to members on, shows it in words that are being written, names a field that there is not, and saves them', async () => {
    const page = shown()
    await go('/settings/messages')
    await page.getByRole('switch', { name: 'Points earned: send it' }).press('Space')
    await page.getByText('Points earned is sent from now on.').waitFor()
    await page.getByRole('link', { name: 'Words and preview Points earned' }).click()
    await page.waitForURL(/\/messages\/points_earned/)
    // Nothing runs in the frame of a mail, nor can anybody wait in it.
    const hasMail = (text: string) => page.locator(`iframe.mail-frame[srcdoc*="${text}"]`).waitFor()
    await hasMail('Thank you for your order #10482.')
    await page.getByRole('textbox', { name: /^Text/ }).fill('{greeting}\n\nAhoy! {pints}\n\n{when}')
    await page.getByText(/The text names pints, which this mail does not have/).waitFor()
    await page.getByRole('textbox', { name: /^Text/ }).fill('{greeting}\n\nAhoy! {points}\n\n{when}')
    await hasMail('Ahoy! 120 points')
    // Another language is another mail: what is typed in this one is not left without a question.
    const asked = stay(page)
    await page.getByRole('combobox', { name: 'Language' }).click()
    await page.getByRole('option', { name: 'German' }).click()
    await expect.poll(() => asked).toEqual(['What you wrote is not saved. Leave anyway?'])
    await page.getByRole('textbox', { name: /^Text/ }).and(page.locator(':text("Ahoy! {points}")')).waitFor()
    await button('Save').click()
    await page.getByText('Saved.').first().waitFor()
    await button('Back to our words').click()
    await hasMail('Thank you for your order #10482.')
    expect(await violations()).toEqual([])
  })

  test('shows a mail as it looks, in a frame where nothing of it runs', async () => {
    const page = shown()
    await go('/settings/mail')
    await page.getByRole('link', { name: 'Your points' }).click()
    await heading('Your points').waitFor()
    await page.getByRole('button', { name: 'Show whole' }).click()
    await page.getByRole('dialog').getByLabel('Reason').fill('She asked what we wrote')
    await page.getByRole('dialog').getByRole('button', { name: 'Show' }).click()
    const title = page.frameLocator('.mail-frame').getByRole('heading', { name: 'You have <90> points' })
    await title.waitFor()
    expect(await title.evaluate((element) => (globalThis as unknown as { getComputedStyle: (one: unknown) => { fontSize: string } }).getComputedStyle(element).fontSize)).toBe('22px')
    expect(await page.locator('.mail-frame').getAttribute('sandbox')).toBe('')
    await page.locator('label').filter({ hasText: 'As text' }).click()
    await page.getByText('Thank you.').waitFor()
    expect(await violations()).toEqual([])
  })
}

/** Stock, codes, and a store with its program. */
function tellOfGoods({ page: shown, go, heading, button, violations }: Visit): void {
  test('puts stock, hands out what was redeemed, and makes a code', async () => {
    const page = shown()
    await go('/rewards')
    await button('Put stock: A mug').click()
    await page.getByLabel('How many').fill('5')
    await page.getByRole('dialog').getByRole('button', { name: 'Put stock' }).click()
    await page.getByRole('cell', { name: '7', exact: true }).waitFor()
    await button('Fulfil').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Fulfil' }).click()
    await page.getByText('Nothing is waiting to be handed out.').waitFor()
    await go('/coupons')
    await button('New code').click()
    await page.getByLabel('Code', { exact: true }).fill('reef25')
    await page.getByRole('dialog').getByRole('button', { name: 'Make' }).click()
    await button('Make void: REEF25').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Make void' }).click()
    await page.getByRole('cell', { name: 'void', exact: true }).waitFor()
  })

  test('asks before the back button takes a dialog of a tab down, and opens a new draft from anywhere, the page of the program too', async () => {
    const page = shown()
    await go('/catalogue')
    await page.getByRole('tab', { name: 'Price lists' }).click()
    await page.waitForURL(/part=lists/)
    await button('New price list').click()
    await page.getByRole('dialog').getByRole('textbox').first().fill('spring')
    const asked = stay(page)
    await page.goBack()
    await expect.poll(() => asked).toEqual(['What you wrote is not saved. Leave anyway?'])
    expect(await page.getByRole('dialog').getByRole('textbox').first().inputValue()).toBe('spring')
    page.once('dialog', (question) => void question.accept())
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await go('/program')
    await heading('Program').waitFor()
    for (const _ of ['once', 'and again']) {
      await page.keyboard.press('Control+k')
      await page.getByRole('textbox', { name: 'A page, a deed, a member, an order or a SKU' }).fill('new draft')
      await page.getByRole('button', { name: /^New draft of the program/ }).waitFor()
      await page.keyboard.press('Enter')
      await page.getByRole('dialog', { name: 'New draft' }).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
  })

  test('makes a store with its program in one go', async () => {
    const page = shown()
    await go('/settings/stores/new')
    await page.getByLabel('Name').fill('Harbour')
    await page.getByRole('radio', { name: 'Black diamond' }).click()
    await page.getByText('growth points').first().waitFor()
    expect(await violations()).toEqual([])
    await button('Make the store and publish').click()
    await heading('Harbour is ready').waitFor()
    expect(await page.getByRole('link', { name: 'Open the member page' }).getAttribute('href')).toBe('/m/harbour')
    await page.getByRole('link', { name: 'Read the program' }).click()
    await heading(/^Version 1: /).waitFor()
  })
}
