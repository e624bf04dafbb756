import { expect, test } from 'vitest'
import { dayOfStart, startOfDay } from './days.ts'
import { dormantSearch } from './dormant.ts'
import { readRosterSearch } from './roster-search.ts'

test('dormant is who has done nothing for 180 whole days by now, and the address of the list says it', () => {
  const search = dormantSearch(Date.parse(startOfDay('2026-06-30')) + 10 * 3_600_000)
  expect(dayOfStart(search.activeTo as string)).toBe('2026-01-01')
  expect(search).toEqual({ activeTo: startOfDay('2026-01-01'), sort: '-active' })
  expect(readRosterSearch(search)).toEqual(search)
})
