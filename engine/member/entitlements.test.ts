import { describe, expect, test } from 'vitest'
import { parseDay, parseInstant } from '#engine/calendar'
import { compileProgram, timelineOf } from '#engine/program/index'
import { decide } from './decide.ts'
import { openDraft } from './draft.ts'
import { isGrantUntouched, uniteEntitlements } from './entitlements.ts'
import type { EventBody, MemberEvent } from './event.ts'
import { fold } from './fold.ts'
import { entitlementsAt } from './offers.ts'
import type { EntitlementState } from './state.ts'

const timeline = timelineOf(compileProgram({
  program: 'care', name: 'Care', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD' } }, earn: [],
  tiers: [{ id: 'club', levels: [{ id: 'base' }, { id: 'gold', entry: { tag: 'gold' }, benefits: ['talk'] }] }],
  entitlements: [{ id: 'talk', uses: 2, per: 'year', cost: '3.00' }],
  rewards: [{ id: 'month', gives: { entitlement: 'talk', uses: 2 }, points: 1, valid: { days: 30 } }, { id: 'year', gives: { entitlement: 'talk', uses: 2 }, points: 1, valid: { days: 364 } }, { id: 'ever', gives: { entitlement: 'talk', uses: 1 }, points: 1 }],
}))

/** Days of 2026, at ten o'clock. */
type Told = [day: string, body: EventBody, id?: string]
const redeems = (reward: string): EventBody => ({ kind: 'reward.redeemed', reward, market: 'us', points: 1 })
const USES: EventBody = { kind: 'entitlement.used', entitlement: 'talk', author: 'mei' }
const START: Told[] = [['01-01', { kind: 'points.adjusted', points: 9, reason: 'test', author: 'mei' }]]

function eventsOf(told: readonly Told[]): MemberEvent[] {
  return [...START, ...told].map(([day, body, id], index) => ({ source: 'shop', id: id ?? `e${index}`, at: parseInstant(`2026-${day}T10:00Z`), ...body }))
}

function seen(told: readonly Told[], day: string) {
  const { state, trace } = fold(timeline, 'ada', { events: eventsOf(told) })
  const [talk] = entitlementsAt(timeline, state, parseInstant(`${day}T00:00Z`))
  return { talk, state, trace }
}

const gold: Told = ['01-01', { kind: 'member.joined', profile: { tags: ['gold'] } }]

describe('uses that a reward gave', () => {
  test('are there through their last day, and expire with the next, as far as they were not used', () => {
    const told: Told[] = [['01-01', redeems('month'), 'r1'], ['01-05', USES], ['01-06', redeems('ever'), 'r2']]
    expect(seen(told, '2026-01-31').talk).toMatchObject({ issued: 3, used: 1, left: 2, through: null, before: { issued: 0, used: 0, expired: 0 } })
    expect(seen(told, '2026-02-01').talk).toMatchObject({ issued: 1, used: 0, left: 1, before: { issued: 2, used: 1, expired: 1 }, grants: [{ spend: 'r2', uses: 1, used: 0, through: null }] })
    const { trace } = seen([...told, ['02-01', USES]], '2026-02-01')
    expect(trace.filter(({ code }) => code === 'entitlement.expired')).toEqual([{ code: 'entitlement.expired', at: parseInstant('2026-02-01T00:00Z'), entitlement: 'talk', uses: 1 }])
  })

  test('that were all used say nothing of an end', () => {
    const { talk, trace } = seen([['01-01', redeems('month'), 'r1'], ['01-05', USES], ['01-06', USES], ['03-01', redeems('ever')]], '2026-03-02')
    expect(talk).toMatchObject({ before: { issued: 2, used: 2, expired: 0 } })
    expect(trace.some(({ code }) => code === 'entitlement.expired')).toBe(false)
  })

  test('are used before those that end later, and of equal ends by their name', () => {
    const grants = (told: Told[]) => seen(told, '2026-01-09').talk?.grants.map(({ spend, used }) => `${spend} ${used}`)
    expect(grants([['01-01', redeems('ever'), 'a'], ['01-01', redeems('month'), 'b'], ['01-02', USES]])).toEqual(['a 0', 'b 1'])
    expect(grants([['01-01', redeems('month'), 'd'], ['01-01', redeems('month'), 'c'], ['01-02', USES]])).toEqual(['c 1', 'd 0'])
  })

  test('are used after those of a period that ends no later, and before those of one that ends later', () => {
    const used = (reward: string) => seen([gold, ['01-01', redeems(reward), 'r1'], ['01-02', USES]], '2026-01-03').talk?.grants[0]?.used
    expect(used('month')).toBe(1)
    expect(used('year')).toBe(0)
    expect(used('ever')).toBe(0)
    // The period's are used up by then.
    expect(seen([gold, ['01-01', redeems('ever'), 'r1'], ['01-02', USES], ['01-03', USES], ['01-04', USES]], '2026-01-05').talk).toMatchObject({ issued: 2, used: 2, left: 0, grants: [], before: { issued: 1, used: 1, expired: 0 }, costMinor: 900 })
  })

  test('are whole until one is used', () => {
    const untouched = (told: Told[], spend = 'r1') => isGrantUntouched(openDraft(timeline, seen(told, '2026-02-01').state), 'talk', spend)
    expect(untouched([['01-01', redeems('month'), 'r1']])).toBe(true)
    expect(untouched([['01-01', redeems('month'), 'r1']], 'r2')).toBe(false)
    expect(untouched([['01-01', redeems('month'), 'r1'], ['01-02', USES]])).toBe(false)
    expect(untouched([])).toBe(false)
  })

  test('that are taken back leave what was used of them', () => {
    const back = (id: string): EventBody => ({ kind: 'spend.cancelled', spendId: id, ofRedemption: true })
    expect(seen([['01-01', redeems('month'), 'r1'], ['01-03', back('r1')]], '2026-01-04').talk).toMatchObject({ issued: 0, grants: [], before: { issued: 0, used: 0, expired: 0 } })
    expect(seen([['01-01', redeems('month'), 'r1'], ['01-02', USES], ['01-03', back('r1')]], '2026-01-04').talk).toMatchObject({ issued: 0, grants: [], before: { issued: 1, used: 1, expired: 0 } })
  })
})

