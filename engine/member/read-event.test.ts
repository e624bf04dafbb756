import fc from 'fast-check'
import type { Static } from 'typebox'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { parseDay, parseInstant } from '#engine/calendar'
import type { EventBody } from './event.ts'
import { eventSchemas, type OutsideKind } from './event-schema.ts'
import { readEvent } from './read-event.ts'

const stamp = { source: 'shop', id: 'e1', occurredAt: '2026-01-05T10:00:00+08:00', member: 'ada' }
const order = { id: 'o1', currency: 'USD', lines: [{ id: 'hat', sku: 'HAT-1', quantity: 2, amountMinor: 2000, tags: ['new'] }], shippingMinor: 600 }

/** One right event of every kind. */
const right: Record<OutsideKind, Record<string, unknown>> = {
  'member.joined': { profile: { zone: 'Asia/Kathmandu', market: 'us', region: 'CA-ON', birthday: '02-29', tags: [] } },
  'member.changed': { profile: { zone: null } },
  'order.paid': { order: { ...order, rate: { rate: '0.92', source: 'ECB', asOf: '2026-01-05' }, tenders: { points: { spendId: 's1', amountMinor: 100 } } } },
  'order.delivered': { orderId: 'o1' },
  'order.refunded': { orderId: 'o1', refund: { lines: [{ line: 'hat', quantity: 1 }], to: 'store_credit' } },
  'order.charged_back': { orderId: 'o1', refund: {} },
  'order.exchanged': { orderId: 'o1', refund: { lines: [{ line: 'hat' }] }, order: { ...order, id: 'o2' } },
  'credit.noted': { currency: 'GBP', amountMinor: 1250 },
  activity: { name: 'quiz_passed', fields: { score: 9, topic: 'tea', isFirst: true, answers: ['a', 'b'] } },
  'company.volume': { baseMinor: -500 },
  'company.sharing_set': { percent: '12.5', perMonth: null, leaver: 'forfeit', by: 'olga' },
  'points.adjusted': { points: -5, reason: 'typing error', author: 'mei' },
  'debt.forgiven': { points: 5, reason: 'goodwill', author: 'mei' },
  'points.approved': { orderId: 'o1' },
  'points.rejected': { lotId: 'o1', reason: 'fraud', author: 'mei' },
  'points.spent': { points: 100, purpose: 'checkout', orderId: 'o1', unit: 'points' },
  'points.held': { points: 100, until: '2026-01-05T02:15:00Z' },
  'hold.committed': { holdId: 'h1', orderId: 'o1' },
  'hold.released': { holdId: 'h1' },
  'spend.cancelled': { spendId: 's1', points: 40, codeVoided: true },
  'entitlement.granted': { entitlement: 'returns', uses: 2, through: '2026-12-31', reason: 'a late parcel', author: 'mei' },
  'entitlement.withdrawn': { entitlement: 'returns', grant: 'granted:console|g1', reason: 'given twice', author: 'mei' },
  'entitlement.used': { entitlement: 'returns', reason: 'parcel 77', author: 'mei' },
  'points.sent': { points: 10, to: 'bob' },
  'tier.set': { track: 'main', level: 'gold', until: '2026-12-31T00:00:00Z', reason: 'press', author: 'mei' },
  'member.merged': { absorbed: 'bob' },
  'member.unmerged': { mergeSource: 'staff', mergeId: 'm1' },
}

function problemsOf(input: unknown) {
  const answer = readEvent(input)
  return 'problems' in answer ? answer.problems : []
}

