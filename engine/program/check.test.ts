import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { describe, expect, test } from 'vitest'
import { parseDay } from '#engine/calendar'
import { hasText } from '#engine/text'
import { checkProgram } from './check.ts'
import { pathText, problemText, wantedText, type Step } from './problem.ts'
import { edited, placeOf, SAMPLE } from './testing.ts'

const PRESETS = 'programs'
const presets = readdirSync(PRESETS).filter((file) => file.endsWith('.yaml')).map((file) => ({ file, text: readFileSync(join(PRESETS, file), 'utf8') }))
const TODAY = parseDay('2026-11-22')

type Row = [what: string, piece: string, by: string, code: string, path: string, at: string]

/** One edit of the sample, and the one mistake that it makes: its code, its path and the text at which it points. */
const MISTAKES: Row[] = [
  // The source as YAML.
  ['a key twice', 'zone: Europe/Berlin\n', 'zone: Europe/Berlin\ncurrency: EUR\n', 'duplicate_key', 'currency', 'currency: EUR'],
  ['a key twice in an entry', '    rounding: floor', '    rounding: floor\n    rate: "2"', 'duplicate_key', 'earn[0].rate', 'rate: "2"'],
  ['a tab as indent', '    rounding: floor', '\trounding: floor', 'yaml_tab', '', '\trounding'],
  ['a quote that is not closed', 'limits: { spend_step: 10 }\n', 'limits: "x\n', 'yaml_unclosed', '', '\n'],
  ['two colons on a line', 'zone: Europe/Berlin\n', 'zone: Europe: Berlin\n', 'yaml_colon', '', 'Europe: Berlin'],
  ['a second document', 'limits: { spend_step: 10 }\n', 'limits: { spend_step: 10 }\n---\na: 1\n', 'yaml_two_documents', '', '---'],
  ['a tag', 'zone: Europe/Berlin\n', 'zone: !place Europe/Berlin\n', 'yaml_tag', '', '!place'],
  ['a text that begins with %', 'zone: Europe/Berlin\n', 'zone: %Europe\n', 'yaml_quotes', '', '%Europe'],
  ['a list as a key', 'limits: { spend_step: 10 }\n', 'limits: { [5]: 10 }\n', 'yaml_key', '', '[5]: 10'],
  ['an alias of nothing', 'zone: Europe/Berlin\n', 'zone: *home\n', 'yaml_alias', '', 'program'],
  // Keys.
  ['a misspelt setting', 'rounding: floor', 'roundng: floor', 'unknown_key', 'earn[0].roundng', 'roundng'],
  ['a setting in the wrong place', 'market: us\n', 'market: us\nrounding: floor\n', 'unknown_key', 'rounding', 'rounding: floor\nmarkets'],
  ['a setting that is missing', 'currency: USD\nzone', 'zone', 'missing_key', 'currency', 'program'],
  ['a field missing in an entry', '    currency: JPY\n', '', 'missing_key', 'markets.jp.currency', 'jp:'],
  ['an id missing in a list', '- id: quiz\n    on: quiz', '- on: quiz', 'missing_key', 'earn[1].id', 'on: quiz'],
  ['an empty value', 'rounding: floor', 'rounding:', 'empty_value', 'earn[0].rounding', 'rounding:'],
  ['a name with capitals', '  stars: { kind: qualifying }', '  Stars: { kind: qualifying }\n  stars: { kind: qualifying }', 'bad_name', 'units.Stars', 'Stars'],
  ['an event name with a dash', '  quiz: { score: integer, topic: text }', '  quiz: { score: integer }\n  my-quiz: {}', 'bad_name', 'events.my-quiz', 'my-quiz'],
  ['a language in words', 'name: { en: Shop', 'name: { English: Shop', 'bad_name', 'name.English', 'English'],
  // Values.
  ['a word that is not known', 'rounding: floor', 'rounding: flor', 'unknown_word', 'earn[0].rounding', 'flor'],
  ['a number for a text in quotes', 'minimum: "5"', 'minimum: 5', 'quotes_missing', 'earn[0].minimum', '5\n'],
  ['a rate without quotes', 'us: { currency: USD, earn: "1"', 'us: { currency: USD, earn: 1.5', 'quotes_missing', 'markets.us.earn', '1.5'],
  ['a number for a name', 'name: Gift', 'name: 2024', 'quotes_missing', 'benefits.gift.name', '2024'],
  ['a number in quotes', 'points: 10\n', 'points: "10"\n', 'quotes_needless', 'earn[1].points', '"10"'],
  ['a fraction of a point', 'points: 10\n', 'points: 10.5\n', 'not_whole', 'earn[1].points', '10.5'],
  ['points below 1', 'points: 10\n', 'points: 0\n', 'out_of_range', 'earn[1].points', '0\n    caps: { times'],
  ['a negative amount', 'minimum: "5"', 'minimum: "-5"', 'bad_format', 'earn[0].minimum', '"-5"'],
  ['a decimal comma', 'minimum: "5"', 'minimum: "5,50"', 'bad_format', 'earn[0].minimum', '"5,50"'],
  ['a date in another order', '[2026-11-11, ', '[11-11-2026, ', 'bad_format', 'earn[0].multipliers[0].dates[0]', '11-11-2026'],
  ['a currency in small letters', 'currency: JPY', 'currency: jpy', 'bad_format', 'markets.jp.currency', 'jpy'],
  ['a list where a text belongs', 'zone: Europe/Berlin\n', 'zone: [Europe/Berlin]\n', 'wrong_type', 'zone', '[Europe'],
  ['a text where a list belongs', 'weekdays: [sat, sun]', 'weekdays: sat', 'wrong_type', 'earn[0].multipliers[1].weekdays', 'sat\n'],
  ['a text where settings belong', 'streak: { days: 7, points: 5 }', 'streak: weekly', 'wrong_type', 'earn[2].streak', 'weekly'],
  ['an empty list', 'weekdays: [sat, sun]', 'weekdays: []', 'empty_list', 'earn[0].multipliers[1].weekdays', '[]'],
  ['no markets', SAMPLE.slice(SAMPLE.indexOf('markets:'), SAMPLE.indexOf('events:')), 'markets: {}\n', 'empty_value', 'markets', '{}'],
  ['a period in days without the word', 'after: { months: 12 }', 'after: 365', 'wrong_type', 'expiry.after', '365,'],
  ['a period with a misspelt word', 'after: { months: 12 }', 'after: { moths: 12 }', 'unknown_key', 'expiry.after.moths', 'moths'],
  ['a period with two words', 'after: { months: 12 }', 'after: { months: 12, days: 3 }', 'keys_apart', 'expiry.after.days', 'days: 3'],
  ['a period that is too long', 'after: { months: 12 }', 'after: { years: 100 }', 'out_of_range', 'expiry.after.years', '100 }, rem'],
  ['a pending in words', 'pending: { days: 14 }', 'pending: two weeks', 'unknown_choice', 'pending', 'two weeks'],
  ['a pending that is nearly none', 'pending: none', 'pending: nome', 'unknown_choice', 'earn[2].pending', 'nome'],
  ['a pending without its longest wait', 'pending: { days: 14 }', 'pending: { days_after_delivery: 7 }', 'missing_key', 'pending.cancel_after', 'pending: { days_after'],
  ['an expiry with both ways', 'notice_days: 30 }', 'notice_days: 30, after: { years: 1 } }', 'keys_apart', 'regions[0].expiry.after', 'after: { years'],
  ['an expiry without notice', 'inactivity: { years: 1 }, notice_days: 30', 'inactivity: { years: 1 }', 'missing_key', 'regions[0].expiry.notice_days', 'expiry: { inactivity'],
  ['a window that is no window', 'window: { calendar: year }', 'window: year', 'unknown_choice', 'tiers[0].levels[1].keep.window', 'year }\n        benefits'],
  ['a calendar that is none', 'window: { calendar: year }', 'window: { calendar: decade }', 'unknown_word', 'tiers[0].levels[1].keep.window.calendar', 'decade'],
  ['criteria that say nothing known', '- { spend: "100" }', '- { spent: "100" }', 'unknown_key', 'tiers[0].levels[1].entry.any[0].spent', 'spent'],
  ['criteria of two kinds at once', '- { spend: "100" }', '- { spend: "100", orders: 2 }', 'keys_apart', 'tiers[0].levels[1].entry.any[0].orders', 'orders: 2'],
  ['spend without quotes', '- { spend: "100" }', '- { spend: 100 }', 'quotes_missing', 'tiers[0].levels[1].entry.any[0].spend', '100 }\n            -'],
  ['criteria as a list', '- { spend: "100" }', '- [spend, "100"]', 'wrong_type', 'tiers[0].levels[1].entry.any[0]', '[spend'],
  ['a claw that is not known', 'claw: { limit_by_tier: { gold: 500 } }', 'claw: whatever', 'unknown_choice', 'refund.claw', 'whatever'],
  ['a region that is a name', 'regions: [CA-ON, CA-QC]', 'regions: [Ontario]', 'bad_format', 'regions[0].regions[0]', 'Ontario'],
  ['a condition that is no text', 'when: event.score >= 80', 'when: true', 'wrong_type', 'earn[1].when', 'true'],
  // A condition, at the character.
  ['a misspelt field in a condition', 'when: event.score >= 80', 'when: event.scroe >= 80', 'condition_unknown_field', 'earn[1].when', 'scroe'],
  ['a field in a quoted condition', 'when: event.score >= 80', 'when: "event.topic == \\"a\\" && event.scroe >= 80"', 'condition_unknown_field', 'earn[1].when', 'scroe'],
  ['a field in a folded condition', 'when: event.score >= 80', 'when: >-\n      event.score >= 80 &&\n      event.level > 1', 'condition_unknown_field', 'earn[1].when', 'level > 1'],
  ['a condition that breaks off', 'when: event.score >= 80', 'when: event.score >=', 'condition_syntax', 'earn[1].when', '='],
]

