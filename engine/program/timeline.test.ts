import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { compileProgram } from './compile.ts'
import type { Timeline } from './program.ts'
import { BEGINNING, publicationAt, publish, PublicationError, timelineOf, versionAt } from './timeline.ts'

const program = compileProgram({ program: 'p', name: 'P', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD' } }, earn: [] })
const NOON = parseInstant('2026-11-22T12:00:00Z')
const HOUR = 3_600_000

function codeOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof PublicationError && error instanceof RangeError) return error.code
    throw error
  }
  return 'none'
}

describe('a timeline', () => {
  const first = timelineOf(program)
  const second = publish(first, { program, from: NOON, mode: 'new_periods', committedAt: NOON })

  test('of one program is in force from the beginning of time', () => {
    expect(first).toMatchObject([{ version: 1, from: BEGINNING, mode: 'all' }])
    expect([versionAt(first, BEGINNING), versionAt(first, 0), versionAt(first, NOON)]).toEqual([1, 1, 1])
  })

  test('changes hands at the very instant of the publication', () => {
    expect([versionAt(second, NOON - 1), versionAt(second, NOON), versionAt(second, NOON + 1)]).toEqual([1, 2, 2])
    expect(second[1]).toMatchObject({ version: 2, from: NOON, mode: 'new_periods' })
  })

  test('is never changed by a publication; the old one stays what it was', () => {
    expect(first).toHaveLength(1)
    expect(second[0]).toBe(first[0])
  })

  test('takes no publication from before its commit: what was judged stays judged', () => {
    expect(codeOf(() => publish(first, { program, from: NOON - 1, mode: 'all', committedAt: NOON }))).toBe('publication_before_commit')
  })

  test('takes no publication at or before the last one, not even while that one is still to come', () => {
    const scheduled = publish(first, { program, from: NOON + HOUR, mode: 'all', committedAt: NOON })
    expect(codeOf(() => publish(scheduled, { program, from: NOON + HOUR, mode: 'all', committedAt: NOON }))).toBe('publication_out_of_order')
    expect(codeOf(() => publish(scheduled, { program, from: NOON, mode: 'all', committedAt: NOON }))).toBe('publication_out_of_order')
    expect(publish(scheduled, { program, from: NOON + HOUR + 1, mode: 'all', committedAt: NOON })).toHaveLength(3)
  })

  test('without any publication judges nothing', () => {
    expect(() => publicationAt([], NOON)).toThrow(RangeError)
  })

  test('answers for every instant with the latest version from before or at it', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 1_000 }), { maxLength: 12 }), fc.integer({ min: -10, max: 1_010 }), (starts, at) => {
      const timeline = starts.toSorted((a, b) => a - b).reduce<Timeline>((line, from) => publish(line, { program, from, mode: 'all', committedAt: from }), first)
      expect(versionAt(timeline, at)).toBe(1 + starts.filter((from) => from <= at).length)
    }))
  })
})
