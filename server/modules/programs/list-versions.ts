import { nameIn } from '#engine/text'
import type { ReadContext } from '#server/platform/context'
import { findInForce } from './hold-timeline.ts'
import { selectOrigins, type Origin } from './programs.store.ts'
import { readTimeline } from './read-timeline.ts'
import type * as shapes from './schemas.ts'
import { sinceEver } from './tell-published.ts'

/** The published versions in their order, each with why it was published and by whom. */
export async function listVersions(ctx: ReadContext, { locale }: shapes.ListPrograms): Promise<shapes.ProgramVersions> {
  const timeline = await readTimeline(ctx)
  const origins = new Map((await selectOrigins(ctx)).map(({ version, ...origin }) => [version, origin]))
  const inForce = await findInForce(ctx, timeline)
  return { programs: timeline.map(({ version, from, mode, program: { name, isPaused } }) => ({ version, name: nameIn(name, locale), from: sinceEver(from), isInForce: version === inForce, mode, isPaused, ...(origins.get(version) as Origin) })) }
}
