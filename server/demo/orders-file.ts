import { instantText } from '#engine/calendar'
import { orderAwardId } from '#engine/member/award-ids'
import type { EventOf, MemberEvent, Order } from '#engine/member/event'
import { moneyText } from '#engine/money'
import type { Year } from './live-year.ts'
import type { Shopper } from './plan-year.ts'

const COLUMNS = [
  'order_id', 'line_id', 'member', 'time', 'currency', 'sku', 'quantity', 'unit_price', 'order_discount', 'shipping', 'kind', 'refunded_order', 'country', 'market',
] as const

type Row = Readonly<Record<(typeof COLUMNS)[number], string>>

/** The year's orders and returns in the general layout of docs/backtest.md, in the order of time; what points paid for is in the price. */
export function ordersFile(year: Year): { csv: string; orders: number } {
  const told = year.shoppers.flatMap((shopper) => (year.eventsOf.get(shopper.id) ?? []).map((event) => ({ shopper, event })))
  const orders = told.filter(({ event }) => event.kind === 'order.paid' || event.kind === 'order.refunded')
  orders.sort((a, b) => a.event.at - b.event.at || (a.event.id < b.event.id ? -1 : 1))
  const rows = orders.flatMap(({ shopper, event }) => rowsOf(event, shopper, year))
  const lines = [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => row[column]).join(','))]
  return { csv: `${lines.join('\n')}\n`, orders: orders.length }
}

function rowsOf(event: MemberEvent, shopper: Shopper, year: Year): Row[] {
  if (event.kind === 'order.paid') return orderRows(event, shopper)
  return event.kind === 'order.refunded' ? refundRows(event, shopper, year) : []
}

function orderRows({ id, at, order }: EventOf<'order.paid'>, shopper: Shopper): Row[] {
  return order.lines.map(({ id: line, sku, quantity, amountMinor }) => ({
    ...factsOf(shopper, id, at), currency: order.currency, line_id: line, sku, quantity: String(quantity), unit_price: moneyText(amountMinor / quantity, order.currency),
    order_discount: amountText(order.discountMinor, order), shipping: amountText(order.shippingMinor, order), kind: 'order', refunded_order: '',
  }))
}

/** A return as money by line: what the engine worked out for the pieces that came back. */
function refundRows({ id, at, orderId, refund }: EventOf<'order.refunded'>, shopper: Shopper, year: Year): Row[] {
  const award = year.stateOf(shopper.id).awards.get(orderAwardId(orderId))
  const { currency = '', lines = [] } = award?.paid ?? {}
  const back = refund.lines?.map(({ line }) => line) ?? lines.map((line) => line.id)
  return back.map((line) => ({
    ...factsOf(shopper, id, at), currency, line_id: line, sku: line, quantity: '1', unit_price: moneyText(award?.refundedMinor[line] ?? 0, currency),
    order_discount: '', shipping: '', kind: 'refund', refunded_order: orderId,
  }))
}

function factsOf({ id: member, place, country }: Shopper, id: string, at: number): Pick<Row, 'order_id' | 'member' | 'time' | 'country' | 'market'> {
  return { order_id: id, member, time: instantText(at), country: place.region, market: country.market }
}

function amountText(minor: number | undefined, { currency }: Order): string {
  return minor === undefined || minor === 0 ? '' : moneyText(minor, currency)
}
