import { describe, expect, test } from 'vitest'
import { parseDay } from '#engine/calendar'
import { plainCell, readBirthday, readDate, readLastDay, readPoints, readRegion, readTags, readTruth } from './read-cell.ts'

const NOW = Date.parse('2026-01-05T10:00:00Z')

describe('a day is read as spreadsheets write it', () => {
  test.each([
    ['2026-12-31', '2026-12-31'], ['2026/1/5', '2026-01-05'], ['2026.01.05', '2026-01-05'], ['2026年1月5日', '2026-01-05'], ['20260105', '2026-01-05'], ['2026-12-31 23:59:59', '2026-12-31'],
    ['2026-12-31T00:00:00+08:00', '2026-12-31'], ['31/12/2026', '2026-12-31'], ['12/31/2026', '2026-12-31'], ['5/5/2026', '2026-05-05'],
  ])('%s', (text, day) => expect(readDate(text, undefined)).toEqual({ value: day }))

  test('and which of two small numbers is the day is asked, not guessed', () => {
    expect(readDate('03/04/2026', undefined)).toEqual({ fault: { code: 'imports.day_or_month' } })
    expect([readDate('03/04/2026', 'dmy'), readDate('03/04/2026', 'mdy')]).toEqual([{ value: '2026-04-03' }, { value: '2026-03-04' }])
  })

  test.each(['2026-02-30', 'soon', '13/13/2026', '45291'])('%s is none', (text) => expect(readDate(text, undefined)).toEqual({ fault: { code: 'imports.bad_date' } }))

  test('a birthday may lack its year, and is not still to come', () => {
    expect(['02-29', '7月14日', '1990/7/14'].map((text) => readBirthday(text, undefined, NOW))).toEqual([{ value: '02-29' }, { value: '07-14' }, { value: '1990-07-14' }])
    expect(readBirthday('2027-01-01', undefined, NOW)).toEqual({ fault: { code: 'imports.bad_birthday' } })
  })

  test('a last day is today or later', () => {
    const today = parseDay('2026-01-05')
    expect(readLastDay('2026-01-05', undefined, today)).toEqual({ value: today })
    expect(readLastDay('2026-01-04', undefined, today)).toEqual({ fault: { code: 'imports.day_over', details: { today: '2026-01-05' } } })
  })
})

test('points are whole and not below nothing', () => {
  expect(['1,250', '1 250', '1250.00', '1250分', '0', '１２３'].map((text) => readPoints(plainCell(text)))).toEqual([1250, 1250, 1250, 1250, 0, 123].map((value) => ({ value })))
  expect(['-5', '12.5', 'many', '9999999999999'].map((text) => ('fault' in readPoints(text)))).toEqual([true, true, true, true])
})

test('yes and no are known in the words of exports, and nothing else is either', () => {
  expect(['是', 'TRUE', 'Subscribed', '已订阅'].map(readTruth)).toEqual(Array.from({ length: 4 }, () => ({ value: true })))
  expect(['否', 'no', '0', '未订阅'].map(readTruth)).toEqual(Array.from({ length: 4 }, () => ({ value: false })))
  expect(readTruth('maybe')).toEqual({ fault: { code: 'imports.bad_truth' } })
})

test('tags are parted by any sign of a list, and countries known by code and name', () => {
  expect(readTags(plainCell('VIP；老客、wholesale, VIP'))).toEqual({ value: ['VIP', 'wholesale', '老客'] })
  expect(['cn', 'US-CA', '德国', 'Japan', '中国香港'].map(readRegion)).toEqual(['CN', 'US-CA', 'DE', 'JP', 'HK'].map((value) => ({ value })))
  expect(readRegion('Atlantis')).toEqual({ fault: { code: 'imports.bad_region' } })
})
