import type { Path, Step } from '#engine/program/problem'
import { idsOf } from './fresh.ts'
import { isTree, valueAt } from './plain.ts'

/** The parts of the form, as tabs. */
export const SECTIONS = ['basics', 'markets', 'earn', 'tiers', 'benefits', 'rewards', 'discounts', 'terms'] as const
export type Section = (typeof SECTIONS)[number]

/** In which part each key of a document is filled in. */
const HOMES: Readonly<Record<string, Section>> = {
  markets: 'markets', earn: 'earn', events: 'earn', tiers: 'tiers', level: 'tiers', benefits: 'benefits', entitlements: 'benefits', rewards: 'rewards',
  discounts: 'discounts', prices: 'discounts', margin: 'discounts', units: 'terms', pending: 'terms', expiry: 'terms', regions: 'terms', refund: 'terms', companies: 'terms', limits: 'terms',
}

/** The keys of the document that a part shows. */
export function keysOf(section: Section): string[] {
  return Object.keys(HOMES).filter((key) => HOMES[key] === section)
}

export function sectionOf(path: Path): Section {
  return HOMES[String(path[0])] ?? 'basics'
}

/** A place in an address, with the ids of entries instead of their numbers, so that it still leads there when they are moved: `earn.purchase`. */
export function partText(value: unknown, path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? idOf(value, path.slice(0, index + 1)) ?? String(step) : step)).join('.')
}

/** The place that an address names; as far as it is there. A part of the program that is not written yet is one too. */
export function partPath(value: unknown, text: string): Path {
  if (Object.hasOwn(HOMES, text)) return [text]
  const path: Step[] = []
  let at = value
  for (const word of text.split('.')) {
    const step: Step = Array.isArray(at) ? placeIn(at, word) : word
    if (valueAt(at, [step]) === undefined) return path
    path.push(step)
    at = valueAt(at, [step])
  }
  return path
}

/** `earn[0].when` as the check writes it, as a path; what it cannot be is left out. */
export function pathOf(text: string): Path {
  return [...text.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(([, index, quoted, word]) => (index !== undefined ? Number(index) : quoted !== undefined ? JSON.parse(`"${quoted}"`) as string : word as string))
}

function placeIn(list: readonly unknown[], word: string): number {
  const index = list.findIndex((entry) => isTree(entry) && (entry as { id?: unknown }).id === word)
  return index >= 0 ? index : /^\d+$/.test(word) ? Number(word) : -1
}

/** The id of an entry, where no other has it too. */
function idOf(value: unknown, path: Path): string | undefined {
  const id = valueAt(value, [...path, 'id'])
  return typeof id === 'string' && idsOf(valueAt(value, path.slice(0, -1))).filter((each) => each === id).length === 1 && !id.includes('.') ? id : undefined
}
