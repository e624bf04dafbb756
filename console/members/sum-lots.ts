import type { Lot, Totals } from '#sdk/index'

/** So much of a credit can be used now: nothing of what is pending, nor of what is reserved. */
export function freeOf({ isPending, left, held }: Pick<Lot, 'isPending' | 'left' | 'held'>): number {
  return isPending ? 0 : left - held
}

/** What a sum of free credits ends with: what can be used, which is the balance; below zero, where nothing can, the balance itself (R2). */
export function endOf({ active, debt }: Pick<Totals, 'active' | 'debt'>): { word: 'balance.available' | 'why.sum_balance'; points: number } {
  return { word: active < debt ? 'why.sum_balance' : 'balance.available', points: active - debt }
}
