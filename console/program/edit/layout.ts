/** For tests: a text of YAML for a value, laid out in one of very many ways, with comments of which each says where it belongs. */
export type Laid = { text: string; comments: readonly { text: string; path: readonly (string | number)[] }[] }

type Draw = (below: number) => number
type At = { indent: string; path: readonly (string | number)[] }

/** Writes a value as the tape of numbers has it: on lines or in brackets, quoted or not, with comments and empty lines. */
export function layOut(value: object, tape: readonly number[]): Laid {
  let at = 0
  const comments: { text: string; path: readonly (string | number)[] }[] = []
  const draw: Draw = (below) => (tape[at++ % tape.length] ?? 0) % below
  const comment = (path: At['path']): string => {
    const text = `# c${comments.length}.`
    comments.push({ text, path })
    return text
  }
  const hand = { draw, comment }
  return { text: `${draw(3) === 0 ? `${comment([])}\n\n` : ''}${block(value, { indent: '', path: [] }, hand)}\n`, comments }
}

type Hand = { draw: Draw; comment: (path: At['path']) => string }

function block(value: object, { indent, path }: At, hand: Hand): string {
  const { draw, comment } = hand
  const isList = Array.isArray(value)
  return Object.entries(value).map(([key, each], index) => {
    const place = [...path, isList ? index : key]
    const lead = index > 0 && draw(6) === 0 ? `${draw(2) === 0 ? '\n' : ''}${indent}${comment(place)}\n` : index > 0 && draw(9) === 0 ? '\n' : ''
    const first = index === 0 ? '' : indent
    const isOnLines = typeof each === 'object' && each !== null && Object.keys(each).length > 0 && draw(3) > 0
    const behind = !(isList && isOnLines) && draw(5) === 0 ? `${' '.repeat(1 + draw(9))}${comment(isOnLines ? [...place, '*'] : place)}` : ''
    const body = isOnLines ? under(each, { indent, path: place }, { hand, isList, behind }) : `${isList ? '- ' : `${word(key, draw)}: `}${line(each, draw)}${behind}`
    return `${lead}${first}${body}`
  }).join('\n')
}

function under(value: object, { indent, path }: At, { hand, isList, behind }: { hand: Hand; isList: boolean; behind: string }): string {
  const inner = `${indent}  `
  const key = String(path.at(-1))
  if (isList) return `- ${block(value, { indent: inner, path }, hand)}`
  return `${word(key, hand.draw)}:${behind}\n${inner}${block(value, { indent: inner, path }, hand)}`
}

function line(value: unknown, draw: Draw): string {
  if (Array.isArray(value)) return `[${draw(2) === 0 ? ' ' : ''}${value.map((each) => line(each, draw)).join(draw(2) === 0 ? ', ' : ',')}${draw(8) === 0 && value.length > 0 ? ', ' : ''}]`
  if (typeof value === 'object' && value !== null) return `{ ${Object.entries(value).map(([key, each]) => `${word(key, draw)}: ${line(each, draw)}`).join(', ')} }`
  return typeof value === 'string' ? word(value, draw) : JSON.stringify(value)
}

function word(text: string, draw: Draw): string {
  const style = draw(3)
  if (style === 0 && /^[a-z]+$/.test(text) && !/^(null|true|false)$/.test(text)) return text
  return style === 1 ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text)
}
