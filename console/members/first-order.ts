import { readCondition } from '#console/program/edit/condition.ts'
import { vocabularyBy, vocabularyKey } from '#console/program/edit/vocabulary.ts'

/** Whether a discount's condition asks for a first order, whatever else it asks for: whoever has ordered already cannot use it. */
export function isForFirstOrder(when: string | undefined): boolean {
  if (when === undefined) return false
  const read = readCondition(when, vocabularyBy(vocabularyKey({}, ['discounts', 0, 'when'])))
  return read !== null && (read.how === 'all' || read.rows.length === 1) && read.rows.some(({ field, is }) => field === 'order.is_first' && is === 'yes')
}
