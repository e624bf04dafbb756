import type { Instant } from '#engine/calendar'
import { checkProgram } from '#engine/program/check'
import type { Problem } from '#engine/program/problem'
import type { Publication, PublicationMode, Timeline } from '#engine/program/program'
import { publish, PublicationError, timelineOf, type Publishing as Asked } from '#engine/program/timeline'
import { lockStore } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { insertVersion } from './programs.store.ts'
import { readTimeline } from './read-timeline.ts'

/** The behaviour of the engine that events of this version keep. */
const ENGINE = 1

export type Publishing = { document: unknown; from?: Instant | undefined; mode?: PublicationMode | undefined }

/**
 * Publishes a program: the store's first is in force since ever, a later one from `from` (now), for whom `mode` says (R27).
 * @throws AppError programs.wrong with every mistake, programs.publication_before_commit, programs.publication_out_of_order
 */
export async function publishProgram(ctx: WriteContext, { document, from = ctx.now, mode = 'all' }: Publishing): Promise<{ version: number; from: Instant; warnings: readonly Problem[] }> {
  const { document: checked, program, problems } = checkProgram(document)
  if (program === null) throw new AppError('invalid', 'programs.wrong', { problems })
  await lockStore(ctx)
  const timeline = await readTimeline(ctx)
  const added = addVersion(timeline, { program, from, mode, committedAt: ctx.now })
  await insertVersion(ctx, { version: added.version, from: added.from, mode: added.mode, engine: ENGINE, document: checked, source: document })
  return { version: added.version, from: added.from, warnings: problems }
}

/** What comes behind a timeline; a store's first program is in force since ever. @throws AppError programs.publication_before_commit, programs.publication_out_of_order */
export function addVersion(timeline: Timeline, asked: Asked): Publication {
  try {
    return (timeline.length === 0 ? timelineOf(asked.program) : publish(timeline, asked)).at(-1) as Publication
  } catch (error) {
    if (!(error instanceof PublicationError)) throw error
    throw new AppError('conflict', `programs.${error.code}`, { from: asked.from, committedAt: asked.committedAt })
  }
}