describe('a mistake', () => {
  test.each(MISTAKES)('of %s is found where it stands', (...[, piece, by, code, path, at]) => {
    const text = edited(piece, by)
    const { document, program, problems } = checkProgram(text)
    expect({ document, program }).toEqual({ document: null, program: null })
    expect(problems.map((problem) => [problem.severity, problem.code, problem.path])).toEqual([['mistake', code, path]])
    const [{ line, column }] = problems as [(typeof problems)[number]]
    // A quote or a condition that breaks off is known where the text ends.
    if (code === 'yaml_unclosed' || code === 'condition_syntax') expect(line).toBeGreaterThan(1)
    else expect({ line, column }).toEqual(placeOf(text, at))
  })

  test('does not hide the others: all are told, from the first line to the last', () => {
    const text = SAMPLE.replace('currency: JPY', 'currency: ABC').replace('rounding: floor', 'roundng: floor').replace('when: event.score', 'when: event.scroe')
      .replace('minimum: "5"', 'minimum: 5').replace('unit: stars\n', 'unit: star\n').replace('[gift, ship]', '[gift, shop]').replace('spend_step: 10', 'spend_step: ten')
    const { problems } = checkProgram(text)
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'unknown_currency markets.jp.currency', 'quotes_missing earn[0].minimum', 'unknown_key earn[0].roundng', 'condition_unknown_field earn[1].when',
      'unknown_unit earn[2].unit', 'unknown_benefit tiers[0].levels[1].benefits[1]', 'wrong_type limits.spend_step',
    ])
    expect(problems.map(({ line }) => line)).toEqual(problems.map(({ line }) => line).toSorted((a, b) => a! - b!))
  })

  test('says what would be right, and what was most likely meant', () => {
    const wanted = (piece: string, by: string): string => checkProgram(edited(piece, by)).problems[0]!.wanted
    expect(wanted('rounding: floor', 'roundng: floor')).toBe('did you mean rounding?')
    expect(wanted('minimum: "5"', 'minimum: 5.5')).toBe('write "5.5"')
    expect(wanted('rounding: floor', 'rounding: flor')).toBe('one of: floor, half_even, ceil; did you mean floor?')
    expect(wanted('pending: { days: 14 }', 'pending: 14')).toBe('none, { days: 14 }, { days_after_delivery: 7, cancel_after: { months: 3 } } or { by_hand: true }')
    expect(wanted('zone: Europe/Berlin\n', 'zone: Europe/Berlim\n')).toContain('did you mean Europe/Berlin?')
    expect(wanted('unit: stars\n', 'unit: star\n')).toBe('one of: points, stars; did you mean stars?')
  })
})

