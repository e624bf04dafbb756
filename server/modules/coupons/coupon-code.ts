import { randomBytes } from 'node:crypto'

/** Digits and letters that nobody takes for one another, and no vowels, so that no code is a word. */
const LETTERS = '234679CDFGHJKMNPQRTVWXY'
/** 23^14 codes: 63 random bits. */
const LENGTH = 14
/** The largest multiple of the number of letters that a byte holds: what lies above would make the first letters likelier. */
const FAIR = 256 - (256 % LETTERS.length)

/** A code that nobody guesses, such as "K7QM3WXR9CDFGH": 63 bits of chance. */
export function newCode(): string {
  return newCodes(1)[0] as string
}

/** So many of them, each its own. Bytes come many at a time: each call for some takes longer than a code. */
export function newCodes(count: number): string[] {
  const codes = new Set<string>()
  let code = ''
  while (codes.size < count) {
    for (const byte of randomBytes((count - codes.size) * (LENGTH + 2))) {
      if (byte < FAIR) code += LETTERS[byte % LETTERS.length]
      if (code.length < LENGTH) continue
      codes.add(code)
      code = ''
      if (codes.size === count) break
    }
  }
  return [...codes]
}

/** A code as it is kept, of one as somebody types it: capitals, without spaces and hyphens. */
export function codeOf(typed: string): string {
  return typed.replaceAll(/[\s-]/g, '').toUpperCase()
}
