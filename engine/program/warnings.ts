import type { Day } from '#engine/calendar'
import type { Notes } from './problem.ts'
import type { Program } from './program.ts'
import type { ProgramDocument } from './schema.ts'
import { warnOfEarning } from './warnings-earn.ts'
import { warnOfMarkets } from './warnings-markets.ts'
import { warnOfPrices } from './warnings-prices.ts'
import { warnOfRewards } from './warnings-rewards.ts'
import { warnOfSplitting } from './warnings-splitting.ts'
import { warnOfTiers } from './warnings-tiers.ts'

/** A document without mistakes, and the program that it compiles to. */
export type Whole = { document: ProgramDocument; program: Program; notes: Notes; /** null: nothing is in the past. */ today: Day | null }

/** Notes what is legal but unwise. */
export function warn(whole: Whole): void {
  warnOfSplitting(whole)
  warnOfEarning(whole)
  warnOfTiers(whole)
  warnOfMarkets(whole)
  warnOfPrices(whole)
  warnOfRewards(whole)
}
