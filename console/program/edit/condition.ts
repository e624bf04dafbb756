import { serialize, type ASTNode } from '@marcbachmann/cel-js'
import type { Vocabulary } from '#engine/program/conditions'

/** One thing that a condition asks of a field: a number compared, a word, one of several words, a list that has a word, a truth. */
export type Row =
  | { field: string; is: NumberTest | WordTest; value: string }
  | { field: string; is: ListTest; value: string }
  | { field: string; is: ChoiceTest; value: readonly string[] }
  | { field: string; is: TruthTest }
export type NumberTest = '==' | '!=' | '>=' | '>' | '<=' | '<'
export type WordTest = '==' | '!='
export type ChoiceTest = 'in' | 'not_in'
export type ListTest = 'has' | 'has_not'
export type TruthTest = 'yes' | 'no'

/** A condition as a form holds it: rows of which all, or one at least, must be so. */
export type Rows = { how: 'all' | 'any'; rows: readonly Row[] }

/** Which tests a field of a type has. */
export const TESTS: Readonly<Record<string, readonly Row['is'][]>> = {
  string: ['==', '!=', 'in', 'not_in'], int: ['>=', '>', '<=', '<', '==', '!='], double: ['>=', '>', '<=', '<', '==', '!='], bool: ['yes', 'no'], 'list<string>': ['has', 'has_not'],
}

const JOINTS = { all: '&&', any: '||' } as const
const NUMBER = /^-?\d+(\.\d+)?$/

/** The rows of a condition; null where rows cannot hold it exactly, and it must stay the text that it is. */
export function readCondition(text: string, vocabulary: Vocabulary): Rows | null {
  // A remark within would be lost.
  if (text.includes('//')) return null
  const tree = parsed(text, vocabulary)
  if (tree === null) return null
  const how = tree.op === '||' ? 'any' : 'all'
  const parts = partsOf(tree, JOINTS[how])
  const rows = parts.map((part) => rowOf(part, text, vocabulary))
  if (!rows.every((row) => row !== null)) return null
  const again = parsed(writeCondition({ how, rows }, vocabulary), vocabulary)
  const isSame = again !== null && meaning(partsOf(again, JOINTS[how])) === meaning(parts)
  return isSame ? { how, rows } : null
}

/** The condition that rows stand for. */
export function writeCondition({ how, rows }: Rows, vocabulary: Vocabulary): string {
  return rows.map((row) => rowText(row, vocabulary)).join(` ${JOINTS[how]} `)
}

/** The type of a field such as order.total; undefined for none that there is. */
export function typeOf(field: string, { variables }: Vocabulary): string | undefined {
  const [owner = '', name = ''] = field.split('.')
  return Object.hasOwn(variables, owner) && Object.hasOwn(variables[owner]!, name) ? variables[owner]![name] : undefined
}

function parsed(text: string, { environment }: Vocabulary): ASTNode | null {
  try {
    return environment.parse(text).ast
  } catch {
    return null
  }
}

function meaning(parts: readonly ASTNode[]): string {
  return parts.map((part) => serialize(part)).join('\n')
}

function partsOf(node: ASTNode, joint: '&&' | '||'): ASTNode[] {
  return node.op === joint ? node.args.flatMap((part) => partsOf(part, joint)) : [node]
}

function rowOf(node: ASTNode, text: string, vocabulary: Vocabulary): Row | null {
  const field = fieldOf(node)
  if (field !== null) return typeOf(field, vocabulary) === 'bool' ? { field, is: 'yes' } : null
  if (node.op === '!_') return negatedOf(node.args, text, vocabulary)
  if (node.op === 'in') return memberOf(node.args, vocabulary)
  if (node.op !== '==' && node.op !== '!=' && node.op !== '>=' && node.op !== '>' && node.op !== '<=' && node.op !== '<') return null
  const [left, right] = node.args
  const asked = fieldOf(left)
  const type = asked === null ? undefined : typeOf(asked, vocabulary)
  if (asked === null || type === undefined) return null
  if (type === 'string' && (node.op === '==' || node.op === '!=')) return wordOf(right) === null ? null : { field: asked, is: node.op, value: wordOf(right)! }
  const number = text.slice(right.start, right.end).trim()
  return (type === 'int' || type === 'double') && NUMBER.test(number) ? { field: asked, is: node.op, value: number } : null
}

function negatedOf(node: ASTNode, text: string, vocabulary: Vocabulary): Row | null {
  const row = node.op === '!_' ? null : rowOf(node, text, vocabulary)
  if (row?.is === 'yes') return { field: row.field, is: 'no' }
  if (row?.is === 'in') return { field: row.field, is: 'not_in', value: row.value }
  return row?.is === 'has' ? { field: row.field, is: 'has_not', value: row.value } : null
}

/** `order.market in ["us"]`, or `"book" in order.tags`. */
function memberOf([left, right]: [ASTNode, ASTNode], vocabulary: Vocabulary): Row | null {
  const [word, list] = [wordOf(left), fieldOf(right)]
  if (word !== null && list !== null && typeOf(list, vocabulary) === 'list<string>') return { field: list, is: 'has', value: word }
  const field = fieldOf(left)
  if (field === null || typeOf(field, vocabulary) !== 'string' || right.op !== 'list' || right.args.length === 0) return null
  const words = right.args.map(wordOf)
  return words.every((each) => each !== null) ? { field, is: 'in', value: words } : null
}

function fieldOf(node: ASTNode): string | null {
  return node.op === '.' && node.args[0].op === 'id' ? `${node.args[0].args}.${node.args[1]}` : null
}

function wordOf(node: ASTNode): string | null {
  return node.op === 'value' && typeof node.args === 'string' ? node.args : null
}

function rowText(row: Row, vocabulary: Vocabulary): string {
  const { field } = row
  switch (row.is) {
    case 'yes': return field
    case 'no': return `!${field}`
    case 'has': return `${JSON.stringify(row.value)} in ${field}`
    case 'has_not': return `!(${JSON.stringify(row.value)} in ${field})`
    case 'in': return `${field} in [${row.value.map((word) => JSON.stringify(word)).join(', ')}]`
    case 'not_in': return `!(${field} in [${row.value.map((word) => JSON.stringify(word)).join(', ')}])`
    default: return `${field} ${row.is} ${typeOf(field, vocabulary) === 'string' ? JSON.stringify(row.value) : row.value}`
  }
}
