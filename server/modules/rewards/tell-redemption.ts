import type { Actor } from '#server/platform/context'
import { hasPermission, isShopper } from '#server/platform/require-permission'
import type { RedemptionRow } from './rewards.store.ts'
import type { Redemption } from './schemas.ts'

/** A redemption as it is told; what it costs the store is told to whom may see costs. */
export function tellRedemption({ hash: _, isFromStock: __, until, costMinor, currency, ...row }: RedemptionRow, actor: Actor): Redemption {
  // Who of the staff did so is not the shopper's to know.
  const who = isShopper(actor) ? { redeemedBy: null, fulfilledBy: null, cancelledBy: null } : {}
  return { ...row, ...who, validUntil: until, ...(hasPermission(actor, 'catalogue:costs') ? { cost: { minor: costMinor, currency } } : {}) }
}
