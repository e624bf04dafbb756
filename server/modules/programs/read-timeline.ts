import { assert } from '#engine/assert'
import { checkProgram } from '#engine/program/check'
import type { Publication, Timeline } from '#engine/program/program'
import type { ReadContext } from '#server/platform/context'
import { selectVersionsAfter, type VersionRow } from './programs.store.ts'

/** Timelines as they were last read; a published version never changes, so only newer ones are read and compiled. */
const timelines = new Map<string, Timeline>()
const MOST_STORES = 1_000

/** The store's published programs, compiled; empty before the first. */
export async function readTimeline(ctx: ReadContext): Promise<Timeline> {
  const known = timelines.get(ctx.storeId) ?? []
  const newer = await selectVersionsAfter(ctx, known.length)
  if (newer.length === 0) return known
  const timeline = [...known, ...newer.map(publicationOf)]
  if (timelines.size >= MOST_STORES) timelines.delete(timelines.keys().next().value as string)
  timelines.set(ctx.storeId, timeline)
  return timeline
}

function publicationOf({ version, from, mode, document }: VersionRow): Publication {
  const { program, problems } = checkProgram(document)
  assert(program, 'what was published passes the check', problems)
  return { version, from, mode, program }
}
