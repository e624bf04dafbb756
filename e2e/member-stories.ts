import { expect, test } from 'vitest'
import type { Visit } from './shop-stories.ts'

/** On the page of a member: what a coupon would give, and what has happened. */
export function tellOfMembers({ page: shown, go, button, violations }: Visit, couponsOf: (member: string) => Promise<unknown>): void {
  test('shows what a coupon would give a member before it is issued', async () => {
    const page = shown()
    await go('/members/ada')
    await button('Issue coupon').click()
    const preview = page.getByRole('dialog').getByRole('status')
    await preview.getByText('What the member gets: Five off').waitFor()
    await preview.getByText('5% off. What one use costs you depends on the order.').waitFor()
    await preview.getByText('Can be used without an end. The code is new, and works once, for this member alone.').waitFor()
    expect([await violations(), await couponsOf('ada')]).toEqual([[], []])
    await button('Issue').click()
    await page.getByText('Coupon issued').waitFor()
    await button('Issue coupon').click()
    await preview.getByText('They have 1 coupon of it already that they can use.').waitFor()
    await page.keyboard.press('Escape')
  })

  test('tells what happened with a member in one list, of one kind where one asks for it, and keeps that in the address', async () => {
    const page = shown()
    await go('/members/ada')
    const timeline = page.getByRole('region', { name: 'Timeline' })
    const kinds = async () => new Set(await timeline.locator('.moment').evaluateAll((found) => found.map((one) => (one as unknown as { dataset: { kind: string } }).dataset.kind)))
    await page.getByLabel('Note', { exact: true }).fill('Asked where her parcel is')
    await page.getByLabel('Ticket number or link (optional)').fill('ZD-1742')
    await button('Add note').click()
    await timeline.getByText('Asked where her parcel is').waitFor()
    expect(await kinds()).toEqual(new Set(['note', 'points', 'order']))
    expect(await violations()).toEqual([])
    await timeline.getByText('Orders', { exact: true }).click()
    await page.waitForURL(/kind=order/)
    await timeline.getByText('Asked where her parcel is').waitFor({ state: 'detached' })
    await page.reload()
    await timeline.locator('.moment').first().waitFor()
    expect(await kinds()).toEqual(new Set(['order']))
    await timeline.getByText('Notes', { exact: true }).click()
    await timeline.getByText('ZD-1742').waitFor()
    expect(await kinds()).toEqual(new Set(['note']))
    await button('Remove the note').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the note' }).click()
    await timeline.getByText('There is nothing of this kind.').waitFor()
    expect(await violations()).toEqual([])
  })
}
