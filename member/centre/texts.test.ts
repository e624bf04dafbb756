import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compileTexts } from '#member/kit/texts-plugin'

const HERE = import.meta.dirname
const sources = readdirSync(HERE).filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts')).map((name) => readFileSync(join(HERE, name), 'utf8'))
const keys = Object.keys(compileTexts(JSON.parse(readFileSync('locales/en/member.json', 'utf8'))))

/** Whole keys that are said, and the beginnings of those that are put together. */
const said = sources.flatMap((text) => [...text.matchAll(/\bsay\((?:[^()`]|\([^()]*\))*?\)/g)].flatMap(([call]) => [...call.matchAll(/'([a-z_]+(?:\.[a-z_-]+)+)'/g)].map(([, key = '']) => key)))
const begun = sources.flatMap((text) => [...text.matchAll(/say\(`([a-z_]+\.[^$`]*)\$\{/g)].map(([, start = '']) => start))

test('every text that is said is there', () => {
  expect(said.length).toBeGreaterThan(150)
  expect([...new Set(said)].filter((key) => !keys.includes(key))).toEqual([])
  for (const start of begun) expect(keys.some((key) => key.startsWith(start)), start).toBe(true)
})

test('every text that is there is said, and refusals by their codes', () => {
  const quoted = sources.join('\n')
  // Of a text about so many of a unit there is one for points and one for money (`format.told`).
  const isSaid = (key: string): boolean => quoted.includes(`'${key}'`) || begun.some((start) => key.startsWith(start))
  expect(keys.filter((key) => !key.startsWith('refused.') && !isSaid(key.replace(/_money$/, '')))).toEqual([])
})
