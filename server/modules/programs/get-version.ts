import { nameIn } from '#engine/text'
import { nameActors } from '#server/modules/keys/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type * as shapes from './schemas.ts'
import { findInForce } from './hold-timeline.ts'
import { readTimeline } from './read-timeline.ts'
import { selectVersion, type PublishedRow } from './programs.store.ts'
import { sinceEver } from './tell-published.ts'

/** Up to a million versions; what is longer, or no number, names none. */
const NUMBER = /^[1-9]\d{0,5}$/

/** One published version with its document. @throws AppError programs.version_unknown */
export async function getVersion(ctx: ReadContext, { version, locale }: shapes.GetVersion): Promise<shapes.PublishedVersion> {
  const { document, source, version: number, from, mode, publishedAt, publishedBy, note, restores } = await requireVersion(ctx, version)
  const { name, paused = false } = document as { name: Parameters<typeof nameIn>[0]; paused?: boolean }
  return {
    version: number, name: nameIn(name, locale), from: sinceEver(from), isInForce: number === await findInForce(ctx, await readTimeline(ctx)), mode, isPaused: paused, publishedAt, publishedBy, publishedByName: (await nameActors(ctx, [publishedBy])).get(publishedBy ?? '') ?? null, note, restores,
    document: document as shapes.PublishedVersion['document'], text: typeof source === 'string' ? source : null,
  }
}

/** A version by its number, as an address has it. @throws AppError programs.version_unknown */
export async function requireVersion(ctx: ReadContext, version: string): Promise<PublishedRow> {
  const found = NUMBER.test(version) ? await selectVersion(ctx, Number(version)) : undefined
  if (found === undefined) throw new AppError('not_found', 'programs.version_unknown', { version })
  return found
}
