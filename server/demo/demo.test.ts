import { beforeAll, describe, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { fold } from '#engine/member/fold'
import { snapshotOf, totalsOf } from '#engine/member/parts'
import { canonicalJson } from '#engine/canonical'
import { checkProgram } from '#engine/program/check'
import { timelineOf } from '#engine/program/timeline'
import { openChance } from './chance.ts'
import { liveYear, type Year } from './live-year.ts'
import { ordersFile } from './orders-file.ts'
import { planYear } from './plan-year.ts'
import { expiringWithin, latestChanges, tellStories } from './stories.ts'

const { program, problems } = checkProgram(readFileSync('server/demo/program.yaml', 'utf8'))
const SEEDS = [1, 2, 3] as const
const DAY = 86_400_000

let years: Year[]
beforeAll(() => {
  years = SEEDS.map((seed) => liveYear(program!, seed))
})

describe('the program of the demo', () => {
  test('has no mistake', () => {
    expect(problems.filter(({ severity }) => severity === 'mistake')).toEqual([])
  })
})

describe('a year', () => {
  test('is the same for the same seed, and another for another', () => {
    const again = liveYear(program!, 1)
    expect(canonicalJson([...again.eventsOf])).toBe(canonicalJson([...years[0]!.eventsOf]))
    expect(again.report.points).toEqual(years[0]!.report.points)
    expect(years[1]!.report.points).not.toEqual(years[0]!.report.points)
  })

  test.each(SEEDS)('of seed %i is one that a small store could have', (seed) => {
    const { report, shoppers } = years[seed - 1]!
    expect(shoppers.length).toBeGreaterThan(400)
    expect(shoppers.length).toBeLessThan(800)
    expect(report.members).toBe(shoppers.length)
    expect(report.refunds / report.orders).toBeGreaterThan(0.05)
    expect(report.refunds / report.orders).toBeLessThan(0.11)
    expect(Object.keys(report.netMinor).length).toBeGreaterThanOrEqual(5)
    expect(report.points).toMatchObject({ waived: 0 })
    for (const key of ['earned', 'clawedBack', 'expired', 'spent', 'pending', 'active'] as const) expect(report.points[key]).toBeGreaterThan(0)
    expect(Object.keys(report.tierMoves)).toEqual(expect.arrayContaining(['shore>reef', 'reef>pearl', 'reef>shore']))
    const month = (name: string) => report.months.find((each) => each.month === name)!.issued
    expect(month('2025-11')).toBeGreaterThan(3 * month('2025-02'))
  })

  test('is planned in the order of time, each id once', () => {
    const { happenings } = planYear(openChance(4))
    for (const [index, { at }] of happenings.entries()) if (index > 0) expect(at).toBeGreaterThanOrEqual(happenings[index - 1]!.at)
    const ids = [...years[0]!.eventsOf.values()].flat().map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('stories', () => {
  test.each(SEEDS)('of seed %i: every number is the engine’s', (seed) => {
    const year = years[seed - 1]!
    const stories = tellStories(year)
    expect(stories.map(({ role }) => role)).toEqual(['regular', 'returner', 'sleeper'])
    expect(new Set(stories.map(({ shopper }) => shopper.id)).size).toBe(3)
    for (const story of stories) {
      const state = year.stateOf(story.shopper.id)
      const { active, debt, pending } = totalsOf(state.head, program!.mainUnit)
      expect([story.balance, story.pending, story.debt]).toEqual([active - debt, pending, debt])
      expect(story.holdings.reduce((sum, { points }) => sum + points, 0) - debt).toBe(story.balance + story.pending)
      expect(canonicalJson(snapshotOf(story.state))).toBe(canonicalJson(snapshotOf(state)))
      expect(story.levelId).toBe(state.head.standings['circle']?.levelId)
      expect(story.moments.length).toBeGreaterThan(1)
      for (const [index, { at }] of story.moments.entries()) if (index > 0) expect(at).toBeGreaterThan(story.moments[index - 1]!.at)
    }
    const [regular, returner, sleeper] = stories.map(({ shopper }) => totalsOf(year.stateOf(shopper.id).head, program!.mainUnit))
    expect(regular!.spent).toBeGreaterThan(0)
    expect(returner!.clawedBack).toBeGreaterThan(0)
    expect(sleeper!.expired).toBeGreaterThan(0)
  })

  test('what expires soon is what the engine lets expire when nobody comes', () => {
    const year = years[0]!
    const timeline = timelineOf(program!)
    const later = year.shoppers.map(({ id }) => {
      const { state } = fold(timeline, id, { events: year.eventsOf.get(id)!, until: year.asOf + 90 * DAY })
      return totalsOf(state.head, program!.mainUnit).expired - totalsOf(year.stateOf(id).head, program!.mainUnit).expired
    })
    expect(expiringWithin(year, 90)).toEqual({ points: later.reduce((sum, points) => sum + points, 0), members: later.filter((points) => points > 0).length })
  })

  test('the latest changes of level are those of the report’s last moves', () => {
    const year = years[0]!
    const all = latestChanges(year, Infinity)
    const moves: Record<string, number> = {}
    for (const { from, to } of all) moves[`${from}>${to}`] = (moves[`${from}>${to}`] ?? 0) + 1
    expect(moves).toEqual(year.report.tierMoves)
    expect(latestChanges(year, 3)).toEqual(all.slice(0, 3))
  })
})

describe('the orders of a year as a file', () => {
  test('hold every order and return once', () => {
    const { csv, orders } = ordersFile(years[0]!)
    const { report } = years[0]!
    expect(orders).toBe(report.orders + report.refunds)
    const [header, ...lines] = csv.trimEnd().split('\n')
    const columns = header!.split(',').length
    for (const line of lines) expect(line.split(',').length).toBe(columns)
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(orders)
  })
})
