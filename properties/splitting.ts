import { assert } from '#engine/assert'
import { advance } from '#engine/member/advance'
import { fold } from '#engine/member/fold'
import type { MemberEvent, OrderLine } from '#engine/member/event'
import { compileProgram } from '#engine/program/compile'
import type { EarnRuleDocument, ProgramDocument } from '#engine/program/schema'
import { timelineOf } from '#engine/program/timeline'
import { totalsOf } from '#engine/member/parts'
import fc from 'fast-check'
import { property, type Property } from './property.ts'

type Case = { rate: string; rounding: 'floor' | 'half_even' | 'ceil'; per: 'order' | 'line'; currency: 'USD' | 'JPY' | 'KWD'; lines: { amountMinor: number; tax: number; part: number }[]; parts: number }

const cases: fc.Arbitrary<Case> = fc.record({
  rate: fc.constantFrom('1', '0.5', '1.5', '0.333', '3', '0.01', '7.77'), rounding: fc.constantFrom('floor', 'half_even', 'ceil'), per: fc.constantFrom('order', 'line'),
  currency: fc.constantFrom('USD', 'JPY', 'KWD'), parts: fc.integer({ min: 1, max: 5 }),
  lines: fc.array(fc.record({ amountMinor: fc.integer({ min: 1, max: 99_999 }), tax: fc.nat(300), part: fc.nat(4) }, { noNullPrototype: true }), { minLength: 1, maxLength: 8 }),
}, { noNullPrototype: true })

/** Rounding (R31, R32). */
export const splittingProperties: readonly Property[] = [
  property('an order split into parts never earns more where fractions are dropped, and at most one more for each extra part else', cases, splittingGainsLittle),
  property('what an order earns is its eligible amount times the rate, rounded once, to the point', cases, earnsExactly),
]

const AT = Date.UTC(2026, 4, 5, 12)

function programOf({ rate, rounding, per, currency }: Case): ProgramDocument {
  const rule: EarnRuleDocument = { id: 'purchase', on: 'order.paid', rate, rounding, per }
  return { program: 'split', name: 'Split', currency, zone: 'UTC', markets: { home: { currency } }, earn: [rule] }
}

function lineOf({ amountMinor, tax }: Case['lines'][number], n: number): OrderLine {
  return { id: `l${n}`, sku: 'any', quantity: 1, amountMinor, taxMinor: Math.floor((amountMinor * tax) / 1_000) }
}

function earned(tried: Case, orders: readonly OrderLine[][]): number {
  const timeline = timelineOf(compileProgram(programOf(tried)))
  const events = orders.filter((lines) => lines.length > 0).map((lines, n): MemberEvent =>
    ({ source: 'shop', id: `o${n}`, at: AT + n, kind: 'order.paid', order: { id: `o${n}`, currency: tried.currency, lines, taxIncluded: true } }))
  const { state } = fold(timeline, 'ada', { events })
  assert(advance(timeline, state, AT + 1_000).postings.length === 0, 'time alone adds nothing')
  return totalsOf(state.head, 'points').earned
}

function splittingGainsLittle(tried: Case): void {
  const whole = tried.lines.map(lineOf)
  const parts: OrderLine[][] = Array.from({ length: tried.parts }, () => [])
  for (const [n, { part }] of tried.lines.entries()) (parts[part % tried.parts] as OrderLine[]).push(whole[n] as OrderLine)
  const extra = parts.filter(({ length }) => length > 0).length - 1
  const [one, many] = [earned(tried, [whole]), earned(tried, parts)]
  if (tried.per === 'line') assert(many === one, 'lines rounded one by one earn the same in any order', { one, many })
  else assert(many <= one + (tried.rounding === 'floor' ? 0 : extra), 'splitting gains no more than it may', { one, many, extra })
}

const DIGITS = { USD: 2, JPY: 0, KWD: 3 } as const

/** The rate as a fraction of big integers: points per minor unit. */
function fractionOf({ rate, currency }: Case): [bigint, bigint] {
  const [whole, decimals = ''] = rate.split('.') as [string, string?]
  return [BigInt(whole + decimals), 10n ** BigInt(decimals.length + DIGITS[currency])]
}

function rounded(n: bigint, d: bigint, rounding: Case['rounding']): bigint {
  const [down, rest] = [n / d, n % d]
  if (rest === 0n || rounding === 'floor') return down
  if (rounding === 'ceil') return down + 1n
  const twice = rest * 2n
  return twice > d || (twice === d && down % 2n === 1n) ? down + 1n : down
}

function earnsExactly(tried: Case): void {
  const [n, d] = fractionOf(tried)
  const nets = tried.lines.map(lineOf).map(({ amountMinor, taxMinor = 0 }) => BigInt(amountMinor - taxMinor))
  const amounts = tried.per === 'line' ? nets : [nets.reduce((sum, net) => sum + net, 0n)]
  const expected = amounts.reduce((sum, amount) => sum + rounded(amount * n, d, tried.rounding), 0n)
  const found = earned(tried, [tried.lines.map(lineOf)])
  assert(BigInt(found) === expected, 'an order earns exactly', { found, expected: String(expected) })
}