describe('the source', () => {
  test('may be JSON text, with the same places', () => {
    const text = JSON.stringify({ ...(parse(SAMPLE) as object), zone: 'Europe/Nowhere' }, null, '\t')
    expect(checkProgram(text).problems).toMatchObject([{ code: 'unknown_zone', path: 'zone', ...placeOf(text, '"Europe/Nowhere"') }])
  })

  test('may be a value, without places', () => {
    expect(checkProgram(parse(SAMPLE)).program).not.toBeNull()
    expect(checkProgram({ ...(parse(SAMPLE) as object), zone: 5 }).problems).toMatchObject([{ code: 'wrong_type', path: 'zone', line: null, column: null }])
  })

  test.each([['nothing', ''], ['a text', 'hello'], ['a list', '- a'], ['null', null], ['undefined', undefined], ['a number', 5]])('that is %s is no program', (_what, source) => {
    const { program, problems } = checkProgram(source)
    expect(program).toBeNull()
    expect(problems).toHaveLength(1)
  })

  test.each([
    ['an alias bomb', `a: &a [1]\n${[...'bcdefghi'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join()}]`).join('\n')}`],
    ['an alias that holds itself', 'program: &x [*x]'],
    ['brackets ten thousand deep', '['.repeat(10_000)],
    ['criteria a thousand deep', edited('- { spend: "100" }', `- ${'{ all: ['.repeat(300)}{ orders: 1 }${'] }'.repeat(300)}`)],
    ['more characters than a program has', `# ${'x'.repeat(2_000_001)}`],
    ['a value that holds itself', (() => { const loop: Record<string, unknown> = {}; return Object.assign(loop, { program: loop }) })()],
    ['names of every object', '{ constructor: 1, __proto__: { a: 1 }, toString: 2 }'],
  ])('that is %s is refused and throws nothing', (_what, source) => {
    expect(checkProgram(source).problems.length).toBeGreaterThan(0)
  })

  test('with names that every object has finds nothing in them', () => {
    const { problems } = checkProgram(edited('unit: stars\n', 'unit: constructor\n'))
    expect(problems).toMatchObject([{ code: 'unknown_unit', found: 'constructor' }])
  })
})

