import { describe, expect, test } from 'vitest'
import { shownLists, unsoldTo, type Access, type Seer } from './access.ts'

const access = (more: Partial<Access> = {}): Access => ({ isMembers: false, tag: null, level: null, memberId: null, from: null, until: null, ...more })
const seer = (more: Partial<Seer> = {}): Seer => ({ isMember: false, tags: [], levels: [], memberIds: [], ...more })
const MEMBER = seer({ isMember: true })

describe('a product', () => {
  test('that names nobody is for everybody', () => {
    expect(unsoldTo(seer(), [], 5)).toBeNull()
  })

  test('of members is for nobody else, and of a tag, a level or a company for those alone', () => {
    const not = { why: 'not_for_shopper', from: null }
    expect([unsoldTo(seer(), [access({ isMembers: true })], 5), unsoldTo(MEMBER, [access({ isMembers: true })], 5)]).toEqual([not, null])
    expect([unsoldTo(MEMBER, [access({ tag: 'vip' })], 5), unsoldTo(seer({ tags: ['a', 'vip'] }), [access({ tag: 'vip' })], 5)]).toEqual([not, null])
    expect([unsoldTo(MEMBER, [access({ level: 'gold' })], 5), unsoldTo(seer({ levels: ['gold'] }), [access({ level: 'gold' })], 5)]).toEqual([not, null])
    expect([unsoldTo(MEMBER, [access({ memberId: 'acme' })], 5), unsoldTo(seer({ memberIds: ['bo', 'acme'] }), [access({ memberId: 'acme' })], 5)]).toEqual([not, null])
    expect(unsoldTo(MEMBER, [access({ tag: 'vip' }), access({ isMembers: true })], 5)).toBeNull()
  })

  test('that comes to some earlier is for each of them from their instant on, and until theirs', () => {
    const early = [access({ level: 'gold', from: 10, until: 30 }), access({ from: 20 })]
    const gold = seer({ levels: ['gold'] })
    expect([9, 10, 29, 30].map((at) => unsoldTo(gold, early, at)?.from ?? null)).toEqual([10, null, null, null])
    expect([9, 19, 20].map((at) => unsoldTo(seer(), early, at))).toEqual([{ why: 'not_yet', from: 20 }, { why: 'not_yet', from: 20 }, null])
    expect(unsoldTo(seer(), [access({ until: 10 })], 10)).toEqual({ why: 'not_for_shopper', from: null })
    expect(unsoldTo(seer(), [access({ from: 10, until: 20 }), access({ from: 30 })], 25)).toEqual({ why: 'not_yet', from: 30 })
  })
})

test('a list that is its audience’s only one hides the others, and another such list beside it is shown too', () => {
  const lists = [{ list: 'retail', kind: 'retail', isOnly: false }, { list: 'trade', kind: 'price_list', isOnly: true }, { list: 'acme', kind: 'price_list', isOnly: true }]
  expect(shownLists(lists).map(({ list }) => list)).toEqual(['trade', 'acme'])
  expect(shownLists(lists.slice(0, 1))).toHaveLength(1)
})

test('what was agreed with a company is not hidden by a list for those like it', () => {
  const lists = [{ list: 'retail', kind: 'retail', isOnly: false }, { list: 'trade', kind: 'price_list', isOnly: true }, { list: 'contract-acme', kind: 'contract', isOnly: false }]
  expect(shownLists(lists).map(({ list }) => list)).toEqual(['trade', 'contract-acme'])
})
