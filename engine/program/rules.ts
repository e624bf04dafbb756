import { checkEarn } from './rules-earn.ts'
import { checkMarkets } from './rules-markets.ts'
import { checkPrices } from './rules-prices.ts'
import { checkRewards } from './rules-rewards.ts'
import { checkTiers } from './rules-tiers.ts'
import { checkTimes } from './rules-time.ts'
import { checkUnits } from './rules-units.ts'
import type { Site } from './site.ts'

/** Notes every mistake of meaning in what is left of a document: names that name nothing, settings that contradict each other. */
export function checkRules(site: Site): void {
  checkMarkets(site)
  checkUnits(site)
  checkEarn(site)
  checkTimes(site)
  checkTiers(site)
  checkPrices(site)
  checkRewards(site)
}
