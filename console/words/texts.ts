import { isCurrency, minorUnits } from '#engine/currencies'
import type { Language } from './words.ts'

/** A number as readers of a language write it, with one minus sign for all of them: some languages' own is a hyphen. */
export function numberText(value: number, language: Language, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(language, options).formatToParts(value).map((part) => (part.type === 'minusSign' ? '−' : part.value)).join('')
}

/** Money in minor units, with the decimals of its currency. */
export function moneyText(minor: number, options: { currency: string; notation?: 'compact' }, language: Language): string {
  const decimals = decimalsOf(options.currency)
  const shown = options.notation === 'compact' ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  return numberText(minor / 10 ** decimals, language, { style: 'currency', ...options, ...shown })
}

export function decimalsOf(currency: string): number {
  return isCurrency(currency) ? minorUnits(currency) : 2
}

/** One after another, without an "and". */
export function listText(told: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { style: 'narrow' }).format(told)
}
