import fc from 'fast-check'
import type { Good } from '#engine/pricing/cart'
import { priorPrice, type PriceMoment } from '#engine/pricing/prior-price'
import { compileProgram } from '#engine/program/compile'
import type { ProgramDocument } from '#engine/program/schema'
import { timelineOf } from '#engine/program/timeline'
import { property, type Property } from './property.ts'
import { assertSame } from './same.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Prices are told on whole hours of these days, and looked at on the last. */
const DAYS = 70
const BEGAN = Date.UTC(2026, 0, 1)
const AT = BEGAN + DAYS * DAY

/** Prices told in a store of two lists, and a promotion of the program on some days of the month. */
type Drawn = { told: { list: 'retail' | 'sale'; hour: number; minor: number | null }[]; ends: number | null; monthDays: number[]; isSaleItem: boolean }

const drawn: fc.Arbitrary<Drawn> = fc.record({
  told: fc.array(fc.record({ list: fc.constantFrom('retail', 'retail', 'sale'), hour: fc.integer({ min: 0, max: DAYS * 24 }), minor: fc.option(fc.constantFrom(60, 80, 90, 100, 120), { freq: 5 }) }, { noNullPrototype: true }), { minLength: 1, maxLength: 8 })
    .map((told) => told.sort((a, b) => a.hour - b.hour)),
  ends: fc.option(fc.integer({ min: 1, max: DAYS * 24 })), monthDays: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 5 }), isSaleItem: fc.boolean(),
}, { noNullPrototype: true }) as fc.Arbitrary<Drawn>

/** The price before a reduction is that of a calendar on which every hour's price was noted (R38). */
export const priorPriceProperties: readonly Property[] = [property('the price before a reduction is the lowest of the hours of 30 days', drawn, isLowestOfHours)]

function isLowestOfHours({ told, ends, monthDays, isSaleItem }: Drawn): void {
  const until = ends === null ? null : BEGAN + ends * HOUR
  const moments = told.map(({ list, hour, minor }): PriceMoment => ({ source: list === 'retail' ? 'retail' : 'promotion', list, minQuantity: 1, increment: 1, unitMinor: minor, at: BEGAN + hour * HOUR, until: list === 'sale' ? until : null }))
  const good: Good = { sku: 'mug', tags: [], isGiftCard: false, isSaleItem, retailMinor: null, costMinor: null, prices: [] }
  const document = {
    program: 'any', name: 'Any', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1' } }, earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
    ...(monthDays.length === 0 ? {} : { discounts: [{ id: 'fair', kind: 'promotion', percent: '10', month_days: monthDays }] }),
  } as unknown as ProgramDocument
  const prior = priorPrice({ timeline: timelineOf(compileProgram(document)), market: 'us', rate: null, good, moments }, AT)
  assertSame(JSON.stringify(prior), JSON.stringify(notedPrior({ told, ends, monthDays, isSaleItem })), 'the price before')
}

/** The same by a calendar: the price of every hour is written down, and looked through. */
function notedPrior({ told, ends, monthDays, isSaleItem }: Drawn): { quantity: number; beganAt: number; lowestMinor: number | null } | null {
  const retail: (number | null)[] = []
  const paid: (number | null)[] = []
  let [ofRetail, ofSale]: [number | null, number | null] = [null, null]
  for (let hour = 0; hour <= DAYS * 24; hour += 1) {
    for (const one of told.filter((other) => other.hour === hour)) if (one.list === 'retail') ofRetail = one.minor; else ofSale = one.minor
    const sale = ends !== null && hour >= ends ? null : ofSale
    const both = [ofRetail, sale].filter((minor) => minor !== null)
    const price = both.length === 0 ? null : Math.min(...both)
    const date = new Date(BEGAN + hour * HOUR).getUTCDate()
    retail[hour] = ofRetail
    paid[hour] = price === null ? null : monthDays.includes(date) ? price * 0.9 : price
  }
  const last = DAYS * 24
  const [now, shown] = [paid[last] ?? null, retail[last] ?? null]
  if (now === null || !(isSaleItem || (shown !== null && now < shown))) return null
  let began = last
  while (began > 0 && paid[began - 1] === now) began -= 1
  const before = paid.slice(Math.max(0, began - 30 * 24), began).filter((minor) => minor !== null)
  return { quantity: 1, beganAt: BEGAN + began * HOUR, lowestMinor: before.length === 0 ? null : Math.min(...before) }
}
