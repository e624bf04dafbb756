import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayParts, dayText, endOfDay, instantText, localDay, parseDay, parseInstant, parseLocal, startOfDay } from './calendar.ts'
import type { Day, Instant } from './calendar.ts'
import { isZone, type Zone } from './zones.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000
const SEED = 20_261_122
const FIRST = parseDay('1990-01-01')
const LAST = parseDay('2040-12-31')
const ZONES = Intl.supportedValuesOf('timeZone')

/** Offset changes and missing midnights of 23 zones; kept outside the project. */
const REFERENCE = new URL('../../shared/data/reference/dst_transitions_2025_2027.json', import.meta.url)

/** A zone, a date in it, when it starts, how many hours it has, and what is special about it. */
const BOUNDARIES: readonly (readonly [Zone, string, string, number, string])[] = [
  ['Pacific/Pago_Pago', '2026-03-01', '2026-03-01T11:00:00Z', 24, 'eleven hours behind'],
  ['Pacific/Honolulu', '2026-12-31', '2026-12-31T10:00:00Z', 24, 'year end'],
  ['Pacific/Kiritimati', '2026-03-01', '2026-02-28T10:00:00Z', 24, 'fourteen hours ahead'],
  ['Pacific/Kiritimati', '1994-12-31', '1994-12-31T10:00:00Z', 0, 'a date that never was'],
  ['Pacific/Kiritimati', '1995-01-01', '1994-12-31T10:00:00Z', 24, 'the day after it'],
  ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00Z', 24, 'the day before one that never was'],
  ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00Z', 0, 'a date that never was'],
  ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00Z', 24, 'the day after it'],
  ['Pacific/Auckland', '2026-04-05', '2026-04-04T11:00:00Z', 25, 'summer ends'],
  ['Pacific/Auckland', '2026-09-27', '2026-09-26T12:00:00Z', 23, 'summer begins'],
  ['Pacific/Chatham', '2026-04-05', '2026-04-04T10:15:00Z', 25, 'three quarters of an hour, summer ends'],
  ['Pacific/Chatham', '2026-09-27', '2026-09-26T11:15:00Z', 23, 'three quarters of an hour, summer begins'],
  ['Asia/Kolkata', '2026-02-28', '2026-02-27T18:30:00Z', 24, 'half an hour, month end'],
  ['Asia/Kathmandu', '2024-02-29', '2024-02-28T18:15:00Z', 24, 'three quarters of an hour, leap day'],
  ['Asia/Shanghai', '2028-02-29', '2028-02-28T16:00:00Z', 24, 'leap day'],
  ['America/St_Johns', '2026-03-08', '2026-03-08T03:30:00Z', 23, 'half an hour, summer begins'],
  ['America/St_Johns', '2026-11-01', '2026-11-01T02:30:00Z', 25, 'half an hour, summer ends'],
  ['America/St_Johns', '2010-11-07', '2010-11-07T02:30:00Z', 25, 'a minute after midnight back to 23:01'],
  ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00Z', 24.5, 'clocks move by half an hour, summer ends'],
  ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30:00Z', 23.5, 'clocks move by half an hour, summer begins'],
  ['America/New_York', '2026-03-08', '2026-03-08T05:00:00Z', 23, 'summer begins'],
  ['America/New_York', '2026-11-01', '2026-11-01T04:00:00Z', 25, 'summer ends'],
  ['Europe/London', '2026-03-29', '2026-03-29T00:00:00Z', 23, 'summer begins'],
  ['Europe/London', '2026-10-25', '2026-10-24T23:00:00Z', 25, 'summer ends'],
  ['Antarctica/Troll', '2026-03-29', '2026-03-29T00:00:00Z', 22, 'clocks move by two hours'],
  ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z', 23, 'midnight does not exist'],
  ['America/Sao_Paulo', '2018-02-17', '2018-02-17T02:00:00Z', 25, '23:00 happens twice'],
  ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00Z', 24, 'the day after it'],
  ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00Z', 23, 'midnight does not exist'],
  ['Africa/Cairo', '2026-10-29', '2026-10-28T21:00:00Z', 25, '23:00 happens twice'],
  ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00Z', 23, 'midnight does not exist'],
  ['Asia/Beirut', '2026-10-24', '2026-10-23T21:00:00Z', 25, '23:00 happens twice'],
  ['Asia/Tehran', '2022-03-22', '2022-03-21T20:30:00Z', 23, 'midnight does not exist'],
  ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00Z', 23, 'midnight does not exist'],
  ['America/Santiago', '2026-04-04', '2026-04-04T03:00:00Z', 25, '23:00 happens twice'],
  ['America/Havana', '2026-03-08', '2026-03-08T05:00:00Z', 23, 'midnight does not exist'],
  ['America/Havana', '2026-11-01', '2026-11-01T04:00:00Z', 25, 'midnight happens twice'],
  ['America/Toronto', '1919-03-31', '1919-03-31T04:30:00Z', 23.5, 'the clocks skip from 23:30 to 00:30'],
  ['Asia/Pyongyang', '2018-05-04', '2018-05-03T15:30:00Z', 23.5, 'the clocks skip from 23:30 to midnight'],
  ['America/Boa_Vista', '2000-10-08', '2000-10-08T04:00:00Z', 23, 'a summer of one week begins'],
  ['America/Boa_Vista', '2000-10-14', '2000-10-14T03:00:00Z', 25, 'a summer of one week ends'],
  ['UTC', '1970-01-01', '1970-01-01T00:00:00Z', 24, 'the first day'],
  ['Europe/London', '1969-12-31', '1969-12-30T23:00:00Z', 24, 'before 1970'],
]

