import { PERSONAL, type Field } from './fields.ts'

const HIDDEN = '•••'

/** What stands in a cell, with no more than its first letter where it may say who somebody is. */
export function maskCell(text: string, field: Field | null): string {
  if (text === '' || !PERSONAL.has(field)) return text
  return `${Array.from(text)[0] ?? ''}${HIDDEN}`
}
