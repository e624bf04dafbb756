import { readCondition, typeOf, type Row } from './condition.ts'
import { vocabularyBy } from './vocabulary.ts'

/** How a condition is told: texts of the console, what the program calls its markets and levels, and amounts of its base currency. */
export type ConditionWords = { say: (key: string, values?: Readonly<Record<string, unknown>>) => string; has: (key: string) => boolean; nameOf: (kind: 'market' | 'level', id: string) => string; base: (amount: string) => string }

/** Fields that are money of the base currency. */
const BASE_MONEY = new Set(['member.spend', 'order.base_total'])

/** A condition as a sentence by the rows in which the form holds it: "Order market is not Wholesale"; where rows cannot hold it, its text as it is written. */
export function conditionText(text: string, vocabulary: string, words: ConditionWords): string {
  const known = vocabularyBy(vocabulary)
  const read = readCondition(text, known)
  const told = read === null ? text.trim() : read.rows.map((row) => rowText(row, typeOf(row.field, known) ?? 'string', words)).join(words.say(`form.told.${read.how}`))
  return words.say('form.told.condition', { told })
}

function rowText(row: Row, type: string, words: ConditionWords): string {
  const { say, has } = words
  const [owner = '', name = ''] = row.field.split('.')
  const field = has(`form.cel.${row.field}`) ? say(`form.cel.${row.field}`) : `${say(`form.cel_owner.${owner}`)}: ${name}`
  if (!('value' in row)) return say(`form.told.truth.${row.is}`, { field })
  const isNumber = type === 'int' || type === 'double'
  const value = [row.value].flat().map((one) => (isNumber ? (BASE_MONEY.has(row.field) ? words.base(one) : one) : wordText(row.field, one, words))).join(say('form.told.comma'))
  return say('form.told.row', { field, test: say(`form.test.${isNumber ? 'number' : 'word'}.${row.is}`), value })
}

function wordText(field: string, word: string, { say, nameOf }: ConditionWords): string {
  if (field.endsWith('.market')) return nameOf('market', word)
  if (!/\.levels?$/.test(field)) return word
  return word === '' ? say('level.none') : nameOf('level', word)
}
