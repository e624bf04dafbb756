import type { Part } from './text.ts'

/**
 * Reads what a store says in its own words: text with values as `{name}`, and where a word depends on how many or on a word, the forms of ICU that our own texts have (`plural`,
 * `selectordinal`, `select`, `number`, `#`). An apostrophe is an apostrophe. null where the braces do not fit together.
 */
export function readWords(text: string): readonly Part[] | null {
  let at = 0
  const take = (pattern: RegExp): string[] | null => {
    const found = pattern.exec(text.slice(at))
    if (found === null) return null
    at += found[0].length
    return [...found]
  }
  const words = (isNested: boolean, isCounted: boolean): Part[] | null => {
    const parts: Part[] = []
    while (at < text.length && !(isNested && text[at] === '}')) {
      const [plain] = take(isCounted ? /^[^{}#]+/ : /^[^{}]+/) ?? []
      const part = plain ?? (isCounted && take(/^#/) !== null ? ['#'] as const : value(isCounted))
      if (part === null) return null
      parts.push(part as Part)
    }
    return parts
  }
  const value = (isCounted: boolean): Part | null => {
    const [, name = '', kind] = take(/^\{\s*(\w+)\s*(?:,\s*(number|plural|selectordinal|select)\s*)?/) ?? []
    if (name === '') return null
    if (kind === undefined || kind === 'number') return take(/^\}/) === null ? null : ['v', name]
    const choices: Record<string, Part[]> = {}
    if (take(/^,\s*/) === null) return null
    for (let choice = take(/^(=\d+|\w+)\s*\{/); choice !== null; choice = take(/^(=\d+|\w+)\s*\{/)) {
      const said = words(true, isCounted || kind !== 'select')
      if (said === null || take(/^\}\s*/) === null) return null
      choices[choice[1] ?? ''] = said
    }
    return take(/^\}/) === null || choices['other'] === undefined ? null : [KINDS[kind] as 's' | 'p' | 'o', name, choices]
  }
  return words(false, false)
}

const KINDS: Readonly<Record<string, 's' | 'p' | 'o'>> = { select: 's', plural: 'p', selectordinal: 'o' }
