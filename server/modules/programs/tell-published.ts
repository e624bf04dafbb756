import type { Instant } from '#engine/calendar'
import type { Problem } from '#engine/program/problem'
import { BEGINNING } from '#engine/program/timeline'
import type { Locale } from '#engine/text'
import type { PublishedProgram } from './schemas.ts'
import { tellProblems } from './tell-problems.ts'

/** What was published, in a language. */
export function tellPublished({ version, from, warnings }: { version: number; from: Instant; warnings: readonly Problem[] }, locale: Locale): PublishedProgram {
  return { version, from: sinceEver(from), warnings: tellProblems(warnings, locale) }
}

/** From when a version is in force; null: since ever. */
export function sinceEver(from: Instant): Instant | null {
  return from === BEGINNING ? null : from
}
