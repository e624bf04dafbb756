import { parseSearchWith, stringifySearchWith } from '@tanstack/react-router'

/** Lists and what must be told from them stand in an address as JSON, all else as it is: `?from=2`, without quotes. */
function readJson(text: string): unknown {
  if (!/^["[{]/.test(text)) throw new SyntaxError('a text as it is')
  return JSON.parse(text)
}

export const parseSearch = parseSearchWith(readJson)
export const stringifySearch = stringifySearchWith(JSON.stringify, readJson)

/** What an address says by these names, as texts. */
export function texts(search: Record<string, unknown>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => {
    const value = search[name]
    return ['string', 'number', 'boolean'].includes(typeof value) ? [[name, String(value)]] : []
  }))
}
