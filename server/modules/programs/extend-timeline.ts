import { checkProgram } from '#engine/program/check'
import type { Publication, PublicationMode, Timeline } from '#engine/program/program'
import type { Instant } from '#engine/calendar'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { addVersion } from './publish-program.ts'
import { readTimeline } from './read-timeline.ts'

/** A timeline as it stands, and as it would be with one publication more. */
export type Extended = { timeline: Timeline; extended: Timeline; publication: Publication }

/**
 * The store's timeline as it would be if a program were published, from an instant on or from the first at which that could be done:
 * now, or right after the start of the newest version. Nothing is stored. @throws AppError as publishProgram
 */
export async function extendTimeline(ctx: ReadContext, { program: source, mode = 'all', from }: { program: unknown; mode?: PublicationMode | undefined; from?: Instant | undefined }): Promise<Extended> {
  const { program, problems } = checkProgram(source)
  if (program === null) throw new AppError('invalid', 'programs.wrong', { problems })
  const timeline = await readTimeline(ctx)
  const first = Math.max(ctx.now, (timeline.at(-1)?.from ?? -Infinity) + 1)
  const publication = addVersion(timeline, { program, from: from ?? first, mode, committedAt: ctx.now })
  return { timeline, extended: [...timeline, publication], publication }
}