describe('a local day', () => {
  for (const [zone, date, start, hours, what] of BOUNDARIES) {
    test(`in ${zone}, ${date} starts at ${start} and lasts ${hours} hours (${what})`, () => {
      const day = parseDay(date)
      expect(instantText(startOfDay(day, zone))).toBe(start)
      expect((endOfDay(day, zone) - startOfDay(day, zone)) / HOUR).toBe(hours)
      expect(endOfDay(day, zone)).toBe(startOfDay(day + 1, zone))
      expect(localDay(startOfDay(day, zone) - 1, zone)).toBeLessThan(day)
      expect(localDay(startOfDay(day, zone), zone)).toBe(hours === 0 ? day + 1 : day)
      expect(localDay(endOfDay(day, zone) - 1, zone)).toBe(hours === 0 ? day - 1 : day)
    })
  }

  test('goes back for an hour where clocks fall back across midnight', () => {
    const midnight = parseInstant('2010-11-07T02:30:00Z')
    const dateAfter = (ms: number) => dayText(localDay(midnight + ms, 'America/St_Johns'))
    const seen = [-1, 0, MINUTE - 1, MINUTE, HOUR - 1, HOUR].map(dateAfter)
    expect(seen).toEqual(['2010-11-06', '2010-11-07', '2010-11-07', '2010-11-06', '2010-11-06', '2010-11-07'])
  })

  test('is that of Intl, and starts where Intl first shows it, in every zone of 1990 to 2040', { timeout: 120_000 }, () => {
    const wrong: string[] = []
    let starts = 0
    for (const [index, zone] of ZONES.entries()) {
      const wall = wallOracle(zone)
      const check = (at: Instant) => {
        const day = localDay(at, zone)
        if (day !== dayOfWall(wall(at))) wrong.push(`${zone} at ${instantText(at)}: ${dayText(day)}`)
      }
      const days = fc.sample(fc.integer({ min: FIRST, max: LAST }), { seed: SEED + index, numRuns: 6 })
      const changing = changingDays(wall, dayParts(days[0]!).year)
      for (const day of [...days, ...changing]) {
        starts += 1
        const start = firstInstant(day, wall)
        if (startOfDay(day, zone) !== start) wrong.push(`${zone} on ${dayText(day)}: ${instantText(startOfDay(day, zone))}`)
        for (const at of [start - 1, start, start + 7 * HOUR + 1]) check(at)
      }
      for (const day of changing) for (let at = day * DAY; at < (day + 1) * DAY; at += 30 * MINUTE) check(at)
    }
    expect(wrong).toEqual([])
    expect(starts).toBeGreaterThan(8 * ZONES.length)
  })

  test('follows every change of the reference, to the millisecond', ({ skip }) => {
    if (!existsSync(REFERENCE)) skip('the reference data (shared/data/reference) is not here')
    let compared = 0
    for (const [zone, { transitions, missing_local_midnight: missing }] of readReference()) {
      const wall = wallOracle(zone)
      for (const { utc, from_min: before, to_min: after, local_after: local } of transitions) {
        const at = Date.parse(utc)
        // Governments change their minds: what a newer time zone database no longer has is not asked for (Morocco from 2027).
        if (wall(at - 1) !== at - 1 + before * MINUTE || wall(at) !== at + after * MINUTE) continue
        compared += 1
        // A wall time just after the clocks went back is ambiguous, and the earlier one is meant.
        const earlier = after > before ? at : at - (before - after) * MINUTE
        expect([zone, utc, localDay(at - 1, zone), localDay(at, zone), parseLocal(local.slice(0, 19), zone)])
          .toEqual([zone, utc, dayOfWall(at - 1 + before * MINUTE), dayOfWall(at + after * MINUTE), earlier])
      }
      const days = Array.from({ length: 3 * 365 }, (_, index) => parseDay('2025-01-01') + index)
      expect([zone, days.filter((day) => wall(startOfDay(day, zone)) !== day * DAY).map(dayText)]).toEqual([zone, missing])
    }
    expect(compared).toBeGreaterThan(80)
  })
})

