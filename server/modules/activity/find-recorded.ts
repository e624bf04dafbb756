import type { MemberEvent } from '#engine/member/event'
import { selectExternalIds } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { selectRecorded } from './history.store.ts'

/** Events as they were first recorded, each with the ids by which the shop knows the member that it named; what is unknown is absent. */
export async function findRecorded(ctx: ReadContext, keys: readonly { source: string; id: string }[]): Promise<{ members: string[]; event: MemberEvent }[]> {
  const recorded = await selectRecorded(ctx, keys.map(({ source, id }) => ({ source, sourceId: id })))
  const known = Map.groupBy(await selectExternalIds(ctx, [...new Set(recorded.map(({ memberId }) => memberId))]), ({ memberId }) => memberId)
  return recorded.map(({ memberId, event }) => ({ members: (known.get(memberId) ?? []).map(({ externalId }) => externalId), event }))
}
