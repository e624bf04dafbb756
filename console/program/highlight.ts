/** A piece of a line of YAML and what it is. */
export type Piece = { text: string; kind: 'key' | 'text' | 'number' | 'comment' | 'plain' }

/** One line of YAML in pieces, for colours: what joins the pieces is the line again, whatever stands in it. */
export function highlight(line: string): Piece[] {
  const pieces: Piece[] = []
  const pattern = /(#.*$)|("(?:\\.|[^"\\])*"|'(?:''|[^'])*')|([\w$.-]+)(?=\s*:(?:\s|$))|((?<![\w.-])-?\d+(?:\.\d+)?(?![\w.-]))/g
  let at = 0
  for (const match of line.matchAll(pattern)) {
    const [text, comment, quoted, key] = match
    // A # begins a comment at the start of a line or behind a space only.
    if (comment !== undefined && match.index > 0 && !/\s/.test(line[match.index - 1] as string)) continue
    if (match.index > at) pieces.push({ text: line.slice(at, match.index), kind: 'plain' })
    pieces.push({ text, kind: comment !== undefined ? 'comment' : quoted !== undefined ? 'text' : key !== undefined ? 'key' : 'number' })
    at = match.index + text.length
  }
  if (at < line.length) pieces.push({ text: line.slice(at), kind: 'plain' })
  return pieces
}