describe('uses of a level', () => {
  test('are told with the last day of their period, of each period once', () => {
    const { trace } = seen([gold, ['03-01', USES], ['03-02', USES]], '2026-04-01')
    expect(trace.filter(({ code }) => code === 'entitlement.issued')).toEqual([{ code: 'entitlement.issued', at: parseInstant('2026-01-01T10:00Z'), entitlement: 'talk', uses: 2, through: { day: parseDay('2026-12-31') } }])
  })

  test('of a service that the program has not are refused with those that it has', () => {
    const { state } = seen([gold], '2026-01-02')
    const asked = (entitlement: string) => decide(timeline, state, { source: 'shop', id: 'u', at: parseInstant('2026-02-01T10:00Z'), kind: 'entitlement.used', entitlement, author: 'mei' })
    expect(asked('walk')).toEqual({ accepted: false, refusal: { code: 'entitlement.unknown', details: { entitlement: 'walk', entitlements: ['talk'] } } })
    expect(asked('talk')).toMatchObject({ accepted: true, outcome: { trace: [{ code: 'entitlement.used', left: 1, author: 'mei', reason: null }] } })
  })
})

describe('of two members who become one', () => {
  const state = (from: string, rest: Partial<EntitlementState>): EntitlementState => ({ from: parseDay(from), issued: 2, used: 0, grants: [], before: { issued: 0, used: 0, expired: 0 }, costMinor: 0, ...rest })
  const grant = (spend: string) => ({ spend, uses: 1, used: 0, through: null })

  test('one period has the uses of both, and as many as the one who had more', () => {
    const [ours, theirs] = [state('2026-01-01', { issued: 2, used: 1, before: { issued: 5, used: 3, expired: 2 }, costMinor: 300 }), state('2026-01-01', { issued: 6, used: 2, before: { issued: 4, used: 1, expired: 3 }, costMinor: 600 })]
    expect(uniteEntitlements(ours, theirs)).toEqual(state('2026-01-01', { issued: 6, used: 3, before: { issued: 9, used: 4, expired: 5 }, costMinor: 900 }))
  })

  test.each([['ours', true], ['theirs', false]] as const)('the later period runs, %s, and the other is over', (_, isOurs) => {
    const [later, earlier] = [state('2026-05-01', { issued: 3, used: 1, grants: [grant('b')] }), state('2026-02-01', { issued: 4, used: 1, grants: [grant('a')] })]
    const [ours, theirs] = isOurs ? [later, earlier] : [earlier, later]
    expect(uniteEntitlements(ours, theirs)).toEqual(state('2026-05-01', { issued: 3, used: 1, grants: [grant('a'), grant('b')], before: { issued: 4, used: 1, expired: 3 } }))
  })
})