type Mutable<T> = T extends readonly (infer E)[] ? Mutable<E>[] : T extends object ? { -readonly [P in keyof T]: Mutable<T[P]> } : T
type StampField = 'source' | 'id' | 'at' | 'kind' | 'granted' | 'type' | 'occurredAt' | 'member'
type Body<T> = { [P in keyof T as P extends StampField ? never : P]: Mutable<T[P]> }
/** A time is text outside and an instant inside; a merge names a member outside and carries its state inside. */
type Translated = { 'points.held': { until: string }; 'tier.set': { until: string }; 'entitlement.granted': { through?: string }; 'member.merged': { absorbed: string } }
type BodyOf<K, B = EventBody> = B extends { kind: infer Kinds } ? (K extends Kinds ? Body<B> : never) : never
type Inside<K extends OutsideKind> = K extends keyof Translated ? Omit<BodyOf<K>, keyof Translated[K]> & Translated[K] : BodyOf<K>
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
type Verdicts = { [K in OutsideKind]: Same<Body<Static<(typeof eventSchemas)[K]>>, Inside<K>> }

test('each schema says exactly what the type of its event says', () => {
  expectTypeOf<Verdicts>().toEqualTypeOf<Record<OutsideKind, true>>(undefined as never)
})

describe('an event that is right', () => {
  test.each(Object.entries(right))('%s is read as it was meant', (type, body) => {
    const answer = readEvent({ ...stamp, type, ...body })
    if ('problems' in answer) throw new Error(JSON.stringify(answer.problems))
    expect(answer.member).toBe('ada')
    expect(answer.event).toMatchObject({ source: 'shop', id: 'e1', kind: type, at: parseInstant('2026-01-05T02:00:00Z') })
    expect(answer.event).not.toHaveProperty('member')
    expect(answer.event).not.toHaveProperty('occurredAt')
    const { until, through, absorbed, ...same } = body
    expect(answer.event).toMatchObject(same)
    if (typeof until === 'string') expect(answer.event).toHaveProperty('until', parseInstant(until))
    if (typeof through === 'string') expect(answer.event).toHaveProperty('through', parseDay(through))
    if (absorbed !== undefined) expect(answer.event).toHaveProperty('absorbed.head.member', absorbed)
  })

  test('under a name that is the store’s own is refused: nobody outside can tell what the store tells itself', () => {
    const event = { id: 'e1', type: 'activity', occurredAt: '2026-01-05T10:00:00+08:00', member: 'ada', name: 'subscribed' }
    for (const source of ['rockpool', 'rockpool:amended']) expect(problemsOf({ ...event, source })).toMatchObject([{ path: 'source', found: `"${source}"`, code: 'bad_format' }])
    expect(problemsOf({ ...event, source: 'rockpools' })).toEqual([])
  })

  test('a gift line below zero may have no units', () => {
    const lines = [{ id: 'd', sku: 'DISCOUNT', quantity: -1, amountMinor: -300 }]
    expect(problemsOf({ ...stamp, type: 'order.paid', order: { ...order, lines } })).toEqual([])
  })

  test('an emoji is text like any other', () => {
    expect(problemsOf({ ...stamp, type: 'order.delivered', orderId: '🧵-1' })).toEqual([])
  })
})

