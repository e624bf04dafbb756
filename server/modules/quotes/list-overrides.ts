import type { ReadContext } from '#server/platform/context'
import { selectOverridePage } from './overrides.store.ts'
import type { ListOverrides, OverridePage } from './schemas.ts'

/** Quotes that kept benefits below the floor, in pages, the newest first. */
export async function listOverrides(ctx: ReadContext, { after, limit }: ListOverrides): Promise<OverridePage> {
  const rows = await selectOverridePage(ctx, { after, most: limit + 1 })
  const overrides = rows.slice(0, limit).map((row) => ({ ...row, kept: [...row.kept], lines: [...row.lines] }))
  return { overrides, next: rows.length > limit ? (overrides.at(-1)?.id ?? null) : null }
}
