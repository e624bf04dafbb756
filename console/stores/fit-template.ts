import { minorUnits } from '#engine/currencies'

/** Where a store does business. */
export type Place = { currency: string; zone: string }

/** What a template is made for, and whether its currency can be another: rates between markets are to the base currency. */
export function placeOf(text: string): Place & { isOneCurrency: boolean } {
  const currency = /^currency: *"?([A-Z]{3})/m.exec(text)?.[1] ?? 'USD'
  const zone = /^zone: *"?([\w/+-]+)/m.exec(text)?.[1] ?? 'UTC'
  const named = new Set([...text.matchAll(/\bcurrency: *"?([A-Z]{3})/g)].map(([, each]) => each))
  return { currency, zone, isOneCurrency: named.size <= 1 }
}

/** A template in another place: amounts stay the numbers that they are, without decimals where the currency has none. One of several currencies keeps them. */
export function fitTemplate(text: string, { currency, zone }: Place): string {
  const own = placeOf(text)
  const zoned = text.replace(/^zone: .*$/m, `zone: ${zone}`)
  if (!own.isOneCurrency || currency === own.currency) return zoned
  const moved = zoned.replace(/\bcurrency: *"?[A-Z]{3}"?/g, `currency: ${currency}`)
  return minorUnits(currency) > 0 ? moved : moved.replace(/"(\d+)\.0+"/g, '"$1"')
}
