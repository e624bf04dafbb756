import { instantText } from '#engine/calendar'
import type { EventBody, FrozenRate, MemberEvent, Order, Profile, Refund } from '#engine/member/event'
import { splitByLargestRemainder } from '#engine/money'
import type { Program } from '#engine/program/program'
import type { FileLine, FileOrder } from '#server/connectors/csv/index'
import { referenceRate } from '#server/modules/programs/reference-rate'

/** Names the events of files, so that their ids meet no other's. */
export const IMPORTED = 'orders'

/** An order that this program cannot count; the message says what was found and what would be right. */
export class OrderError extends Error {
  override name = 'OrderError'
}

/** Translates the orders of files to events under a program. A member joins with the first one, in its market and region. */
export function openTranslation(program: Program): (order: FileOrder) => MemberEvent[] {
  const joined = new Set<string>()
  const rates = new Map<string, string | null>()
  return (order) => {
    const { member = '', at } = order
    const market = marketOf(program, order)
    const event: MemberEvent = { source: IMPORTED, id: order.id, at, ...bodyOf(order, { ...(market === undefined ? {} : { market }), ...rateOf(program, order, rates) }) }
    if (joined.has(member)) return [event]
    joined.add(member)
    return [{ source: IMPORTED, id: `join:${member}`, at, kind: 'member.joined', profile: profileOf(order, market) }, event]
  }
}

/** What an order comes to without shipping and tax: its lines net of all discounts; below 0 for what goes back. */
export function netMinor(order: FileOrder): number {
  const total = goodsMinor(order)
  return order.kind === 'order' ? total : -total
}

function goodsMinor({ lines, discountMinor, taxIncluded }: FileOrder): number {
  return lines.reduce((sum, line) => sum + line.amountMinor - line.discountMinor - (taxIncluded ? line.taxMinor : 0), -discountMinor)
}

type Priced = { market?: string; rate?: FrozenRate }

function bodyOf(order: FileOrder, priced: Priced): EventBody {
  switch (order.kind) {
    case 'order': return { kind: 'order.paid', order: orderOf(order, priced) }
    case 'refund': return { kind: 'order.refunded', orderId: order.refundOf ?? '', refund: refundOf(order) }
    case 'credit_note': return { kind: 'credit.noted', currency: order.currency, amountMinor: Math.abs(goodsMinor(order)), ...priced }
  }
}

function orderOf({ id, currency, lines, discountMinor, shippingMinor, taxIncluded }: FileOrder, priced: Priced): Order {
  return { id, currency, ...priced, taxIncluded, lines: lines.map(lineOf), discountMinor, shippingMinor }
}

function lineOf({ id, sku, quantity, amountMinor, discountMinor, taxMinor }: FileLine): Order['lines'][number] {
  return { id, sku, quantity, amountMinor, discountMinor, taxMinor }
}

/** A refund by the amounts that the file says each line gave back; a discount on the whole refund is split as on an order. */
function refundOf({ lines, discountMinor, shippingMinor }: FileOrder): Refund {
  const nets = lines.map((line) => Math.max(0, line.amountMinor - line.discountMinor))
  const discounts = splitByLargestRemainder(discountMinor, nets)
  return { lines: lines.map(({ id }, index) => ({ line: id, amountMinor: Math.max(0, nets[index]! - discounts[index]!) })), shippingMinor }
}

/** The market that the file names, else the default or the first one with the order's currency. */
function marketOf(program: Program, { id, market, currency }: FileOrder): string | undefined {
  if (market !== undefined) {
    if (program.markets[market]) return market
    throw new OrderError(`order ${id} names the market "${market}", but the program has ${Object.keys(program.markets).join(', ')}`)
  }
  if (program.markets[program.defaultMarket]?.currency === currency) return undefined
  return Object.values(program.markets).find((each) => each.currency === currency)?.id
}

/** Base currency per unit of the order's, from the reference rate of a market in that currency (R29). */
function rateOf(program: Program, { id, currency, at }: FileOrder, rates: Map<string, string | null>): { rate?: FrozenRate } {
  if (currency === program.currency) return {}
  let rate = rates.get(currency)
  if (rate === undefined) rates.set(currency, (rate = referenceRate(program, currency)))
  if (rate !== null) return { rate: { rate, source: 'program', asOf: instantText(at) } }
  throw new OrderError(`order ${id} is in ${currency}, but no market of the program has a reference_rate from ${currency} to ${program.currency}`)
}

/** What a first order tells of its member. */
function profileOf({ country }: FileOrder, market: string | undefined): Profile {
  const region = country !== undefined && /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(country) ? country : undefined
  return { ...(market === undefined ? {} : { market }), ...(region === undefined ? {} : { region }) }
}
