import type { Actor } from '#server/platform/context'
import { hasPermission } from '#server/platform/require-permission'
import type { RedemptionRow } from './rewards.store.ts'
import type { Redemption } from './schemas.ts'

/** A redemption as it is told; what it costs the store is told to whom may see costs. */
export function tellRedemption({ hash: _, isFromStock: __, until, costMinor, currency, ...row }: RedemptionRow, actor: Actor): Redemption {
  return { ...row, validUntil: until, ...(hasPermission(actor, 'catalogue:costs') ? { cost: { minor: costMinor, currency } } : {}) }
}
