import { arrivalProperties } from './arrival.ts'
import { cartProperties } from './carts.ts'
import { ledgerProperties } from './ledger.ts'
import { companyProperties } from './companies.ts'
import { lifetimeProperties } from './lifetimes.ts'
import { limitProperties } from './limits.ts'
import { mergeProperties } from './merging.ts'
import { seldom, type Property } from './property.ts'
import { partProperties } from './parts.ts'
import { pricingProperties } from './pricing.ts'
import { priorPriceProperties } from './prior-prices.ts'
import { refundProperties } from './refunds.ts'
import { replayProperties } from './replay.ts'
import { spendingProperties } from './spending.ts'
import { splittingProperties } from './splitting.ts'
import { tellingProperties } from './telling.ts'
import { undoingProperties } from './undoing.ts'

/** Every property, in two halves of about the same cost: a test file, and a core, for each. */
export const firstHalf: readonly Property[] = [...ledgerProperties, ...replayProperties, ...partProperties, ...refundProperties, ...splittingProperties, ...undoingProperties, ...limitProperties, ...mergeProperties, ...tellingProperties]
export const secondHalf: readonly Property[] = [...arrivalProperties, ...spendingProperties, ...lifetimeProperties, ...pricingProperties, ...priorPriceProperties, ...companyProperties, ...cartProperties.map((one) => seldom(1 / 4, one))]

/** What is proved of carts alone, each on all of them. */
export const ofCarts: readonly Property[] = [...pricingProperties, ...cartProperties]
