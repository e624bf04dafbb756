import { beforeAll, describe, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { dayText, localDay } from '#engine/calendar'
import { fold } from '#engine/member/fold'
import { snapshotOf, totalsOf } from '#engine/member/parts'
import { canonicalJson } from '#engine/canonical'
import { checkProgram } from '#engine/program/check'
import { timelineOf } from '#engine/program/timeline'
import { openChance } from './chance.ts'
import { LOOKED_AT } from './days.ts'
import { liveYear, type Year } from './live-year.ts'
import { ordersFile } from './orders-file.ts'
import { newcomersOf } from './make-people.ts'
import { planYear } from './plan-year.ts'
import { everybody, expiringWithin, latestChanges, tellStories } from './stories.ts'

const { program, problems } = checkProgram(readFileSync('server/demo/program.yaml', 'utf8'))
const SEEDS = [1, 2, 3] as const
const DAY = 86_400_000

let years: Year[]
beforeAll(() => {
  years = SEEDS.map((seed) => liveYear(program!, seed))
}, 120_000)

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

  test('is looked at when the days end with which the home compares its last', () => {
    // A month, a week from Monday and a day, all until the last of December, a Wednesday: as many days of the one before end then.
    expect(LOOKED_AT.map((at) => dayText(localDay(at, program!.zone)))).toEqual(expect.arrayContaining(['2025-11-30', '2025-12-24', '2025-12-30']))
  })

  test.each(SEEDS)('of seed %i is one that a small store could have', (seed) => {
    const year = years[seed - 1]!
    const { report } = year
    expect(everybody(year).length).toBeGreaterThan(700)
    expect(everybody(year).length).toBeLessThan(1_000)
    expect(report.members).toBe(everybody(year).length)
    expect(report.refunds / report.orders).toBeGreaterThan(0.05)
    expect(report.refunds / report.orders).toBeLessThan(0.11)
    expect(Object.keys(report.netMinor).length).toBeGreaterThanOrEqual(20)
    expect(report.points).toMatchObject({ waived: 0 })
    for (const key of ['earned', 'clawedBack', 'expired', 'spent', 'pending', 'active', 'debt'] as const) expect(report.points[key]).toBeGreaterThan(0)
    expect(Object.keys(report.tierMoves)).toEqual(expect.arrayContaining(['shore>reef', 'reef>pearl', 'reef>shore']))
    const month = (name: string) => report.months.find((each) => each.month === name)!.issued
    expect(month('2025-11')).toBeGreaterThan(3 * month('2025-02'))
  })

  test.each(SEEDS)('of seed %i has something of everything that a store lives', (seed) => {
    const year = years[seed - 1]!
    const kinds = new Set([...year.eventsOf.values()].flat().map(({ kind }) => kind))
    expect([...kinds]).toEqual(expect.arrayContaining([
      'order.exchanged', 'order.charged_back', 'points.adjusted', 'points.approved', 'points.rejected', 'points.sent', 'points.received', 'tier.set', 'entitlement.used', 'spend.cancelled',
      'reward.redeemed', 'member.merged', 'company.buyer_added', 'company.sharing_set', 'company.volume',
    ]))
    const deeds = year.told.flatMap((one) => ('deed' in one ? [one.deed] : []))
    expect(new Set(deeds.map((deed) => deed.do))).toEqual(new Set(['redeem', 'give-back', 'fulfil', 'buyers', 'contract', 'erase']))
    expect(new Set(deeds.flatMap((deed) => (deed.do === 'redeem' ? [deed.reward] : []))).size).toBe(program!.rewards.length)
    const coupons = new Set(year.told.flatMap((one) => ('event' in one && one.coupon !== null ? [one.coupon] : [])))
    expect(coupons).toEqual(new Set(['hello', 'birthday-coupon', 'come-back', 'ten-off']))
    const late = year.told.filter((one) => 'event' in one && one.at > one.event.at)
    expect(late.length).toBeGreaterThan(3)
    const today = [...year.eventsOf.values()].flat().filter(({ at, kind }) => at > year.asOf - DAY && kind === 'order.paid')
    expect(today.length).toBeGreaterThan(2)
    const waiting = everybody(year).filter(({ id }) => [...year.stateOf(id).lots.values()].some(({ rule, isPending }) => rule === 'lookbook' && isPending))
    expect(waiting.length).toBeGreaterThan(2)
  })

  test('is of people who are nobody’s: addresses and numbers that lead nowhere, each once', () => {
    const people = newcomersOf(years[0]!)
    const emails = people.map(({ identity: { email } }) => email as string)
    expect(new Set(emails).size).toBe(people.length)
    for (const email of emails) expect(email).toMatch(/^[a-z0-9.]+@(?:example\.(?:com|org|net)|c\d\d\.example)$/)
    const phones = people.flatMap(({ identity: { phone } }) => phone ?? [])
    expect(new Set(phones).size).toBe(phones.length)
    expect(phones.length).toBeGreaterThan(150)
    for (const phone of phones) expect(phone).toMatch(/ 555 01|^\+44 20 7946 0|^\+49 176 040690|^\+33 6 39 98|^\+46 8 465 004|^\+353 20 910|^\+61 2 5550/)
  })

  test('is planned in the order of time, each id once', () => {
    const { happenings } = planYear(openChance(4))
    expect(happenings.length).toBeGreaterThan(4_000)
    for (const [index, { at }] of happenings.entries()) if (index > 0) expect(at).toBeGreaterThanOrEqual(happenings[index - 1]!.at)
    const ids = [...years[0]!.eventsOf.values()].flat().filter(({ kind }) => kind !== 'member.absorbed').map(({ source, id }) => `${source} ${id}`)
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
    const later = everybody(year).map(({ id }) => {
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
  test('hold every order and return once, and of an exchange both', () => {
    const { csv, orders } = ordersFile(years[0]!)
    const { report } = years[0]!
    expect(orders).toBe(report.orders + report.refunds)
    const [header, ...lines] = csv.trimEnd().split('\n')
    const columns = header!.split(',').length
    for (const line of lines) expect(line.split(',').length).toBe(columns)
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(orders)
  })
})
