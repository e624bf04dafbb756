import { nameIn } from '#engine/text'
import { nameActors } from '#server/modules/keys/index'
import type { ReadContext } from '#server/platform/context'
import { findInForce } from './hold-timeline.ts'
import { selectOrigins } from './programs.store.ts'
import { readTimeline } from './read-timeline.ts'
import type * as shapes from './schemas.ts'
import { sinceEver } from './tell-published.ts'

/** The published versions in their order, each with why it was published and by whom. */
export async function listVersions(ctx: ReadContext, { locale }: shapes.ListPrograms): Promise<shapes.ProgramVersions> {
  const timeline = await readTimeline(ctx)
  const published = await selectOrigins(ctx)
  const names = await nameActors(ctx, published.map(({ publishedBy }) => publishedBy))
  const origins = new Map(published.map(({ version, ...origin }) => [version, { ...origin, publishedByName: names.get(origin.publishedBy ?? '') ?? null }]))
  const inForce = await findInForce(ctx, timeline)
  return { programs: timeline.map(({ version, from, mode, program: { name, isPaused } }) => ({ version, name: nameIn(name, locale), from: sinceEver(from), isInForce: version === inForce, mode, isPaused, ...origins.get(version)! })) }
}
