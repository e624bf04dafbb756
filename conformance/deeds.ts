import { dayText, instantText, localDay, type Instant, type Zone } from '#engine/calendar'
import { eventKey } from '#engine/ids'
import type { ProfileDocument, Verb } from './case-schema.ts'
import type { Told } from './driver.ts'
import { parseMoment } from './moments.ts'

/** A deed as a story tells it; its shape was checked when the file was read. */
export type Deed = { [K in Verb]?: unknown } & { as?: string; [option: string]: unknown }
/** What a deed leaves unsaid. */
export type Setting = {
  baseCurrency: string
  track: string
  zone: (member: string) => Zone
  currency: (member: string, market: string | undefined) => string
  /** The currencies of the orders told so far, for the amounts of their refunds. */
  orderCurrencies: Map<string, string>
  /** An amount as written in minor units. */
  minor: (amount: string | number, currency: string) => number
}
type Amount = string | number
type Scene = { setting: Setting; member: string; at: Instant }
type Lowered = { type: Told['type']; id?: string; [field: string]: unknown }
type RateDocument = string | number | { rate: string; source: string; as_of: string }
type LineDocument = Amount | {
  amount: Amount; quantity?: number; sku?: string; discount?: Amount; tax?: Amount; tags?: string[]; gift_card?: boolean; sale?: boolean
}
type OrderDocument = {
  pays: string; amount?: Amount; lines?: Record<string, LineDocument>; discount?: Amount; shipping?: Amount
  currency?: string; market?: string; rate?: RateDocument
  tax?: 'included' | 'excluded'; points?: { spend: string; worth: Amount }; store_credit?: Amount; gift_card?: Amount; coupons?: string[]; buyer?: string
}
type RefundDocument = {
  lines?: string[] | Record<string, 'all' | number | { amount: Amount }>; amount?: Amount; shipping?: Amount; money?: Amount; to?: 'original' | 'store_credit'
}

/** A deed in the outside form of its event. @throws RangeError for an amount its currency cannot hold */
export function lowerDeed(deed: Deed, scene: Scene): Lowered {
  const id = deed.as === undefined ? {} : { id: deed.as }
  return { ...lower(deed, scene), ...id }
}

function lower(deed: Deed, scene: Scene): Lowered {
  if (deed.joins !== undefined) return { type: 'member.joined', ...(deed.joins === true ? {} : { profile: deed.joins as ProfileDocument }) }
  if (deed.changes !== undefined) return { type: 'member.changed', profile: deed.changes }
  if (deed.pays !== undefined) return { type: 'order.paid', id: String(deed.pays), order: orderOf(deed as OrderDocument, scene) }
  if (deed.receives !== undefined) return { type: 'order.delivered', orderId: deed.receives }
  if (deed.returns !== undefined) return { type: 'order.refunded', ...returned(deed.returns, deed as RefundDocument, scene) }
  if (deed.disputes !== undefined) return { type: 'order.charged_back', ...returned(deed.disputes, deed as RefundDocument, scene) }
  if (deed.exchanges !== undefined) {
    return { type: 'order.exchanged', ...returned(deed.exchanges, deed as RefundDocument, scene), order: orderOf(deed.for as OrderDocument, scene) }
  }
  if (deed.credited !== undefined) return creditNote(deed, scene)
  if (deed.does !== undefined) return { type: 'activity', name: deed.does, ...given({ fields: deed.with, orderId: deed.order }) }
  if (deed.company_buys !== undefined) {
    return { type: 'company.volume', baseMinor: scene.setting.minor(deed.company_buys as Amount, scene.setting.baseCurrency) }
  }
  if (deed.splits !== undefined) return { type: 'company.sharing_set', percent: deed.splits, perMonth: deed.per_month ?? null, leaver: deed.leaver ?? 'keep', by: deed.by }
  if (deed.hires !== undefined) return { type: 'company.buyer_added', buyer: deed.hires, role: deed.role ?? 'buyer' }
  if (deed.lets_go !== undefined) return { type: 'company.buyer_left', buyer: deed.lets_go }
  return lowerPoints(deed, scene)
}

