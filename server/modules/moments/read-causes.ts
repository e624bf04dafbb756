import { eventKey } from '#engine/ids'
import type { MemberEvent } from '#engine/member/event'
import { REDEMPTIONS } from '#engine/member/rewards'
import { findRecorded } from '#server/modules/activity/index'
import { nameOf, orderIdOf } from '#server/modules/feed/index'
import type { ReadContext } from '#server/platform/context'
import type { Cause } from './schemas.ts'

type Key = { source: string; id: string }

/** Of events, in short, what each was and for what; null for what time did. */
export async function readCauses(ctx: ReadContext, keys: readonly Key[]): Promise<(key: Key) => Cause | null> {
  const events = await readEvents(ctx, keys)
  const redemptions = await readEvents(ctx, [...events.values()].flatMap(redemptionOf))
  return ({ source, id }) => {
    const event = events.get(eventKey(source, id))
    if (event === undefined) return null
    const [back] = redemptionOf(event)
    const named = (back === undefined ? undefined : redemptions.get(eventKey(back.source, back.id))) ?? event
    return { type: event.kind, name: nameOf(named), orderId: orderIdOf(event), purpose: 'purpose' in event ? event.purpose : null }
  }
}

async function readEvents(ctx: ReadContext, keys: readonly Key[]): Promise<Map<string, MemberEvent>> {
  if (keys.length === 0) return new Map()
  return new Map((await findRecorded(ctx, keys)).map(({ event }) => [eventKey(event.source, event.id), event]))
}

/** The redemption that an event gives back; none for all others. */
function redemptionOf(event: MemberEvent): Key[] {
  return event.kind === 'spend.cancelled' && event.ofRedemption === true ? [{ source: REDEMPTIONS, id: event.spendId }] : []
}
