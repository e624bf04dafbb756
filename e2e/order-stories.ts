import { expect, test } from 'vitest'
import type { Visit } from './shop-stories.ts'

/** Finds an order by its number, and looks through what happened. */
export function tellOfOrders({ page: shown, go, heading, button, violations }: Visit): void {
  test('finds an order by its number, with what it earned and why, and what happened in the store', async () => {
    const page = shown()
    await go('/orders')
    await page.getByRole('link', { name: 'ada', exact: true }).first().waitFor()
    expect(await violations()).toEqual([])
    await page.getByLabel('Order number').fill('ada')
    await button('Find').click()
    await heading('Order ada').waitFor()
    await page.getByText('120 points: earned (issued → active)').waitFor()
    await page.getByText(/^120 points for order ada by/).waitFor()
    expect(await violations()).toEqual([])
    await go('/feed?about=orders')
    await page.getByRole('link', { name: 'Order ada' }).click()
    await heading('Order ada').waitFor()
    await page.goBack()
    const [csv] = await Promise.all([page.waitForEvent('download'), button('Export as CSV').click()])
    expect(csv.suggestedFilename()).toBe('rockpool-events.csv')
    await page.getByRole('tab', { name: 'Pending points' }).click()
    await page.getByText('Nothing is pending.').waitFor()
    expect(new URL(page.url()).searchParams.get('part')).toBe('pending')
    expect(await violations()).toEqual([])
  })
}
