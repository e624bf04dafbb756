import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkShape } from './check-shape.ts'
import { programJsonSchema } from './json-schema.ts'
import { openNotes } from './problem.ts'
import { SAMPLE } from './testing.ts'

const COMMITTED = 'docs/program.schema.json'
const presets = readdirSync('programs').filter((file) => file.endsWith('.yaml'))
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(programJsonSchema())
const sample = parse(SAMPLE) as Record<string, unknown>

describe('the JSON Schema', { timeout: 60_000 }, () => {
  test('that is committed is the one that the definitions give', () => {
    expect(JSON.parse(readFileSync(COMMITTED, 'utf8'))).toEqual(programJsonSchema())
  })

  test.each(presets)('accepts programs/%s', (file) => {
    expect(validate(parse(readFileSync(join('programs', file), 'utf8'))), JSON.stringify(validate.errors)).toBe(true)
  })

  test.each([
    ['a misspelt setting', { markts: {} }], ['a number for a decimal', { markets: { us: { currency: 'USD', earn: 1.5 } } }], ['an unknown word', { level: 'middle' }],
    ['criteria nested in criteria that are wrong', { tiers: [{ id: 't', levels: [{ id: 'a', entry: { all: [{ any: [{ spent: '5' }] }] } }] }] }],
    ['a period of two kinds', { expiry: { after: { months: 1, days: 1 } } }], ['no markets', { markets: {} }], ['a name with capitals', { units: { Points: { kind: 'spendable' } } }],
  ])('refuses %s', (_what, change) => {
    expect(validate({ ...sample, ...change })).toBe(false)
  })

  test('refers only to what it defines, and says in words what a place is for', () => {
    const schema = programJsonSchema()
    const text = JSON.stringify(schema)
    const names = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]!)
    expect(new Set(names.filter((name) => !(name.replace('#/$defs/', '') in (schema['$defs'] as object))))).toEqual(new Set())
    expect(names).toContain('#/$defs/criteria')
    expect(text).toContain('the market of an order that names none; the first one when absent')
  })

  test('and the check agree on every document: each refuses what the other refuses', () => {
    const spoilt = fc.oneof(fc.constantFrom(null, [], {}, -7, 5, 1.5, true, '', 'never', 'none', '1.5', 'gold', { days: 3 }, { spend: '5' }, { points: 1, per: '5' }, { after: { months: 3 } }), fc.jsonValue({ maxDepth: 2 }))
    const places = placesOf(sample)
    fc.assert(fc.property(fc.constantFrom(...places), spoilt, (path, value) => {
      const document = structuredClone(sample) as Record<string | number, unknown>
      let around = document
      for (const step of path.slice(0, -1)) around = around[step] as Record<string | number, unknown>
      around[path.at(-1)!] = value
      const notes = openNotes()
      checkShape(document, notes)
      expect(notes.findings.map(({ code, path: at }) => `${code} ${at.join('.')}`).join() === '', `${path.join('.')} = ${JSON.stringify(value)}`).toBe(validate(document))
    }), { numRuns: 1_500 })
  })
})

function placesOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path]
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [...(path.length > 0 ? [path] : []), ...entries.flatMap(([step, child]) => placesOf(child, [...path, step]))]
}
