import { nameIn } from '#engine/text'
import type { Path } from '#engine/program/problem'
import type { Named } from './field.ts'
import { isTree, valueAt } from './plain.ts'

export type Choice = { value: string; label: string }

/** The ids of a kind that a document has, with their names in a language. */
export function choicesOf(document: unknown, kind: Named, language: Parameters<typeof nameIn>[1]): Choice[] {
  return namedIn(document, kind).map(([id, entry]) => {
    const name = isTree(entry) ? (entry as { name?: unknown }).name : undefined
    return { value: id, label: typeof name === 'string' || isTree(name) ? nameIn(name as string | Record<string, string>, language) || id : id }
  })
}

function namedIn(document: unknown, kind: Named): [string, unknown][] {
  const at = (path: Path): unknown => valueAt(document, path)
  switch (kind) {
    case 'unit': return at(['units']) === undefined ? [['points', undefined]] : entriesOf(at(['units']))
    case 'market': return entriesOf(at(['markets']))
    case 'level': return listOf(at(['tiers'])).flatMap((track) => named(valueAt(track, ['levels'])))
    case 'benefit': return [...entriesOf(at(['benefits'])), ...named(at(['entitlements']))]
    case 'discount': return named(at(['discounts']))
    case 'coupon': return named(listOf(at(['discounts'])).filter((each) => valueAt(each, ['kind']) === 'coupon'))
    case 'entitlement': return named(at(['entitlements']))
  }
}

function entriesOf(value: unknown): [string, unknown][] {
  return isTree(value) && !Array.isArray(value) ? Object.entries(value) : []
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function named(value: unknown): [string, unknown][] {
  const seen = new Set<string>()
  return listOf(value).flatMap((entry): [string, unknown][] => {
    const id = valueAt(entry, ['id'])
    if (typeof id !== 'string' || seen.has(id)) return []
    seen.add(id)
    return [[id, entry]]
  })
}
