import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { requireVersion } from './get-version.ts'
import { shutTimeline } from './hold-timeline.ts'
import { publishProgram } from './publish-program.ts'
import type { PublishedProgram, RestoreVersion } from './schemas.ts'
import { tellPublished } from './tell-published.ts'

/**
 * Publishes an earlier version again, as it was sent, from now on, or right behind the start of a newest one that is still to come: to roll back is to publish. What
 * the versions between gave stays given.
 * @throws AppError programs.version_unknown, programs.version_newest, and as publishProgram
 */
export async function restoreVersion(ctx: WriteContext, { version: name, mode, note, locale }: RestoreVersion): Promise<PublishedProgram> {
  const { version, document, source } = await requireVersion(ctx, name)
  const { timeline, first } = await shutTimeline(ctx)
  const newest = timeline.at(-1)
  if (newest === undefined || version === newest.version) throw new AppError('conflict', 'programs.version_newest', { version })
  return tellPublished(await publishProgram(ctx, { document: source ?? document, from: Math.max(first, newest.from + 1), mode, note, restores: version }), locale)
}
