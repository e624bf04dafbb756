import { instantText, type Instant } from '#engine/calendar'
import type { Program, Publication, PublicationMode, Timeline } from './program.ts'

/** The earliest instant that a date of ECMAScript can name (ECMA-262, time values): no event is before it. */
export const BEGINNING: Instant = -8_640_000_000_000_000

export type PublicationCode = 'publication_before_commit' | 'publication_out_of_order'

/** Why a program cannot be published as asked; `code` tells the two reasons apart. */
export class PublicationError extends RangeError {
  override name = 'PublicationError'
  readonly code: PublicationCode

  constructor(code: PublicationCode, message: string) {
    super(message)
    this.code = code
  }
}

/** The timeline of a store whose first program is in force from the beginning of time, as its version 1. */
export function timelineOf(program: Program): Timeline {
  return [{ version: 1, from: BEGINNING, mode: 'all', program }]
}

/** What is published: the program in force from an instant on, and whom its tier rules reach (R27). */
export type Publishing = { program: Program; from: Instant; mode: PublicationMode; committedAt: Instant }

/**
 * The timeline with one more version at its end.
 * @throws PublicationError `publication_before_commit` when it would be in force before it is committed: what has been judged
 * stays judged; `publication_out_of_order` when a version already published starts then or later
 */
export function publish(timeline: Timeline, { program, from, mode, committedAt }: Publishing): Timeline {
  const last = timeline.at(-1)
  if (from < committedAt) {
    const commit = instantText(committedAt)
    throw new PublicationError('publication_before_commit', `found ${instantText(from)} where the commit, ${commit}, or later was expected`)
  }
  if (last && from <= last.from) {
    const wanted = `a time after version ${last.version}, ${instantText(last.from)},`
    throw new PublicationError('publication_out_of_order', `found ${instantText(from)} where ${wanted} was expected`)
  }
  return [...timeline, { version: (last?.version ?? 0) + 1, from, mode, program }]
}

/** The publication in force at an instant; the first one before all. @throws RangeError for an empty timeline */
export function publicationAt(timeline: Timeline, at: Instant): Publication {
  // A store publishes a few times a year and most events are of today: from the end, the first look is the answer.
  let index = timeline.length - 1
  while (index > 0 && timeline[index]!.from > at) index -= 1
  const publication = timeline[index]
  if (!publication) throw new RangeError('found an empty timeline where at least one publication was expected')
  return publication
}

/** The version in force at an instant. */
export function versionAt(timeline: Timeline, at: Instant): number {
  return publicationAt(timeline, at).version
}
