import { moneyText, parseMoney } from '#engine/money'

/** An amount as it is typed, in minor units; null for nothing, undefined where it is none of this currency. */
export function amountIn(text: string, currency: string): number | null | undefined {
  if (text.trim() === '') return null
  try {
    const minor = parseMoney(text.trim(), currency)
    return minor < 0 ? undefined : minor
  } catch {
    return undefined
  }
}

/** An amount as one types it; nothing for null. */
export function amountText(minor: number | null, currency: string): string {
  return minor === null ? '' : moneyText(minor, currency)
}
