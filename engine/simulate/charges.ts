import type { Instant } from '#engine/calendar'
import { minorRate } from '#engine/member/paid-order'
import type { Award } from '#engine/member/state'
import { scale } from '#engine/ratio'
import type { Step } from './tally.ts'

/** Goods bought, or given back (below 0): when they were bought, what they came to in the order's currency, and in the base currency at its rate. */
export type Charge = { at: Instant; currency: string; minor: number; baseMinor: number }

/**
 * What a step sold and took back, net of discounts and tax, shipping apart, whatever it was paid with. A refund counts when its
 * order was bought, a credit note at its own time (R13a).
 */
export function chargesIn({ before, event, outcome }: Step, base: string): Charge[] {
  const charges: Charge[] = []
  for (const award of outcome.awards) {
    if (award.paid === null) continue
    const { at, currency, rate } = award.paid
    const was = netMinor(before.awards.get(award.id))
    const now = netMinor(award)
    if (was !== now) charges.push({ at, currency, minor: now - was, baseMinor: scale(now, rate, 'half_even') - scale(was, rate, 'half_even') })
  }
  if (event?.kind === 'credit.noted') {
    const { at, currency, amountMinor } = event
    charges.push({ at, currency, minor: -amountMinor, baseMinor: -scale(amountMinor, minorRate(event.rate, { currency, base }), 'half_even') })
  }
  return charges
}

function netMinor(award: Award | undefined): number {
  if (!award?.paid) return 0
  let minor = 0
  for (const line of award.paid.lines) minor += line.netMinor - (award.refundedMinor[line.id] ?? 0)
  return minor
}
