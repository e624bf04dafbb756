import { Type, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { pathText, shapeProblems, shown, wishOf } from './shape.ts'

const schema = Type.Object({
  id: Type.String({ maxLength: 3, description: 'an id of at most three characters' }),
  'a/b': Type.Optional(Type.Boolean()),
  lines: Type.Array(Type.Object({ quantity: Type.Integer({ minimum: 1 }) }, { additionalProperties: false })),
  part: Type.Optional(Type.Union([Type.Literal('all'), Type.Integer({ description: 'a number of units' })])),
}, { additionalProperties: false })

function problems(value: unknown) {
  return shapeProblems(Compile(schema as TSchema), value)
}

test('what is right has no problem', () => {
  expect(problems({ id: 'abc', 'a/b': true, lines: [{ quantity: 1 }], part: 3 })).toEqual([])
})

test('a value that differs is told with the way to it, what stood there and what would be right', () => {
  expect(problems({ id: 'abcd', lines: [{ quantity: 1 }, { quantity: 0 }] })).toEqual([
    { keys: ['id'], found: '"abcd"', wanted: 'an id of at most three characters', code: 'out_of_range' },
    { keys: ['lines', '1', 'quantity'], found: '0', wanted: 'integer', code: 'out_of_range' },
  ])
})

test('a field that is missing is told where it should be, one too many with the names that are known', () => {
  const told = problems({ lines: [{ quantity: 1, qantity: 2 }] })
  expect(told).toHaveLength(2)
  expect(told).toContainEqual({ keys: ['lines', '0', 'qantity'], found: '2', wanted: 'no field of this name; known are quantity', code: 'unknown_field' })
  expect(told).toContainEqual({ keys: ['id'], found: 'nothing', wanted: 'an id of at most three characters', code: 'missing' })
})

test('a value that fits none of several shapes is one problem', () => {
  expect(problems({ id: 'a', lines: [], part: 'half' })).toEqual([{ keys: ['part'], found: '"half"', wanted: '"all" or a number of units', code: 'wrong_type' }])
})

test('a key with a slash is still one key', () => {
  expect(problems({ id: 'a', lines: [], 'a/b': 1 })).toEqual([{ keys: ['a/b'], found: '1', wanted: 'true or false', code: 'wrong_type' }])
})

test('a path reads as in code, a long value is cut', () => {
  expect(pathText(['order', 'lines', '0', 'id'])).toBe('order.lines[0].id')
  expect(shown('x'.repeat(100))).toHaveLength(60)
  expect(shown(undefined)).toBe('undefined')
})

test('a shape of no type wants any value', () => {
  expect(wishOf(Type.Unknown())).toBe('any value')
})
