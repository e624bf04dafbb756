import type { Zone } from '#engine/calendar'
import type { ExpiryPolicy, Market, Program } from '#engine/program/program'
import { assert } from '#engine/assert'
import type { Head } from './state.ts'

/** The market of a member, or the program's default. */
export function marketOf(head: Pick<Head, 'market'>, program: Program, named?: string): Market {
  const market = program.markets[named ?? head.market ?? program.defaultMarket] ?? program.markets[program.defaultMarket]
  assert(market, 'the default market is one of the markets')
  return market
}

/** R16: the member's zone, then the market's, then the program's. */
export function zoneOf(head: Pick<Head, 'zone' | 'market'>, program: Program): Zone {
  return head.zone ?? marketOf(head, program).zone ?? program.zone
}

/** R59: the law of the member's province, then of the country, then the unit's own policy. */
export function expiryOf(head: Pick<Head, 'region'>, program: Program, unit: string): ExpiryPolicy {
  const policy = program.units[unit]?.expiry ?? { kind: 'never' }
  if (head.region === null || program.units[unit]?.kind === 'qualifying') return policy
  return program.regions[head.region] ?? program.regions[head.region.slice(0, 2)] ?? policy
}
