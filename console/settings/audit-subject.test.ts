import { expect, test } from 'vitest'
import { isId, namedIn } from './audit-subject.ts'

test('an address of a deed is read by what it names, and by nothing where it is another or hidden', () => {
  expect(namedIn('PUT /catalogue/products/:sku/prices', '/catalogue/products/MUG%20RED/prices')).toEqual([{ field: 'sku', value: 'MUG RED' }])
  expect(namedIn('DELETE /members/:member/tags/:tag', '/members/mem_1/tags/•••')).toEqual([{ field: 'member', value: 'mem_1' }])
  expect(namedIn('PATCH /gone/:id', '/other/1')).toEqual([])
  expect(namedIn('PATCH /gone/:id', '/gone/1/more')).toEqual([])
  expect([isId('apr_1h3kq8v2m0c4s6d8f0g2h4'), isId('MUG'), isId('gold')]).toEqual([true, false, false])
})
