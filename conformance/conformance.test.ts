import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { caseFileSchema } from './editor-schema.ts'
import { openMemoryDriver } from './memory-driver.ts'
import type { StoryCase } from './read-cases.ts'
import { resultText } from './report.ts'
import { RULES } from './rules.ts'
import { openCaseFile } from './run-file.ts'

const here = dirname(fileURLToPath(import.meta.url))
const files = readdirSync(here).filter((name) => name.endsWith('.yaml')).sort()
const read = files.map((file) => ({ file, ...openCaseFile(join(here, file), { open: openMemoryDriver }) }))
const stories = read.flatMap((file) => ('cases' in file ? file.cases.map(({ story }) => story) : []))

for (const file of read) {
  describe(`${file.file}`, () => {
    test('is written as a case file should be', () => {
      expect('problems' in file ? file.problems : []).toEqual([])
    })
    for (const { story, run } of 'cases' in file ? file.cases : []) {
      test(`${story.rules.join(' ')} ${story.name}`, async () => {
        const result = await run()
        if (result.failures.length > 0) expect.fail(`${file.file}: ${resultText(result)}`)
      })
    }
  })
}

describe('the cases together', () => {
  test('have one for every rule', () => {
    const told = new Set(stories.flatMap(({ rules }) => rules))
    expect(Object.keys(RULES).filter((rule) => !told.has(rule))).toEqual([])
  })

  test('name no rule that is none', () => {
    expect(stories.filter(({ rules }) => rules.length === 0 || rules.some((rule) => !(rule in RULES))).map(({ name }) => name)).toEqual([])
  })

  test('have one for every policy that a rule names', () => {
    const told = new Set(stories.flatMap(({ rules, policies }) => rules.flatMap((rule) => policies.map((policy) => `${rule} ${policy}`))))
    const named = Object.entries(RULES).flatMap(([rule, policies]) => policies.map((policy) => `${rule} ${policy}`))
    expect(named.filter((policy) => !told.has(policy))).toEqual([])
  })

  test('have one for every ready program', () => {
    const told = new Set(stories.map(programOf))
    const ready = readdirSync(join(here, '..', 'programs')).filter((name) => name.endsWith('.yaml')).map((name) => basename(name, '.yaml'))
    expect(ready.filter((name) => !told.has(name))).toEqual([])
    expect(ready.length).toBeGreaterThan(6)
  })

  test('have each a name of its own', () => {
    const names = stories.map(({ rules, name }) => `${rules.join(' ')} ${name}`)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  test('are at least 150', () => {
    expect(stories.length).toBeGreaterThanOrEqual(150)
  })

  test('have the schema that editors are given; npm run vitest -- run conformance -u writes it anew', async () => {
    await expect(`${JSON.stringify(caseFileSchema(), null, 2)}\n`).toMatchFileSnapshot('./case.schema.json')
  })

  test('are right by that schema too', () => {
    const validate = new Ajv2020({ strict: false }).compile(caseFileSchema() as object)
    expect(files.filter((file) => !validate(parse(readFileSync(join(here, file), 'utf8'))))).toEqual([])
    expect(validate({ cases: [{ name: 'x', program: 'plain', events: [{ at: '2026-01-05', ada: { pay: 'o1' } }], expect: [{ ada: {} }] }] })).toBe(false)
  })
})

function programOf({ program }: StoryCase): string {
  return typeof program === 'string' ? program : String((program as { base?: string }).base ?? '')
}
