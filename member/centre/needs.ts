import { unitOf } from '#member/kit/unit'
import type { NearestWay } from '#member/kit/shapes'
import type { Desk } from './desk.ts'
import type { Leaf, Level, Program } from './shapes.ts'

/** What one condition of a level asks for, in numbers that can be read: amounts are money of the base currency, points those of their unit, or so many. */
export function amountOf({ say, format }: Pick<Desk, 'say' | 'format'>, what: string, { amount, program }: { amount: number; program: Program }): string {
  if (what === 'spend' || what === 'company_volume') return format.money(amount, program.currency)
  if (what === 'orders') return say('need.orders', { n: amount })
  if (what.startsWith(POINTS)) return format.unit(amount, unitOf(program, what.slice(POINTS.length)))
  return format.number(amount)
}

const POINTS = 'points:'

/** What sort of thing a condition asks for, as texts choose by it. */
export function sortOf(what: string): string {
  return what.startsWith(POINTS) ? 'points' : ['spend', 'company_volume', 'orders'].includes(what) ? what : 'other'
}

/** The share of a condition that is met, 0 to 1. */
export function shareOf({ have, need }: Pick<Leaf, 'have' | 'need'>): number {
  return need <= 0 ? 1 : Math.min(1, Math.max(0, have / need))
}

/** Conditions worth telling: what a company would have to buy is left out for whoever buys for none. */
export function tellable(needs: readonly Leaf[]): readonly Leaf[] {
  const own = needs.filter(({ what, have }) => what !== 'company_volume' || have > 0)
  return own.length === 0 ? needs : own
}

/** The conditions that are nearest to their end and together enough. */
export function nearestOf(needs: readonly Leaf[], { needs: places }: NearestWay): readonly Leaf[] {
  return places.flatMap((place) => needs[place] ?? [])
}

/** A level of the guide, and its place in the ladder; below the first, -1. */
export function levelOf(program: Program, track: string, id: string | null): { level: Level | null; place: number } {
  const levels = program.tracks.find((one) => one.id === track)?.levels ?? []
  const place = levels.findIndex((one) => one.id === id)
  return { level: levels[place] ?? null, place }
}
