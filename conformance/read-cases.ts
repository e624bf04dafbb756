import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { nearest } from '#engine/program/near'
import { openNotes, type Finding } from '#engine/program/problem'
import { readSource } from '#engine/program/source'
import { pathText, shapeProblems, shown } from '#engine/shape'
import { translate, type StaffLocale } from '#engine/text'
import { Being, Case, CaseFile, deedSchemas, tellings, type CaseDocument, type Verb } from './case-schema.ts'
import { fillRow } from './each.ts'

/** A mistake in a case file: which line, where in the document, what stood there, what would be right. */
export type CaseProblem = { line: number; path: string; found: string; wanted: string }

/** One case, ready to run: a row of an `each` is a case of its own. */
export type StoryCase = Omit<CaseDocument, 'each'> & { rules: readonly string[]; policies: readonly string[]; line: number }

type Reading = { lineOf: (keys: readonly string[]) => number; problems: CaseProblem[] }
type Place = { keys: readonly string[]; reading: Reading }

/** Reads a case file (YAML or JSON): its cases, or every mistake with its line. */
export function readCases(text: string, locale: StaffLocale = 'en'): { cases: StoryCase[] } | { problems: CaseProblem[] } {
  const notes = openNotes()
  const source = readSource(text, notes)
  const lineOf = (keys: readonly string[], spot: number | null = null) =>
    source.locate({ path: keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key)), isKey: false, offset: null, spot })?.line ?? 1
  if (notes.findings.length > 0) return { problems: notes.findings.map((finding) => syntaxProblem(finding, { lineOf, locale })) }
  const reading: Reading = { lineOf: (keys) => lineOf(keys), problems: [] }
  const cases = casesOf(source.value, reading)
  return reading.problems.length > 0 ? { problems: reading.problems } : { cases }
}

function syntaxProblem(finding: Finding, { lineOf, locale }: { lineOf: (keys: readonly string[], spot: number | null) => number; locale: StaffLocale }): CaseProblem {
  const keys = finding.path.map(String)
  const found = translate(locale, `program.${finding.code}`, { ...finding.values, found: finding.found })
  return { line: lineOf(keys, finding.spot), path: pathText(keys), found, wanted: translate(locale, `program.wanted.${finding.wish}`, finding.values) }
}

function casesOf(file: unknown, reading: Reading): StoryCase[] {
  if (!check(CaseFile, file, { keys: [], reading })) return []
  const { cases } = file as { cases: readonly unknown[] }
  return cases.flatMap((document, index) => {
    const place = { keys: ['cases', String(index)], reading }
    const rows = rowsOf(document)
    // Every row has the same shape: the mistakes of the first are the mistakes of all.
    return rows.flatMap((row, number) => {
      const filled = row === null ? document : fillRow(document, row)
      if (reading.problems.length > 0 && number > 0) return []
      return checkCase(filled, place) ? [storyCase(filled as CaseDocument, reading.lineOf(place.keys))] : []
    })
  })
}

function rowsOf(document: unknown): readonly (Readonly<Record<string, unknown>> | null)[] {
  const each = (document as { each?: unknown } | null)?.each
  return Array.isArray(each) && each.length > 0 && each.every((row) => typeof row === 'object' && row !== null) ? each : [null]
}

function storyCase({ each: _, ...document }: CaseDocument, line: number): StoryCase {
  return { ...document, rules: listOf(document.rule), policies: listOf(document.policy), line }
}

function listOf(one: string | readonly string[] | undefined): readonly string[] {
  return one === undefined ? [] : typeof one === 'string' ? [one] : one
}

function checkCase(document: unknown, place: Place): boolean {
  if (!check(Case, document, place)) return false
  const { events, expect } = document as CaseDocument
  const told = events.map((telling, index) => checkTelling(telling, inner(place, 'events', index)))
  const expected = expect.map((entry, index) => checkExpectation(entry, inner(place, 'expect', index)))
  return [...told, ...expected].every(Boolean)
}

function checkTelling(telling: unknown, place: Place): boolean {
  const isTold = typeof telling === 'object' && telling !== null && !('again' in telling) && !('event' in telling)
  if (!isTold) return check(typeof telling === 'object' && telling !== null && 'event' in telling ? tellings.outside : tellings.again, telling, place)
  if (!check(tellings.told, telling, place)) return false
  const members = membersOf(telling)
  if (members.length === 0) return complain(place, { found: 'a time alone', wanted: 'who did something: { at: 2026-01-05 10:00, ada: { pays: o1, amount: 10.00 } }' })
  return members.map(([member, deed]) => checkDeed(deed, inner(place, member))).every(Boolean)
}

function checkDeed(deed: unknown, place: Place): boolean {
  if (deed === 'joins') return true
  const verbs = typeof deed === 'object' && deed !== null ? Object.keys(deed).filter((key) => Object.hasOwn(deedSchemas, key)) : []
  const [verb] = verbs
  if (verb === undefined) return complain(place, { found: shown(deed), wanted: verbWanted(deed) })
  if (verbs.length > 1) return complain(place, { found: verbs.join(' and '), wanted: 'one deed; two deeds are two lines' })
  return check(deedSchemas[verb as Verb], deed, place)
}

function verbWanted(deed: unknown): string {
  const verbs = Object.keys(deedSchemas)
  const meant = Object.keys(typeof deed === 'object' && deed !== null ? deed : {}).map((key) => nearest(key, verbs)).find((verb) => verb !== undefined)
  return meant === undefined ? `a deed: ${verbs.join(', ')}` : `"${meant}", or another deed: ${verbs.join(', ')}`
}

function checkExpectation(entry: unknown, place: Place): boolean {
  const members = membersOf(entry as object)
  if (members.length === 0) return complain(place, { found: 'nothing', wanted: 'a member and what is true of them: ada: { balance: 10 }' })
  return members.map(([member, being]) => check(Being, being, inner(place, member))).every(Boolean)
}

/** The members whom a line of a story or an expectation names: every key that is not the line's own. */
export function membersOf(entry: object): [member: string, what: unknown][] {
  return Object.entries(entry).filter(([key]) => !['at', 'arrives', 'source', 'corrects', 'answer'].includes(key))
}

const validators = new Map<TSchema, Validator>()

function check(schema: TSchema, value: unknown, { keys, reading }: Place): boolean {
  let validator = validators.get(schema)
  if (!validator) validators.set(schema, (validator = Compile(schema)))
  if (validator.Check(value)) return true
  for (const problem of shapeProblems(validator, value)) {
    const whole = [...keys, ...problem.keys]
    reading.problems.push({ line: reading.lineOf(whole), path: pathText(whole), found: problem.found, wanted: problem.wanted })
  }
  return false
}

function complain({ keys, reading }: Place, { found, wanted }: { found: string; wanted: string }): false {
  reading.problems.push({ line: reading.lineOf(keys), path: pathText(keys), found, wanted })
  return false
}

function inner({ keys, reading }: Place, ...more: (string | number)[]): Place {
  return { keys: [...keys, ...more.map(String)], reading }
}
