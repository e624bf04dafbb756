import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { fillRow } from './each.ts'
import { momentText, parseMoment } from './moments.ts'
import { changed, programsFrom, resolveProgram } from './programs.ts'
import { readCases } from './read-cases.ts'

const head = 'about: a file\ncases:\n  - rule: R6\n    name: a case\n    program: plain\n'

function problemsIn(text: string) {
  const read = readCases(text)
  return 'problems' in read ? read.problems : []
}

describe('a mistake in a case file is told with its line', () => {
  const mistakes: [string, string, { line: number; path?: string; wanted?: RegExp }][] = [
    ['broken YAML', 'cases:\n  - name: a: b\n', { line: 2 }],
    ['a file that is a list', '- a\n', { line: 1, wanted: /an object/ }],
    ['no cases', 'about: nothing\n', { line: 1, path: 'cases' }],
    ['a misspelt field of the case', `${head}    event: []\n    events: []\n    expect: [{ ada: {} }]\n`, { line: 6, path: 'cases[0].event' }],
    ['a verb that nobody knows', `${head}    events:\n      - { at: 2026-01-05, ada: { pay: o1 } }\n    expect: [{ ada: {} }]\n`, { line: 7, path: 'cases[0].events[0].ada', wanted: /^"pays", or another deed: joins/ }],
    ['two verbs at once', `${head}    events:\n      - { at: 2026-01-05, ada: { pays: o1, spends: 5 } }\n    expect: [{ ada: {} }]\n`, { line: 7, wanted: /two lines/ }],
    ['an option that the verb has not', `${head}    events:\n      - { at: 2026-01-05, ada: { spends: 5, discont: 1 } }\n    expect: [{ ada: {} }]\n`, { line: 7, path: 'cases[0].events[0].ada.discont', wanted: /code/ }],
    ['a time that is none', `${head}    events:\n      - at: 5 January\n        ada: joins\n    expect: [{ ada: {} }]\n`, { line: 7, path: 'cases[0].events[0].at', wanted: /2026-01-05 10:00/ }],
    ['a time without anybody', `${head}    events:\n      - { at: 2026-01-05 }\n    expect: [{ ada: {} }]\n`, { line: 7, wanted: /who did something/ }],
    ['an expectation that is none', `${head}    events:\n      - { at: 2026-01-05, ada: joins }\n    expect:\n      - ada:\n          points: 5\n`, { line: 10, path: 'cases[0].expect[0].ada.points', wanted: /balance/ }],
    ['a figure as text', `${head}    events:\n      - { at: 2026-01-05, ada: joins }\n    expect:\n      - { ada: { balance: many } }\n`, { line: 9, path: 'cases[0].expect[0].ada.balance', wanted: /whole number/ }],
    ['a posting that is not written as one', `${head}    events:\n      - { at: 2026-01-05, ada: joins }\n    expect:\n      - { ada: { postings: [24 points] } }\n`, { line: 9, path: 'cases[0].expect[0].ada.postings[0]' }],
    ['no expectation', `${head}    events: []\n    expect: []\n`, { line: 7, path: 'cases[0].expect' }],
    ['a rule that is written oddly', 'cases:\n  - rule: six\n    name: a case\n    program: plain\n    events: []\n    expect: [{ ada: {} }]\n', { line: 2, path: 'cases[0].rule' }],
  ]
  test.each(mistakes)('%s', (_, text, { wanted, ...place }) => {
    const problems = problemsIn(text)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject(place)
    expect(problems[0]?.wanted).toMatch(wanted ?? /./)
  })

  test('a mistake in a case with rows is told once', () => {
    const text = `${head}    each: [{ a: 1 }, { a: 2 }]\n    events:\n      - { at: 2026-01-05, ada: { spend: <a> } }\n    expect: [{ ada: {} }]\n`
    expect(problemsIn(text).map(({ line }) => line)).toEqual([8])
  })
})

