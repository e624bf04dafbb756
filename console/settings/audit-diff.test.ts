import { expect, test } from 'vitest'
import { changedIn, isTooLong, readMask } from './audit-diff.ts'

test('what changed is told field by field, and nothing that stayed', () => {
  expect(changedIn({ role: 'buyer', name: '•••', since: 1, limits: { day: 5, week: 9 } }, { role: 'owner', name: '••• ≠', since: 1, limits: { day: 7, week: 9 } })).toEqual([
    { path: ['role'], before: 'buyer', after: 'owner' }, { path: ['name'], before: '•••', after: '••• ≠' }, { path: ['limits', 'day'], before: 5, after: 7 },
  ])
})

test('of what is made or ended all is told, but what there is nothing of', () => {
  expect(changedIn(null, { points: 50, note: null, reason: 'A late parcel' })).toEqual([{ path: ['points'], before: undefined, after: 50 }, { path: ['reason'], before: undefined, after: 'A late parcel' }])
  expect(changedIn({ name: 'Till' }, null)).toEqual([{ path: ['name'], before: 'Till', after: undefined }])
  expect(changedIn(null, null)).toEqual([])
})

test('what a request does not say stayed as it was', () => {
  expect(changedIn({ host: 'a', port: 587 }, { host: 'b' })).toEqual([{ path: ['host'], before: 'a', after: 'b' }])
})

test('what is taken out of a field is told', () => {
  expect(changedIn({ ageGate: { usual: 18, byCountry: { de: 16, jp: 20 } } }, { ageGate: { usual: 18, byCountry: { jp: 20 } } })).toEqual([{ path: ['ageGate', 'byCountry', 'de'], before: 16, after: undefined }])
})

test('a value that becomes nothing is told, and so is a list that is another', () => {
  expect(changedIn({ market: 'eu', scopes: ['a'] }, { market: null, scopes: ['a', 'b'] })).toEqual([{ path: ['market'], before: 'eu', after: null }, { path: ['scopes'], before: ['a'], after: ['a', 'b'] }])
})

test('a mask and a state that is too long are known', () => {
  expect([readMask('••• ≠'), readMask('•••')]).toEqual([{ shown: '•••', isAnother: true }, { shown: '•••', isAnother: false }])
  expect([isTooLong({ length: 5000, sha256: 'ab' }), isTooLong({ length: 5000 }), isTooLong(null)]).toEqual([true, false, false])
})
