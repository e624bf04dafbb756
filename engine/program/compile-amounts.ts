import { parseMoney } from '#engine/money'
import { record } from './record.ts'
import type { ProgramDocument } from './schema.ts'

/** Amounts by market, in minor units of its currency. */
export function minorOf(amounts: Readonly<Record<string, string>> | undefined, { markets }: ProgramDocument): Record<string, number> {
  return record(Object.entries(amounts ?? {}).map(([market, amount]) => [market, parseMoney(amount, markets[market]!.currency)]))
}
