import { describe, expect, test } from 'vitest'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runFiles } from './command.ts'
import type { OpenDriver } from './driver.ts'
import { openMemoryDriver } from './memory-driver.ts'
import { programsFrom } from './programs.ts'
import { readCases } from './read-cases.ts'
import { resultText } from './report.ts'
import { runCase } from './run-case.ts'

const EVENTS = `
      - { at: 2026-01-05 10:00, ada: { pays: o1, lines: { hat: 10.00, scarf: 10.00, belt: 9.99 }, discount: 5.00 } }
      - { at: 2026-01-06 10:00, ada: { spends: 4, as: s1 } }
      - { at: 2026-01-07 10:00, ada: { returns: o1, lines: [hat], as: r1 } }`

function fileOf(expectation: string, { program = 'plain', events = EVENTS }: { program?: string; events?: string } = {}): string {
  return `cases:\n  - rule: R6\n    name: a story\n    program: ${program}\n    events: ${events}\n    expect:\n      - ${expectation}\n`
}

async function failuresOf(text: string, open: OpenDriver = openMemoryDriver) {
  const read = readCases(text)
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  const { failures } = await runCase(read.cases[0]!, { open, find: programsFrom('.') })
  return failures
}

describe('a case that holds', () => {
  test('has no failure', async () => {
    expect(await failuresOf(fileOf(`{ ada: { balance: 12, earned: 24, spent: 4, clawed_back: 8, lots: [{ left: 12 }], postings_of: { r1: [8 active → revoked claw] }, counts: { orders: 1 } } }`))).toEqual([])
  })
})

test('the example of the README holds', async () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  const example = /```yaml\n(cases:[\s\S]*?)```/.exec(readme)?.[1] ?? ''
  expect(await failuresOf(example.replace('./my-program.yaml', 'levels'))).toEqual([])
})

describe('a case that does not hold says what was expected and what was found', () => {
  const wrong: [what: string, expectation: string, told: { path: string; found: RegExp }][] = [
    ['a figure', '{ ada: { balance: 13 } }', { path: 'balance', found: /^12$/ }],
    ['a figure at an earlier moment', '{ at: 2026-01-06 10:00, ada: { balance: 24 } }', { path: 'balance', found: /^20$/ }],
    ['a figure of a member of whom nothing is known', '{ bob: { balance: 1 } }', { path: 'balance', found: /^0$/ }],
    ['the number of lots', '{ ada: { lots: [] } }', { path: 'lots', found: /left: 12/ }],
    ['a lot', '{ ada: { lots: [{ left: 12, rule: gift }] } }', { path: 'lots[0].rule', found: /^purchase$/ }],
    ['the end of a lot', '{ ada: { lots: [{ expires: 2027-01-05 }] } }', { path: 'lots[0].expires', found: /^never$/ }],
    ['postings', '{ ada: { postings: [24 issued → active earn] } }', { path: 'postings', found: /8 active → revoked claw/ }],
    ['postings of an event', '{ ada: { postings_of: { s1: [5 active → spent spend] } } }', { path: 'postings_of.s1', found: /^4 active → spent spend$/ }],
    ['a fact', '{ ada: { facts: [{ name: order.refunded, isWhole: true }] } }', { path: 'facts[0]', found: /isWhole: false/ }],
    ['a fact that should not be', '{ ada: { no_facts: [order.refunded] } }', { path: 'no_facts', found: /order.refunded/ }],
    ['a count', '{ ada: { counts: { spend: 1 } } }', { path: 'counts.spend', found: /^1666$/ }],
    ['a level', '{ ada: { tier: gold } }', { path: 'tier', found: /^none$/ }],
    ['an explanation', '{ ada: { says: { of: o1, en: 25 points } } }', { path: 'says[0].en', found: /24 points/ }],
    ['an explanation, exactly', '{ ada: { says: { of: o1, zh-CN: { exactly: [好] } } } }', { path: 'says[0].zh-CN', found: /24 积分/ }],
  ]
  test.each(wrong)('%s', async (_, expectation, { path, found }) => {
    const failures = await failuresOf(fileOf(expectation))
    expect(failures).toHaveLength(1)
    expect(failures[0]).toMatchObject({ path, telling: 'as told' })
    expect(failures[0]?.found).toMatch(found)
  })

  test('an answer', async () => {
    const events = '[{ at: 2026-01-05 10:00, ada: { spends: 5 } }]'
    const [failure] = await failuresOf(fileOf('{ ada: { balance: 0 } }', { events }))
    expect(failure).toMatchObject({ path: 'events[0].ada answer', expected: 'accepted', found: expect.stringContaining('refused points.insufficient') })
  })

  test('the details of a refusal', async () => {
    const events = '[{ at: 2026-01-05 10:00, ada: { spends: 5 }, answer: { refused: points.insufficient, details: { available: 7 } } }]'
    expect((await failuresOf(fileOf('{ ada: { balance: 0 } }', { events })))[0]?.found).toContain('"available":0')
  })

  test('in lines that are easy to read', async () => {
    const read = readCases(fileOf('{ ada: { lots: [{ left: 13 }] } }'))
    const text = 'cases' in read ? resultText(await runCase(read.cases[0]!, { open: openMemoryDriver, find: programsFrom('.') })) : ''
    expect(text.split('\n')[0]).toBe('✗ R6 a story (line 2)')
    expect(text).toMatch(/lots\[0\]\.left {3}ada, 2026-01-07 10:00/)
    expect(text).toMatch(/ 13\n.* 12$/)
  })

  test('a program that cannot run, or that nobody has', async () => {
    expect((await failuresOf(fileOf('{ ada: { balance: 0 } }', { program: '{ base: plain, with: { currency: XXX } }' })))[0]?.found).toMatch(/currency/)
    expect((await failuresOf(fileOf('{ ada: { balance: 0 } }', { program: 'plane' })))[0]?.found).toMatch(/no program "plane"/)
  })
})

