import { stringify, type Scalar } from 'yaml'
import { isTree } from './plain.ts'

/** How a value is written: as JSON, or as YAML; `unit` is one step of indentation. */
export type Hand = { isJson: boolean; eol: string; unit: string }

/** A map or a list is written on one line up to here. */
const LONGEST_LINE = 76
const ONE_LINE = { lineWidth: 0, collectionStyle: 'flow', flowCollectionPadding: false, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER } as const

/** A text, number or truth on one line, quoted where YAML would read something else, and as the one before it was. */
export function scalarText(value: unknown, { isJson }: Pick<Hand, 'isJson'>, type?: Scalar.Type): string {
  if (isJson || typeof value !== 'string') return JSON.stringify(value) ?? 'null'
  const kept = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE' ? { defaultStringType: type } as const : {}
  // Within a list in brackets, where more letters have a meaning, so that the text may stand anywhere.
  return stringify([value], { ...ONE_LINE, ...kept }).trimEnd().slice(1, -1)
}

/** Any value on one line. */
export function lineText(value: unknown, hand: Pick<Hand, 'isJson'>): string {
  if (!isTree(value)) return scalarText(value, hand)
  if (Array.isArray(value)) return `[${value.map((item) => lineText(item, hand)).join(', ')}]`
  const pairs = Object.entries(value).map(([key, each]) => `${scalarText(key, hand)}: ${lineText(each, hand)}`)
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
}

/** A value within brackets that stand on several lines, as JSON files have it. `indent` is that of the line it begins on. */
export function spreadText(value: unknown, indent: string, { eol, unit }: Hand): string {
  return JSON.stringify(value, null, unit).split('\n').join(`${eol}${indent}`)
}

/** Whether a value is better read on lines of its own. */
export function isTall(value: unknown): boolean {
  if (!isTree(value) || Object.keys(value).length === 0) return false
  const line = lineText(value, { isJson: false })
  return line.length > LONGEST_LINE || (Array.isArray(value) && value.some(isTree) && line.length > LONGEST_LINE / 2)
}

/** A map or a list on lines of its own, from its first key or dash on; the lines behind the first begin with the indentation. */
export function blockText(value: object, indent: string, hand: Hand): string {
  const items = Array.isArray(value) ? value.map((item: unknown) => itemText(item, { indent, hand })) : Object.entries(value).map(([key, each]) => pairText(key, each, { indent, hand }))
  return items.join(`${hand.eol}${indent}`)
}

/** The indentation that an entry has, and whether what it says goes on lines of its own. */
type Line = { indent: string; hand: Hand; isSpread?: boolean }

/** `- …`, of maps with a line for each key where that is needed, or asked for. */
export function itemText(item: unknown, { indent, hand, isSpread = isTall(item) }: Line): string {
  const inner = `${indent}  `
  return isSpread && isTree(item) && Object.keys(item).length > 0 ? `- ${blockText(item, inner, hand)}` : `- ${lineText(item, hand)}`
}

/** `key: …`, the value behind it or below it. */
export function pairText(key: string, value: unknown, at: Line): string {
  return `${scalarText(key, at.hand)}:${valueText(value, at)}`
}

/** What stands behind a colon. */
export function valueText(value: unknown, { indent, hand, isSpread = isTall(value) }: Line): string {
  if (!isSpread || !isTree(value) || Object.keys(value).length === 0) return ` ${lineText(value, hand)}`
  const inner = `${indent}${hand.unit}`
  return `${hand.eol}${inner}${blockText(value, inner, hand)}`
}
