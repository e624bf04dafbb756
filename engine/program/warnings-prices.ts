import type { Path } from './problem.ts'
import type { Discount } from './pricing.ts'
import { warnOfDays, warnOfFalse } from './warnings-when.ts'
import type { Whole } from './warnings.ts'

/** Notes discounts that never apply, that nobody needs to ask for, or that no margin stops. */
export function warnOfPrices(whole: Whole): void {
  const { program: { pricing }, document, notes } = whole
  for (const [index, discount] of pricing.discounts.entries()) {
    const path: Path = ['discounts', index]
    warnOfDays(whole, [...path, 'dates'], { id: discount.id, days: discount.days, codes: { never: 'discount_never_day', past: 'discount_past' } })
    warnOfFalse(whole, [...path, 'when'], { on: 'order.paid', when: document.discounts?.[index]?.when, code: 'discount_never_true' })
    warnOfNothing(whole, path, discount)
  }
  for (const index of document.margin?.floors?.keys() ?? []) warnOfFalse(whole, ['margin', 'floors', index, 'when'], { on: 'order.paid', when: document.margin?.floors?.[index]?.when, code: 'floor_never_true' })
  if (pricing.margin !== null && pricing.margin.drop.length > 0 && pricing.discounts.length === 0 && !hasPriceBenefit(whole)) notes.warning(['margin'], 'margin_stops_nothing', { isKey: true, found: 'margin' })
}

/** A discount of the whole price gives the product away; one whose lines are all left out is on nothing. */
function warnOfNothing({ notes }: Whole, path: Path, { id, percent, lines: { onlyTags, excludeTags, onlySkus, excludeSkus } }: Discount): void {
  if (percent !== null && percent[0] === percent[1]) notes.warning([...path, 'percent'], 'discount_whole', { found: id })
  const isNothing = (only: ReadonlySet<string> | null, out: ReadonlySet<string>) => only !== null && [...only].every((one) => out.has(one))
  if (isNothing(onlyTags, excludeTags) || isNothing(onlySkus, excludeSkus)) notes.warning([...path, 'base'], 'discount_never_lines', { found: id })
}

function hasPriceBenefit({ program }: Whole): boolean {
  return Object.values(program.benefits).some(({ kind, percent }) => kind === 'discount' && percent !== null)
}
