import { vocabularyOf, type Vocabulary } from '#engine/program/conditions'
import { REDEEMED, type EventFields } from '#engine/program/events'
import type { Path } from '#engine/program/problem'
import { isTree, valueAt } from './plain.ts'

/** What of a document says which words a condition at a place may read: the same text for the same words. */
export function vocabularyKey(document: unknown, path: Path): string {
  const rule = path[0] === 'earn' ? valueAt(document, path.slice(0, 2)) : undefined
  const on = path[0] === 'rewards' ? REDEEMED : valueAt(rule, ['on'])
  const every = valueAt(rule, ['every'])
  const event = typeof on === 'string' ? on : 'order.paid'
  return JSON.stringify({ event, isNth: path.includes('multipliers') && typeof every === 'number' && every > 1, declared: valueAt(document, ['events', event]) ?? {} })
}

/** What a condition may read by such a key: by the event of its rule, or by what prices and rewards see. */
export function vocabularyBy(key: string): Vocabulary {
  const { event, isNth, declared } = JSON.parse(key) as { event: string; isNth: boolean; declared: unknown }
  try {
    return vocabularyOf(event, isTree(declared) ? { [event]: declared as EventFields } : {}, isNth)
  } catch {
    // What is declared of the event is no list of fields yet.
    return vocabularyOf(event, {}, isNth)
  }
}
