import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { complaints, filesUnder, foldersIn, importsOf } from './files.ts'

/** Longer than this, a file is two files. */
const MOST_LINES = 300

/** What a browser is sent as it is: no room that anybody works in. */
const PUBLIC = 'public'

/** Written by a machine from the list of routes, and read by one. */
const CONTRACT = 'sdk/contract.ts'

const code = filesUnder('.', '.ts', '.tsx', '.js').filter(({ path }) => path !== CONTRACT)
const engine = filesUnder('engine', '.ts')
const sources = engine.filter(({ path }) => !path.endsWith('.test.ts'))

/** The rooms that people enter: the parts of the engine, the platform and the modules of the server, and what stands beside them. */
function rooms(): string[] {
  const beside = ['bench', 'conformance', 'console', 'e2e', 'engine', 'member', 'programs', 'properties', 'sdk', 'server/console', 'tables', 'tidy', 'torture'].filter((room) => filesUnder(room, '').length > 0)
  const inside = ['console', 'engine', 'server/platform', 'server/modules'].flatMap((house) => foldersIn(house).filter((room) => room !== PUBLIC).map((room) => join(house, room)))
  return [...beside, ...inside]
}

/** The rules (R6, R13a) that have a conformance case. */
function provenRules(): Set<string> {
  const files = filesUnder('conformance', '.yaml').map(({ text }) => parse(text) as { cases?: { rule?: string | string[] }[] })
  return new Set(files.flatMap(({ cases = [] }) => cases.flatMap(({ rule }) => rule ?? [])))
}

/** The rules that the comments of a source say it keeps. */
function rulesKept(text: string): string[] {
  const comments = text.match(/\/\*\*[\s\S]*?\*\/|\/\/[^\n]*/g) ?? []
  return comments.flatMap((comment) => comment.match(/\bR\d+[ab]?\b/g) ?? [])
}

/**
 * The sources of the engine that have a test: beside them, or by a conformance case of a rule that their comments name; and in a
 * folder of their own the parts of such a source too, which are tested through it.
 */
function coveredSources(): Set<string> {
  const tests = new Set(engine.map(({ path }) => path))
  const proven = provenRules()
  const covered = new Set(sources
    .filter(({ path, text }) => tests.has(path.replace(/\.ts$/, '.test.ts')) || rulesKept(text).some((rule) => proven.has(rule)))
    .map(({ path }) => path))
  for (const path of covered) for (const part of partsOf(path)) covered.add(part)
  return covered
}

/** The neighbours that a source imports; at the root of the engine every file stands for itself. */
function partsOf(path: string): string[] {
  if (dirname(path) === 'engine') return []
  return importsOf(sources.find((source) => source.path === path)?.text ?? '').filter((name) => name.startsWith('./')).map((name) => join(dirname(path), name))
}

describe('the house', () => {
  test('is looked at', () => {
    expect(code.length).toBeGreaterThan(5)
  })

  test('has no file that is too long to read at once', () => {
    expect(complaints(code, ({ text }) => {
      const lines = text.trimEnd().split('\n').length
      return lines > MOST_LINES ? [`has ${lines} lines; split it along its words`] : []
    })).toEqual([])
  })

  test('has a README in every room', () => {
    expect(rooms().filter((room) => !existsSync(join(room, 'README.md')))).toEqual([])
  })

  test('tests every function of the engine: beside it, by the cases of the rules that it names, or through a neighbour', () => {
    const functions = sources.filter(({ text }) => /^export (?:async )?function/m.test(text)).map(({ path }) => path)
    const covered = coveredSources()
    expect(functions.filter((path) => !covered.has(path))).toEqual([])
  })
})
