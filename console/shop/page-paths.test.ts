import { expect, test } from 'vitest'
import { shapeProblems } from '#engine/shape'
import { ChangeShopSettings } from '#server/modules/shops/schemas'
import { Compile } from 'typebox/compile'
import { isPagePath, pathsOf } from './page-paths.ts'

const server = Compile(ChangeShopSettings)
const widgetOn = (path: string) => ({ widget: { isOn: true, position: 'end', offsetX: 0, offsetY: 0, texts: {}, pages: { which: 'only', paths: [path] } } })

test.each(['/cart', '/en-us/products/', '/商品', '/%E5%95%86', '/a&b=c', '/', 'cart', '', '/cart/*', '/cart?step=1', '/cart#top', '/my cart', 'https://shop.example.com/cart', '/<b>'])('the field says of %j what the server says', (path) => {
  expect(isPagePath(path)).toBe(shapeProblems(server, widgetOn(path)).length === 0)
})

test('an address that was pasted is its path, each once, and what is none stays to be put right', () => {
  expect(pathsOf(['https://shop.example.com/cart?step=1#top', ' /cart ', 'cart', 'https://shop.example.com/%E5%95%86%E5%93%81', 'https://shop.example.com/my%20cart', 'https://shop.example.com/%E0%A4%A'])).toEqual(['/cart', 'cart', '/商品', '/my%20cart', '/%E0%A4%A'])
})
