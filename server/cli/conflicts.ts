import { instantText } from '#engine/calendar'
import { eventKey } from '#engine/ids'
import type { MemberEvent, Order, Refund } from '#engine/member/event'
import { moneyText } from '#engine/money'
import { findRecorded, type Recording } from '#server/modules/activity/index'
import type { ReadContext } from '#server/platform/context'
import type { Amended } from './amend-orders.ts'
import type { Text } from './text.ts'

/** An order that was imported before with another content: what differs, as it is known and as the file has it. Fields that are alike are left out. */
export type Conflict = { order: string; known: Fields; came: Fields }
type Fields = Readonly<Record<string, string>>

const PAGE = 500

/** Names of each conflicting order what is known and what came. Nothing of it was changed. */
export async function describeConflicts(ctx: ReadContext, recordings: readonly Recording[], amended: Amended): Promise<Conflict[]> {
  const conflicts: Conflict[] = []
  for (let from = 0; from < recordings.length; from += PAGE) {
    const page = recordings.slice(from, from + PAGE)
    const recorded = new Map((await findRecorded(ctx, page.map(({ event }) => event))).map((one) => [one.event.id, one]))
    for (const { member, event } of page) {
      const known = amended.get(eventKey(event.source, event.id)) ?? recorded.get(event.id)
      if (known === undefined || !('externalId' in member)) continue
      const named = known.members.includes(member.externalId) ? member.externalId : known.members.join(', ')
      conflicts.push({ order: event.id, ...differing(fieldsOf(named, known.event), fieldsOf(member.externalId, event)) })
    }
  }
  return conflicts
}

/** A conflict in a sentence. */
export function conflictLine({ order, known, came }: Conflict, { say }: Text): string {
  const told = (fields: Fields) => Object.entries(fields).map(([field, value]) => `${field} ${value}`).join('; ') || '–'
  return say('cli.import.conflict', { order, known: told(known), came: told(came) })
}

function differing(known: Fields, came: Fields): Pick<Conflict, 'known' | 'came'> {
  const only = (one: Fields, other: Fields): Fields => Object.fromEntries(Object.entries(one).filter(([field, value]) => other[field] !== value))
  return { known: only(known, came), came: only(came, known) }
}

/** What an event says, field by field, in the words of the file. */
function fieldsOf(member: string, event: MemberEvent): Fields {
  const common = { kind: event.kind, member, time: instantText(event.at) }
  switch (event.kind) {
    case 'order.paid': return { ...common, ...orderFields(event.order) }
    case 'order.refunded': return { ...common, refunded_order: event.orderId, ...refundFields(event.refund) }
    case 'credit.noted': return { ...common, ...texts({ market: event.market, rate: event.rate?.rate }), amount: `${moneyText(event.amountMinor, event.currency)} ${event.currency}` }
    case 'member.joined': return { ...common, ...texts({ market: event.profile?.market, region: event.profile?.region }) }
    default: return common
  }
}

function orderFields({ currency, market, rate, taxIncluded, lines, discountMinor = 0, shippingMinor = 0 }: Order): Fields {
  const money = (minor: number) => moneyText(minor, currency)
  const lineText = ({ sku, quantity, amountMinor, discountMinor: off = 0, taxMinor = 0 }: Order['lines'][number]) => (
    [`${quantity} × ${sku} ${money(amountMinor)}`, ...(off === 0 ? [] : [`discount ${money(off)}`]), ...(taxMinor === 0 ? [] : [`tax ${money(taxMinor)}`])].join(', '))
  return {
    ...texts({ currency, market, rate: rate?.rate, tax_included: taxIncluded === undefined ? undefined : String(taxIncluded) }),
    ...Object.fromEntries(lines.map((line) => [`line ${line.id}`, lineText(line)])),
    discount: money(discountMinor), shipping: money(shippingMinor),
  }
}

/** A refund names no currency: its amounts are minor units of the order's. */
function refundFields({ lines = [], shippingMinor = 0 }: Refund): Fields {
  return { ...Object.fromEntries(lines.map(({ line, amountMinor = 0 }) => [`line ${line}`, `${amountMinor} (minor units)`])), shipping: `${shippingMinor} (minor units)` }
}

function texts(fields: Readonly<Record<string, string | null | undefined>>): Fields {
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === 'string'))
}
