import { dayText, parseDay, type Day } from '#engine/calendar'
import { truthOf } from '#tables/truths'

/** What is wrong with a cell, as a code; what would be right is a sentence of the locales. */
export type Fault = { code: string; details?: Readonly<Record<string, unknown>> }
export type Read<T> = { value: T } | { fault: Fault }

const FULL_DATE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/
const NO_YEAR = /^(?:--)?(\d{1,2})[-/.月](\d{1,2})日?$/
/** What stands behind a day where a system writes an instant. */
const TIME_BEHIND = /(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2}|[AaPp][Mm])?$/

/** A cell as people read it: on one line and without spaces around it, the sign by which spreadsheets keep a text a text, and full-width letters. */
export function plainCell(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().replace(/^'(?=[+=\d-])/, '')
}

type Order = 'dmy' | 'mdy' | undefined

/** A day as spreadsheets write it, in ISO 8601; where the order of day and month is not said, only what can be nothing else. */
export function readDate(text: string, order: Order): Read<string> {
  const plain = text.replace(TIME_BEHIND, '')
  const first = FULL_DATE.exec(plain) ?? COMPACT.exec(plain)
  if (first !== null) return dateOf(first[1], first[2], first[3])
  const last = YEAR_LAST.exec(plain)
  if (last === null) return { fault: { code: 'imports.bad_date' } }
  const [, a = '', b = '', year] = last
  const meant = order ?? (Number(a) > 12 ? 'dmy' : Number(b) > 12 || a === b ? 'mdy' : undefined)
  if (meant === undefined) return { fault: { code: 'imports.day_or_month' } }
  return meant === 'dmy' ? dateOf(year, b, a) : dateOf(year, a, b)
}

function dateOf(year = '', month = '', date = ''): Read<string> {
  const text = [year, month.padStart(2, '0'), date.padStart(2, '0')].join('-')
  try {
    return { value: dayText(parseDay(text)) }
  } catch {
    return { fault: { code: 'imports.bad_date' } }
  }
}

/** A birthday with or without its year. */
export function readBirthday(text: string, order: Order, now: number): Read<string> {
  const short = NO_YEAR.exec(text)
  if (short !== null) {
    const [, month = '', date = ''] = short
    const leap = dateOf('2000', month, date)
    return 'fault' in leap ? leap : { value: leap.value.slice(5) }
  }
  const read = readDate(text, order)
  if ('fault' in read) return read
  return Number(read.value.slice(0, 4)) < 1900 || Date.parse(read.value) > now ? { fault: { code: 'imports.bad_birthday' } } : read
}

/** A last day that is not over yet. */
export function readLastDay(text: string, order: Order, today: Day): Read<Day> {
  const read = readDate(text, order)
  if ('fault' in read) return read
  const day = parseDay(read.value)
  return day < today ? { fault: { code: 'imports.day_over', details: { today: dayText(today) } } } : { value: day }
}

const MOST_POINTS = 1_000_000_000

/** Whole points of 0 or more. */
export function readPoints(text: string): Read<number> {
  const plain = text.replaceAll(/[\s,'’_]/g, '').replace(/\.0+$/, '').replace(/(?:分|点|點|points?|pts?)$/i, '')
  if (!/^\d{1,12}$/.test(plain) || Number(plain) > MOST_POINTS) return { fault: { code: plain.startsWith('-') ? 'imports.points_below' : 'imports.bad_points' } }
  return { value: Number(plain) }
}

/** Yes or no in the words of exports. */
export function readTruth(text: string): Read<boolean> {
  const value = truthOf(text)
  return value === undefined ? { fault: { code: 'imports.bad_truth' } } : { value }
}

const MOST_TAGS = 100

/** Tags with any sign of a list between them. */
export function readTags(text: string): Read<string[]> {
  const tags = [...new Set(text.split(/[,;|、]/).map((tag) => tag.trim()).filter((tag) => tag !== ''))].sort()
  return tags.length > MOST_TAGS || tags.some((tag) => tag.length > 200) ? { fault: { code: 'imports.bad_tags', details: { most: MOST_TAGS } } } : { value: tags }
}

let countries: Map<string, string> | undefined

/** A country by its code, with or without a province, or by its name in English or Chinese. */
export function readRegion(text: string): Read<string> {
  if (/^[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?$/.test(text)) return { value: text.toUpperCase() }
  countries ??= namesOfCountries()
  const code = countries.get(text.toLowerCase())
  return code === undefined ? { fault: { code: 'imports.bad_region' } } : { value: code }
}

/** As exports write some that the Unicode's names do not have. */
const ALSO: readonly [string, string][] = [['中国香港', 'HK'], ['香港', 'HK'], ['中国澳门', 'MO'], ['澳门', 'MO'], ['中国台湾', 'TW'], ['台湾', 'TW'], ['台灣', 'TW'], ['usa', 'US'], ['uk', 'GB']]

function namesOfCountries(): Map<string, string> {
  const letters = Array.from({ length: 26 }, (_, place) => String.fromCharCode(65 + place))
  const codes = letters.flatMap((first) => letters.map((second) => first + second))
  return new Map([...['zh-TW', 'zh-CN', 'en'].flatMap((locale) => {
    const names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' })
    return codes.flatMap((code): [string, string][] => {
      const name = names.of(code)
      return name === undefined ? [] : [[name.toLowerCase(), code]]
    })
  }), ...ALSO])
}
