import type { Order, OrderLine, Refund } from '#engine/member/event'
import type { Award } from '#engine/member/state'
import type { OrderPlan, RefundPlan } from './plan.ts'

const CURRENCIES: Readonly<Record<string, string>> = { us: 'USD', de: 'EUR', jp: 'JPY', kw: 'KWD' }

/** The order of a plan; its lines are `l0`, `l1` and so on. */
export function orderOf(id: string, { lines, discount, shippingMinor, market, rate, taxIncluded, storeCredit }: OrderPlan): Order {
  const currency = CURRENCIES[market] as string
  const sold = lines.map(({ amountMinor, discount: off, tax, ...line }, n): OrderLine => {
    const discountMinor = perMille(Math.max(0, amountMinor), off)
    return { id: `l${n}`, sku: `sku${n}`, ...line, amountMinor, discountMinor, taxMinor: perMille(Math.max(0, amountMinor - discountMinor), tax) }
  })
  const total = sold.reduce((sum, line) => sum + Math.max(0, line.amountMinor - (line.discountMinor ?? 0)), 0)
  return {
    id, currency, market, lines: sold, taxIncluded, shippingMinor, discountMinor: perMille(total, discount),
    ...(currency === 'USD' ? {} : { rate: { rate, source: 'test', asOf: '2026-01-01' } }), ...(storeCredit === 0 ? {} : { tenders: { storeCreditMinor: perMille(total, storeCredit) } }),
  }
}

/** What the lines of an order come to, net of discounts. */
export function linesTotal({ lines, discountMinor = 0 }: Order): number {
  return lines.reduce((sum, { amountMinor, discountMinor: off = 0 }) => sum + amountMinor - off, -discountMinor)
}

/** What comes back, measured by what is left of the order; all of it where the engine does not know the order yet. */
export function refundOf(plan: RefundPlan, sold: Order, award: Award | undefined): Refund {
  const lines = award?.paid?.lines ?? []
  const left = lines.map(({ id, netMinor }) => Math.max(0, netMinor - (award?.refundedMinor[id] ?? 0)))
  switch (plan.kind) {
    case 'whole': return {}
    case 'shipping': return { shippingMinor: sold.shippingMinor ?? 0 }
    case 'amount': return { amountMinor: perMille(left.reduce((sum, minor) => sum + minor, 0), plan.share) }
    case 'line_amount': {
      const n = plan.line % sold.lines.length
      return { lines: [{ line: `l${n}`, amountMinor: perMille(left[n] ?? 0, plan.share) }] }
    }
    case 'units': {
      const n = plan.line % sold.lines.length
      const { quantity } = sold.lines[n] as OrderLine
      const units = Math.max(1, Math.ceil(((quantity - (award?.refundedQuantity[`l${n}`] ?? 0)) * plan.share) / 1_000))
      return { lines: [{ line: `l${n}`, quantity: units }] }
    }
  }
}

function perMille(minor: number, share: number): number {
  return Math.floor((minor * share) / 1_000)
}
