import { describe, expect, test } from 'vitest'
import { filterOf, readRosterSearch } from './roster-search.ts'

describe('the address of the member list', () => {
  test('says a filter, an order and columns, and what makes no sense is left out', () => {
    const said = { kind: 'person', tag: ['vip'], level: ['1'], joinedFrom: '2026-01-01T00:00:00Z', balanceFrom: 0, hasDebt: false, sort: '-balance', columns: ['balance', 'levels', 'shoe'], view: 'view_1' }
    expect(readRosterSearch(said)).toEqual({ ...said, columns: ['levels', 'balance'] })
    expect(readRosterSearch({ kind: 'dog', tag: 'vip', level: [], joinedFrom: 'soon', balanceFrom: '5', spendTo: 1.5, hasDebt: 'yes', sort: 'shoe', columns: 'all', email: 'a@example.com' })).toEqual({})
  })

  test('is a filter without the rest', () => expect(filterOf({ tag: ['vip'], sort: 'spend', columns: ['tags'], view: 'view_1' })).toEqual({ tag: ['vip'] }))
})
