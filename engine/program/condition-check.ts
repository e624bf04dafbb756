import { EvaluationError, ParseError, TypeError as CelTypeError, type ASTNode } from '@marcbachmann/cel-js'
import type { Vocabulary } from './conditions.ts'
import { nearest } from './near.ts'
import type { Words } from './problem.ts'

/** What is wrong with a condition, or `reads`: the fields it reads, such as member.level. */
export type ConditionReading = { mistakes: readonly ConditionMistake[]; reads: ReadonlySet<string> }
export type ConditionMistake = { code: string; words: Words }

/** The ids that a text in a condition may be, by the field it is compared with; an absent kind is not looked at. */
export type KnownIds = { market?: ReadonlySet<string>; level?: ReadonlySet<string> }

/**
 * The part of CEL that cannot fail once its types are right and that a query could answer as well: no pattern matching, whose
 * time has no bound, no conversion, no index, no division by what may be 0.
 */
const FUNCTIONS = ['size', 'has', 'double']
const METHODS = ['contains', 'startsWith', 'endsWith', 'lowerAscii', 'upperAscii', 'trim', 'size']
const MACROS = ['exists', 'all', 'exists_one', 'filter', 'map']
const CALLABLE = [...new Set([...FUNCTIONS, ...METHODS, ...MACROS])]

const ID_FIELDS: Readonly<Record<string, keyof KnownIds>> = {
  'order.market': 'market', 'member.market': 'market', 'member.level': 'level', 'member.levels': 'level', 'event.level': 'level',
}

/** Every misspelt name of a condition, and whatever else the language refuses; offsets count characters from its start. */
export function readCondition(text: string, vocabulary: Vocabulary, known: KnownIds = {}): ConditionReading {
  const reads = new Set<string>()
  const mistakes: ConditionMistake[] = []
  try {
    const run = vocabulary.environment.parse(text)
    visit(run.ast, new Set(), { text, vocabulary, known, reads, mistakes })
    if (mistakes.length > 0) return { mistakes, reads }
    const { valid, type, error } = run.check()
    if (!valid) mistakes.push(typeMistake(error, text))
    else if (type !== 'bool') mistakes.push({ code: 'condition_not_bool', words: { found: piece(text), values: { type: type ?? 'dyn' } } })
  } catch (error) {
    if (!(error instanceof ParseError || error instanceof CelTypeError || error instanceof EvaluationError)) throw error
    mistakes.push(syntaxMistake(error, text))
  }
  return { mistakes, reads }
}

/** The answer of a condition that reads nothing; null for any other. */
export function constantAnswer(text: string, vocabulary: Vocabulary): boolean | null {
  const { mistakes, reads } = readCondition(text, vocabulary)
  return mistakes.length > 0 || reads.size > 0 ? null : vocabulary.environment.parse(text)({}) === true
}

type Visit = { text: string; vocabulary: Vocabulary; known: KnownIds; reads: Set<string>; mistakes: ConditionMistake[] }
type Bound = ReadonlySet<string>

function visit(node: ASTNode, bound: Bound, at: Visit): void {
  switch (node.op) {
    case 'value': return
    case 'id': return visitName(node, bound, at)
    case '.': return visitField(node, bound, at)
    case 'call': return visitCall(node, bound, at)
    case 'rcall': return visitMethod(node, bound, at)
    case 'list': return node.args.forEach((item) => visit(item, bound, at))
    case '!_': case '-_': return visit(node.args, bound, at)
    case '/': case '%': return visitDivision(node, bound, at)
    case '[]': case '[?]': case '.?': case 'map': return refuse(node, at)
    default:
      if (node.op === '==' || node.op === '!=' || node.op === 'in') checkIds(node, at)
      for (const part of node.args) visit(part, bound, at)
  }
}

function visitName(node: ASTNode & { op: 'id' }, bound: Bound, at: Visit): void {
  if (bound.has(node.args)) return
  const { variables } = at.vocabulary
  const fields = Object.hasOwn(variables, node.args) ? variables[node.args] : undefined
  if (!fields) return unknownName(node, at)
  mistake(node, at, { code: 'condition_whole', wish: 'condition_fields', values: { name: node.args, names: Object.keys(fields).join(', ') } })
}

function unknownName(node: ASTNode & { op: 'id' }, at: Visit): void {
  const names = Object.keys(at.vocabulary.variables)
  mistake(node, at, { code: 'condition_unknown_name', wish: 'condition_names', values: { names: names.join(', '), near: nearest(node.args, names) ?? '' } })
}

function visitField(node: ASTNode & { op: '.' }, bound: Bound, at: Visit): void {
  const [owner, field] = node.args
  if (owner.op !== 'id') return refuse(node, at)
  if (bound.has(owner.args)) return
  const { variables } = at.vocabulary
  const fields = Object.hasOwn(variables, owner.args) ? variables[owner.args]! : undefined
  if (!fields) return unknownName(owner, at)
  at.reads.add(`${owner.args}.${field}`)
  if (Object.hasOwn(fields, field)) return
  const names = Object.keys(fields)
  const values = { name: owner.args, names: names.join(', '), near: nearest(field, names) ?? '' }
  // An event's own fields are declared in the document.
  const wish = owner.args === 'event' ? 'condition_event_fields' : 'condition_fields'
  at.mistakes.push({ code: 'condition_unknown_field', words: { wish, found: field, offset: node.end - field.length, values } })
}

