import type { Desk } from './desk.ts'
import type { Leaf, Level, Program, TrackAhead } from './shapes.ts'

/** What one condition of a level asks for, in numbers that can be read: amounts are money of the base currency, or so many. */
export function amountOf({ say, format }: Pick<Desk, 'say' | 'format'>, what: string, { amount, currency }: { amount: number; currency: string }): string {
  if (what === 'spend' || what === 'company_volume') return format.money(amount, currency)
  if (what === 'orders') return say('need.orders', { n: amount })
  if (what === 'points') return format.points(amount)
  return format.number(amount)
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

/** Of several conditions the one that is nearest to its end. */
export function nearest(needs: readonly Leaf[]): Leaf | undefined {
  return [...tellable(needs)].sort((a, b) => shareOf(b) - shareOf(a))[0]
}

/** A level of the guide, and its place in the ladder; below the first, -1. */
export function levelOf(program: Program, track: string, id: string | null): { level: Level | null; place: number } {
  const levels = program.tracks.find((one) => one.id === track)?.levels ?? []
  const place = levels.findIndex((one) => one.id === id)
  return { level: levels[place] ?? null, place }
}

/** What keeps a level that is at risk: what is still missing of it; null where nothing is told. */
export function keepMissing({ keep }: TrackAhead): Leaf | null {
  return [...tellable(keep)].filter(({ missing }) => missing > 0).sort((a, b) => shareOf(b) - shareOf(a))[0] ?? null
}