describe('rows', () => {
  test('put their values in, whole or within a text, and name the case', () => {
    const filled = fillRow({ name: 'a case', each: [], at: '<day> 10:00', amount: '<amount>', caps: { '<span>': 5 } }, { day: '2026-01-05', amount: 10, span: 'month' })
    expect(filled).toEqual({ name: 'a case (2026-01-05, 10, month)', at: '2026-01-05 10:00', amount: 10, caps: { month: 5 } })
  })

  test('leave a name alone that already tells them', () => {
    expect(fillRow({ name: 'on <day>' }, { day: '2026-01-05' })).toEqual({ name: 'on 2026-01-05' })
  })

  test('are cases of their own', () => {
    const read = readCases(`${head}    each: [{ a: 1 }, { a: 2 }]\n    events: []\n    expect: [{ ada: { balance: <a> } }]\n`)
    expect('cases' in read && read.cases.map(({ name, expect: [first] }) => [name, first])).toEqual([['a case (1)', { ada: { balance: 1 } }], ['a case (2)', { ada: { balance: 2 } }]])
  })
})

describe('moments', () => {
  test('are local, or have their offset', () => {
    expect(parseMoment('2026-01-05', 'Asia/Shanghai')).toBe(parseInstant('2026-01-04T16:00:00Z'))
    expect(parseMoment('2026-01-05 10:00:00.250', 'Asia/Shanghai')).toBe(parseInstant('2026-01-05T02:00:00.250Z'))
    expect(parseMoment('2026-01-05 10:00 Z', 'Asia/Shanghai')).toBe(parseInstant('2026-01-05T10:00:00Z'))
    expect(parseMoment('2026-01-05 +05:45', 'Asia/Shanghai')).toBe(parseInstant('2026-01-04T18:15:00Z'))
  })

  test('are shown where the member lives, with seconds only where there are any', () => {
    expect(momentText(parseInstant('2026-01-04T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-01-05 00:00')
    expect(momentText(parseInstant('2026-01-04T16:00:07Z'), 'Asia/Shanghai')).toBe('2026-01-05 00:00:07')
    expect(momentText(parseInstant('2026-01-04T16:00:07.042Z'), 'Asia/Shanghai')).toBe('2026-01-05 00:00:07.042')
  })
})

describe('the program of a case', () => {
  const base = { program: 'x', currency: 'USD', units: { points: { kind: 'spendable', pending: { days: 3 } } }, earn: [{ id: 'a', rate: '1' }, { id: 'b', points: 5 }], expiry: { after: { days: 3 } } }

  test('may change the fields of a rule, add one and take one out', () => {
    expect(changed(base, { earn: [{ id: 'a', rounding: 'ceil' }, { id: 'b', remove: true }, { id: 'c', points: 1 }] }).earn)
      .toEqual([{ id: 'a', rate: '1', rounding: 'ceil' }, { id: 'c', points: 1 }])
  })

  test('may change a field of a unit, and replaces any value whole', () => {
    const { units, expiry } = changed(base, { units: { points: { expiry: 'never' }, qp: { kind: 'qualifying' } }, expiry: { inactivity: { months: 1 }, notice_days: 3 } })
    expect(units).toEqual({ points: { kind: 'spendable', pending: { days: 3 }, expiry: 'never' }, qp: { kind: 'qualifying' } })
    expect(expiry).toEqual({ inactivity: { months: 1 }, notice_days: 3 })
  })

  test('loses a field that is null', () => {
    expect(changed(base, { expiry: null })).not.toHaveProperty('expiry')
  })

  test('is left as it was', () => {
    const before = structuredClone(base)
    changed(base, { earn: [{ id: 'a', rate: '2' }], units: { points: { kind: 'qualifying' } } })
    expect(base).toEqual(before)
  })

  test('is a ready one, a small one, a document, or unknown', () => {
    const find = programsFrom('.')
    expect(resolveProgram('online-retail', find)).toMatchObject({ currency: 'GBP' })
    expect(resolveProgram({ base: 'plain', with: { zone: 'Asia/Tokyo' } }, find)).toMatchObject({ currency: 'USD', zone: 'Asia/Tokyo' })
    expect(resolveProgram(base, find)).toBe(base)
    expect(() => resolveProgram('plane', find)).toThrow(/no program "plane"/)
  })
})
