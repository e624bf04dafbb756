import { isAlias, isMap, isPair, isScalar, isSeq, parseDocument, type Document, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml'
import type { Path, Step } from '#engine/program/problem'

export type Collection = YAMLMap<Node, Node | null> | YAMLSeq<Node>

/** A text that could be read, with its nodes: each knows where it stands in the text. */
export type Tree = { text: string; document: Document.Parsed; value: unknown; isJson: boolean; eol: string }

/** One entry of a map or a list: where it starts (at its key or its dash), where what it says ends, and its value. */
export type Child = { start: number; end: number; /** Behind the colon or the dash; in a list in brackets where the value starts. */ after: number; node: Node | null; key: Scalar | null }

const MOST_ALIASES = 100

/** Reads YAML or JSON; null where it is broken, so that nobody edits what cannot be read. */
export function readTree(text: string): Tree | null {
  const document = parseDocument(text, { keepSourceTokens: true, prettyErrors: false, stringKeys: true, logLevel: 'error' })
  if (document.errors.length > 0 || document.warnings.length > 0) return null
  try {
    const value = JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: MOST_ALIASES })) ?? 'null') as unknown
    return { text, document, value, isJson: isJsonText(text), eol: text.includes('\r\n') ? '\r\n' : '\n' }
  } catch {
    // An alias that names nothing, multiplies without end or holds itself.
    return null
  }
}

function isJsonText(text: string): boolean {
  try {
    return /^\s*[{[]/.test(text) && JSON.parse(text) !== undefined
  } catch {
    return false
  }
}

export function isCollection(node: unknown): node is Collection {
  return isMap(node) || isSeq(node)
}

/** The node of a place; undefined where there is none, or where an alias stands on the way. */
export function nodeAt({ document }: Tree, path: Path): Node | null | undefined {
  let node: Node | null | undefined = document.contents as Node | null
  for (const step of path) {
    if (!isCollection(node)) return undefined
    const index = indexOf(node, step)
    if (index < 0) return undefined
    const item: unknown = node.items[index]
    node = isPair<Node, Node>(item) ? item.value : item as Node
  }
  return node
}

/** The line, from 1, on which a place of a text begins; 1 where it is not there. */
export function lineOf(text: string, path: Path): number {
  const tree = readTree(text)
  const parent = tree === null ? undefined : nodeAt(tree, path.slice(0, -1))
  const index = isCollection(parent) ? indexOf(parent, path.at(-1) ?? '') : -1
  const start = index < 0 || !isCollection(parent) ? 0 : childrenOf(tree!, parent)?.[index]?.start ?? 0
  return text.slice(0, start).split('\n').length
}

/** Where in a collection an entry stands; -1 where it has none. */
export function indexOf(collection: Collection, step: Step): number {
  if (isSeq(collection)) return typeof step === 'number' && step < collection.items.length ? step : -1
  return collection.items.findIndex(({ key }) => isScalar(key) && String(key.value) === String(step))
}

/** The entries of a collection with their places, in their order; null where one is written in a way that is not ours to cut (`? key`, a pair in a list). */
export function childrenOf(tree: Tree, collection: Collection): Child[] | null {
  const children = isMap(collection) ? collection.items.map((pair) => childOfMap(tree, pair as Pair<Node, Node | null>)) : collection.items.map((item, index) => childOfList(tree, collection, { item, index }))
  return children.every((child) => child !== null) ? children : null
}

function childOfMap(tree: Tree, { key, value, srcToken }: Pair<Node, Node | null>): Child | null {
  const colon = srcToken?.sep?.find(({ type }) => type === 'map-value-ind')
  const isExplicit = srcToken?.start.some(({ type }) => type === 'explicit-key-ind') ?? true
  if (!isScalar(key) || !key.range || colon === undefined || isExplicit || key.anchor !== undefined || key.tag !== undefined) return null
  const after = colon.offset + 1
  return { start: key.range[0], end: Math.max(after, endOf(tree, value)), after, node: value, key }
}

function childOfList(tree: Tree, list: YAMLSeq<Node>, { item, index }: { item: Node; index: number }): Child | null {
  if (!item?.range) return null
  if (list.flow === true) {
    const isMarked = isMarkedAt(item)
    return isMarked ? null : { start: item.range[0], end: endOf(tree, item), after: item.range[0], node: item, key: null }
  }
  const token = list.srcToken
  const dash = token?.type === 'block-seq' ? token.items[index]?.start.find(({ type }) => type === 'seq-item-ind') : undefined
  if (dash === undefined || !('offset' in dash)) return null
  return { start: dash.offset, end: Math.max(dash.offset + 1, endOf(tree, item)), after: dash.offset + 1, node: item, key: null }
}

/** An anchor or a tag stands before its node, outside of the node's own place. */
function isMarkedAt(node: Node): boolean {
  return !isAlias(node) && (node.tag !== undefined && !isCollection(node) || node.anchor !== undefined)
}

/** Where what a node says ends, without the comment and the empty lines behind it. */
export function endOf(tree: Tree, node: Node | null): number {
  if (!node?.range) return 0
  if (isCollection(node) && node.flow !== true) {
    const last = childrenOf(tree, node)?.at(-1)
    return last?.end ?? node.range[1]
  }
  const isFolded = isScalar(node) && (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL')
  if (!isFolded) return node.range[1]
  return tree.text[node.range[1] - 1] === '\n' ? node.range[1] - tree.eol.length : node.range[1]
}
