import type { FastifyInstance } from 'fastify'
import { shown, type ShapeProblem } from '#engine/shape'
import { MOST_NESTING } from './limits.ts'
import { shapeMistake } from './problem.ts'

/** Escapes of U+0000 and of half surrogate pairs, which a database's text cannot hold. */
const ESCAPED = /\\u(?:0000|d[89a-f])/i
const UNSTORABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/**
 * Reads bodies as JSON and nothing else; one that is too deep, or has text that cannot be kept, is refused with its place. An empty one is
 * none, whatever type it is said to have, as many clients name a type in every request: what a route then misses, its reader says.
 */
export function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') return done(null, undefined)
    void parse(request, text as string, (error, body) => {
      if (error !== null) return done(Object.assign(error, { code: 'FST_ERR_CTP_INVALID_JSON_BODY' }))
      const problem = problemIn(body, ESCAPED.test(text as string))
      return problem === null ? done(null, body) : done(shapeMistake([problem]))
    })
  })
}

type Place = { value: unknown; keys: readonly string[] | null; depth: number }

/** The first place that we cannot take. Walks without recursion; keys are noted only where texts are looked at. */
function problemIn(body: unknown, looksAtTexts: boolean): ShapeProblem | null {
  const places: Place[] = [{ value: body, keys: looksAtTexts ? [] : null, depth: 0 }]
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const { value, keys, depth } = place
    if (keys !== null && typeof value === 'string' && UNSTORABLE.test(value)) return { keys, found: shown(value), wanted: 'a text without U+0000 and without half characters', code: 'bad_format' }
    if (typeof value !== 'object' || value === null) continue
    if (depth === MOST_NESTING) return { keys: keys ?? [], found: 'a value inside a value, again and again', wanted: `at most ${MOST_NESTING} levels`, code: 'out_of_range' }
    for (const key of Object.keys(value)) {
      const inner = (value as Record<string, unknown>)[key]
      if (keys !== null && UNSTORABLE.test(key)) return { keys, found: shown(key), wanted: 'names of fields without U+0000 and without half characters', code: 'bad_format' }
      places.push({ value: inner, keys: keys === null ? null : [...keys, key], depth: depth + 1 })
    }
  }
  return null
}
