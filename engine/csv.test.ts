import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('cells with signs of the format are quoted, lists are put together, and no text is a formula', () => {
  expect(csvOf([['a', 'b,c', 'say "d"', 'e\nf'], [-1, null, ['x', 'y'], '=1+1']])).toBe(`a,"b,c","say ""d""","e\nf"\r\n-1,,x; y,'=1+1\r\n`)
})

test('a decimal keeps its digits and is a number below 0 too; what is none is a text that is no formula', () => {
  expect(csvOf([[{ decimal: '2044.20' }, { decimal: '-5.00' }, { decimal: '-5+cmd' }]])).toBe("2044.20,-5.00,'-5+cmd\r\n")
})
