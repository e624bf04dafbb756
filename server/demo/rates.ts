import { dayText, localDay, type Instant } from '#engine/calendar'
import { minorUnits } from '#engine/currencies'
import type { FrozenRate } from '#engine/member/event'
import { FIRST_DAY } from './days.ts'

/** Dollars for one unit of a currency on an ordinary day of the year, how far it wanders, and to which whole units its prices are rounded. */
type Rate = { usd: number; drift: number; step: number }

const RATES: Readonly<Record<string, Rate>> = {
  USD: { usd: 1, drift: 0, step: 1 },
  CAD: { usd: 0.73, drift: 0.03, step: 1 },
  MXN: { usd: 0.055, drift: 0.05, step: 10 },
  BRL: { usd: 0.18, drift: 0.06, step: 5 },
  GBP: { usd: 1.27, drift: 0.05, step: 1 },
  EUR: { usd: 1.1, drift: 0.05, step: 1 },
  CHF: { usd: 1.14, drift: 0.04, step: 1 },
  SEK: { usd: 0.095, drift: 0.05, step: 5 },
  NOK: { usd: 0.093, drift: 0.05, step: 5 },
  DKK: { usd: 0.148, drift: 0.05, step: 5 },
  PLN: { usd: 0.255, drift: 0.05, step: 1 },
  KZT: { usd: 0.002, drift: 0.06, step: 500 },
  AED: { usd: 0.272, drift: 0, step: 5 },
  SAR: { usd: 0.267, drift: 0, step: 5 },
  KWD: { usd: 3.25, drift: 0.01, step: 0.5 },
  JPY: { usd: 0.0067, drift: 0.05, step: 100 },
  KRW: { usd: 0.00072, drift: 0.04, step: 1000 },
  HKD: { usd: 0.128, drift: 0.005, step: 5 },
  SGD: { usd: 0.75, drift: 0.02, step: 1 },
  THB: { usd: 0.029, drift: 0.04, step: 10 },
  IDR: { usd: 0.000062, drift: 0.03, step: 5000 },
  AUD: { usd: 0.66, drift: 0.04, step: 1 },
  NZD: { usd: 0.6, drift: 0.04, step: 1 },
}

/** What shipping costs in dollars, and from which order value it is free for everybody. */
export const SHIPPING = { usd: 6, freeFrom: 90 }

/** A dollar price in another currency, at an ordinary day's rate, rounded as prices are there: whole hundreds of yen, half dinars. */
export function priceMinor(dollars: number, currency: string): number {
  const { usd, step } = rateOf(currency)
  return Math.round(Math.max(1, Math.round(dollars / usd / step)) * step * 10 ** minorUnits(currency))
}

/** The rate that an order of that day freezes: it wanders about the ordinary one in slow waves. */
export function rateOn(currency: string, at: Instant): FrozenRate {
  const { usd, drift } = rateOf(currency)
  const day = localDay(at, 'UTC')
  const wave = Math.sin(((day - FIRST_DAY) / 365) * 2 * Math.PI + currency.charCodeAt(0)) + Math.sin(((day - FIRST_DAY) / 47) * 2 * Math.PI) / 3
  return { rate: (usd * (1 + drift * wave)).toFixed(usd < 0.001 ? 8 : usd < 0.1 ? 6 : 4), source: 'demo', asOf: dayText(day) }
}

function rateOf(currency: string): Rate {
  return RATES[currency] ?? { usd: 1, drift: 0, step: 1 }
}
