import { blockText, isTall, itemText, pairText, valueText, type Hand } from './render.ts'
import { isTree } from './plain.ts'
import type { Child } from './tree.ts'

/** A collection that is written on lines, as text and entries. */
export type Block = { text: string; children: readonly Child[]; isList: boolean; hand: Hand; /** Whether it is the whole document: there sections stand apart. */ isRoot: boolean; /** No comment above this offset is its own. */ from: number }

/** A piece of the text, and what comes in its place. */
export type Cut = { start: number; end: number; by: string }

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** The end of the line, before its line end. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  if (end < 0) return text.length
  return text[end - 1] === '\r' ? end - 1 : end
}

/** Whether an entry begins its line; the first key of a list's entry stands behind the dash. */
function isFirstOnLine(text: string, start: number): boolean {
  return text.slice(lineStart(text, start), start).trim() === ''
}

/** Where the comment that stands right above an entry begins, which goes where the entry goes; the entry's own start without one. */
function headOf({ text, children, from }: Block, index: number): number {
  const { start } = children[index]!
  if (!isFirstOnLine(text, start)) return start
  const bound = index === 0 ? from : children[index - 1]!.end
  let head = start
  for (let line = lineStart(text, start); line > 0;) {
    const above = lineStart(text, line - 1)
    const written = text.slice(above, line)
    if (above < bound || !/^\s*#/.test(written)) break
    head = above + written.search(/\S/)
    line = above
  }
  return head
}

/** Puts an entry at a place among others. */
export function insertInBlock(block: Block, index: number, { key, value }: { key: string | null; value: unknown }): Cut {
  const { text, children, hand, isRoot } = block
  const sibling = children[index] ?? children[index - 1]!
  const indent = ' '.repeat(sibling.start - lineStart(text, sibling.start))
  const isSpread = isTree(value) && children.some(({ node }) => node !== null && node !== undefined && 'items' in node && !('flow' in node && node.flow === true)) && key === null
  const body = key === null ? itemText(value, { indent, hand, isSpread: isSpread || isTall(value) }) : pairText(key, value, { indent, hand })
  if (index === 0) {
    const { start } = children[0]!
    const at = isRoot || !isFirstOnLine(text, start) ? start : headOf(block, 0)
    return { start: at, end: at, by: `${body}${hand.eol}${indent}` }
  }
  const at = lineEnd(text, children[index - 1]!.end)
  const gap = hasGap(block, index) || (isRoot && isTall(value)) ? hand.eol : ''
  return { start: at, end: at, by: `${hand.eol}${gap}${indent}${body}` }
}

/** Whether the entries of a list stand apart by empty lines. */
function hasGap({ text, children, isRoot }: Block, index: number): boolean {
  if (isRoot) return false
  const [a, b] = index < children.length ? [index - 1, index] : [index - 2, index - 1]
  const [before, after] = [children[a], children[b]]
  return before !== undefined && after !== undefined && /\n[ \t]*\r?\n/.test(text.slice(before.end, after.start))
}

/** Takes one of several entries away, with the comment right above it and the one on its line. */
export function removeFromBlock(block: Block, index: number): Cut {
  const { text, children, hand } = block
  const child = children[index]!
  const next = children[index + 1]
  if (!isFirstOnLine(text, child.start)) {
    const between = text.slice(lineEnd(text, child.end), next!.start)
    return between.trim() === '' ? { start: child.start, end: next!.start, by: '' } : { start: child.start, end: lineEnd(text, child.end), by: '' }
  }
  const start = lineStart(text, headOf(block, index))
  const end = lineEnd(text, child.end)
  if (end === text.length) return { start: Math.max(0, start - hand.eol.length), end, by: '' }
  const behind = end + hand.eol.length
  const isApart = start === 0 || /\n[ \t]*\r?\n$/.test(text.slice(0, start))
  const empty = isApart ? /^(?:[ \t]*\r?\n)*/.exec(text.slice(behind))![0].length : 0
  return { start, end: behind + empty, by: '' }
}

/** Puts entries in another order; what stands between them stays where it is. */
export function orderBlock(block: Block, order: readonly number[]): Cut {
  const { text, children } = block
  const spans = children.map(({ end }, index) => ({ start: headOf(block, index), end: lineEnd(text, end) }))
  return reorder(text, spans, order)
}

export function reorder(text: string, spans: readonly { start: number; end: number }[], order: readonly number[]): Cut {
  const pieces = order.map((index, place) => {
    const { start, end } = spans[index]!
    const gap = place === 0 ? '' : text.slice(spans[place - 1]!.end, spans[place]!.start)
    return `${gap}${text.slice(start, end)}`
  })
  return { start: spans[0]!.start, end: spans.at(-1)!.end, by: pieces.join('') }
}

/** Puts another value behind the key or the dash of an entry. */
export function replaceInBlock({ text, isList, hand }: Block, { start, end, after, node }: Child, { value, line }: { value: unknown; /** The value on one line. */ line: string }): Cut {
  const isOnLine = node !== null && node.range !== null && node.range !== undefined && !('items' in node && !('flow' in node && node.flow === true))
  const isEmpty = end === after
  if (!isTall(value) && isOnLine && !isEmpty) return { start: node.range![0], end, by: line }
  const indent = ' '.repeat(start - lineStart(text, start))
  if (!isTall(value)) return { start: after, end, by: ` ${line}` }
  if (!isList) return { start: after, end, by: valueText(value, { indent, hand }) }
  return { start: after, end, by: ` ${blockText(value as object, `${indent}  `, hand)}` }
}
