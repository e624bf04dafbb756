import { expect, test } from 'vitest'
import { historyName, numberAt, numberBefore, positionOf, readHistory, readSegmentName, segmentName } from './log-position.ts'

test('a position is in the piece that PostgreSQL names, across the end of a log file', () => {
  expect(segmentName({ timeline: 1, number: numberAt(positionOf('0/3000028')) })).toBe('000000010000000000000003')
  expect(segmentName({ timeline: 18, number: numberAt(positionOf('A/FF000000')) })).toBe('000000120000000A000000FF')
  expect(segmentName({ timeline: 1, number: numberAt(positionOf('A/FFFFFFFF')) + 1 })).toBe('000000010000000B00000000')
})

test('what ends with a piece needs no more than that piece', () => {
  expect(numberBefore(positionOf('0/4000000'))).toBe(3)
  expect(numberBefore(positionOf('0/4000001'))).toBe(4)
})

test('a name is read back, and no other file is taken for a piece', () => {
  expect(readSegmentName('000000120000000A000000FF')).toEqual({ timeline: 18, number: 0xA * 256 + 0xFF })
  for (const name of ['00000002.history', '000000010000000000000003.00000028.backup', '000000010000000000000005.partial', '']) expect(readSegmentName(name)).toBeUndefined()
})

test('a history tells where each timeline was left', () => {
  const text = '1\t0/3000110\tno recovery target specified\n\n2\t1/50000A0\tbefore 2026-11-28 10:00:00+00\n'
  expect(readHistory(text)).toEqual([{ timeline: 1, at: 0x3000110 }, { timeline: 2, at: 2 ** 32 + 0x50000A0 }])
  expect(historyName(26)).toBe('0000001A.history')
})
