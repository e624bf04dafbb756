import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Visit } from './shop-stories.ts'

/** Around the feed: what is empty teaches, what leads nowhere keeps the store, and ⌘K finds whom and what one looks for. */
export function tellOfTheFeed(visit: Visit): void {
  const { page: shown, go, heading, button, violations } = visit
  test('says what would stand in a list with nothing in it, and leads on', async () => {
    const page = shown()
    await go('/feed?part=pending')
    await page.getByText('Nothing is pending.').waitFor()
    expect(await violations()).toEqual([])
    await page.getByRole('link', { name: 'See the rules' }).click()
    await heading('Program').waitFor()
    await go('/feed?part=debts')
    await page.getByRole('link', { name: 'See what refunds take back' }).click()
    await heading('Program').waitFor()
  })

  test('keeps the store around an address that leads nowhere, with an id to copy', async () => {
    const page = shown()
    await go('/no-such-page')
    await heading('There is nothing here').waitFor()
    await page.getByRole('navigation', { name: 'Navigation' }).or(page.locator('nav')).first().waitFor()
    expect(await page.getByText(/^page-[0-9a-f-]{36}$/).count()).toBe(1)
    expect(await violations()).toEqual([])
    await page.getByRole('link', { name: 'To the start of Test' }).click()
    await heading('Test: start').waitFor()
  })

  test('finds a member, an order and a deed by the keyboard, and says what it waits for', async () => {
    const page = shown()
    const seek = async (text: string): Promise<void> => {
      await page.keyboard.press('Control+k')
      await page.getByRole('textbox', { name: 'A page, a deed, a member, an order or a SKU' }).fill(text)
    }
    await go('/jobs')
    await heading('Jobs').waitFor()
    const letGo = await hold(page, '**/api/v1/orders/ada')
    await seek('ada')
    await page.getByText('Looking for a member, an order or a product of this id…').waitFor()
    letGo()
    await page.getByRole('button', { name: /^Member ada/ }).waitFor()
    expect(await violations()).toEqual([])
    await page.getByRole('button', { name: /^Order ada/ }).click()
    await heading('Order ada').waitFor()
    await seek('cleo')
    await page.getByRole('button', { name: /^Member cleo/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/members\/mem_/)
    // A screen takes the focus when it is there.
    await button('Adjust points').waitFor()
    await seek('new coupon')
    await page.getByRole('button', { name: /^New coupon/ }).waitFor()
    await page.keyboard.press('Enter')
    await heading('Coupons').waitFor()
  })

  tellOfLeaving(visit)
}

function tellOfLeaving({ page: shown, go, heading, button }: Visit): void {
  test('asks before a dialog loses what was typed in it, by the back button too', async () => {
    const page = shown()
    const asked: string[] = []
    const answer = (isLeaving: boolean): void => void page.once('dialog', (question) => void (asked.push(question.message()), isLeaving ? question.accept() : question.dismiss()))
    await go('/members')
    await heading('Members').waitFor()
    await page.getByRole('link', { name: 'ada', exact: true }).first().click()
    await button('Issue coupon').waitFor()
    await button('Adjust points').click()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(asked).toEqual([])
    await button('Adjust points').click()
    await page.getByRole('dialog').getByLabel('Reason').fill('A late parcel')
    answer(false)
    await page.goBack()
    await expect.poll(() => asked.length).toBe(1)
    await page.getByRole('dialog').getByLabel('Reason').waitFor()
    answer(true)
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(asked).toEqual(['What you wrote is not saved. Leave anyway?', 'What you typed here is not saved. Close anyway?'])
  })
}

/** Keeps an answer back, so that it is waited for until it is let go. */
async function hold(page: Page, path: string): Promise<() => void> {
  const { promise: isLetGo, resolve } = Promise.withResolvers<void>()
  await page.route(path, async (route) => { await isLetGo; await route.fallback() })
  return resolve
}
