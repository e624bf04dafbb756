import { describe, expect, test } from 'vitest'
import en from '#locales/en/trace.json' with { type: 'json' }
import { parseDay, parseInstant } from '#engine/calendar'
import { compileProgram, publish, timelineOf } from '#engine/program/index'
import type { ProgramDocument } from '#engine/program/schema'
import '#engine/languages'
import { LOCALES } from '#engine/text'
import type { EventBody, MemberEvent, Order } from './event.ts'
import { explain } from './explain.ts'
import { fold } from './fold.ts'
import { emptyMember } from './parts.ts'

const keysOf = (texts: object): string[] => Object.entries(texts).flatMap(([group, codes]) => Object.keys(codes as object).map((code) => `${group}.${code}`)).sort()

const MINIMAL: ProgramDocument = { program: 'm', name: 'm', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD' } }, earn: [] }

describe('the texts', () => {
  test('a step without a text is a mistake of ours', () => {
    expect(() => explain([{ code: 'earn.by_magic', at: 0 }], { timeline: timelineOf(compileProgram(MINIMAL)), locale: 'en' })).toThrow('every step of an explanation has a text')
  })
})

/** How a reader is told each step when the story below comes to it for the first time. */
const FIRST_TOLD: Readonly<Record<string, string>> = {
  'earn.rate': '5,000 points for order 1 by “purchase”: $6,000.00 at 1 point per $1.00 is 6,000.',
  'earn.capped': 'Of 6,000 points, “purchase” gives only 5,000 points: at most 5,000 points for one order.',
  'earn.fixed': '50 points for order 1 by “basket”.',
  'tier.up': 'gold, up from base: $6,000.00 spent in the last 30 days, $100.00 needed.',
  'order.repeated': 'Order 1 is known already and counts once.',
  'claw.due': 'After the refund, nothing of order 2 counts for “purchase” any more. The order had earned 200 points.',
  'claw.taken': '200 points taken back.',
  'claw.bonus': 'What “second” was given for no longer holds: its 10 points are undone.',
  'order.exchanged': 'Order 1 was exchanged for order 3. What both have in common, $3,000.00, keeps its points and its date.',
  'earn.below_minimum': 'Nothing for order 3 by “basket”: $0.00 is less than the $100.00 it asks for.',
  'points.pending': 'Still pending: 5 points, until the staff approve.',
  'points.approved': 'mei approved pending points (a reason).',
  'points.activated': '5 points can now be used.',
  'points.rejected': 'Pending points were refused.',
  'points.cancelled': '5 points cancelled before they could be used.',
  'points.extended': 'By being active the member keeps all usable points through Mar 6, 2026.',
  'streak.reached': '“daily” was kept up 2 days in a row.',
  'activity.already_counted': 'Not counted again: checking in counts once a day.',
  'points.given': 'mei gave 10 points: a reason.',
  'points.taken': 'mei took 10 points: a reason.',
  'hold.taken': '5 points reserved until Jan 8, 2026, 11:00.',
  'hold.released': '5 points free again: the reservation ran out.',
  'spend.taken': '5 points spent as a donation: 5 points earned on Jan 2, 2026 with order 1 (usable through Mar 7, 2026).',
  'points.returned': '5 points came back, usable through Mar 7, 2026 as before.',
  'spend.unknown': 'Nothing was spent or reserved under nobody, so nothing changes.',
  'reward.redeemed': '“A talk” redeemed for 5 points.',
  'reward.returned': '“A talk” was given back: it counts against no limit any more.',
  'entitlement.issued': '“Talks”: 2 uses through Jan 31, 2026.',
  'entitlement.used': 'mei recorded a use of “Talks” (a reason); 1 is left.',
  'entitlement.granted': 'mei gave 3 uses of “Talks” (a reason), through Mar 31, 2026.',
  'entitlement.withdrawn': 'mei took back 3 uses of “Talks” (a reason).',
  'entitlement.grant_unknown': 'Of “Talks” nothing is left that staff gave so, so nothing changes.',
  'entitlement.unknown': 'The program has no entitlement walks, so nothing changes.',
  'entitlement.expired': '“Talks”: 1 use was not taken in time and is over.',
  'points.sent': '5 points sent to member bob.',
  'points.received': '5 points received from member bob.',
  'points.returned_graced': '5 kept came back after their last day and get one more chance, through Jan 25, 2026.',
  'points.expired': '5 kept expired: Jan 25, 2026 was the last day.',
  'points.returned_expired': '4 kept spent on order 5 came back expired: their last day was Jan 25, 2026.',
  'tier.kept': 'gold stays through Feb 28, 2026: $3,001.00 spent in the last 30 days, $100.00 needed.',
  'spend.became_debt': '997,454 points more than there was: owed, and repaid by the next points.',
  'debt.repaid': '1 point went to repay what was owed; 997,453 points still owed.',
  'claw.waived': '1 point not taken back: they were no longer there, and the program lets nobody fall into debt.',
  'debt.forgiven': 'mei forgave a debt of 900,000 points: a reason.',
  'credit.noted': 'A credit note of $2.00 names no order. By “purchase” it takes 2 points: $2.00 at 1 point per $1.00 is 2.',
  'tier.unknown': 'The program has no level no in no, so nothing changes.',
  'tier.set': 'mei set the level to gold until Feb 7, 2026, 10:30: a reason.',
  'tier.grace': 'gold stays through Mar 5, 2026 as grace, although -$2.00 spent in the last 30 days, $100.00 needed.',
  'tier.down': 'base, down from gold: $0.00 spent in the last 30 days, $100.00 needed.',
  'coupon.due': 'A coupon, “hello”, for joining: usable through Jan 31, 2026.',
  'program.published': 'Version 2 of the program is in force; it can raise a level at once, and what was won stays.',
  'points.expiring': '902,546 points will expire in 3 days: Jun 30, 2026 is the last day.',
  'tier.waiting': 'gold is reached and begins on Aug 1, 2026.',
  'share.set': 'olga lets buyers have 50 % of what their orders earn, at most 15 points a month each; whoever leaves gives back what is left of it.',
  'company.buyer_added': 'cy buys for the company from now on.',
  'share.given': 'cy bought order 8 and gets 10 points of it.',
  'share.capped': 'cy would get 10 points, but a buyer gets at most 15 points a month: this time 5 points.',
  'company.buyer_left': 'cy buys for the company no more.',
  'share.ended': 'olga lets buyers have nothing of what their orders earn from now on.',
  'share.received': '7 points received from company acme for what was bought for it.',
  'share.forfeited': '7 points that were left of what company acme had shared went back to it.',
  'member.unmerged': 'A merge was undone; what belongs to each member is worked out anew.',
  'member.merged': 'Member bob was merged into this one, with points, orders and level.',
  'earn.paused': 'Nothing for order 10 by “purchase”: the program is paused.',
  'member.absorbed': 'This member was merged into eve, with points, orders and level.',
}

describe('every step', () => {
  const earn: ProgramDocument['earn'] = [
    { id: 'purchase', on: 'order.paid', rate: 'market', caps: { order: 5000 } }, { id: 'basket', on: 'order.paid', points: 50, minimum: '100' }, { id: 'second', on: 'order.paid', every: 2, points: 10 },
    { id: 'slow', on: 'slow', points: 5, pending: { by_hand: true } }, { id: 'daily', on: 'checked_in', points: 1, streak: { days: 2, points: 3 } },
  ]
  const levels = [{ id: 'base' }, { id: 'gold', entry: { spend: '100', window: { rolling: { days: 30 } } }, benefits: ['talks'] }]
  const units: ProgramDocument['units'] = {
    points: { kind: 'spendable', expiry: { inactivity: { days: 60 }, activities: ['checked_in'], notice_days: 3 } }, kept: { kind: 'spendable', expiry: { after: { days: 1 } } },
  }
  const markets: ProgramDocument['markets'] = { us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } } }
  const program = (entry: 'at_once' | 'next_period', paused: { paused?: true } = {}) => compileProgram({
    ...paused, program: 'story', name: 'Story', currency: 'USD', zone: 'UTC', markets, units, earn, companies: { sharing: {} },
    entitlements: [{ id: 'talks', name: { en: 'Talks', 'zh-CN': '讲座' }, uses: 2, per: 'month' }], rewards: [{ id: 'talk', name: { en: 'A talk', 'zh-CN': '一次讲座' }, gives: { entitlement: 'talks', uses: 1 }, points: 5 }],
    refund: { claw: 'within_balance', expired_points: { grace_days: 5 } }, tiers: [{ id: 'main', levels, entry, valid: { period: 'month' }, grace: { days: 5 } }],
    discounts: [{ id: 'hello', kind: 'coupon', percent: '5', issue: 'welcome', valid: { days: 30 } }],
  })
  const later = parseInstant('2026-06-01T00:00Z')
  const changed = publish(timelineOf(program('at_once')), { program: program('next_period'), from: later, mode: 'upgrades_only', committedAt: later })
  const autumn = parseInstant('2026-09-10T00:00Z')
  const timeline = publish(changed, { program: program('next_period', { paused: true }), from: autumn, mode: 'new_periods', committedAt: autumn })
  let ids = 0
  const event = (time: string, body: EventBody, id = `e${ids += 1}`): MemberEvent => ({ source: 'test', id, at: parseInstant(`${time}Z`), ...body })
  const order = (id: string, amountMinor: number, more: Partial<Order> = {}): EventBody =>
    ({ kind: 'order.paid', order: { id, currency: 'USD', lines: [{ id: '1', sku: 'tee', quantity: 1, amountMinor }], ...more } })
  const refund = (orderId: string): EventBody => ({ kind: 'order.refunded', orderId, refund: {} })
  const act = (name: string): EventBody => ({ kind: 'activity', name })
  const by = { reason: 'a reason', author: 'mei' }
  const paidByPoints: Partial<Order> = { tenders: { points: { spendId: 'k2', amountMinor: 100 } } }
  const story: MemberEvent[] = [
    event('2026-01-01T10:00', refund('2')), event('2026-01-02T10:00', order('1', 600_000)), event('2026-01-02T11:00', order('1', 600_000)), event('2026-01-02T12:00', order('2', 20_000)),
    event('2026-01-03T10:00', { ...(order('3', 300_000) as { order: Order }), kind: 'order.exchanged', orderId: '1', refund: {} }), event('2026-01-03T11:00', order('4', 100)),
    event('2026-01-04T10:00', act('slow'), 'slow1'), event('2026-01-04T11:00', { kind: 'points.approved', lotId: 'test|slow1|slow||0', ...by }),
    event('2026-01-04T12:00', act('slow'), 'slow2'), event('2026-01-04T13:00', { kind: 'points.rejected', lotId: 'test|slow2|slow||0' }),
    event('2026-01-05T10:00', act('checked_in')), event('2026-01-06T10:00', act('checked_in')), event('2026-01-06T11:00', act('checked_in')),
    event('2026-01-07T10:00', { kind: 'points.adjusted', points: 10, ...by }), event('2026-01-07T11:00', { kind: 'points.adjusted', points: -10, ...by }),
    event('2026-01-08T10:00', { kind: 'points.held', points: 5, until: parseInstant('2026-01-08T11:00Z') }),
    event('2026-01-09T10:00', { kind: 'points.spent', points: 5, purpose: 'donation' }, 's1'), event('2026-01-10T10:00', { kind: 'spend.cancelled', spendId: 's1' }),
    event('2026-01-10T11:00', { kind: 'spend.cancelled', spendId: 'nobody' }), event('2026-01-11T10:00', { kind: 'points.sent', points: 5, to: 'bob' }),
    event('2026-01-11T11:00', { kind: 'reward.redeemed', reward: 'talk', market: 'us', points: 5 }, 'r1'), event('2026-01-11T12:00', { kind: 'spend.cancelled', spendId: 'r1', ofRedemption: true }),
    event('2026-01-11T13:00', { kind: 'entitlement.used', entitlement: 'talks', ...by }), event('2026-01-11T14:00', { kind: 'entitlement.used', entitlement: 'walks', ...by }),
    event('2026-01-11T15:00', { kind: 'entitlement.granted', entitlement: 'talks', uses: 3, through: parseDay('2026-03-31'), ...by }, 'g1'), event('2026-02-11T16:00', { kind: 'entitlement.used', entitlement: 'talks', author: 'mei' }),
    event('2026-02-11T17:00', { kind: 'entitlement.withdrawn', entitlement: 'talks', grant: 'granted:test|g1', ...by }), event('2026-02-11T18:00', { kind: 'entitlement.withdrawn', entitlement: 'talks', grant: 'granted:test|g1', ...by }),
    event('2026-01-12T10:00', { kind: 'points.received', from: 'bob', pieces: [{ points: 5, expiresOn: null, zone: 'UTC' }] }),
    event('2026-01-13T10:00', { kind: 'points.adjusted', unit: 'kept', points: 9, ...by }), event('2026-01-13T11:00', { kind: 'points.spent', unit: 'kept', points: 5, purpose: 'reward' }, 'k1'),
    event('2026-01-13T12:00', { kind: 'points.spent', unit: 'kept', points: 4, purpose: 'checkout' }, 'k2'),
    event('2026-01-13T13:00', order('5', 1000, paidByPoints)), event('2026-01-20T10:00', { kind: 'spend.cancelled', spendId: 'k1' }),
    event('2026-01-28T10:00', refund('5')), event('2026-02-01T10:00', { kind: 'points.spent', points: 1_000_000, purpose: 'checkout' }),
    event('2026-02-02T10:00', order('6', 100)), event('2026-02-02T11:00', refund('6')), event('2026-02-02T12:00', { kind: 'debt.forgiven', points: 900_000, ...by }),
    event('2026-02-03T10:00', { kind: 'credit.noted', currency: 'USD', amountMinor: 200 }), event('2026-02-04T10:00', { kind: 'tier.set', track: 'no', level: 'no', until: later, ...by }),
    event('2026-02-05T10:00', { kind: 'tier.set', track: 'main', level: 'gold', until: parseInstant('2026-02-07T10:30Z'), ...by }), event('2026-05-01T10:00', { kind: 'points.adjusted', points: 999_999, ...by }),
    event('2026-07-05T10:00', order('7', 20_000)),
    event('2026-08-01T10:00', { kind: 'company.sharing_set', percent: '50', perMonth: 15, leaver: 'forfeit', by: 'olga' }), event('2026-08-01T11:00', { kind: 'company.buyer_added', buyer: 'cy' }),
    event('2026-08-02T10:00', order('8', 2_000, { buyer: 'cy' })), event('2026-08-02T11:00', order('9', 2_000, { buyer: 'cy' })), event('2026-08-03T10:00', { kind: 'company.buyer_left', buyer: 'cy' }),
    event('2026-08-03T11:00', { kind: 'company.sharing_set', percent: '0', perMonth: null, leaver: 'keep', by: 'olga' }),
    event('2026-08-04T10:00', { kind: 'points.received', from: 'acme', isShare: true, pieces: [{ points: 7, expiresOn: null, zone: 'UTC' }] }), event('2026-08-05T10:00', { kind: 'company.left', companies: ['acme'] }),
    event('2026-09-01T10:00', { kind: 'member.unmerged', mergeSource: 'x', mergeId: 'y' }),
    event('2026-09-02T10:00', { kind: 'member.merged', absorbed: { head: emptyMember('bob').head, lots: [], awards: [], spends: [] } }), event('2026-09-11T10:00', order('10', 2_000)), event('2026-10-01T10:00', { kind: 'member.absorbed', into: 'eve' }),
  ]
  const traceOf = () => fold(timeline, 'ada', { events: story }).trace

  test('is told in one story', () => {
    const { part: _, ...texts } = en
    expect([...new Set(traceOf().map(({ code }) => code))].sort()).toEqual(keysOf(texts))
  })

  test('says what happened and why, with the figures of the story', () => {
    const steps = traceOf()
    const first = Object.keys(FIRST_TOLD).map((code) => [code, explain(steps.filter((step) => step.code === code).slice(0, 1), { timeline, locale: 'en' }).join()])
    expect(Object.fromEntries(first)).toEqual(FIRST_TOLD)
  })

  test.each(LOCALES)('is a sentence in %s, with every value filled in', (locale) => {
    const told = explain(traceOf(), { timeline, locale })
    expect(told.filter((line) => !/[.。]$/.test(line) || /undefined|\bnull\b|NaN|\[object|trace\.|\bpart\.|[{}]|none/.test(line))).toEqual([])
    if (locale !== 'en') expect(told.filter((line) => /\b(?:the|were|earned|usable)\b/.test(line))).toEqual([])
  })
})
