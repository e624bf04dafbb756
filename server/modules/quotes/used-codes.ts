import type { Quote as Quoted } from '#engine/pricing/quote'
import type { FoundCode } from '#server/modules/coupons/index'

/** The first code of each discount that gave something: the others are kept. */
export function usedCodes({ lines, perks }: Quoted, codes: readonly FoundCode[]): string[] {
  const given = new Set([...lines.flatMap(({ taken }) => taken.map(({ discount }) => discount)), ...perks.map(({ discount }) => discount)])
  return codes.flatMap(({ code, discount }) => (discount !== null && given.delete(discount) ? [code] : []))
}
