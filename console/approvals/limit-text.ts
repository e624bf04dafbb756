import type { Units } from '#console/words/use-units.ts'

/** A limit as it counts for each unit, "5,000 points or $50.00 store credit": the number is compared with points as they are, and with money in its smallest unit. */
export function limitText(points: number, { all, main, told }: Pick<Units, 'all' | 'main' | 'told'>, language: string): string {
  return new Intl.ListFormat(language, { type: 'disjunction' }).format((all.length === 0 ? [main] : all).map((unit) => told(unit, points)))
}
