import { parseInstant, parseLocal, type Zone } from '#engine/calendar'
import { isCurrency, minorUnits } from '#engine/currencies'
import type { Column, Layout } from './layouts.ts'
import { scaledDecimal } from './scaled-decimal.ts'

/** Decimals that a unit price may have: one more than any currency's, as some price lists do (0.335 GBP). */
export const PRICE_DECIMALS = 4

/** The most that a line or an order may come to, in ten-thousandths: sums of such products stay exact. */
export const LARGEST_AMOUNT = Number.MAX_SAFE_INTEGER

/** What stands for an amount that a line leaves to the other lines of its order. */
export const UNTOLD = -1

/** What a line id should be that another line of the order has. */
export const LINE_ID_WANTED = 'an id that no other line of the order has'

export const KINDS = ['order', 'refund', 'credit_note'] as const
export type Kind = (typeof KINDS)[number]

/** How a file is read: the zone of times without offset, and the currency of a layout that names none. */
export type Reading = { layout: Layout; zone: Zone; currency: string }

/** What one line tells of its whole order; '' and UNTOLD are what it leaves to the order's other lines. */
export type OrderFacts = {
  orderId: string
  kind: Kind
  refundOf: string
  member: string
  /** Epoch milliseconds. */
  at: number
  currency: string
  country: string
  market: string
  taxIncluded: '' | 'false' | 'true'
  discountMinor: number
  shippingMinor: number
}

/** What one line tells of itself; the price in ten-thousandths of the currency, the other amounts in minor units. */
export type LineFacts = { lineId: string; sku: string; quantity: number; unitPrice: number; discountMinor: number; taxMinor: number }

/** The first thing that is wrong with a line. */
export type Fault = { column: Column; wanted: string }

/**
 * Reads what a line tells of its order: the same for all lines whose order columns hold the same text. Here and below `fields` end in
 * an empty one, where columns stand that the file does not have.
 */
export function readOrderFacts(fields: readonly string[], reading: Reading): OrderFacts | Fault {
  const { at } = reading.layout
  const orderId = fields[at.order_id]!
  if (orderId === '') return { column: 'order_id', wanted: 'the id of the order' }
  const instant = readTime(fields[at.time]!, reading.zone)
  if (Number.isNaN(instant)) {
    return { column: 'time', wanted: 'a time that exists, such as 2026-01-05 10:00, or with its offset 2026-01-05T10:00:00+08:00' }
  }
  const member = fields[at.member]!
  const country = fields[at.country]!
  return reading.layout.name === 'online_retail'
    ? onlineRetailFacts({ orderId, at: instant, member, country, currency: reading.currency })
    : generalFacts({ orderId, at: instant, member, country }, fields, at)
}

/** Reads what a line tells of itself, once its order's facts are known. */
export function readLineFacts(fields: readonly string[], { layout }: Reading, order: OrderFacts): LineFacts | Fault {
  const at = layout.at
  const sku = fields[at.sku]!
  if (sku === '') return { column: 'sku', wanted: 'a product code' }
  const quantity = scaledDecimal(fields[at.quantity]!, 0)
  if (!(Math.abs(quantity) < 1e9)) return { column: 'quantity', wanted: 'a whole number of less than ten digits, such as 6 or -1' }
  const unitPrice = scaledDecimal(fields[at.unit_price]!, PRICE_DECIMALS)
  if (Number.isNaN(unitPrice)) return { column: 'unit_price', wanted: `a plain number with at most ${PRICE_DECIMALS} decimals, such as 2.55` }
  if (Math.abs(quantity * unitPrice) > LARGEST_AMOUNT) {
    return { column: 'unit_price', wanted: 'a price at which the line comes to less than 900 billion' }
  }
  if (layout.name === 'general') return generalLine(fields, layout, { order, sku, quantity, unitPrice })
  // A credit note of this layout counts backwards; what it gives back is told as positive.
  const sold = order.kind === 'credit_note' ? 0 - quantity : quantity
  return { lineId: '', sku, quantity: sold, unitPrice, discountMinor: 0, taxMinor: 0 }
}

type OnlineRetailLine = { orderId: string; at: number; member: string; country: string; currency: string }

