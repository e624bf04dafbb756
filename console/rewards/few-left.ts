import type { Vouchers } from '#sdk/index'

/** Below so many free codes, or a tenth of those that there were, somebody should ask the partner for more. */
const FEW = 20
const PART = 10

/** Whether so few codes are left that the next members may go without. */
export function areFewLeft({ free, given }: Pick<Vouchers, 'free' | 'given'>): boolean {
  return free < FEW || free * PART < free + given
}
