import { expect, test } from 'vitest'
import { HANDLE, handleOf, withEnd } from './handle.ts'

test.each([['Reef & Söhne', 'reef-sohne'], ['珊瑚礁商店', 'shop'], ['珊瑚 A', 'a-shop'], ['  --  ', 'shop'], ['Ünder   water!!', 'under-water'], ['x'.repeat(90), 'x'.repeat(40)]])('the handle of “%s” is “%s”', (name, handle) => {
  expect(handleOf(name)).toBe(handle)
  for (const one of [handle, withEnd(handle)]) expect(one).toMatch(new RegExp(HANDLE))
})
