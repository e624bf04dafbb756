import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import enRefusal from '#locales/en/refusal.json' with { type: 'json' }
import en from '#locales/en/trace.json' with { type: 'json' }
import { parseInstant } from '#engine/calendar'
import { compileProgram, publish, timelineOf } from '#engine/program/index'
import type { ProgramDocument } from '#engine/program/schema'
import { LOCALES } from '#engine/text'
import type { EventBody, MemberEvent, Order } from './event.ts'
import { explain } from './explain.ts'
import { fold } from './fold.ts'
import { emptyMember } from './parts.ts'

/** The codes that the engine's sources explain, or refuse, with. */
function codesIn(pattern: RegExp): string[] {
  const folders = ['engine/member', 'engine/simulate']
  const sources = folders.flatMap((folder) => readdirSync(folder).filter((name) => /(?<!\.test)\.ts$/.test(name)).map((name) => readFileSync(`${folder}/${name}`, 'utf8')))
  const found = sources.flatMap((text) => [...text.matchAll(pattern)]).flatMap(([call]) => [...call.matchAll(/'([a-z]+\.[a-z_]+)'/g)].map(([, code]) => code!))
  return [...new Set(found)].sort()
}

const keysOf = (texts: object): string[] => Object.entries(texts).flatMap(([group, codes]) => Object.keys(codes as object).map((code) => `${group}.${code}`)).sort()

const MINIMAL: ProgramDocument = { program: 'm', name: 'm', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD' } }, earn: [] }

describe('the texts', () => {
  test('are there for every step that the engine explains, and for nothing else', () => {
    const { part: _, ...texts } = en
    expect(codesIn(/explainStep\(draft, [^{]*\{/g)).toEqual(keysOf(texts))
  })

  test('are there for every refusal, and for nothing else', () => {
    expect(codesIn(/refuse\('[^']*'|\bcode[ =:][^\n]*'member\.[^\n]*/g)).toEqual(keysOf(enRefusal))
  })

  test('a step without a text is a mistake of ours', () => {
    expect(() => explain([{ code: 'earn.by_magic', at: 0 }], { timeline: timelineOf(compileProgram(MINIMAL)), locale: 'en' })).toThrow('every step of an explanation has a text')
  })
})

describe('every step', () => {
  const earn: ProgramDocument['earn'] = [
    { id: 'purchase', on: 'order.paid', rate: 'market', caps: { order: 5000 } }, { id: 'basket', on: 'order.paid', points: 50, minimum: '100' }, { id: 'second', on: 'order.paid', every: 2, points: 10 },
    { id: 'slow', on: 'slow', points: 5, pending: { by_hand: true } }, { id: 'daily', on: 'checked_in', points: 1, streak: { days: 2, points: 3 } },
  ]
  const levels = [{ id: 'base' }, { id: 'gold', entry: { spend: '100', window: { rolling: { days: 30 } } } }]
  const units: ProgramDocument['units'] = {
    points: { kind: 'spendable', expiry: { inactivity: { days: 60 }, activities: ['checked_in'], notice_days: 3 } }, kept: { kind: 'spendable', expiry: { after: { days: 1 } } },
  }
  const markets: ProgramDocument['markets'] = { us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } } }
  const program = (entry: 'at_once' | 'next_period') => compileProgram({
    program: 'story', name: 'Story', currency: 'USD', zone: 'UTC', markets, units, earn,
    refund: { claw: 'within_balance', expired_points: { grace_days: 5 } }, tiers: [{ id: 'main', levels, entry, valid: { period: 'month' }, grace: { days: 5 } }],
  })
  const later = parseInstant('2026-06-01T00:00Z')
  const timeline = publish(timelineOf(program('at_once')), { program: program('next_period'), from: later, mode: 'upgrades_only', committedAt: later })
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
    event('2026-01-12T10:00', { kind: 'points.received', from: 'bob', pieces: [{ points: 5, expiresOn: null, zone: 'UTC' }] }),
    event('2026-01-13T10:00', { kind: 'points.adjusted', unit: 'kept', points: 9, ...by }), event('2026-01-13T11:00', { kind: 'points.spent', unit: 'kept', points: 5, purpose: 'reward' }, 'k1'),
    event('2026-01-13T12:00', { kind: 'points.spent', unit: 'kept', points: 4, purpose: 'checkout' }, 'k2'),
    event('2026-01-13T13:00', order('5', 1000, paidByPoints)), event('2026-01-20T10:00', { kind: 'spend.cancelled', spendId: 'k1' }),
    event('2026-01-28T10:00', refund('5')), event('2026-02-01T10:00', { kind: 'points.spent', points: 1_000_000, purpose: 'checkout' }),
    event('2026-02-02T10:00', order('6', 100)), event('2026-02-02T11:00', refund('6')), event('2026-02-02T12:00', { kind: 'debt.forgiven', points: 900_000, ...by }),
    event('2026-02-03T10:00', { kind: 'credit.noted', currency: 'USD', amountMinor: 200 }), event('2026-02-04T10:00', { kind: 'tier.set', track: 'no', level: 'no', until: later, ...by }),
    event('2026-02-05T10:00', { kind: 'tier.set', track: 'main', level: 'gold', until: parseInstant('2026-02-07T10:30Z'), ...by }), event('2026-05-01T10:00', { kind: 'points.adjusted', points: 999_999, ...by }),
    event('2026-07-05T10:00', order('7', 20_000)), event('2026-09-01T10:00', { kind: 'member.unmerged', mergeSource: 'x', mergeId: 'y' }),
    event('2026-09-02T10:00', { kind: 'member.merged', absorbed: { head: emptyMember('bob').head, lots: [], awards: [], spends: [] } }), event('2026-10-01T10:00', { kind: 'member.absorbed', into: 'eve' }),
  ]
  const { trace } = fold(timeline, 'ada', { events: story })

  test('is told in one story', () => {
    const { part: _, ...texts } = en
    expect([...new Set(trace.map(({ code }) => code))].sort()).toEqual(keysOf(texts))
  })

  test.each(LOCALES)('is a sentence in %s, with every value filled in', (locale) => {
    const told = explain(trace, { timeline, locale })
    expect(told.filter((line) => !/[.。]$/.test(line) || /undefined|\bnull\b|NaN|\[object|trace\.|\bpart\.|[{}]|none/.test(line))).toEqual([])
    if (locale === 'zh-CN') expect(told.filter((line) => /\b(points?|the|of|to)\b/.test(line))).toEqual([])
  })
})
