import { isAlias, isMap, isPair, isScalar, isSeq, type Node } from 'yaml'
import type { Path, Step } from '#engine/program/problem'
import { changed, isSame, isTree, valueAt, type Change } from './plain.ts'
import { lineText, scalarText, spreadText, isTall, type Hand } from './render.ts'
import { insertInBlock, lineEnd, orderBlock, removeFromBlock, replaceInBlock, type Block, type Cut } from './splice-block.ts'
import { insertInFlow, orderFlow, removeFromFlow, type Flow } from './splice-flow.ts'
import { childrenOf, endOf, indexOf, isCollection, nodeAt, readTree, type Child, type Collection, type Tree } from './tree.ts'

/** In which order a map's keys are usually written, so that a new one stands where people look for it. */
export type Order = (path: Path) => readonly string[]

/**
 * Changes one place of a program's text, YAML or JSON, and nothing else: the pieces of the text that say the place are cut and written anew, so that every
 * other letter, comment and empty line stays. The answer says exactly the document with that change, or it is null: where the text is broken or the place
 * not there, and where it is shared with another place (`&anchor`), so that a cut would change both.
 */
export function edit(text: string, change: Change, order: Order = () => []): string | null {
  const tree = readTree(text)
  if (tree === null) return null
  try {
    const wanted = changed(tree.value, change)
    const alias = aliasOn(tree, change.kind === 'remove' || change.kind === 'rename' ? change.path.slice(0, -1) : change.path)
    const cut = alias === null ? splice(tree, change, order) : replace(tree, alias, valueAt(wanted, alias))
    return cut !== null && says(cut, wanted, tree) ? cut : rewritten(tree, change, wanted)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** The first place on the way that only refers to another one: whoever changes something within gives it a value of its own. */
function aliasOn(tree: Tree, path: Path): Path | null {
  const depth = path.findIndex((_step, index) => isAlias(nodeAt(tree, path.slice(0, index + 1))))
  return depth < 0 ? null : path.slice(0, depth + 1)
}

function says(text: string, wanted: unknown, { isJson }: Tree): boolean {
  const tree = readTree(text)
  return tree !== null && isSame(tree.value, wanted) && (!isJson || tree.isJson)
}

/** What cannot be cut is changed among the nodes, which keeps comments and loses the layout; a place that two share is left to whoever writes text. */
function rewritten(tree: Tree, change: Change, wanted: unknown): string | null {
  if (tree.isJson) return `${JSON.stringify(wanted, null, handOf(tree).unit)}${tree.eol}`
  try {
    const { document } = readTree(tree.text)!
    const path = change.kind === 'rename' ? change.path.slice(0, -1) : change.path
    if (change.kind === 'remove') document.deleteIn(path)
    else document.setIn(path, document.createNode(valueAt(wanted, path)))
    const written = document.toString({ lineWidth: 0 })
    return says(written, wanted, tree) ? written : null
  } catch {
    // A way through what only refers to another place.
    return null
  }
}

function handOf({ text, isJson, eol }: Tree): Hand {
  return { isJson, eol, unit: isJson ? /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ' : '  ' }
}

function splice(tree: Tree, change: Change, order: Order): string | null {
  switch (change.kind) {
    case 'set': return put(tree, change, order)
    case 'insert': return insert(tree, change, order)
    case 'remove': return remove(tree, change.path)
    case 'move': return move(tree, change)
    case 'rename': return rename(tree, change)
  }
}

function apply({ text }: Tree, cuts: readonly Cut[]): string {
  return [...cuts].sort((a, b) => b.start - a.start).reduce((whole, { start, end, by }) => `${whole.slice(0, start)}${by}${whole.slice(end)}`, text)
}

/** Sets what differs, entry by entry, so that comments within stay; what is of another kind is written anew. */
function put(tree: Tree, { path, value }: Change & { kind: 'set' }, order: Order): string | null {
  const old = valueAt(tree.value, path)
  if (isSame(old, value)) return tree.text
  if (isTree(old) && isTree(value) && Array.isArray(old) === Array.isArray(value) && Object.keys(old).length > 0 && nodeAt(tree, path) !== undefined) {
    return steps(old, value, path).reduce<string | null>((text, step) => {
      const next = text === null ? null : readTree(text)
      return next === null ? null : splice(next, step, order)
    }, tree.text)
  }
  if (nodeAt(tree, path) !== undefined) return path.length === 0 ? null : replace(tree, path, value)
  return grow(tree, { path, value }, order)
}

/** The changes that make one collection of another. */
function steps(old: object, value: object, path: Path): Change[] {
  if (Array.isArray(old) && Array.isArray(value)) {
    const sets = value.slice(0, old.length).map((item: unknown, index): Change => ({ kind: 'set', path: [...path, index], value: item }))
    const added = value.slice(old.length).map((item: unknown, index): Change => ({ kind: 'insert', path, index: old.length + index, value: item }))
    const gone = old.slice(value.length).map((_item: unknown, index): Change => ({ kind: 'remove', path: [...path, old.length - 1 - index] }))
    return [...sets, ...added, ...gone]
  }
  const gone = Object.keys(old).filter((key) => !Object.hasOwn(value, key)).map((key): Change => ({ kind: 'remove', path: [...path, key] }))
  // What comes goes before what leaves, so that the collection is never empty on the way.
  return [...Object.entries(value).map(([key, each]): Change => ({ kind: 'set', path: [...path, key], value: each })), ...gone]
}

/** Adds what is not there: the deepest collection on the way that is there gets the rest of the way as one entry. */
function grow(tree: Tree, { path, value }: { path: Path; value: unknown }, order: Order): string | null {
  const depth = path.findIndex((_step, index) => nodeAt(tree, path.slice(0, index + 1)) === undefined)
  const parent = nodeAt(tree, path.slice(0, depth))
  const added = path.slice(depth + 1).reduceRight<unknown>((inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }), value)
  const key = path[depth] as Step
  if (!isCollection(parent)) return depth === 0 ? `${tree.text}${tree.text === '' || tree.text.endsWith('\n') ? '' : tree.eol}${scalarText(key, tree)}: ${lineText(added, tree)}${tree.eol}` : replace(tree, path.slice(0, depth), typeof key === 'number' ? [added] : { [key]: added })
  if (isSeq(parent)) return typeof key === 'number' ? insert(tree, { kind: 'insert', path: path.slice(0, depth), index: key, value: added }, order) : null
  const index = placeFor(parent, String(key), order(path.slice(0, depth)))
  return addEntry(tree, { path: path.slice(0, depth), index, key: String(key), value: added })
}

/** Behind the last of the keys that usually stand before it; at the end where none is known. */
function placeFor(map: Collection, key: string, usual: readonly string[]): number {
  const rank = usual.indexOf(key)
  if (rank < 0) return map.items.length
  const before = usual.slice(0, rank)
  const places = map.items.map((pair, index) => (isPair(pair) && isScalar(pair.key) && before.includes(String(pair.key.value)) ? index + 1 : 0))
  return Math.max(0, ...places)
}

function insert(tree: Tree, { path, index, value }: Change & { kind: 'insert' }, order: Order): string | null {
  const list = nodeAt(tree, path)
  if (!isSeq(list)) return put(tree, { kind: 'set', path, value: [value] }, order)
  return addEntry(tree, { path, index, key: null, value })
}

type Added = { path: Path; index: number; key: string | null; value: unknown }

function addEntry(tree: Tree, { path, index, key, value }: Added): string | null {
  const site = siteOf(tree, path)
  if (site === null) return null
  // A list or map that is empty may become one on lines.
  const alone = key === null ? [value] : { [key]: value }
  if (site.children.length === 0 && path.length > 0 && !tree.isJson && isTall(alone) && site.isBlockParent) return replace(tree, path, alone)
  if ('open' in site.at) return apply(tree, [insertInFlow(site.at, index, { key, value })])
  return apply(tree, [insertInBlock(site.at, index, { key, value })])
}

function remove(tree: Tree, path: Path): string | null {
  const site = siteOf(tree, path.slice(0, -1))
  const parent = nodeAt(tree, path.slice(0, -1))
  const index = isCollection(parent) ? indexOf(parent, path.at(-1) as Step) : -1
  if (site === null || index < 0) return null
  if ('open' in site.at) return apply(tree, removeFromFlow(site.at, index))
  if (site.children.length > 1) return apply(tree, [removeFromBlock(site.at, index)])
  const empty = isMap(parent) ? '{}' : '[]'
  if (path.length > 1) return replace(tree, path.slice(0, -1), isMap(parent) ? {} : [])
  return apply(tree, [{ start: site.children[0]!.start, end: site.children[0]!.end, by: empty }])
}

function replace(tree: Tree, path: Path, value: unknown): string | null {
  const site = siteOf(tree, path.slice(0, -1))
  const parent = nodeAt(tree, path.slice(0, -1))
  if (site === null || !isCollection(parent)) return null
  const child = site.children[indexOf(parent, path.at(-1) as Step)]
  if (child === undefined) return null
  const hand = handOf(tree)
  const type = isScalar(child.node) ? child.node.type : undefined
  const line = isTree(value) ? lineText(value, tree) : scalarText(value, tree, type)
  if ('open' in site.at) return apply(tree, [replaceInFlow(tree, child, { value, line, hand })])
  return apply(tree, [replaceInBlock(site.at, child, { value, line })])
}

function replaceInFlow({ text, isJson }: Tree, { node, end, after, start }: Child, { value, line, hand }: { value: unknown; line: string; hand: Hand }): Cut {
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', start) + 1))![0]
  const by = isJson && text.includes('\n') && isTree(value) && Object.keys(value).length > 0 ? spreadText(value, indent, hand) : line
  return node?.range && end > after ? { start: node.range[0], end, by } : { start: after, end, by: after === start ? by : ` ${by}` }
}

function move(tree: Tree, { path, from, to }: Change & { kind: 'move' }): string | null {
  const site = siteOf(tree, path)
  if (site === null || from === to) return site === null ? null : tree.text
  const indices = site.children.map((_child, index) => index)
  const order = indices.toSpliced(from, 1).toSpliced(to, 0, from)
  return apply(tree, ['open' in site.at ? orderFlow(site.at, order) : orderBlock(site.at, order)])
}

function rename(tree: Tree, { path, key }: Change & { kind: 'rename' }): string | null {
  const parent = nodeAt(tree, path.slice(0, -1))
  const pair = isMap<Node, Node | null>(parent) ? parent.items[indexOf(parent, path.at(-1) as Step)] : undefined
  if (pair === undefined || !isScalar(pair.key) || !pair.key.range) return null
  return apply(tree, [{ start: pair.key.range[0], end: pair.key.range[1], by: scalarText(key, tree, pair.key.type ?? undefined) }])
}

type Site = { children: readonly Child[]; at: Block | Flow; /** Whether what is around it is written on lines. */ isBlockParent: boolean }

/** A collection as what cuts it knows it; null where it is not written in a way that can be cut. */
function siteOf(tree: Tree, path: Path): Site | null {
  const node = nodeAt(tree, path)
  if (!isCollection(node) || !node.range) return null
  const children = childrenOf(tree, node)
  if (children === null) return null
  const parent = path.length === 0 ? undefined : nodeAt(tree, path.slice(0, -1))
  const isBlockParent = path.length === 0 || (isCollection(parent) && parent.flow !== true)
  const { text } = tree
  const hand = handOf(tree)
  if (node.flow === true) return { children, isBlockParent, at: { text, children, open: node.range[0] + 1, close: node.range[1] - 1, isMap: isMap(node), hand } }
  return { children, isBlockParent, at: { text, children, isList: isSeq(node), hand, isRoot: path.length === 0, from: boundOf(tree, path) } }
}

/** Comments above this are not of the first entry: behind the line of the key that the collection belongs to. */
function boundOf(tree: Tree, path: Path): number {
  if (path.length === 0) return 0
  const parent = nodeAt(tree, path.slice(0, -1))
  const child = isCollection(parent) ? childrenOf(tree, parent)?.[indexOf(parent, path.at(-1) as Step)] : undefined
  return child === undefined ? 0 : Math.min(lineEnd(tree.text, child.after) + 1, endOf(tree, child.node))
}
