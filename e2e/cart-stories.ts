import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'

/** What a story of the cart is told with. */
type Told = { openShop: () => Promise<{ shop: Page; close: () => Promise<void> }> }

/** A cart that is not wholly of this shop. */
export function tellOfCart({ openShop }: Told): void {
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
}
