import type { Say } from '#member/kit/text'
import type { Lot, Program } from './shapes.ts'

/** Points that share a fate: on their way until a day, or usable until a day. `day` null: until something else happens, or without end. */
export type Fate = { key: string; isPending: boolean; day: string | null; unit: string; points: number; lots: readonly Lot[] }

/** What is left of lots, by when it begins or ends: what can be used first, those that end first before others. */
export function fatesOf(lots: readonly Lot[]): Fate[] {
  const fates = new Map<string, Lot[]>()
  for (const lot of lots) if (lot.left > 0) fates.set(keyOf(lot), [...(fates.get(keyOf(lot)) ?? []), lot])
  return [...fates].map(([key, list]) => {
    const [first] = list as [Lot, ...Lot[]]
    return { key, isPending: first.isPending, day: dayOf(first), unit: first.unit, points: list.reduce((sum, { left }) => sum + left, 0), lots: list }
  }).sort((a, b) => Number(a.isPending) - Number(b.isPending) || (dayNumber(a.day) - dayNumber(b.day)))
}

/**
 * What lots of a unit have that can be used, the ones that end first before others, those of one origin and end as one: together they are the balance, but for what is owed. What is
 * kept for a checkout is not among it.
 */
export function usableOf(lots: readonly Lot[], unit: string): { key: string; lot: Lot; points: number }[] {
  const parts = new Map<string, { key: string; lot: Lot; points: number }>()
  for (const lot of lots.filter((one) => one.unit === unit && !one.isPending && one.left > one.held)) {
    const key = [lot.sourceId, lot.orderId, lot.rule, lot.expiresOn].join('\n')
    parts.set(key, { key, lot, points: (parts.get(key)?.points ?? 0) + lot.left - lot.held })
  }
  return [...parts.values()].sort((a, b) => dayNumber(a.lot.expiresOn) - dayNumber(b.lot.expiresOn))
}

/** What adds up to a balance: what the first `most` parts have, and "…" for the rest. Nothing where something is owed, as a balance is never shown below zero. */
export function termsOf(parts: readonly { points: number }[], { debt, most }: { debt: number; most: number }): (number | '…')[] {
  if (debt > 0) return []
  const first = parts.slice(0, most).map(({ points }) => points)
  return parts.length > most ? [...first, '…'] : first
}

/** Days in their order, what has none behind them. */
function dayNumber(day: string | null): number {
  return day === null ? Number.MAX_SAFE_INTEGER : Date.parse(day)
}

/** The day on which a lot begins, or its last: both in the zone whose midnights are the lot's. */
function dayOf({ isPending, activatesAt, expiresOn, zone }: Lot): string | null {
  if (!isPending) return expiresOn
  // Swedes write dates as the API does.
  return activatesAt === null ? null : new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone }).format(new Date(activatesAt))
}

function keyOf(lot: Lot): string {
  return `${lot.unit}|${lot.isPending}|${dayOf(lot)}`
}

/** The id of the event that made a lot, which stands in the lot's own name. */
export function eventOfLot(lot: string): string | null {
  return partOf(lot, 1)
}

/** The rule that made a lot, likewise. */
export function ruleOfLot(lot: string): string | null {
  return partOf(lot, 2)
}

function partOf(lot: string, place: number): string | null {
  const part = lot.split('|')[place] ?? ''
  return part === '' ? null : decodeURIComponent(part)
}

/** The merchant's name of a rule, where the guide tells it; what a streak paid goes by the rule whose streak it is. */
export function nameOfRule(program: Program | null, rule: string): string | null {
  const plain = rule.replace(/\/streak$/, '')
  return program?.earn.find(({ id }) => id === plain)?.name ?? null
}

/** Names that lots of no rule of the merchant have, and the reason by which their postings are told. */
const OURS: readonly (readonly [RegExp, string])[] = [[/^points\.adjusted$/, 'adjust'], [/^points\.received$/, 'receive'], [/^return\//, 'return'], [/^share\//, 'share'], [/^reward:/, 'reward']]

/** What made a lot, as the reader knows it: an order, a rule by its name, or a word of ours. */
export function nameOfLot(program: Program | null, { orderId, rule }: Pick<Lot, 'orderId' | 'rule'>, say: Say): string {
  return orderId === null ? nameOfRule(program, rule) ?? say(`reason.${reasonOfRule(rule)}`) : say('lot.of_order', { order: orderId })
}

/** What made a lot, in a word, where no rule of the merchant can be told. */
export function reasonOfRule(rule: string): string {
  return OURS.find(([name]) => name.test(rule))?.[1] ?? 'earn'
}
