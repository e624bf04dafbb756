import { dayText, nextPeriodStart, parseDay, startOfPeriod, type Day } from '#engine/calendar'
import { shown } from '#engine/shape'
import { AppError } from '#server/platform/errors'
import type { Span } from './figures.store.ts'
import type { ReadFigures } from './schemas.ts'

/** Parts of one answer. */
const MOST_PARTS = 400
/** A span of nobody's choice. */
const USUAL_DAYS = 30

/** The span that is asked for, and the one before it: of a period to date as many days of the last one, else as many days as end where it begins. @throws AppError http.wrong_shape */
export function spansOf({ period, from, to }: Pick<ReadFigures, 'period' | 'from' | 'to'>, today: Day): { now: Span; before: Span } {
  if (period !== undefined && (from !== undefined || to !== undefined)) throw wrong('period', shown(period), 'either a period, or from and to')
  if (period !== undefined) {
    const start = startOfPeriod(today, period)
    const last = startOfPeriod(start - 1, period)
    return { now: { from: start, to: today }, before: { from: last, to: Math.min(last + today - start, start - 1) } }
  }
  const end = to === undefined ? today : readDay('to', to)
  const begin = from === undefined ? end - USUAL_DAYS + 1 : readDay('from', from)
  if (begin > end) throw wrong('from', shown(from ?? ''), `a day that is not after ${dayText(end)}`)
  return { now: { from: begin, to: end }, before: { from: begin - (end - begin + 1), to: begin - 1 } }
}

/** The parts of a span, by the calendar. @throws AppError http.wrong_shape where there are too many of them */
export function partsOf({ from, to }: Span, unit: ReadFigures['unit']): Span[] {
  const parts: Span[] = []
  for (let start = from; start <= to;) {
    const next = unit === 'day' ? start + 1 : nextPeriodStart(start, unit)
    parts.push({ from: start, to: Math.min(next - 1, to) })
    if (parts.length > MOST_PARTS) throw wrong('unit', shown(unit), `a longer one: at most ${MOST_PARTS} parts are told at once`)
    start = next
  }
  return parts
}

function readDay(path: string, text: string): Day {
  try {
    return parseDay(text)
  } catch {
    throw wrong(path, shown(text), 'a date of the calendar, such as "2026-02-28"')
  }
}

function wrong(path: string, found: string, wanted: string): AppError {
  return new AppError('invalid', 'http.wrong_shape', { errors: [{ path, found, wanted, code: 'out_of_range' }] })
}