describe('an event that is wrong says where, what stood there and what would be right', () => {
  const paid = (change: object) => ({ ...stamp, type: 'order.paid', order: { ...order, ...change } })
  const line = (change: object) => paid({ lines: [{ ...order.lines[0], ...change }] })
  const cases: [string, unknown, { path: string; code: string; found?: string; wanted?: RegExp }][] = [
    ['nothing at all', null, { path: '', code: 'wrong_type', found: 'null' }],
    ['a list', [], { path: '', code: 'wrong_type' }],
    ['no type', stamp, { path: 'type', code: 'missing', wanted: /order\.paid/ }],
    ['a type that is no event', { ...stamp, type: 'order.payed' }, { path: 'type', code: 'unknown_type', found: '"order.payed"' }],
    ['the name of an inherited property', { ...stamp, type: 'constructor' }, { path: 'type', code: 'unknown_type' }],
    ['an event that only the store makes', { ...stamp, type: 'points.received', from: 'bob', pieces: [] }, { path: 'type', code: 'unknown_type' }],
    ['points granted by the sender itself', { ...paid({}), granted: { purchase: 100 } }, { path: 'granted', code: 'unknown_field' }],
    ['no member', { ...paid({}), member: undefined }, { path: 'member', code: 'wrong_type' }],
    ['a misspelt field', line({ amount: 5 }), { path: 'order.lines[0].amount', code: 'unknown_field', found: '5', wanted: /amountMinor/ }],
    ['a missing amount', paid({ lines: [{ id: 'hat', sku: 'H', quantity: 1 }] }), { path: 'order.lines[0].amountMinor', code: 'missing', wanted: /minor units/ }],
    ['an amount with a fraction', line({ amountMinor: 19.99 }), { path: 'order.lines[0].amountMinor', code: 'wrong_type', found: '19.99' }],
    ['an amount beyond all reason', line({ amountMinor: 2 ** 53 }), { path: 'order.lines[0].amountMinor', code: 'out_of_range' }],
    ['an amount as text', line({ amountMinor: '19.99' }), { path: 'order.lines[0].amountMinor', code: 'wrong_type', found: '"19.99"' }],
    ['no lines', paid({ lines: [] }), { path: 'order.lines', code: 'out_of_range', wanted: /1 to 1000 lines/ }],
    ['no units of something sold', line({ quantity: 0 }), { path: 'order.lines[0].quantity', code: 'out_of_range' }],
    ['two lines with one id', paid({ lines: [order.lines[0], order.lines[0]] }), { path: 'order.lines[1].id', code: 'repeated' }],
    ['a currency nobody has', paid({ currency: 'USX' }), { path: 'order.currency', code: 'bad_format', found: '"USX"' }],
    ['a rate that is a float', paid({ rate: { rate: 1.08, source: 'ECB', asOf: 'x' } }), { path: 'order.rate.rate', code: 'wrong_type', wanted: /in quotes/ }],
    ['a negative shipping fee', paid({ shippingMinor: -1 }), { path: 'order.shippingMinor', code: 'out_of_range' }],
    ['a time without offset', { ...paid({}), occurredAt: '2026-01-05T10:00:00' }, { path: 'occurredAt', code: 'bad_format', wanted: /offset/ }],
    ['a day that does not exist', { ...paid({}), occurredAt: '2026-02-30T10:00:00Z' }, { path: 'occurredAt', code: 'bad_format' }],
    ['a time in seconds taken for one in 1970', { ...paid({}), occurredAt: '1969-12-31T23:59:59Z' }, { path: 'occurredAt', code: 'out_of_range' }],
    ['an id with a line break', { ...paid({}), id: 'a\nb' }, { path: 'id', code: 'bad_format' }],
    ['an id with half a surrogate pair', { ...paid({}), id: 'a\ud83d' }, { path: 'id', code: 'bad_format' }],
    ['an id of 201 characters', { ...paid({}), id: 'x'.repeat(201) }, { path: 'id', code: 'out_of_range' }],
    ['a spend of nothing', { ...stamp, type: 'points.spent', points: 0, purpose: 'reward' }, { path: 'points', code: 'out_of_range', wanted: /1 or more/ }],
    ['a purpose that is none', { ...stamp, type: 'points.spent', points: 1, purpose: 'fun' }, { path: 'purpose', code: 'bad_format', wanted: /"checkout" or "reward"/ }],
    ['a hold that ends before it starts', { ...stamp, type: 'points.held', points: 1, until: stamp.occurredAt }, { path: 'until', code: 'contradiction' }],
    ['an adjustment of nothing', { ...stamp, type: 'points.adjusted', points: 0, reason: 'x', author: 'mei' }, { path: 'points', code: 'out_of_range' }],
    ['an approval of nothing', { ...stamp, type: 'points.approved' }, { path: '', code: 'contradiction', found: 'neither' }],
    ['an adjustment without reason', { ...stamp, type: 'points.adjusted', points: 1, author: 'mei' }, { path: 'reason', code: 'missing' }],
    ['a zone that is an offset', { ...stamp, type: 'member.changed', profile: { zone: '+08:00' } }, { path: 'profile.zone', code: 'bad_format' }],
    ['a birthday in the thirteenth month', { ...stamp, type: 'member.changed', profile: { birthday: '13-01' } }, { path: 'profile.birthday', code: 'wrong_type' }],
    ['an activity with the name of an order', { ...stamp, type: 'activity', name: 'order.paid' }, { path: 'name', code: 'contradiction' }],
    ['an activity with a fraction', { ...stamp, type: 'activity', name: 'quiz', fields: { score: 0.5 } }, { path: 'fields.score', code: 'wrong_type' }],
    ['a refund both by line and by amount', { ...stamp, type: 'order.refunded', orderId: 'o1', refund: { lines: [{ line: 'hat' }], amountMinor: 5 } }, { path: 'refund', code: 'contradiction' }],
    ['a line refunded twice in one refund', { ...stamp, type: 'order.refunded', orderId: 'o1', refund: { lines: [{ line: 'hat' }, { line: 'hat' }] } }, { path: 'refund.lines[1].line', code: 'repeated' }],
  ]
  test.each(cases)('%s', (_, input, { wanted, ...problem }) => {
    const problems = problemsOf(input)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject(problem)
    expect(problems[0]?.wanted ?? '').toMatch(wanted ?? /./)
  })

  const refund = (change: object) => ({ ...stamp, type: 'order.refunded', orderId: 'o1', refund: change })
  test.each<[string, unknown, object]>([
    ['a time that is none', { ...paid({}), occurredAt: 'noon' }, { path: 'occurredAt', found: '"noon"', wanted: expect.stringContaining('offset'), code: 'bad_format' }],
    ['a time after all time', { ...paid({}), occurredAt: '2200-01-01T00:00:00Z' }, { path: 'occurredAt', found: '"2200-01-01T00:00:00Z"', wanted: 'a time in the years 1970 to 2199', code: 'out_of_range' }],
    ['a hold until no time', { ...stamp, type: 'points.held', points: 1, until: '2026-02-30T00:00:00Z' }, { path: 'until', found: '"2026-02-30T00:00:00Z"', wanted: expect.stringContaining('offset'), code: 'bad_format' }],
    ['a level until now', { ...stamp, type: 'tier.set', track: 'main', level: 'gold', until: stamp.occurredAt, reason: 'x', author: 'mei' }, { path: 'until', found: `"${stamp.occurredAt}"`, wanted: 'a time after occurredAt', code: 'contradiction' }],
    ['a zone that is none', { ...stamp, type: 'member.joined', profile: { zone: 'Mars/Base' } }, { path: 'profile.zone', found: '"Mars/Base"', wanted: 'an IANA time zone, such as "Europe/Berlin"', code: 'bad_format' }],
    ['a credit note in no currency', { ...stamp, type: 'credit.noted', currency: 'USX', amountMinor: 5 }, { path: 'currency', found: '"USX"', wanted: 'an ISO 4217 code, such as "USD"', code: 'bad_format' }],
    ['an exchange for an order in no currency', { ...refund({}), type: 'order.exchanged', order: { ...order, currency: 'USX' } }, { path: 'order.currency', found: '"USX"', wanted: 'an ISO 4217 code, such as "USD"', code: 'bad_format' }],
    ['an adjustment of nothing', { ...stamp, type: 'points.adjusted', points: 0, reason: 'x', author: 'mei' }, { path: 'points', found: '0', wanted: 'points to give, or below 0 to take', code: 'out_of_range' }],
    ['a rejection of two things', { ...stamp, type: 'points.rejected', orderId: 'o1', lotId: 'l1' }, { path: '', found: 'both', wanted: 'either orderId or lotId', code: 'contradiction' }],
    ['a rejection of nothing', { ...stamp, type: 'points.rejected' }, { path: '', found: 'neither', wanted: 'either orderId or lotId', code: 'contradiction' }],
    ['an activity with the name of another event', { ...stamp, type: 'activity', name: 'member.joined' }, { path: 'name', found: '"member.joined"', wanted: 'a name of your own; this one is an event of its own type', code: 'contradiction' }],
    ['an activity with a name of ours', { ...stamp, type: 'activity', name: 'order.loved' }, { path: 'name', found: '"order.loved"', wanted: 'a name of your own; this one is an event of its own type', code: 'contradiction' }],
    ['two lines with one id', paid({ lines: [order.lines[0], order.lines[0]] }), { path: 'order.lines[1].id', found: '"hat"', wanted: 'an id of its own: another line has this one', code: 'repeated' }],
    ['no units of something sold', line({ quantity: 0 }), { path: 'order.lines[0].quantity', found: '0', wanted: '1 or more, unless the line takes money off', code: 'out_of_range' }],
    ['lines and an amount', refund({ lines: [{ line: 'hat' }], amountMinor: 5 }), { path: 'refund', found: 'lines and amountMinor', wanted: 'one of them: lines, or an amount over all lines', code: 'contradiction' }],
    ['a line twice in one refund', refund({ lines: [{ line: 'hat' }, { line: 'hat' }] }), { path: 'refund.lines[1].line', found: '"hat"', wanted: 'each line once', code: 'repeated' }],
    ['units and an amount of one line', refund({ lines: [{ line: 'cap' }, { line: 'hat', quantity: 1, amountMinor: 5 }] }), { path: 'refund.lines[1]', found: 'quantity and amountMinor', wanted: 'one of them: units, or an amount', code: 'contradiction' }],
    ['a text', 'order.paid', { path: '', found: '"order.paid"', wanted: 'an event: an object', code: 'wrong_type' }],
    ['no type', stamp, { path: 'type', found: 'nothing', wanted: expect.stringMatching(/^a type of event: member\.joined, /), code: 'missing' }],
    ['a type that is none', { ...stamp, type: 7 }, { path: 'type', found: '7', wanted: expect.stringMatching(/^a type of event: member\.joined, /), code: 'unknown_type' }],
  ])('what no schema says: %s', (_, input, problem) => {
    expect(problemsOf(input)).toEqual([problem])
  })

  test.each<[string, unknown]>([
    ['the first instant of 1970', { ...paid({}), occurredAt: '1970-01-01T00:00:00Z' }], ['the last of 2199', { ...paid({}), occurredAt: '2199-12-31T23:59:59Z' }],
    ['a gift that costs nothing and has no units', line({ quantity: 0, amountMinor: 0 })], ['a profile that clears the zone', { ...stamp, type: 'member.changed', profile: { zone: null } }],
    ['a lot approved', { ...stamp, type: 'points.approved', lotId: 'l1' }], ['an amount of one line, units of another', refund({ lines: [{ line: 'hat', quantity: 1 }, { line: 'cap', amountMinor: 5 }] })],
    ['points taken', { ...stamp, type: 'points.adjusted', points: -1, reason: 'x', author: 'mei' }],
  ])('and %s is right', (_, input) => {
    expect(problemsOf(input)).toEqual([])
  })

  test('a last day is one of the calendar, and not over', () => {
    const granted = (through: string) => problemsOf({ ...stamp, ...right['entitlement.granted'], type: 'entitlement.granted', through })
    expect(granted('2026-02-30')).toMatchObject([{ path: 'through', code: 'bad_format' }])
    expect(granted('2026-01-03')).toMatchObject([{ path: 'through', code: 'contradiction' }])
    expect(granted('2026-01-04')).toEqual([])
  })

  test('all mistakes are told at once', () => {
    const problems = problemsOf({ ...line({ quantity: 'two', colour: 'red' }), id: '' })
    expect(problems.map(({ path }) => path).sort()).toEqual(['id', 'order.lines[0].colour', 'order.lines[0].quantity'])
  })
})

test('whatever comes in, reading never throws', () => {
  const type = fc.constantFrom(...Object.keys(right))
  fc.assert(fc.property(type, fc.object({ maxDepth: 3 }), fc.anything(), (kind, rest, other) => {
    readEvent(other)
    readEvent({ ...stamp, ...right[kind as OutsideKind], ...rest, type: kind })
  }), { numRuns: 500 })
})
