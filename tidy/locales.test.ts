import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { LOCALES } from '#engine/text'
import { filesUnder, foldersIn } from './files.ts'

type Elements = ReturnType<IntlMessageFormat['getAst']>

const english = messagesOf('en')
const others = foldersIn('locales').filter((language) => language !== 'en').map((language) => ({ language, messages: messagesOf(language) }))
/** What staff read is in these languages; what shoppers read, in all. */
const STAFF = ['en', 'zh-CN']
const FOR_SHOPPERS = /^(?:guide|mail|member|quote|refusal|trace|widget)\.json |^server\.json (?:title|problem (?:coupons|http|logins|members|profiles|quotes|rewards|signups)) |^server\.json page (?:again|no_script|on_its_way|unreached)$/

/** Every message of a language, by its file and its full key. */
function messagesOf(language: string): Map<string, string> {
  const folder = join('locales', language)
  return new Map(filesUnder(folder, '.json').flatMap(({ path, text }) => [...flatten(JSON.parse(text), path.slice(folder.length + 1))]))
}

function flatten(node: unknown, key: string): Map<string, string> {
  if (typeof node === 'string') return new Map([[key, node]])
  return new Map(Object.entries(node as object).flatMap(([name, child]) => [...flatten(child, `${key} ${name}`)]))
}

/** The names of a document as they are written, sorted. */
function keysWritten(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"(\s*:)?/g)].flatMap(([, name = '', colon]) => (colon === undefined ? [] : [name])).sort()
}

/** The same as they are read: of two that are equal one is left. */
function keysRead(text: string): string[] {
  const names = (node: unknown): string[] => (typeof node === 'string' ? [] : Object.entries(node as object).flatMap(([name, child]) => [name, ...names(child)]))
  return names(JSON.parse(text)).sort()
}

/** The names that an ICU message waits for, sorted, each once. @throws when the message does not parse */
function placeholders(message: string): string {
  return [...new Set(namesIn(new IntlMessageFormat(message, 'en').getAst()))].sort().join()
}

function namesIn(elements: Elements): string[] {
  return elements.flatMap((element) => {
    const own = 'value' in element && element.type !== 0 ? [element.value] : []
    const inside = 'options' in element ? Object.values(element.options as Record<string, { value: Elements }>).flatMap((option) => namesIn(option.value)) : []
    return [...own, ...inside, ...('children' in element ? namesIn(element.children) : [])]
  })
}

/** The codes that the engine's sources explain, or refuse, with. */
function codesIn(pattern: RegExp): string[] {
  const sources = [...filesUnder('engine/member', '.ts'), ...filesUnder('engine/simulate', '.ts')].filter(({ path }) => !path.endsWith('.test.ts'))
  const calls = sources.flatMap(({ text }) => text.match(pattern) ?? [])
  return [...new Set(calls.flatMap((call) => [...call.matchAll(/'([a-z]+\.[a-z_]+)'/g)].map(([, code]) => code!)))].sort()
}

/** The codes that an English file has a message for. */
function textsOf(file: string): string[] {
  return [...english.keys()].filter((key) => key.startsWith(`${file} `)).map((key) => key.slice(file.length + 1).replaceAll(' ', '.')).sort()
}

describe('the locales', () => {
  test('are looked at, Chinese among them', () => {
    expect(english.size > 0).toBe(existsSync('locales'))
    expect(others.some(({ language }) => language === 'zh-CN')).toBe(existsSync('locales'))
  })

  test('name nothing twice', () => {
    for (const { path, text } of filesUnder('locales', '.json')) expect(keysWritten(text), path).toEqual(keysRead(text))
  })

  test('have the messages of English, no fewer and no more', () => {
    const keys = [...english.keys()].sort()
    const forShoppers = keys.filter((key) => FOR_SHOPPERS.test(key))
    expect(forShoppers.length).toBeGreaterThan(300)
    for (const { language, messages } of others) expect([...messages.keys()].sort(), language).toEqual(STAFF.includes(language) ? keys : forShoppers)
  })

  test('wait for the same values in every message', () => {
    const waits = Object.fromEntries([...english].map(([key, message]) => [key, placeholders(message)]))
    for (const { language, messages } of others) {
      const waited = Object.fromEntries([...messages.keys()].map((key) => [key, waits[key]]))
      expect(Object.fromEntries([...messages].map(([key, message]) => [key, placeholders(message)])), language).toEqual(waited)
    }
  })
})

test('the languages of shoppers are those that the engine speaks', () => {
  expect(foldersIn('locales').sort()).toEqual([...LOCALES].sort())
})

describe('the texts', () => {
  test('are there for every step that the engine explains, and for nothing else', () => {
    expect(codesIn(/explainStep\(draft, [^{]*\{/g)).toEqual(textsOf('trace.json').filter((code) => !code.startsWith('part.')))
  })

  test('are there for every refusal, and for nothing else', () => {
    expect(codesIn(/refuse\('[^']*'|\bcode[ =:][^\n]*'(?:member|event)\.[^\n]*/g)).toEqual(textsOf('refusal.json'))
  })
})

describe('these checks', () => {
  test('see a name that stands twice, and none in what is said', () => {
    expect([keysWritten('{"a": {"b": "c", "b": "d"}}'), keysRead('{"a": {"b": "c", "b": "d"}}')]).toEqual([['a', 'b', 'b'], ['a', 'b']])
    expect(keysWritten(String.raw`{"a": "say \"b\": it is said"}`)).toEqual(['a'])
  })

  test('find the values of a message in its plurals and choices too', () => {
    expect(placeholders('{n, plural, one {{who} has one} other {{who} has #}} on {day, date} by {way, select, a {x} other {y}}')).toBe('day,n,way,who')
  })
})
