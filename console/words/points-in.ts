import { parseMoney } from '#engine/money'

/** What is typed in points of its unit: whole points, or minor units where the unit is money of a currency; null for neither. */
export function pointsIn(typed: string, currency: string | undefined): number | null {
  try {
    const points = currency === undefined ? Number(typed) : parseMoney(typed, currency)
    return typed !== '' && Number.isSafeInteger(points) ? points : null
  } catch {
    return null
  }
}
