import type { Ratio } from '#engine/ratio'
import type { Locale } from '#engine/text'

/**
 * The part that a discount takes off, as its language counts it: "10%". Chinese counts in tenths what is still paid, so that 10 % off is "9" (打 9 折)
 * and 15 % off is "8.5"; "0" is given away.
 */
export function percentOff(locale: Locale, [n, d]: Ratio): string {
  if (locale === 'zh-CN' || locale === 'zh-TW') return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format((10 * (d - n)) / d)
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(n / d)
}
