import { assert } from '#engine/assert'
import { checkProgram } from '#engine/program/check'
import type { Program } from '#engine/program/program'
import { BEGINNING } from '#engine/program/timeline'
import { spanOf, type PastSpan } from '#engine/simulate/past-span'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import type { FullRow } from './backtests.store.ts'

/** A program over the span of a back-test. */
export type Side = { program: Program; span: PastSpan }

/** The program that was in force when a back-test was asked for, and the one that it tries: both as if they had been in force since its span began. */
export async function readSides(ctx: ReadContext, { document, version, against, from, to }: Pick<FullRow, 'document' | 'version' | 'against' | 'from' | 'to'>): Promise<{ before: Side; after: Side }> {
  const timeline = await readTimeline(ctx)
  const inForce = timeline.find((publication) => publication.version === against)
  const { program } = checkProgram(document)
  assert(inForce !== undefined && program !== null, 'what a back-test tries was checked, and what was published stays', { version, against })
  const span = { from: from ?? BEGINNING, to }
  return {
    before: { program: inForce.program, span: spanOf(timeline, { program: inForce.program, version: against }, span) },
    after: { program, span: spanOf(timeline, { program, version }, span) },
  }
}
