import type { Draft } from '#engine/member/draft'
import { resolvedLevels } from '#engine/member/levels'
import { compareRatios, multiplyRatios, type Ratio } from '#engine/ratio'

/** What a member's levels give on prices and shipping in a market: of several the better. */
export type Benefits = { /** The part of retail prices that is off. */ part: Ratio | null; /** The value of goods from which shipping is free, in minor units; null: never. */ freeFromMinor: number | null }

/** R23: benefits of all levels that count resolve to the better one. */
export function benefitsOf({ head, program }: Draft, market: string): Benefits {
  const levels = resolvedLevels(head, program)
  const held = program.tracks.flatMap((track) => track.levels.filter(({ id }) => levels.includes(id))).flatMap(({ benefits }) => benefits)
  const all = held.map((id) => program.benefits[id]!).filter(({ on }) => on === null)
  const percents = all.flatMap(({ kind, percent }) => (kind === 'discount' && percent !== null ? [percent] : []))
  const from = all.flatMap(({ shipping }) => shipping?.freeFromMinor[market] ?? [])
  const best = percents.reduce<Ratio | null>((so, percent) => (so === null || compareRatios(percent, so) > 0 ? percent : so), null)
  return {
    part: best && multiplyRatios(best, [1, 100]),
    freeFromMinor: from.length === 0 ? null : Math.min(...from),
  }
}
