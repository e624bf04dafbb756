import type { Path } from '#engine/program/problem'
import { isTree } from './plain.ts'

/** What a level can ask for, one thing at a time. */
export const LEAVES = ['spend', 'orders', 'points', 'event', 'member_age', 'tag', 'company_volume'] as const
export type LeafKind = (typeof LEAVES)[number]

/** What each may say besides. */
const BESIDES: Readonly<Record<LeafKind, readonly string[]>> = {
  spend: ['window'], orders: ['window'], points: ['unit', 'window'], event: ['count', 'window'], member_age: [], tag: [], company_volume: ['window'],
}

/** One thing asked, with its place; its kind is null where it is no single thing (a tree within the tree, or a word that is not known), and shown as text. */
export type Asked = { path: Path; kind: LeafKind | null }
export type CriteriaForm = { how: 'all' | 'any'; isGroup: boolean; asked: readonly Asked[] }

/** The criteria at a place as a list of things asked; null where a form cannot show it. */
export function readCriteria(value: unknown, path: Path): CriteriaForm | null {
  if (!isTree(value) || Array.isArray(value)) return null
  const keys = Object.keys(value)
  const how = keys[0]
  if (keys.length === 1 && (how === 'all' || how === 'any')) {
    const parts: unknown = (value as Record<string, unknown>)[how]
    return Array.isArray(parts) && parts.length > 0 ? { how, isGroup: true, asked: parts.map((part: unknown, index) => ({ path: [...path, how, index], kind: kindOf(part) })) } : null
  }
  const kind = kindOf(value)
  return kind === null ? null : { how: 'all', isGroup: false, asked: [{ path, kind }] }
}

function kindOf(value: unknown): LeafKind | null {
  if (!isTree(value) || Array.isArray(value)) return null
  const keys = Object.keys(value)
  const kinds = LEAVES.filter((kind) => keys.includes(kind))
  const [kind] = kinds
  return kind !== undefined && kinds.length === 1 && keys.every((key) => key === kind || BESIDES[kind].includes(key)) ? kind : null
}

/** A thing asked with which one can begin. */
export function newLeaf(kind: LeafKind, mainUnit: string): Record<string, unknown> {
  const window = { rolling: { days: 365 } }
  switch (kind) {
    case 'spend': return { spend: '500', window }
    case 'orders': return { orders: 3, window }
    case 'points': return { points: 1000, unit: mainUnit, window }
    case 'event': return { event: 'reviewed', count: 1 }
    case 'member_age': return { member_age: { months: 6 } }
    case 'tag': return { tag: 'vip' }
    case 'company_volume': return { company_volume: '10000', window }
  }
}
