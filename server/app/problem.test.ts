import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AppError, HTTP_STATUS } from '#server/platform/errors'
import { problemOf } from './problem.ts'
import { hasSentence, localeAccepted, say } from './words.ts'

const TELLING = { locale: 'en', requestId: 'request-1' } as const

/** The codes of operating errors that the server's sources throw. */
function codesThrown(): string[] {
  const sources = readdirSync('server', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  const texts = sources.map((path) => readFileSync(join('server', path), 'utf8'))
  // A module's codes begin with its name; the platform and the edge have names of their own.
  const modules = [...readdirSync('server/modules'), 'http', 'database', 'mails']
  const thrown = new RegExp(String.raw`(?:AppError\('\w+', |refuse\(|code: (?:[^,{}\n]+ \? )?|: \['\w+', |' : |choose\(\w+, text, )'((?:${modules.join('|')})\.[a-z_]+)'`, 'g')
  const named = texts.flatMap((text) => [...text.matchAll(thrown)].map(([, code]) => code as string))
  return [...new Set([...named, 'imports.bad_locale', 'imports.bad_phone_of', 'imports.bad_points', 'programs.publication_before_commit', 'programs.publication_out_of_order', ...['common', 'personal', 'repeated', 'store'].map((weakness) => `staff.weak_password_${weakness}`)])].sort()
}

/** The codes that have a sentence. */
function codesTold(): string[] {
  const { problem } = JSON.parse(readFileSync('locales/en/server.json', 'utf8')) as { problem: Record<string, Record<string, string>> }
  return Object.entries(problem).flatMap(([module, codes]) => Object.keys(codes).map((code) => `${module}.${code}`)).sort()
}

describe('the sentences of problems', () => {
  test('are there for every code that is thrown, and for nothing else', () => {
    expect(codesThrown()).toEqual(codesTold())
  })

  test('are there for every kind of error', () => {
    for (const kind of Object.keys(HTTP_STATUS)) expect(hasSentence(`title.${kind}`), kind).toBe(true)
    expect(say('en', 'title.nothing')).toBe('title.nothing')
  })
})

describe('a problem', () => {
  test('of the house has its status, its code and the values of its sentence', () => {
    expect(problemOf(new AppError('not_found', 'keys.unknown', { key: 'key_1' }), TELLING)).toEqual({
      type: 'urn:rockpool:problem:keys.unknown', title: 'Not found', status: 404, detail: 'The store has no key key_1. Those that there are stand under API keys.', code: 'keys.unknown',
      instance: 'urn:rockpool:request:request-1', requestId: 'request-1', details: { key: 'key_1' },
    })
  })

  test('of a member speaks the engine\'s words', () => {
    const refused = new AppError('conflict', 'points.insufficient', { unit: 'points', wanted: 50, available: 12, balance: 12 })
    expect(problemOf(refused, TELLING).detail).toContain('12 points can be used now')
    expect(problemOf(refused, { ...TELLING, locale: 'zh-CN' }).detail).toMatch(/可用的只有.*12/)
  })

  test('writes instants among its values as times', () => {
    const at = Date.UTC(2026, 0, 5)
    expect(problemOf(new AppError('conflict', 'programs.publication_before_commit', { from: at, committedAt: at + 1_000, count: at }), TELLING).details)
      .toEqual({ from: '2026-01-05T00:00:00Z', committedAt: '2026-01-05T00:00:01Z', count: at })
  })

  test.each(['ECONNREFUSED', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECT_TIMEOUT', '57P01', '57P03', '53300', '08006'])('of a database that is away (%s) is told as such', (code) => {
    expect(problemOf(Object.assign(new Error('x'), { code }), TELLING)).toMatchObject({ status: 503, code: 'http.unavailable' })
  })

  test('of a disk that is full is told as such', () => {
    expect(problemOf(Object.assign(new Error('x'), { code: '53100' }), TELLING)).toMatchObject({ status: 503, code: 'http.disk_full', detail: expect.stringContaining('no room left') as string })
  })

  test('of a connection that broke under a transaction is told as such', () => {
    expect(problemOf(new Error('Connection terminated unexpectedly'), TELLING)).toMatchObject({ status: 503, code: 'http.unavailable' })
  })

  test.each(['40001', '40P01', '55P03'])('of two who stood in each other\'s way (%s) is worth another try', (code) => {
    expect(problemOf(Object.assign(new Error('x'), { code }), TELLING)).toMatchObject({ status: 409, code: 'http.raced' })
  })

  test.each([new Error('secret'), Object.assign(new Error('secret'), { code: '42P01', detail: 'secret' }), 'secret', null])('of ours shows nothing', (error) => {
    const problem = problemOf(error, TELLING)
    expect(problem).toMatchObject({ status: 500, code: 'http.internal' })
    expect(JSON.stringify(problem)).not.toContain('secret')
  })
})

describe('the language', () => {
  test.each([
    [undefined, 'en'], ['', 'en'], ['zh', 'zh-CN'], ['zh-Hans-CN', 'zh-CN'], ['en-GB,en;q=0.9', 'en'], ['en;q=0.5, zh;q=0.6', 'zh-CN'], ['zh;q=0, en', 'en'],
    ['fr, de;q=0.9', 'fr'], ['nl, de;q=0.9', 'de'], ['zh-TW,zh;q=0.9', 'zh-TW'], ['*', 'en'], ['zhx', 'en'], [';;;q=,', 'en'],
  ])('of %j is %s', (header, locale) => {
    expect(localeAccepted(header)).toBe(locale)
  })
})
