import type { Market, Program } from '#engine/program/program'
import { shown } from '#engine/shape'
import { AppError } from '#server/platform/errors'

/** A market of the program, by the field `market` of a request. @throws AppError http.wrong_shape */
export function requireMarket({ markets }: Program, id: string): Market {
  const market = Object.hasOwn(markets, id) ? markets[id] : undefined
  if (market === undefined) throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'market', found: shown(id), wanted: `a market of the program: ${Object.keys(markets).join(', ')}` }] })
  return market
}
