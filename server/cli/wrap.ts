/** Characters that a terminal gives two columns (Unicode Standard Annex 11: wide and fullwidth). */
const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
/** Where a line may end: after a space, and on both sides of a wide character, but not before closing punctuation or after an opening one. */
const PIECES = /[（《「“]*[\u2e80-\u9fff\uff00-\uffef][，。、；：！？）》」”]*|[^\s\u2e80-\u9fff\uff00-\uffef]+[，。、；：！？）》」”]*|\s+/gu
/** Marks above and below a letter, as Thai and Arabic write vowels, take no column of their own. */
const MARK = /\p{Mn}/u
const ANSI = /\u001b\[[0-9;]*m/g

/** The columns that a text takes on a terminal; colours take none. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const character of text.replace(ANSI, '')) columns += MARK.test(character) ? 0 : WIDE.test(character) ? 2 : 1
  return columns
}

/** A text in lines of at most so many columns: words whole, Chinese between any two characters. Longer words have a line of their own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const [piece] of text.matchAll(PIECES)) {
    if (line !== '' && columnsOf(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = piece.trimStart()
    } else line += piece
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line.trimEnd()]
}

/** A text with spaces behind it (or before it), so that it takes so many columns. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const spaces = ' '.repeat(Math.max(0, width - columnsOf(text)))
  return align === 'left' ? text + spaces : spaces + text
}
