import { readFile } from 'node:fs/promises'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Plugin } from 'vite'
import type { Part, Texts } from './text.ts'

type Elements = ReturnType<IntlMessageFormat['getAst']>
/** The kinds of elements of a parsed ICU message that our texts use. */
const KIND = { literal: 0, argument: 1, number: 2, select: 5, plural: 6, pound: 7 } as const

/** The texts of a file of `locales/`, `<file>.json?texts`, each parsed when it is built: no page brings a parser of ICU messages along. */
export function texts(): Plugin {
  return {
    name: 'rockpool-texts',
    enforce: 'pre',
    async load(id) {
      const [path = '', query] = id.split('?')
      if (query !== 'texts') return null
      this.addWatchFile(path)
      return { code: `export default ${JSON.stringify(compileTexts(JSON.parse(await readFile(path, 'utf8'))))}`, moduleType: 'js' }
    },
  }
}

/** Messages by their keys, joined by dots, as lists of parts. @throws Error for a message that uses what `text.ts` cannot show */
export function compileTexts(node: unknown, key = ''): Texts {
  if (typeof node === 'string') return { [key]: partsOf(new IntlMessageFormat(node, 'en').getAst()) }
  return Object.assign({}, ...Object.entries(node as object).map(([name, child]) => compileTexts(child, key === '' ? name : `${key}.${name}`))) as Texts
}

function partsOf(elements: Elements): Part[] {
  return elements.map((element): Part => {
    if (element.type === KIND.literal) return element.value
    if (element.type === KIND.argument) return ['a', element.value]
    if (element.type === KIND.number) return ['n', element.value]
    if (element.type === KIND.pound) return ['#']
    if (element.type === KIND.select) return ['s', element.value, choicesOf(element.options)]
    if (element.type === KIND.plural) return [element.pluralType === 'ordinal' ? 'o' : 'p', element.value, choicesOf(element.options)]
    throw new Error(`a text uses an element of kind ${element.type}, which pages cannot show`)
  })
}

function choicesOf(options: Record<string, { value: Elements }>): Record<string, Part[]> {
  return Object.fromEntries(Object.entries(options).map(([name, { value }]) => [name, partsOf(value)]))
}
