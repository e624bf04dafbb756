/** A piece of a text: words, a value, a number, a value that is one or not (in a store's own words), a choice by a word, a choice by how many (cardinal and ordinal), or how many that is. */
export type Part = string | ['a' | 'n' | 'v', string] | ['#'] | ['s' | 'p' | 'o', string, Choices]
type Choices = Readonly<Record<string, readonly Part[]>>
export type Values = Readonly<Record<string, string | number>>

/** How a language writes numbers and counts. */
export type Counting = { numbers: Intl.NumberFormat; p: Intl.PluralRules; o: Intl.PluralRules }

export function countingIn(locale: string): Counting {
  return { numbers: new Intl.NumberFormat(locale), p: new Intl.PluralRules(locale), o: new Intl.PluralRules(locale, { type: 'ordinal' }) }
}

/** A text with its values filled in. */
export function sayParts(parts: readonly Part[], values: Values, counting: Counting): string {
  const say = (some: readonly Part[], count: number): string => some.map((part) => {
    if (typeof part === 'string') return part
    if (part[0] === '#') return counting.numbers.format(count)
    const [kind, name, choices = {}] = part as ['a' | 'n' | 'v' | 's' | 'p' | 'o', string, Choices?]
    const value = of(values, name) ?? ''
    if (kind === 'a') return String(value)
    if (kind === 'v') return shown(value, counting)
    if (kind === 'n') return counting.numbers.format(Number(value))
    if (kind === 's') return say(of(choices, String(value)) ?? choices['other'] ?? [], count)
    return say(of(choices, `=${value}`) ?? of(choices, counting[kind].select(Number(value))) ?? choices['other'] ?? [], Number(value))
  }).join('')
  return say(parts, 0)
}

/** Of what was said alone: names are anybody's, also those that every object has. */
function of<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

/** What a store says in its own words. What cannot be read as a text is said as it stands, with its values. */
export function sayOwn(text: string, values: Values, counting: Counting): string {
  const parts = readWords(text)
  return parts === null ? text.replace(/\{(\w+)\}/g, (_, name: string) => shown(of(values, name) ?? '', counting)) : sayParts(parts, values, counting)
}

/** What is not there is told to our texts as `none`, of which they make nothing. */
const NOTHING = 'none'

function shown(value: string | number, { numbers }: Counting): string {
  return typeof value === 'number' ? numbers.format(value) : value === NOTHING ? '' : value
}

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
