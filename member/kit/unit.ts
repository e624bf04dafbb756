import { formatInteger, formatMoney } from '#engine/money'
import type { Guide } from './shapes.ts'
import type { Say, Values } from './text.ts'

/** A unit as the guide tells it; null as long as the guide is not there, undefined where it has none of that name. */
export type UnitSeen = Guide['units'][number] | null | undefined

/** How a reader reads so many of a unit: points are counted, store credit is money of a currency of its own. What is not known yet is neither. */
export type UnitFormat = {
  /** With what is counted: "12 points", "$12.00". */
  unit: (n: number, unit: UnitSeen) => string
  /** Where what is counted stands beside: "12", "$12.00". */
  bare: (n: number, unit: UnitSeen) => string
  /** The same with its sign, also above 0. */
  signed: (n: number, unit: UnitSeen) => string
  /** A text about so many: `key` counts points, and the one of the same name with `_money` behind says amounts; what is text already stays. */
  told: (key: string, unit: UnitSeen, values: Values) => string
}

const UNKNOWN = '…'

/** `counted`: says so many points, with what is counted. */
export function unitsIn(locale: string, say: Say, counted: (n: number) => string): UnitFormat {
  const signs = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero', maximumFractionDigits: 0 })
  const by = (unit: UnitSeen, points: () => string, money: (amount: (n: number) => string) => string): string => {
    if (unit === null) return UNKNOWN
    const currency = unit?.currency ?? null
    return currency === null ? points() : money((n) => formatMoney(n, currency, locale))
  }
  return {
    unit: (n, unit) => by(unit, () => counted(n), (amount) => amount(n)),
    bare: (n, unit) => by(unit, () => formatInteger(n, locale), (amount) => amount(n)),
    signed: (n, unit) => by(unit, () => signs.format(n), (amount) => `${n > 0 ? '+' : ''}${amount(n)}`),
    told: (key, unit, values) => by(unit, () => say(key, values), (amount) => say(`${key}_money`, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? amount(value) : value])))),
  }
}

/** Says a unit of the guide by its id. */
export function unitOf(guide: Pick<Guide, 'units'> | null, id: string | null): UnitSeen {
  return guide === null || id === null ? null : guide.units.find((unit) => unit.id === id)
}
