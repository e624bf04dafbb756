import { expect, test } from 'vitest'
import { detailOf } from './problem-detail.ts'

test('nobody is told to look into errors that stand below', () => {
  const errors = [{ path: 'batch', found: '"春节券"', wanted: 'a name', code: 'bad_format' }]
  expect(detailOf({ code: 'http.wrong_shape', detail: 'errors says where', errors })).toBeNull()
  expect(detailOf({ code: 'http.wrong_shape', detail: 'errors says where', errors: [] })).toBe('errors says where')
  expect(detailOf({ code: 'coupons.batch_taken', detail: 'There is one', errors })).toBe('There is one')
})
