import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sayingsIn, valuesIn } from '#member/kit/testing'
import { compileTexts } from '#member/kit/texts-plugin'
import { partsOf } from './address-format.ts'

const HERE = import.meta.dirname
const sources = readdirSync(HERE).filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts')).map((name) => readFileSync(join(HERE, name), 'utf8'))
const texts = compileTexts(JSON.parse(readFileSync('locales/en/member.json', 'utf8')))
const keys = Object.keys(texts)

/** Whole keys that are said, and the beginnings of those that are put together. */
const sayings = sources.flatMap(sayingsIn)
const said = sayings.flatMap(({ keys: whole }) => whole)
const begun = sayings.flatMap(({ begins }) => begins ?? [])
/** Texts about so many of a unit: there is one for points and one for money (`format.told`). */
const told = new Set(sayings.filter(({ by }) => by === 'told').flatMap(({ keys: whole }) => whole))

test('every text that is said is there', () => {
  expect(said.length).toBeGreaterThan(150)
  expect([...new Set(said)].filter((key) => !keys.includes(key))).toEqual([])
})

const contract = readFileSync('sdk/contract.ts', 'utf8')
const ownWords = sources.join('\n')

/** The words that a type of the contract knows for a field. */
function wordsOf(type: string, field: string): string[] {
  return quotedIn(new RegExp(`export type ${type} = \\{.*?\\b${field}: ((?:"\\w+"(?: \\| )?)+)`).exec(contract)?.[1] ?? '')
}

function quotedIn(text: string): string[] {
  return [...text.matchAll(/["']([\w-]+)["']/g)].map(([, word = '']) => word)
}

/** What may stand behind the beginning of each text that is put together: what the server knows, or what the page lists. */
const BEHIND: Readonly<Record<string, readonly string[]>> = {
  'gives.': wordsOf('Gives', 'kind'), 'redeem.will.': wordsOf('Gives', 'kind'), 'redeem.next.': wordsOf('Gives', 'kind'), 'redemption.': wordsOf('Redemption', 'status'), 'statement.': wordsOf('StatementLine', 'what'),
  // What is told with something else has no text of its own (`QUIET` in history.ts).
  'reason.': quotedIn(/type PostingReason =\n([^;]*?)\n\n/.exec(readFileSync('engine/member/outcome.ts', 'utf8'))?.[1] ?? '').filter((reason) => reason !== 'hold' && reason !== 'release'),
  'company.role.': quotedIn(/const ROLES = \[(.*)\]/.exec(readFileSync('server/modules/members/buyers.store.ts', 'utf8'))?.[1] ?? ''),
  'address.': ['US', 'JP'].flatMap(partsOf), 'consent.': ['email_service', 'email_marketing', 'sms_marketing', 'whatsapp_marketing', 'none_profiling'],
  'step_up.by.': quotedIn(/type Way = (.*)/.exec(readFileSync(join(HERE, 'step-up.tsx'), 'utf8'))?.[1] ?? ''), 'tour.': quotedIn(/const STEPS = \[(.*)\]/.exec(ownWords)?.[1] ?? '').flatMap((step) => [`${step}.title`, `${step}.text`]),
  'nav.': [...ownWords.matchAll(/\{ page: '([\w-]+)', icon:/g)].map(([, page = '']) => page), 'title.': ['coupons', 'levels', 'earn', 'orders', 'company'],
}

test('every text that is put together is there, whatever it is put together from', () => {
  expect([...new Set(begun)].filter((start) => (BEHIND[start]?.length ?? 0) < 2)).toEqual([])
  expect(begun.flatMap((start) => (BEHIND[start] ?? []).map((end) => `${start}${end}`)).filter((key) => !keys.includes(key))).toEqual([])
})

test('every text that is there is said, and refusals by their codes', () => {
  const isSaid = (key: string): boolean => ownWords.includes(`'${key}'`) || begun.some((start) => key.startsWith(start))
  expect(keys.filter((key) => !key.startsWith('refused.') && !isSaid(key) && !told.has(key.replace(/_money$/, '')))).toEqual([])
})

test('a text about so many of a unit is there for points and for money', () => {
  expect(told.size).toBeGreaterThan(5)
  expect([...told].flatMap((key) => [key, `${key}_money`]).filter((key) => !keys.includes(key))).toEqual([])
})

test('every text is given the values that it shows', () => {
  const given = sayings.flatMap(({ by, keys: whole, values }) => whole.flatMap((key) => (by === 'say' ? [{ key, values }] : [{ key, values }, { key: `${key}_money`, values }])))
  expect(given.flatMap(({ key, values }) => valuesIn(texts[key] ?? []).filter((name) => values !== null && !values.includes(name)).map((name) => `${key}: ${name}`))).toEqual([])
})
