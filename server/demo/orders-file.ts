import { instantText } from '#engine/calendar'
import { orderAwardId } from '#engine/member/award-ids'
import type { MemberEvent, Order, Refund } from '#engine/member/event'
import { moneyText } from '#engine/money'
import type { Year } from './live-year.ts'

const COLUMNS = [
  'order_id', 'line_id', 'member', 'time', 'currency', 'sku', 'quantity', 'unit_price', 'order_discount', 'shipping', 'kind', 'refunded_order', 'country', 'market',
] as const

type Row = Readonly<Record<(typeof COLUMNS)[number], string>>

/** Whose orders they are, and what is told of them. */
type Customer = { id: string; region: string; market: string }

const MONEY_KINDS: ReadonlySet<string> = new Set(['order.paid', 'order.refunded', 'order.charged_back', 'order.exchanged'])

/** The year's orders and returns in the general layout of docs/backtest.md, in the order of time; what points paid for is in the price. */
export function ordersFile(year: Year): { csv: string; orders: number } {
  const customers = [...year.shoppers.map(({ id, place, country }): Customer => ({ id, region: place.region, market: country.market })), ...year.companies.map(({ id, firm }): Customer => ({ id, region: firm.region, market: 'trade' }))]
  const told = customers.flatMap((customer) => (year.eventsOf.get(customer.id) ?? []).filter(({ kind }) => MONEY_KINDS.has(kind)).map((event) => ({ customer, event })))
  told.sort((a, b) => a.event.at - b.event.at || (a.event.id < b.event.id ? -1 : 1))
  const rows = told.flatMap(({ customer, event }) => rowsOf(event, customer, year))
  const lines = [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => row[column]).join(','))]
  return { csv: `${lines.join('\n')}\n`, orders: new Set(rows.map(({ order_id }) => order_id)).size }
}

/** Of an exchange what comes back, and what goes out for it. */
function rowsOf(event: MemberEvent, customer: Customer, year: Year): Row[] {
  const { id, at } = event
  switch (event.kind) {
    case 'order.paid': return orderRows(event.order, factsOf(customer, id, at))
    case 'order.exchanged': return [...refundRows(event, factsOf(customer, id, at), year), ...orderRows(event.order, factsOf(customer, event.order.id, at))]
    case 'order.refunded': case 'order.charged_back': return refundRows(event, factsOf(customer, id, at), year)
    default: return []
  }
}

type Facts = Pick<Row, 'order_id' | 'member' | 'time' | 'country' | 'market'>

function orderRows(order: Order, facts: Facts): Row[] {
  return order.lines.map(({ id: line, sku, quantity, amountMinor }) => ({
    ...facts, currency: order.currency, line_id: line, sku, quantity: String(quantity), unit_price: moneyText(amountMinor / quantity, order.currency),
    order_discount: amountText(order.discountMinor, order), shipping: amountText(order.shippingMinor, order), kind: 'order', refunded_order: '',
  }))
}

/** A return as money by line: what the engine worked out for the pieces that came back. */
function refundRows({ orderId, refund }: { orderId: string; refund: Refund }, facts: Facts, year: Year): Row[] {
  const award = year.stateOf(facts.member).awards.get(orderAwardId(orderId))
  const { currency = '', lines = [] } = award?.paid ?? {}
  const back = refund.lines?.map(({ line }) => line) ?? lines.map((line) => line.id)
  return back.map((line) => ({
    ...facts, currency, line_id: line, sku: line, quantity: '1', unit_price: moneyText(award?.refundedMinor[line] ?? 0, currency),
    order_discount: '', shipping: '', kind: 'refund', refunded_order: orderId,
  }))
}

function factsOf({ id: member, region, market }: Customer, id: string, at: number): Facts {
  return { order_id: id, member, time: instantText(at), country: region, market }
}

function amountText(minor: number | undefined, { currency }: Order): string {
  return minor === undefined || minor === 0 ? '' : moneyText(minor, currency)
}