describe('the same story told in other orders', () => {
  /** A store that looks away from what comes late. */
  const forgetful: OpenDriver = async (program) => {
    const driver = await openMemoryDriver(program)
    let latest = ''
    return {
      ...driver,
      record: async (events) => {
        const answers = []
        for (const event of events) {
          answers.push(event.occurredAt < latest ? ({ status: 'accepted' } as const) : (await driver.record([event]))[0]!)
          if (event.occurredAt > latest) latest = event.occurredAt
        }
        return answers
      },
    }
  }
  const orders = '[{ at: 2026-01-05 10:00, ada: { pays: o1, amount: 10.00 } }, { at: 2026-01-06 10:00, ada: { pays: o2, amount: 20.00 } }, { at: 2026-01-07 10:00, ada: { pays: o3, amount: 40.00 } }]'

  test('must end the same', async () => {
    const failures = await failuresOf(fileOf('{ ada: { balance: 70 } }', { events: orders }), forgetful)
    expect(failures.length).toBeGreaterThan(0)
    expect(failures.every(({ telling }) => telling !== 'as told')).toBe(true)
  })

  test('must count a repetition once', async () => {
    const gullible: OpenDriver = async (program) => {
      const driver = await openMemoryDriver(program)
      let count = 0
      return { ...driver, record: (events) => driver.record(events.map((event) => (event.type === 'activity' ? { ...event, id: `${event.id}-${(count += 1)}` } : event))) }
    }
    const events = '[{ at: 2026-01-05 10:00, ada: { does: reviewed } }, { at: 2026-01-06 10:00, ada: { does: reviewed } }, { at: 2026-01-07 10:00, ada: { does: reviewed } }]'
    const program = '{ base: plain, with: { earn: [{ id: review, on: reviewed, points: 10 }] } }'
    expect(await failuresOf(fileOf('{ ada: { balance: 30 } }', { events, program }))).toEqual([])
    expect((await failuresOf(fileOf('{ ada: { balance: 30 } }', { events, program }), gullible)).length).toBeGreaterThan(0)
  })

  test('are not told where the case says why', async () => {
    const text = fileOf('{ ada: { balance: 70 } }', { events: orders }).replace('    events:', '    as_written: the store forgets\n    events:')
    expect(await failuresOf(text, forgetful)).toEqual([])
  })
})

describe('a run of files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cases-'))
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const run = (files: string[], json = false) => runFiles(files, { open: openMemoryDriver, locale: 'en', json })

  test('tells of every case, and complains of nothing when all hold', async () => {
    const { output, complaint } = await run([write('right.yaml', fileOf('{ ada: { balance: 12 } }'))])
    expect(complaint).toBeNull()
    expect(output).toBe('✓ R6 a story\none case holds\n')
  })

  test('complains when a case fails', async () => {
    const { output, complaint } = await run([write('wrong.yaml', fileOf('{ ada: { balance: 99 } }'))])
    expect(complaint).toBe('no case holds, one does not')
    expect(output).toContain('✗ R6 a story (line 2)\n')
  })

  test('tells the line of what is written wrongly', async () => {
    const file = write('odd.yaml', fileOf('{ ada: { balanse: 12 } }'))
    const { output, complaint } = await run([file])
    expect(complaint).not.toBeNull()
    expect(output).toContain(`${file}:10  cases[0].expect[0].ada.balanse`)
  })

  test('speaks Chinese', async () => {
    const { output, complaint } = await runFiles([write('wrong.yaml', fileOf('{ ada: { balance: 99 } }'))], { open: openMemoryDriver, locale: 'zh-CN', json: false })
    expect(complaint).toBe('没有用例成立，1 个不成立')
    expect(output).toMatch(/应为 {2}99\n.*实为 {2}12\n/)
  })

  test('complains of a file that is not there', async () => {
    expect((await run([join(folder, 'nowhere.yaml')])).complaint).not.toBeNull()
  })

  test('finds a program that lies beside the file', async () => {
    write('mine.yaml', 'program: mine\nname: Mine\ncurrency: EUR\nzone: Europe/Paris\nmarkets: { fr: { currency: EUR, earn: "2", redeem: { points: 100, worth: "1.00" } } }\nearn: [{ id: purchase, on: order.paid, rate: market }]\n')
    const { output } = await run([write('mine-cases.yaml', fileOf('{ ada: { balance: 20 } }', { program: './mine.yaml', events: '[{ at: 2026-01-05 10:00, ada: { pays: o1, amount: 10.00 } }]' }))])
    expect(output).toContain('✓')
  })

  test('is JSON for a machine', async () => {
    const { output } = await run([write('wrong.yaml', fileOf('{ ada: { balance: 99 } }'))], true)
    expect(JSON.parse(output)).toMatchObject({
      passed: 0, failed: 1, files: [{ cases: [{ name: 'a story', rules: ['R6'], line: 2, passed: false, failures: [{ path: 'balance', expected: '99', found: '12' }] }], problems: [] }],
    })
  })
})
