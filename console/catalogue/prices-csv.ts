import type { PriceChange } from '#sdk/index'
import type { Words } from '#console/words/use-words.ts'
import { parseInstant, wallText } from '#engine/calendar'
import { BOM, csvOf, type Cell } from '#engine/csv'
import { moneyText } from '#engine/money'

/** Changes of prices as a file that is read like the screen: headings in the reader's language, amounts as numbers of their currency, times in the zone of the program. */
export function pricesCsv(changes: readonly PriceChange[], { say }: Pick<Words, 'say'>, { currency, zone }: { currency: string; zone: string }): string {
  const time = (iso: string | null): Cell => (iso === null ? null : wallText(parseInstant(iso), zone))
  const money = (minor: number | null): Cell => (minor === null ? null : { decimal: moneyText(minor, currency) })
  const heading = (name: string): string => say(name === 'currency' ? 'file.any.currency' : `file.prices.${name}`, { zone })
  return `${BOM}${csvOf([
    ['effectiveAt', 'until', 'list', 'kind', 'isForAll', 'minQuantity', 'from', 'to', 'currency', 'changedAt', 'changedByName', 'changedBy'].map(heading),
    ...changes.map((each) => [
      time(each.effectiveAt), time(each.until), each.list, say(`catalogue.kind.${each.kind}`), say(`roster.truth.${each.isForAll}`), each.minQuantity,
      money(each.fromMinor), money(each.toMinor), currency, time(each.changedAt), each.changedByName, each.changedBy,
    ]),
  ])}`
}
