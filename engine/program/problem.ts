import { translate, type Locale } from '#engine/text'

/** A key or an index on the way into the document. */
export type Step = string | number
export type Path = readonly Step[]

/** What a check says about one place of the document, before it is put into words and lines. */
export type Finding = {
  severity: 'mistake' | 'warning'
  /** Its text is `program.<code>` in `locales/`. */
  code: string
  path: Path
  /** The piece of the document, in the document's own words; empty where something is missing. */
  found: string
  /** What would be right: its text is `program.wanted.<wish>`. */
  wish: string
  values: Readonly<Record<string, string | number>>
  /** Points at the key rather than at its value. */
  isKey: boolean
  /** Characters into the text that stands there: a place within a condition. */
  offset: number | null
  /** Characters into the source, where no path leads to the place: broken YAML. */
  spot: number | null
}

/** A mistake keeps a program from running; a warning is legal but unwise. Lines and columns count from 1; null where the source was no text. */
export type Problem = {
  severity: 'mistake' | 'warning'
  code: string
  /** Such as `earn[0].when`; empty for the whole document. */
  path: string
  line: number | null
  column: number | null
  found: string
  wanted: string
  values: Readonly<Record<string, string | number>>
}

/** What a finding may say beyond its place and code; `wish` is the code itself unless told. */
export type Words = { found?: string; wish?: string; isKey?: boolean; offset?: number; spot?: number; values?: Readonly<Record<string, string | number>> }

/** Takes down what is wrong, or unwise, at a place. */
export type Notes = {
  mistake: (path: Path, code: string, words?: Words) => void
  warning: (path: Path, code: string, words?: Words) => void
  readonly findings: readonly Finding[]
}

/** An empty list of notes. */
export function openNotes(): Notes {
  const findings: Finding[] = []
  const noting = (severity: Finding['severity']) => (path: Path, code: string, words: Words = {}): void => {
    const { found = '', wish = code, isKey = false, offset = null, spot = null, values = {} } = words
    findings.push({ severity, code, path, found, wish, values, isKey, offset, spot })
  }
  return { mistake: noting('mistake'), warning: noting('warning'), findings }
}

/** ["earn", 0, "when"] as "earn[0].when"; a key that is no plain word stands in brackets and quotes. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    if (!/^[A-Za-z_][\w-]*$/.test(step)) return `${text}[${JSON.stringify(step)}]`
    return text === '' ? step : `${text}.${step}`
  }, '')
}

/** What is wrong, as a sentence to the merchant. */
export function problemText(problem: Problem, locale: Locale): string {
  return translate(locale, `program.${problem.code}`, spoken(problem.values, locale))
}

/** What would be right, as words to the merchant. */
export function wantedText({ values }: Pick<Problem, 'values'>, locale: Locale): string {
  return translate(locale, `program.wanted.${String(values['wish'])}`, spoken(values, locale))
}

/** What lists are held as, one behind the other with commas. */
const LISTS = ['words', 'ids', 'keys', 'names'] as const

/** A text asks whether there is a near word before it names it; in Chinese what is listed has commas of its own. */
function spoken(values: Problem['values'], locale: Locale): Problem['values'] {
  const near = String(values['near'] ?? '')
  const lists = locale.startsWith('zh') ? LISTS.flatMap((name) => (typeof values[name] === 'string' ? [[name, values[name].replaceAll(', ', '、')]] : [])) : []
  return { ...values, ...Object.fromEntries(lists), near, hasNear: near === '' ? 'no' : 'yes' }
}
