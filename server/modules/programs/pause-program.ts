import { instantText } from '#engine/calendar'
import { canonicalJson } from '#engine/canonical'
import { checkProgram } from '#engine/program/check'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { requireVersion } from './get-version.ts'
import { findInForce, shutTimeline } from './hold-timeline.ts'
import { publishProgram } from './publish-program.ts'
import type { PauseProgram, PublishedProgram, ResumeProgram } from './schemas.ts'
import { tellPublished } from './tell-published.ts'

type Document = Readonly<Record<string, unknown>>

/**
 * Pauses the program: publishes the newest version again with the line `paused`, from now, or, where `isLater`, right behind the start of a version that is still to come. No level is judged anew.
 * @throws AppError programs.none_published, programs.paused_already, programs.version_to_come
 */
export function pauseProgram(ctx: WriteContext, { isLater, ...asked }: PauseProgram): Promise<PublishedProgram> {
  return publishNewest(ctx, asked, { isPaused: true, isLater })
}

/** Lets a paused program go on without that line, likewise from now or behind a version that is still to come. @throws AppError programs.none_published, programs.not_paused */
export function resumeProgram(ctx: WriteContext, asked: ResumeProgram): Promise<PublishedProgram> {
  return publishNewest(ctx, asked, { isPaused: false, isLater: true })
}

async function publishNewest(ctx: WriteContext, { note, locale }: ResumeProgram, { isPaused, isLater }: { isPaused: boolean; isLater: boolean }): Promise<PublishedProgram> {
  const { timeline, first } = await shutTimeline(ctx)
  const newest = timeline.at(-1)
  if (newest === undefined) throw new AppError('conflict', 'programs.none_published', { storeId: ctx.storeId })
  const { version, from, program } = newest
  if (program.isPaused === isPaused) throw isPaused ? new AppError('conflict', 'programs.paused_already', { version }) : new AppError('conflict', 'programs.not_paused', { version })
  if (!isLater && version !== await findInForce(ctx, timeline)) throw new AppError('conflict', 'programs.version_to_come', { version, from: instantText(from) })
  const { document, source } = await requireVersion(ctx, String(version))
  return tellPublished(await publishProgram(ctx, { document: withPause(source, document as Document, isPaused), from: Math.max(first, from + 1), mode: 'new_periods', note }), locale)
}

/** What was sent, with the line or without it; where the text holds it in another way, such as JSON, the document. */
function withPause(source: unknown, { paused: _, ...going }: Document, isPaused: boolean): unknown {
  const document = isPaused ? { ...going, paused: true } : going
  if (typeof source !== 'string') return document
  const bare = source.replace(/^paused:.*\n?/m, '')
  const text = isPaused ? `${bare}${bare.endsWith('\n') ? '' : '\n'}paused: true\n` : bare
  return canonicalJson(checkProgram(text).document ?? null) === canonicalJson(document) ? text : document
}
