import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sayingsIn, valuesIn } from '#member/kit/testing'
import { compileTexts } from '#member/kit/texts-plugin'

const HERE = import.meta.dirname
const sayings = readdirSync(HERE).filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts')).flatMap((name) => sayingsIn(readFileSync(join(HERE, name), 'utf8')))
const texts = compileTexts(JSON.parse(readFileSync('locales/en/widget.json', 'utf8')))
/** Of a text about so many of a unit there is one for points and one for money (`format.told`). */
const said = sayings.flatMap(({ by, keys, values }) => keys.flatMap((key) => (by === 'say' ? [{ key, values }] : [{ key, values }, { key: `${key}_money`, values }])))

test('every text that is said is there, and every text that is there is said', () => {
  expect(sayings.map(({ begins }) => begins)).not.toContainEqual(expect.any(String))
  expect([...new Set(said.map(({ key }) => key))].toSorted()).toEqual(Object.keys(texts).toSorted())
})

test('every text is given the values that it shows', () => {
  expect(said.flatMap(({ key, values }) => valuesIn(texts[key] ?? []).filter((name) => values !== null && !values.includes(name)).map((name) => `${key}: ${name}`))).toEqual([])
})
