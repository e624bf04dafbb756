import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'

/** What a story of the cart is told with. */
type Told = {
  openShop: (as?: { token: string }) => Promise<{ shop: Page; close: () => Promise<void> }>
  signedFor: (customer: string, id: string) => Promise<string>
  staff: (method: 'POST', path: string, body: object) => Promise<{ status: number }>
}

/** A cart that is not wholly of this shop, and one of a member who has coupons. */
export function tellOfCart({ openShop, signedFor, staff }: Told): void {
  test('works out what it knows of a cart, and names what it does not', async () => {
    const { shop, close } = await openShop()
    const cart = shop.locator('rockpool-cart')
    const put = (...skus: string[]): Promise<void> => shop.evaluate(`document.querySelector('rockpool-cart').cart = { lines: ${JSON.stringify(skus.map((sku) => ({ sku, quantity: 2 })))} }`)
    await cart.locator('.total', { hasText: '$84.00' }).waitFor()
    await put('TOWEL', 'GIFT-WRAP', 'CUP')
    await cart.locator('[role=status]', { hasText: 'GIFT-WRAP is not sold here' }).waitFor()
    await cart.locator('.total', { hasText: '$102.00' }).waitFor()
    // Nothing of it is known: there is no sum, and no empty place.
    await put('GIFT-WRAP', 'CARD')
    await cart.locator('[role=status]', { hasText: 'CARD is not sold here' }).waitFor()
    expect([await cart.locator('.total').count(), await cart.locator('[role=status] p').count()]).toEqual([0, 2])
    await put('CUP')
    await cart.locator('.total', { hasText: '$18.00' }).waitFor()
    expect(await cart.locator('[role=status] p').count()).toBe(0)
    await close()
  })

  test('offers a member their own coupons, which a touch puts in and takes out', async () => {
    expect((await staff('POST', '/coupons', { discount: 'ten_off', member: 'ada' })).status).toBe(201)
    expect((await staff('POST', '/coupons', { discount: 'welcome', member: 'ada', from: '2026-06-01T00:00:00Z' })).status).toBe(201)
    const { shop, close } = await openShop({ token: await signedFor('ada', 'hand-coupons') })
    const cart = shop.locator('rockpool-cart')
    await cart.locator('.total', { hasText: '$79.80' }).waitFor()
    // Nothing moves before somebody is about to enter one.
    expect(await cart.locator('.own').count()).toBe(0)
    await cart.getByLabel('Coupon code').focus()
    // One that begins later is not offered yet.
    await cart.getByRole('button', { name: 'Apply Ten dollars off for points' }).click()
    await cart.locator('.total', { hasText: '$69.80' }).waitFor()
    expect(await cart.locator('.own').count()).toBe(0)
    await cart.getByRole('button', { name: 'Remove Ten dollars off for points' }).click()
    await cart.locator('.total', { hasText: '$79.80' }).waitFor()
    await close()
  })
}
