import type { StaffLocale } from '#engine/text'
import type { CaseResult, Failure } from './run-case.ts'
import { say } from './words.ts'

/** What a reader sees of a case: one line where it holds; else its line in the file, and of each difference the place, what was expected and found. */
export function resultText({ story, failures }: CaseResult, locale: StaffLocale = 'en'): string {
  const title = [story.rules.join(' '), story.name].filter((part) => part !== '').join(' ')
  if (failures.length === 0) return `✓ ${title}`
  return [`✗ ${title} (${say(locale, 'line', { line: story.line })})`, ...failures.map((failure) => failureText(failure, locale))].join('\n')
}

/** One difference, in lines. */
function failureText({ member, at, telling, path, expected, found }: Failure, locale: StaffLocale = 'en'): string {
  const where = [path, [member, at].filter((part) => part !== '').join(', '), tellingText(telling, locale)].filter((part) => part !== '').join('   ')
  const labels = [say(locale, 'expected'), say(locale, 'found')]
  const width = Math.max(...labels.map(({ length }) => length))
  return [`    ${where}`, ...[expected, found].flatMap((text, index) => labelled((labels[index] ?? '').padEnd(width), text))].join('\n')
}

/** A result for a machine. */
export function jsonOf({ story, failures }: CaseResult): object {
  const { name, rules, line } = story
  const told = failures.map((failure) => ({ ...failure, telling: tellingText(failure.telling, 'en') }))
  return { name, rules, line, passed: failures.length === 0, failures: told }
}

function tellingText(telling: Failure['telling'], locale: StaffLocale): string {
  return telling === 'as told' ? say(locale, 'as_told') : say(locale, 'shuffled', { seed: telling.seed })
}

function labelled(label: string, text: string): string[] {
  const [first = '', ...rest] = text.split('\n')
  return [`      ${label}  ${first}`, ...rest.map((line) => `      ${' '.repeat(label.length)}  ${line}`)]
}
