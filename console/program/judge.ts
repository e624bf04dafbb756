import { minorUnits } from '#engine/currencies'
import { checkProgram, fold, problemText, timelineOf, explain, wantedText, totalsOf, availableOf } from '#engine/index'
import type { MemberEvent, Problem, Program } from '#engine/index'
import { translate } from '#engine/text'
import type { Language } from '#console/words/words.ts'

/** What a check says of a line, in the reader's language. */
export type Finding = Pick<Problem, 'severity' | 'line' | 'column' | 'path'> & { message: string; wanted: string; /** What leads to what is wanted: a mistake has what it should be, a warning some advice; what says itself that one may choose has nothing. */ lead: 'wanted' | 'advice' | null }

/** Wishes that begin with what they are: a list to choose from, or a question. */
const CHOICES: ReadonlySet<string> = new Set(['words', 'ids', 'key', 'gives', 'condition_names', 'condition_function'])

/** A program as it is written at this moment: what is wrong and unwise in it, and, without mistakes, the program. The engine itself does it, in this browser. */
export function judge(text: string, language: Language): { findings: Finding[]; program: Program | null } {
  const { program, problems } = checkProgram(text)
  return { program, findings: problems.map((problem) => ({ severity: problem.severity, line: problem.line, column: problem.column, path: problem.path, message: problemText(problem, language), wanted: wantedText(problem, language), lead: CHOICES.has(String(problem.values['wish'])) ? null : problem.severity === 'warning' ? 'advice' : 'wanted' })) }
}

/** What the order that is tried is called among events: a number that nobody reads. */
const TRIED = 'try'

/** An order that is tried on a program; `amount` as one types it, 120 or 99.5. `level` is given by hand before it, with its track; null for somebody new. */
export type Tried = { amount: number; currency: string; market: string | null; level: { track: string; level: string } | null }

/** What that order would earn, and the engine's reasons. */
export function tryOrder(program: Program, { amount, currency, market, level }: Tried, { language, now }: { language: Language; now: number }): { available: number; pending: number; sentences: string[] } {
  const timeline = timelineOf(program)
  // Stored digits by ISO 4217: browsers follow habits of display, which give HUF and IDR none.
  const amountMinor = Math.round(amount * 10 ** minorUnits(currency))
  const begun: MemberEvent[] = [
    { source: 'try', id: 'joined', at: now - 2_000, kind: 'member.joined', profile: market === null ? {} : { market } },
    ...(level === null ? [] : [{ source: 'try', id: 'level', at: now - 1_000, kind: 'tier.set', track: level.track, level: level.level, until: now + 366 * 86_400_000, reason: 'try', author: 'try' } as MemberEvent]),
  ]
  const order: MemberEvent = { source: 'try', id: 'order', at: now, kind: 'order.paid', order: { id: TRIED, currency, ...(market === null ? {} : { market }), lines: [{ id: '1', sku: 'any', quantity: 1, amountMinor }] } }
  const before = fold(timeline, 'try', { events: begun, until: now - 1 })
  const after = fold(timeline, 'try', { events: [...begun, order], until: now })
  const unit = program.mainUnit
  const { pending } = totalsOf(after.state.head, unit)
  return {
    available: availableOf(after.state.head, unit) - availableOf(before.state.head, unit), pending: pending - totalsOf(before.state.head, unit).pending,
    sentences: explain(after.trace.slice(before.trace.length), { timeline, locale: language, zone: program.zone }).map((sentence) => withoutNumber(sentence, language)),
  }
}

/** The order that is tried has no number: where a sentence names one it is "this order". */
function withoutNumber(sentence: string, language: Language): string {
  const [named, ours] = [translate(language, 'trace.part.order', { order: TRIED }), translate(language, 'program.tried_order')]
  return sentence.replaceAll(new RegExp(named, 'gi'), (found) => (found[0] === named[0] ? ours : ours.slice(0, 1).toUpperCase() + ours.slice(1)))
}