function onlineRetailFacts({ orderId, at, member, country, currency }: OnlineRetailLine): OrderFacts {
  return {
    orderId, at, country, currency,
    kind: orderId.startsWith('C') ? 'credit_note' : 'order',
    refundOf: '',
    // Tools that take the column for numbers with gaps write 17850.0.
    member: member.endsWith('.0') ? member.slice(0, -2) : member,
    market: '', taxIncluded: '', discountMinor: UNTOLD, shippingMinor: UNTOLD,
  }
}

type GeneralOrder = { orderId: string; at: number; member: string; country: string }

function generalFacts(order: GeneralOrder, fields: readonly string[], at: Layout['at']): OrderFacts | Fault {
  const currency = fields[at.currency]!
  if (!isCurrency(currency)) return { column: 'currency', wanted: 'an ISO 4217 code in capitals, such as USD' }
  const written = fields[at.kind]!
  const kind = written === '' ? 'order' : KINDS.find((known) => known === written)
  if (kind === undefined) return { column: 'kind', wanted: `${KINDS.join(', ')}, or empty for order` }
  const refundOf = fields[at.refunded_order]!
  if (kind === 'refund' && refundOf === '') return { column: 'refunded_order', wanted: 'the id of the order that is refunded' }
  if (kind !== 'refund' && refundOf !== '') return { column: 'kind', wanted: 'refund, as refunded_order is filled' }
  const taxIncluded = fields[at.tax_included]!
  if (taxIncluded !== '' && taxIncluded !== 'true' && taxIncluded !== 'false') return { column: 'tax_included', wanted: 'true, false or empty' }
  const discountMinor = readAmount(fields[at.order_discount]!, currency, UNTOLD)
  if (Number.isNaN(discountMinor)) return { column: 'order_discount', wanted: amountWanted(currency) }
  const shippingMinor = readAmount(fields[at.shipping]!, currency, UNTOLD)
  if (Number.isNaN(shippingMinor)) return { column: 'shipping', wanted: amountWanted(currency) }
  return { ...order, kind, refundOf, currency, market: fields[at.market]!, taxIncluded, discountMinor, shippingMinor }
}

type GeneralLine = { order: OrderFacts; sku: string; quantity: number; unitPrice: number }

function generalLine(fields: readonly string[], { at }: Layout, { order, sku, quantity, unitPrice }: GeneralLine): LineFacts | Fault {
  const lineId = fields[at.line_id]!
  if (lineId === '') return { column: 'line_id', wanted: 'the id of the line within its order' }
  const isBack = order.kind !== 'order'
  if (isBack && quantity < 1) return { column: 'quantity', wanted: `how many come back with this ${order.kind}: 1 or more` }
  if (isBack && unitPrice < 0) return { column: 'unit_price', wanted: `what one piece gives back with this ${order.kind}: 0 or more` }
  const discountMinor = readAmount(fields[at.discount]!, order.currency, 0)
  if (Number.isNaN(discountMinor)) return { column: 'discount', wanted: amountWanted(order.currency) }
  // The tax of a line that counts backwards is below 0.
  const tax = fields[at.tax]!
  const taxMinor = tax === '' ? 0 : scaledDecimal(tax, minorUnits(order.currency))
  if (Number.isNaN(taxMinor)) {
    return { column: 'tax', wanted: `an amount of ${order.currency} with at most ${minorUnits(order.currency)} decimals` }
  }
  return { lineId, sku, quantity, unitPrice, discountMinor, taxMinor }
}

/** Epoch milliseconds; NaN for what is no time. */
function readTime(text: string, zone: Zone): number {
  // "2026-01-05 10:00:00 +0800", as some shops export it, is the ISO form with spaces.
  const iso = text.replace(/^(\S{10}) /, '$1T').replace(' ', '')
  try {
    return /T.*(?:Z|[+-]\d\d:?\d\d)$/.test(iso) ? parseInstant(iso) : parseLocal(iso, zone)
  } catch {
    return NaN
  }
}

/** Minor units of 0 or more, `empty` for an empty field, NaN for anything else. */
function readAmount(text: string, currency: string, empty: number): number {
  if (text === '') return empty
  const minor = scaledDecimal(text, minorUnits(currency))
  return minor >= 0 ? minor : NaN
}

function amountWanted(currency: string): string {
  return `an amount of ${currency} of 0 or more with at most ${minorUnits(currency)} decimals, or empty`
}