function visitCall(node: ASTNode & { op: 'call' }, bound: Bound, at: Visit): void {
  const [name, args] = node.args
  if (!FUNCTIONS.includes(name) || (name === 'double' && !isNumber(args[0], at))) return refuse(node, at, name)
  for (const arg of args) visit(arg, bound, at)
}

/** Whether a conversion to a double cannot fail: of a number that is written, or of a field that is one. */
function isNumber(node: ASTNode | undefined, { vocabulary }: Visit): boolean {
  if (node?.op === 'value') return typeof node.args !== 'string'
  if (node?.op !== '.' || node.args[0].op !== 'id') return false
  const type = vocabulary.variables[node.args[0].args]?.[node.args[1]]
  return type === 'int' || type === 'double'
}

function visitMethod(node: ASTNode & { op: 'rcall' }, bound: Bound, at: Visit): void {
  const [name, receiver, args] = node.args
  if (!METHODS.includes(name) && !MACROS.includes(name)) return refuse(node, at, name)
  visit(receiver, bound, at)
  const [first] = args
  const isMacro = MACROS.includes(name) && first?.op === 'id'
  const inside = isMacro ? new Set([...bound, first.args]) : bound
  for (const arg of isMacro ? args.slice(1) : args) visit(arg, inside, at)
}

function visitDivision(node: ASTNode & { op: '/' | '%' }, bound: Bound, at: Visit): void {
  const [left, right] = node.args
  visit(left, bound, at)
  if (right.op === 'value' && Number(right.args) !== 0) return
  mistake(node, at, { code: 'condition_division' })
}

/** A market or a level that is compared with a text must be one of the program's. */
function checkIds(node: ASTNode & { op: '==' | '!=' | 'in' }, at: Visit): void {
  const [left, right] = node.args
  for (const [field, other] of [[left, right], [right, left]] as const) {
    if (field.op !== '.' || field.args[0].op !== 'id') continue
    const kind = ID_FIELDS[`${field.args[0].args}.${field.args[1]}`]
    const ids = kind === undefined ? undefined : at.known[kind]
    if (!ids) continue
    for (const text of other.op === 'list' ? other.args : [other]) {
      // '' is what a member without a level has.
      if (text.op !== 'value' || typeof text.args !== 'string' || text.args === '' || ids.has(text.args)) continue
      mistake(text, at, { code: `condition_unknown_${kind}`, wish: 'ids', values: { ids: [...ids].join(', '), near: nearest(text.args, ids) ?? '' } })
    }
  }
}

function refuse(node: ASTNode, at: Visit, name?: string): void {
  const code = name === undefined ? 'condition_form' : 'condition_function'
  mistake(node, at, { code, wish: code, values: { names: CALLABLE.join(', '), near: (name && nearest(name, CALLABLE)) ?? '' } })
}

function mistake(node: ASTNode, at: Visit, { code, wish, values }: { code: string; wish?: string; values?: Words['values'] }): void {
  const words: Words = { found: piece(at.text, node.start, node.end), offset: node.start }
  if (wish !== undefined) words.wish = wish
  if (values !== undefined) words.values = values
  at.mistakes.push({ code, words })
}

/** What people write who know another language: one =, and, or, not. */
function syntaxMistake(error: ParseError | CelTypeError | EvaluationError, text: string): ConditionMistake {
  const { start = 0, end = text.length } = error.range ?? {}
  const isWord = /\b(and|or|not)\b/i.test(text.slice(Math.max(0, start - 4), end + 4))
  const isEquals = text[start] === '=' && text[start + 1] !== '='
  if (error.code === 'limit_exceeded') return { code: 'condition_too_long', words: { found: piece(text) } }
  const wish = isEquals ? 'condition_equals' : isWord ? 'condition_words' : 'condition'
  return { code: 'condition_syntax', words: { wish, found: piece(text, start, Math.max(end, start + 1)) || piece(text), offset: start } }
}

function typeMistake(error: ParseError | CelTypeError | undefined, text: string): ConditionMistake {
  const { start = 0, end = text.length } = error?.range ?? {}
  const words = { found: piece(text, start, end), offset: start }
  const [, left, operator, right] = /^no such overload: (\S+) (\S+) (\S+)$/.exec(error?.summary ?? '') ?? []
  if (left === undefined) return { code: 'condition_types', words: { ...words, wish: 'condition' } }
  const wish = [left, right].sort().join() === 'double,int' ? 'condition_decimal' : 'condition_operator'
  return { code: 'condition_operator', words: { ...words, wish, values: { left, operator: operator!, right: right! } } }
}

function piece(text: string, start = 0, end = text.length): string {
  const cut = text.slice(start, end).trim()
  return cut.length > 60 ? `${cut.slice(0, 59)}…` : cut
}