describe('every text', { timeout: 60_000 }, () => {
  test('never throws and always answers with problems or a program', () => {
    const pieces = ['program: a\n', 'name: b\n', 'earn:\n', '  - ', '{', '}', '[', ']', '"', "'", ':', '\n', '\t', '&a ', '*a ', '!x ', '? ', '| ', '> ', '#', '---\n', '\u0000', '😀', 'null', '1.5']
    const noise = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')))
    fc.assert(fc.property(noise, (source) => {
      const { program, problems } = checkProgram(source)
      expect(program === null).toBe(problems.some(({ severity }) => severity === 'mistake'))
    }), { numRuns: 300 })
  })

  test('cut off or with a piece taken out never throws', () => {
    fc.assert(fc.property(fc.nat(SAMPLE.length), fc.nat(40), (start, length) => {
      checkProgram(SAMPLE.slice(0, start) + SAMPLE.slice(start + length))
    }), { numRuns: 120 })
  })

  test('as a value of any JSON never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void checkProgram(value)), { numRuns: 200 })
  })
})

describe('the presets', { timeout: 60_000 }, () => {
  test('are the ones that the README names', () => {
    expect(presets.map(({ file }) => file)).toEqual([
      'black-diamond.yaml', 'cny-hundred.yaml', 'electronics.yaml', 'fashion.yaml', 'online-retail.yaml', 'shein-like.yaml', 'wholesale.yaml',
    ])
  })

  test.each(presets)('$file has no mistakes and nothing unwise, and opens with its schema', ({ text }) => {
    expect(checkProgram(text, { today: TODAY }).problems).toEqual([])
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../docs/program.schema.json')
  })

  /** Every place of a value that is no list or object itself, and every key. */
  function placesOf(value: unknown, path: Step[] = []): Step[][] {
    if (typeof value !== 'object' || value === null) return [path]
    const entries: [Step, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
    return entries.flatMap(([step, child]) => placesOf(child, [...path, step]))
  }

  test.each(presets)('$file with any one value spoilt is refused, at that value or around it', ({ text }) => {
    const whole = parse(text) as Record<Step, unknown>
    const places = placesOf(whole)
    fc.assert(fc.property(fc.constantFrom(...places), fc.constantFrom(null, [], {}, -7, '\u0007', { nonsense: 1 }, [[]]), (path, spoilt) => {
      const document = structuredClone(whole)
      let around = document
      for (const step of path.slice(0, -1)) around = around[step] as Record<Step, unknown>
      around[path.at(-1)!] = spoilt
      const mistakes = checkProgram(stringify(document)).problems.filter(({ severity }) => severity === 'mistake')
      const spots = path.map((_, index) => pathText(path.slice(0, index + 1)))
      const isFree = typeof spoilt === 'string' && isFreeText(path)
      if (!isFree) expect(mistakes.some((mistake) => mistake.path.startsWith(spots.at(-1)!) || spots.includes(mistake.path)), `${spots.at(-1)} = ${JSON.stringify(spoilt)}`).toBe(true)
      expect(mistakes.every(({ line }) => line !== null && line > 0)).toBe(true)
    }), { numRuns: 40 })
  })

  /** Names, descriptions, tags, products and shipping methods may be any text. */
  function isFreeText(path: Step[]): boolean {
    return path.some((step) => ['name', 'description', 'exclude_tags', 'only_tags', 'off_for_tags', 'product', 'method'].includes(String(step)))
  }
})

describe('every problem', () => {
  test.each(MISTAKES)('of %s has its texts in both languages, filled in', (...[, piece, by]) => {
    for (const problem of checkProgram(edited(piece, by)).problems) {
      expect(hasText(`program.${problem.code}`)).toBe(true)
      for (const locale of ['en', 'zh-CN'] as const) {
        const told = `${problemText(problem, locale)} ${wantedText(problem, locale)}`
        expect(told).not.toMatch(/program\.|\{\w+(, \w+)?\}|undefined|'\{'/)
        expect(told.length).toBeGreaterThan(10)
      }
      expect(problem.wanted).toBe(wantedText(problem, 'en'))
    }
  })
})
