import { parseDay, type Day } from '#engine/calendar'
import { readCondition } from './condition-check.ts'
import type { Vocabulary } from './conditions.ts'
import { itemsOf } from './draft.ts'
import type { Path } from './problem.ts'
import type { Site } from './site.ts'

/** Notes what is wrong with a condition. */
export function checkCondition({ notes, ids }: Site, path: Path, { when, vocabulary }: { when: string; vocabulary: Vocabulary }): void {
  const known = { ...(ids.market && { market: ids.market }), ...(ids.level && { level: ids.level }) }
  for (const { code, words } of readCondition(when, vocabulary, known).mistakes) notes.mistake(path, code, words)
}

type Span = { from?: string | undefined; to?: string | undefined }

/** Notes dates that no calendar has, and spans that end before they begin. */
export function checkDates(site: Site, path: Path, dates: readonly (string | Span | undefined)[] | undefined): void {
  for (const [index, entry] of itemsOf(dates)) checkSpan(site, [...path, index], entry)
}

function checkSpan(site: Site, path: Path, entry: string | Span): void {
  if (typeof entry === 'string') return void requireDay(site, path, entry)
  const from = requireDay(site, [...path, 'from'], entry.from)
  const to = requireDay(site, [...path, 'to'], entry.to)
  if (from !== null && to !== null && to < from) site.notes.mistake([...path, 'to'], 'dates_reversed', { found: entry.to!, values: { from: entry.from! } })
}

function requireDay({ notes }: Site, path: Path, text: string | undefined): Day | null {
  if (text === undefined) return null
  try {
    return parseDay(text)
  } catch {
    notes.mistake(path, 'no_such_date', { wish: 'date', found: text })
    return null
  }
}