describe('a zone', () => {
  const NAMES = [
    'UTC', 'Pacific/Chatham', 'Asia/Kolkata', 'Asia/Calcutta', 'America/Port-au-Prince', 'America/Argentina/ComodRivadavia',
    'Etc/GMT+5', 'EST5EDT', 'NZ-CHAT', ...ZONES,
  ]
  test('is every name that Intl lists, and its older names', () => {
    expect(NAMES.filter((name) => !isZone(name))).toEqual([])
  })

  const NO_NAMES = [
    '', '+08:00', '-0330', 'Z', 'utc', 'europe/london', 'Europe/Londn', 'Europe', 'UTC+8', ' UTC',
    '2026-01-01T00:00Z[Europe/London]',
  ]
  test.each(NO_NAMES)('is not %j, and no day is asked of it', (text) => {
    expect(isZone(text)).toBe(false)
    const message = `found ${JSON.stringify(text)} where an IANA time zone was expected, such as "Europe/London"`
    expect(() => localDay(0, text)).toThrow(message)
    expect(() => startOfDay(0, text)).toThrow(RangeError)
  })
})

describe('a local time', () => {
  test.each([
    ['2026-01-05', 'Europe/London', '2026-01-05T00:00:00Z'],
    ['2026-07-05T10:00', 'Europe/London', '2026-07-05T09:00:00Z'],
    ['2026-07-05 10:00:00.25', 'Asia/Kathmandu', '2026-07-05T04:15:00.250Z'],
    ['2010-12-01 08:26:00', 'Europe/London', '2010-12-01T08:26:00Z'],
    ['2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30:00Z'],
    ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00Z'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00Z'],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00Z'],
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00Z'],
    ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-30T22:00:00Z'],
  ])('%s in %s is %s: the earlier of two, or moved on by a gap', (text, zone, expected) => {
    expect(instantText(parseLocal(text, zone))).toBe(expected)
  })

  const NO_TIMES = ['2026-01-05T10:00:00Z', '2026-01-05T10:00:00+08:00', '2026-02-30', '2026-01-05T25:00', '05/01/2026', '']
  test.each(NO_TIMES)('is not %j', (text) => {
    expect(() => parseLocal(text, 'UTC')).toThrow(`found ${JSON.stringify(text)} where a local time without offset was expected`)
  })

  test('needs a zone that exists', () => {
    expect(() => parseLocal('2026-01-05', 'Europe/Londn')).toThrow('IANA')
  })

  test('is what the clocks then show, unless they skip it', () => {
    fc.assert(fc.property(fc.constantFrom(...ZONES), fc.integer({ min: FIRST * 1440, max: LAST * 1440 }), (zone, minute) => {
      const text = new Date(minute * MINUTE).toISOString().slice(0, 16)
      const wall = wallOracle(zone)
      const shown = wall(parseLocal(text, zone))
      expect(shown === minute * MINUTE || isSkipped(minute * MINUTE, wall)).toBe(true)
    }), { seed: SEED, numRuns: 300 })
  })
})

type ReferenceZone = {
  transitions: { utc: string; from_min: number; to_min: number; local_after: string }[]
  missing_local_midnight: string[]
}

function readReference(): [Zone, ReferenceZone][] {
  return Object.entries(JSON.parse(readFileSync(REFERENCE, 'utf8')) as Record<Zone, ReferenceZone>)
}

/** What the clocks of a zone show at an instant, as if in UTC, by Intl alone. */
type Wall = (at: Instant) => number

function wallOracle(zone: Zone): Wall {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23',
    year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  })
  return (at) => {
    const parts: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value)
    const { year = 0, month = 0, day, hour, minute, second } = parts
    return Date.UTC(year, month - 1, day, hour, minute, second) + (((at % 1000) + 1000) % 1000)
  }
}

function dayOfWall(wall: number): Day {
  return Math.floor(wall / DAY)
}

/** The first instant at which the clocks show the day or a later one: looks at every quarter of an hour, then within one. */
function firstInstant(day: Day, wall: Wall): Instant {
  // Offsets since 1990 are whole quarters of an hour; two hours earlier than any midnight, the day has not begun.
  const furthestAhead = Math.max(wall((day - 1) * DAY) - (day - 1) * DAY, wall((day + 1) * DAY) - (day + 1) * DAY)
  let shown = day * DAY - furthestAhead - 2 * HOUR
  while (dayOfWall(wall(shown)) < day) shown += 15 * MINUTE
  let hidden = shown - 15 * MINUTE
  while (shown - hidden > 1) {
    const middle = Math.floor((shown + hidden) / 2)
    if (dayOfWall(wall(middle)) < day) hidden = middle
    else shown = middle
  }
  return shown
}

/** The UTC days of a year on which the clocks change, and their neighbours. */
function changingDays(wall: Wall, year: number): Day[] {
  const first = parseDay(`${year}-01-01`)
  const days: Day[] = []
  let before = wall(first * DAY) - first * DAY
  for (let day = first; day < first + 366; day += 1) {
    const after = wall((day + 1) * DAY) - (day + 1) * DAY
    if (before !== after) days.push(day - 1, day, day + 1)
    before = after
  }
  return days
}

/** Whether no instant within a day of the wall time shows it. */
function isSkipped(shown: number, wall: Wall): boolean {
  for (let at = shown - 15 * HOUR; at <= shown + 15 * HOUR; at += 15 * MINUTE) if (wall(at) === shown) return false
  return true
}
