import { expect, test } from 'vitest'
import { isShownOn } from './widget-pages.ts'

const only = (...paths: string[]) => ({ which: 'only', paths }) as const
const except = (...paths: string[]) => ({ which: 'except', paths }) as const

test.each([
  ['a store that names no pages has it on all', undefined, ['/any', true]],
  ['on a page that begins so', only('/products', '/cart'), ['/products/linen-shirt', true]],
  ['on the page itself', only('/cart'), ['/cart', true]],
  ['on no other page', only('/products'), ['/', false]],
  ['not where the words stand further on', only('/cart'), ['/en/cart', false]],
  ['small and capital letters are others, as in addresses', only('/Cart'), ['/cart', false]],
  ['away from pages that begin so', except('/checkout'), ['/checkouts/c1/information', false]],
  ['away from each that is named', except('/checkout', '/account'), ['/account/orders', false]],
  ['on all others', except('/checkout'), ['/products/checkout', true]],
  ['a path that people write is one that browsers escape', only('/商品'), ['/%E5%95%86%E5%93%81/1', true]],
  ['and the other way round', only('/%E5%95%86%E5%93%81'), ['/%E5%95%86%E5%93%81/1', true]],
  ['an escape that cannot be read is taken as it stands', except('/%E0%A4'), ['/%E0%A4%A', false]],
] as const)('the launcher is %s', (_told, pages, [path, isShown]) => {
  expect(isShownOn(pages, path)).toBe(isShown)
})
