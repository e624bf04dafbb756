import { compareRatios, multiplyRatios, type Ratio } from '#engine/ratio'
import type { Program } from '#engine/program/program'
import { levelKeys } from './level-keys.ts'

const PERCENT: Ratio = [1, 100]

/** The best discount, as a share of the price, that each level gives on every order; levels without one are left out. */
export function standingDiscounts(program: Program): Map<string, Ratio> {
  const shares = new Map<string, Ratio>()
  for (const { key, track: id } of levelKeys(program)) {
    const level = program.tracks.find((track) => track.id === id)?.levels.find((each) => key === each.id || key === `${id}/${each.id}`)
    for (const benefit of level?.benefits ?? []) {
      const { kind, percent, on } = program.benefits[benefit] ?? {}
      if (kind !== 'discount' || !percent || on !== null) continue
      const share = multiplyRatios(percent, PERCENT)
      const best = shares.get(key)
      if (best === undefined || compareRatios(share, best) > 0) shares.set(key, share)
    }
  }
  return shares
}
