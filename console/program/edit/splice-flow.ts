import { lineText, scalarText, spreadText, type Hand } from './render.ts'
import { isTree } from './plain.ts'
import { lineStart, reorder, type Cut } from './splice-block.ts'
import type { Child } from './tree.ts'

/** A collection in brackets: the offsets of the first letter within, and of the closing bracket. */
export type Flow = { text: string; children: readonly Child[]; open: number; close: number; isMap: boolean; hand: Hand }

/** The indentation of the line on which an offset stands. */
function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))![0]
}

/** Whether the entries stand on lines of their own. */
function isSpread({ text, children, open, hand }: Flow): boolean {
  const [first] = children
  return first === undefined ? hand.isJson && text.includes('\n') : text.slice(open, first.start).includes('\n')
}

/** Puts an entry at a place among others. */
export function insertInFlow(flow: Flow, index: number, { key, value }: { key: string | null; value: unknown }): Cut {
  const { text, children, open, close, isMap, hand } = flow
  const isLines = isSpread(flow)
  const outer = indentAt(text, open)
  const inner = children[0] === undefined ? `${outer}${hand.unit}` : indentAt(text, children[0].start)
  const written = isLines && hand.isJson && isTree(value) && Object.keys(value).length > 0 ? spreadText(value, inner, hand) : lineText(value, hand)
  const body = key === null ? written : `${scalarText(key, hand)}: ${written}`
  const [before, here] = [children[index - 1], children[index]]
  if (before !== undefined) return { start: before.end, end: before.end, by: isLines ? `,${hand.eol}${inner}${body}` : `, ${body}` }
  if (here !== undefined) return { start: here.start, end: here.start, by: isLines ? `${body},${hand.eol}${inner}` : `${body}, ` }
  const isBlank = text.slice(open, close).trim() === ''
  const by = isLines ? `${hand.eol}${inner}${body}${hand.eol}${outer}` : isMap ? ` ${body} ` : body
  return { start: open, end: isBlank ? close : open, by }
}

/** Takes one of several entries away with its comma; a comment between two entries stays. */
export function removeFromFlow({ text, children, open, close }: Flow, index: number): Cut[] {
  const { start, end } = children[index]!
  const next = children[index + 1]
  if (next !== undefined) {
    const comma = text.indexOf(',', end)
    const between = text.slice(comma + 1, next.start)
    return between.includes('#') ? [{ start, end: comma + 1, by: '' }] : [{ start, end: next.start, by: '' }]
  }
  const before = children[index - 1]
  const from = before?.end ?? open
  if (text.slice(from, start).includes('#')) return [{ start, end, by: '' }]
  if (before !== undefined) return [{ start: from, end, by: '' }]
  return text.slice(end, close).includes('#') ? [{ start, end, by: '' }] : [{ start: open, end: close, by: '' }]
}

export function orderFlow({ text, children }: Flow, order: readonly number[]): Cut {
  return reorder(text, children, order)
}
