import { isBelow } from '#engine/pricing/margin'
import type { Quote } from '#engine/pricing/quote'
import { actorName } from '#server/platform/actor-name'
import type { WriteContext } from '#server/platform/context'
import { insertOverride, type OverrideLine } from './overrides.store.ts'

/** Keeps who sold below the floor: when, why, which lines, and how much less stays than must. */
export async function recordOverride(ctx: WriteContext, { lines, margins, dropped, market, currency }: Quote, { id, reason, memberId }: { id: string; reason: string; memberId: string | null }): Promise<void> {
  const left = new Map((margins?.lines ?? []).map((one) => [one.line, one]))
  const kept = lines.map(({ line, netMinor }): OverrideLine => {
    const { marginMinor = 0, floorMinor = 0 } = left.get(line.id) ?? {}
    return { line: line.id, sku: line.good.sku, quantity: line.quantity, netMinor, marginMinor, floorMinor }
  })
  const ofLines = kept.filter(isBelow).reduce((sum, { marginMinor, floorMinor }) => sum + floorMinor - marginMinor, 0)
  const ofOrder = margins === null || margins.orderFloorMinor === null ? 0 : margins.orderFloorMinor - margins.marginMinor
  await insertOverride(ctx, { id, at: ctx.now, by: actorName(ctx.actor), reason, memberId, market, currency, kept: dropped, lines: kept, shortMinor: Math.max(ofLines, ofOrder) })
}
