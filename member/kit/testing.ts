import type { Part } from './text.ts'

/** A text that a source says: the keys that it may be, the beginning of one that is put together, and the names of the values that it is given; null where these are not written there. */
export type Saying = { by: 'say' | 'told'; keys: readonly string[]; begins: string | null; values: readonly string[] | null }

/** What a source says by `say(key, values)` and `told(key, unit, values)`. */
export function sayingsIn(source: string): Saying[] {
  return [...source.matchAll(/\b(say|told)\(/g)].map((found) => {
    const by = found[1] as Saying['by']
    const told = argumentsFrom(source, found.index + found[0].length)
    const [first = ''] = told
    const values = told[by === 'say' ? 1 : 2]
    return { by, keys: [...first.matchAll(/'([a-z_]+(?:\.[a-z_-]+)+)'/g)].map(([, key = '']) => key), begins: /^`([a-z_]+\.[^$`]*)\$\{/.exec(first)?.[1] ?? null, values: values === undefined ? [] : namesOf(values) }
  })
}

/** The names of the values that a text shows, those of its choices too. */
export function valuesIn(parts: readonly Part[]): string[] {
  return [...new Set(parts.flatMap((part) => {
    if (typeof part === 'string' || part[0] === '#') return []
    const [, name, choices = {}] = part as [string, string, Readonly<Record<string, readonly Part[]>>?]
    return [name, ...Object.values(choices).flatMap(valuesIn)]
  }))]
}

/** The names of an object that is written out; null of anything else. */
function namesOf(written: string): string[] | null {
  if (!/^\{[^]*\}$/.test(written) || written.includes('...')) return null
  return argumentsFrom(`${written.slice(1, -1)})`, 0).map((part) => /^\w+/.exec(part)?.[0] ?? '').filter((name) => name !== '')
}

/** What stands between commas, up to the bracket that ends it. */
function argumentsFrom(source: string, start: number): string[] {
  const found: string[] = []
  let [depth, from] = [0, start]
  let quote: string | null = null
  for (let at = start; at < source.length; at += 1) {
    const sign = source[at] as string
    if (quote !== null) quote = sign === quote ? null : quote
    else if (sign === "'" || sign === '"') quote = sign
    else if ('([{'.includes(sign)) depth += 1
    else if (')]}'.includes(sign) && depth > 0) depth -= 1
    else if ((sign === ',' || sign === ')') && depth === 0) {
      found.push(source.slice(from, at).trim())
      from = at + 1
      if (sign === ')') break
    }
  }
  return found.filter((part) => part !== '')
}
