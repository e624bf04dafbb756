import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair, type YAMLError } from 'yaml'
import type { Finding, Notes, Step } from './problem.ts'

/** A program as it was written: the value, and where each of its places stands in the text. */
export type Source = {
  /** undefined where nothing can be read. */
  value: unknown
  /** Line and column (from 1) of a place, or of the nearest one around it that is there; null without a text. */
  locate: (place: Place) => { line: number; column: number } | null
}

export type Place = Pick<Finding, 'path' | 'isKey' | 'offset' | 'spot'>

/** A program of a thousand rules has 200,000 characters. */
const LONGEST_SOURCE = 2_000_000
/** A document that is broken in more places is broken in one: the rest are its echoes. */
const MOST_SYNTAX_MISTAKES = 20
const MOST_ALIASES = 100

/** Codes of the parser that have a text of their own; any other is `yaml_syntax`. */
const YAML_CODES: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  DUPLICATE_KEY: 'duplicate_key',
  MULTIPLE_DOCS: 'yaml_two_documents',
  BAD_INDENT: 'yaml_indent',
  BLOCK_AS_IMPLICIT_KEY: 'yaml_colon',
  MULTILINE_IMPLICIT_KEY: 'yaml_colon',
  MISSING_CHAR: 'yaml_unclosed',
  BAD_SCALAR_START: 'yaml_quotes',
  NON_STRING_KEY: 'yaml_key',
  RESOURCE_EXHAUSTION: 'too_deep',
  TAG_RESOLVE_FAILED: 'yaml_tag',
}

/** Reads YAML or JSON text, or takes a value as JSON would hold it; what cannot be read is noted. */
export function readSource(source: unknown, notes: Notes): Source {
  return typeof source === 'string' ? readText(source, notes) : readValue(source, notes)
}

function readValue(source: unknown, notes: Notes): Source {
  const locate = () => null
  try {
    // Through JSON and back: without cycles, dates, functions and holes.
    return { value: JSON.parse(JSON.stringify(source) ?? 'null'), locate }
  } catch {
    notes.mistake([], 'not_json', { wish: 'program' })
    return { value: undefined, locate }
  }
}

function readText(text: string, notes: Notes): Source {
  if (text.length > LONGEST_SOURCE) {
    notes.mistake([], 'source_too_long', { values: { length: text.length, most: LONGEST_SOURCE } })
    return { value: undefined, locate: () => ({ line: 1, column: 1 }) }
  }
  const body = text.replace(/^\ufeff/, '')
  const lines = new LineCounter()
  const document = parseDocument(body, { lineCounter: lines, prettyErrors: false, stringKeys: true, logLevel: 'error' })
  const isReadable = noteSyntax({ document, body, lines }, notes)
  const locate = (place: Place) => {
    const { line, col } = lines.linePos(place.spot ?? offsetOf(document, body, place))
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  return { value: isReadable ? valueOf(document, notes) : undefined, locate }
}

type Reading = { document: Document.Parsed; body: string; lines: LineCounter }

/** Notes what is wrong with the text as YAML; false where its tree cannot be trusted. */
function noteSyntax({ document, body, lines }: Reading, notes: Notes): boolean {
  const tabs = document.errors.filter(({ code }) => code === 'TAB_AS_INDENT').map(({ pos }) => pos[0])
  if (tabs.length > 0) return noteTabs(body, tabs, notes)
  const seen = new Set<string>()
  for (const error of [...document.errors, ...document.warnings]) {
    const code = YAML_CODES[error.code] ?? 'yaml_syntax'
    const spot = error.pos[0]
    const { line } = lines.linePos(spot)
    if (seen.size >= MOST_SYNTAX_MISTAKES || seen.has(`${code} ${line}`)) continue
    seen.add(`${code} ${line}`)
    const path = code === 'duplicate_key' ? pathTo(document.contents, spot) : undefined
    notes.mistake(path ?? [], code, { found: path ? String(path.at(-1)) : lineAt(body, spot), spot })
  }
  return document.errors.every((error) => error.code === 'DUPLICATE_KEY') && document.warnings.length === 0
}

/** A tab upsets all that follows it, so nothing but tabs is told: those that the parser met, and those that begin a line. */
function noteTabs(body: string, met: readonly number[], notes: Notes): false {
  const spots = new Set([...met, ...[...body.matchAll(/^ *\t/gm)].map(({ index, 0: indent }) => index + indent.length - 1)])
  for (const spot of [...spots].sort((a, b) => a - b).slice(0, MOST_SYNTAX_MISTAKES)) notes.mistake([], 'yaml_tab', { spot })
  return false
}

/** The way to the key that starts at this offset. */
function pathTo(node: unknown, offset: number): Step[] | undefined {
  const children: [Step, unknown, boolean][] = isMap<Node, Node | null>(node)
    ? node.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : '', value, key.range?.[0] === offset])
    : isSeq(node) ? node.items.map((item, index) => [index, item, false]) : []
  for (const [step, child, isHere] of children) {
    if (isHere) return [step]
    const rest = pathTo(child, offset)
    if (rest) return [step, ...rest]
  }
  return undefined
}

function valueOf(document: Document.Parsed, notes: Notes): unknown {
  try {
    // Through JSON and back: an alias can make a value that holds itself.
    return JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: MOST_ALIASES })) ?? 'null') as unknown
  } catch {
    // An alias that names nothing, multiplies without end or holds itself.
    notes.mistake([], 'yaml_alias')
    return undefined
  }
}

function lineAt(body: string, offset: number): string {
  const start = body.lastIndexOf('\n', offset - 1) + 1
  return body.slice(start).split('\n', 1)[0]!.trim().slice(0, 60)
}

function offsetOf(document: Document.Parsed, body: string, { path, isKey, offset }: Place): number {
  let node: Node | null | undefined = document.contents
  let anchor = node?.range?.[0] ?? 0
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document)
    const next = childOf(node, step)
    if (!next) return anchor
    node = next.value
    anchor = next.anchor
  }
  if (isKey || !node?.range || node.range[0] === node.range[2]) return anchor
  return offset === null ? node.range[0] : offsetInText(node, body, offset)
}

function childOf(node: Node | null | undefined, step: string | number): { value: Node | null; anchor: number } | undefined {
  if (isMap(node)) {
    // The last of duplicate keys is the one that the value has.
    const pair = node.items.findLast((item) => isScalar(item.key) && String(item.key.value) === String(step)) as Pair<Node, Node | null> | undefined
    return pair && { value: pair.value, anchor: pair.key.range?.[0] ?? 0 }
  }
  if (!isSeq(node) || typeof step !== 'number') return undefined
  const item = node.items[step] as Node | undefined
  return item && { value: item, anchor: item.range?.[0] ?? 0 }
}

/**
 * Where the n-th character of a scalar's text stands in the source. The source has the same characters in the same order, and
 * between them only what YAML folds away: indents, line ends, quotes, escapes and a block's header.
 */
function offsetInText(node: Node, body: string, offset: number): number {
  const [start, end] = node.range!
  if (!isScalar(node)) return start
  const text = String(node.value)
  const header = node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL' ? body.indexOf('\n', start) : start
  let at = node.type === 'PLAIN' ? start : header + 1
  for (let index = 0; index <= Math.min(offset, text.length - 1); index += 1) {
    if (/\s/.test(text[index]!)) continue
    while (at < end && body[at] !== text[index]) at += 1
    if (index === offset) return Math.min(at, end)
    at += 1
  }
  return Math.min(at, end)
}
