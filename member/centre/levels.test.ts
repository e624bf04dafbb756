import { expect, test } from 'vitest'
import { hasEnded } from './levels.tsx'

test('a service that a level took along has ended, and one that is used up has not', () => {
  const service = (issued: number, used: number, left: number) => ({ entitlement: 'returns', name: 'Free returns', issued, used, left, through: null })
  expect([service(6, 0, 0), service(6, 2, 0), service(6, 6, 0), service(6, 2, 4)].map(hasEnded)).toEqual([true, true, false, false])
})