function lowerPoints(deed: Deed, scene: Scene): Lowered {
  const unit = given({ unit: deed.unit })
  const said = { reason: deed.reason ?? 'as told', author: deed.author ?? 'staff' }
  if (deed.gains !== undefined) return { type: 'points.adjusted', points: deed.gains, ...unit, ...said }
  if (deed.loses !== undefined) return { type: 'points.adjusted', points: -(deed.loses as number), ...unit, ...said }
  if (deed.forgiven !== undefined) return { type: 'debt.forgiven', points: deed.forgiven, ...unit, ...said }
  if (deed.approved !== undefined) return { type: 'points.approved', orderId: deed.approved, ...said }
  if (deed.rejected !== undefined) return { type: 'points.rejected', orderId: deed.rejected, ...said }
  if (deed.spends !== undefined) {
    return { type: 'points.spent', points: deed.spends, purpose: deed.on ?? 'checkout', ...unit, ...given({ orderId: deed.order, code: deed.code }) }
  }
  if (deed.holds !== undefined) return { type: 'points.held', points: deed.holds, until: momentOf(deed.until, scene), ...unit }
  if (deed.commits !== undefined) return { type: 'hold.committed', holdId: deed.commits, ...given({ orderId: deed.order }) }
  if (deed.releases !== undefined) return { type: 'hold.released', holdId: deed.releases, ...given({ orderId: deed.order }) }
  if (deed.cancels !== undefined) return { type: 'spend.cancelled', spendId: deed.cancels, ...given({ points: deed.points, codeVoided: deed.code_voided }) }
  if (deed.redeems !== undefined) return { type: 'reward.redeemed', reward: deed.redeems, ...given({ market: deed.market }) }
  if (deed.gives_back !== undefined) return { type: 'reward.returned', id: `${String(deed.gives_back)}/cancelled`, redemption: deed.gives_back }
  if (deed.grants !== undefined) return { type: 'entitlement.granted', entitlement: deed.grants, uses: deed.times ?? 1, ...given({ through: deed.through }), ...said }
  if (deed.withdraws !== undefined) return { type: 'entitlement.withdrawn', entitlement: deed.of, grant: `granted:${eventKey('case', String(deed.withdraws))}`, ...said }
  if (deed.uses !== undefined) return { type: 'entitlement.used', entitlement: deed.uses, author: deed.author ?? 'staff', ...given({ reason: deed.reason }) }
  if (deed.sends !== undefined) return { type: 'points.sent', points: deed.sends, to: deed.to, ...unit }
  if (deed.set_to !== undefined) {
    return { type: 'tier.set', track: deed.track ?? scene.setting.track, level: deed.set_to, until: momentOf(deed.until, scene), ...said }
  }
  if (deed.absorbs !== undefined) return { type: 'member.merged', absorbed: deed.absorbs }
  return { type: 'member.unmerged', mergeSource: 'case', mergeId: deed.unmerges }
}

function orderOf(order: OrderDocument, { setting, member, at }: Scene): Record<string, unknown> {
  const currency = order.currency ?? setting.currency(member, order.market)
  setting.orderCurrencies.set(order.pays, currency)
  const minor = (amount: Amount | undefined) => (amount === undefined ? undefined : setting.minor(amount, currency))
  const lines = order.lines ?? { item: order.amount ?? '0' }
  const tenders = given({
    points: order.points && { spendId: order.points.spend, amountMinor: minor(order.points.worth) },
    storeCreditMinor: minor(order.store_credit),
    giftCardMinor: minor(order.gift_card),
  })
  return {
    id: order.pays,
    currency,
    lines: Object.entries(lines).map(([id, line]) => lineOf(id, line, minor)),
    ...given({
      market: order.market, rate: rateOf(order.rate, { setting, member, at }), taxIncluded: order.tax && order.tax === 'included',
      discountMinor: minor(order.discount), shippingMinor: minor(order.shipping), coupons: order.coupons, buyer: order.buyer,
    }),
    ...(Object.keys(tenders).length > 0 ? { tenders } : {}),
  }
}

function lineOf(id: string, line: LineDocument, minor: (amount: Amount | undefined) => number | undefined): Record<string, unknown> {
  const { amount, quantity = 1, sku = id, discount, tax, tags, gift_card, sale } = typeof line === 'object' ? line : { amount: line }
  return {
    id, sku, quantity, amountMinor: minor(amount),
    ...given({ discountMinor: minor(discount), taxMinor: minor(tax), tags, isGiftCard: gift_card, isSaleItem: sale }),
  }
}

function returned(orderId: unknown, refund: RefundDocument, { setting, member }: Scene): Record<string, unknown> {
  const currency = setting.orderCurrencies.get(String(orderId)) ?? setting.currency(member, undefined)
  const minor = (amount: Amount | undefined) => (amount === undefined ? undefined : setting.minor(amount, currency))
  const amountOf = (part: 'all' | number | { amount: Amount }) =>
    part === 'all' ? {} : typeof part === 'number' ? { quantity: part } : { amountMinor: minor(part.amount) }
  const lines = Array.isArray(refund.lines)
    ? refund.lines.map((line) => ({ line }))
    : refund.lines && Object.entries(refund.lines).map(([line, part]) => ({ line, ...amountOf(part) }))
  const told = given({ lines, amountMinor: minor(refund.amount), shippingMinor: minor(refund.shipping), moneyMinor: minor(refund.money), to: refund.to })
  return { orderId, refund: told }
}

function creditNote(deed: Deed, scene: Scene): Lowered {
  const { setting, member } = scene
  const market = deed.market as string | undefined
  const currency = (deed.currency as string | undefined) ?? setting.currency(member, market)
  const amountMinor = setting.minor(deed.credited as Amount, currency)
  return { type: 'credit.noted', currency, amountMinor, ...given({ market, rate: rateOf(deed.rate as RateDocument | undefined, scene) }) }
}

function rateOf(rate: RateDocument | undefined, { setting, member, at }: Scene): object | undefined {
  if (typeof rate === 'object') return { rate: rate.rate, source: rate.source, asOf: rate.as_of }
  return rate === undefined ? undefined : { rate: String(rate), source: 'case', asOf: dayText(localDay(at, setting.zone(member))) }
}

function momentOf(text: unknown, { setting, member }: Scene): string {
  return instantText(parseMoment(String(text), setting.zone(member)))
}

/** The fields that are there. */
function given<T extends Record<string, unknown>>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>
}
