/*
 * ISO 4217: the number of decimals a currency's minor unit has. Never taken from Intl, which follows CLDR's habits of
 * display: it says 0 for HUF, IDR, COP and PKR where ISO says 2, and a stored amount would be off by a hundred.
 * Currencies without a minor unit (gold, the test code XXX, baskets of a bank) hold no amount and are not listed.
 */
const CURRENCIES_BY_DECIMALS: readonly (readonly [decimals: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
  [2, `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
    CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS
    INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD
    NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
    THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD YER ZAR ZMW ZWG`]
]

const DECIMALS: ReadonlyMap<string, number> = new Map(
  CURRENCIES_BY_DECIMALS.flatMap(([decimals, codes]) => codes.split(/\s+/).map((code) => [code, decimals] as const))
)

/** The codes that hold an amount, in their order. */
export const CURRENCIES: readonly string[] = [...DECIMALS.keys()].sort()

/**
 * How many decimals the minor unit of an ISO 4217 currency has: JPY 0, USD 2, KWD 3.
 * @throws RangeError for a code that ISO 4217 does not list or gives no minor unit
 */
export function minorUnits(currency: string): number {
  const decimals = DECIMALS.get(currency)
  if (decimals === undefined) {
    throw new RangeError(`found ${JSON.stringify(currency)} where an ISO 4217 currency code was expected, such as "USD"`)
  }
  return decimals
}

/** Whether an amount can be held in this currency: an ISO 4217 code, in capitals, that has a minor unit. */
export function isCurrency(code: string): boolean {
  return DECIMALS.has(code)
}
