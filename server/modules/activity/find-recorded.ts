import { amendmentsIn, standingOf, type Standing } from '#engine/member/amend'
import { eventKey } from '#engine/ids'
import type { MemberEvent } from '#engine/member/event'
import { selectExternalIds } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { selectAmendments, selectRecorded, selectTellings } from './history.store.ts'

/** An event as it was recorded, with the ids by which the shop knows the member that it named; n: how often it was corrected. */
export type Recorded = { members: string[]; event: MemberEvent; n: number }

/** Events as they were first recorded; what is unknown is absent. */
export async function findRecorded(ctx: ReadContext, keys: readonly { source: string; id: string }[]): Promise<Recorded[]> {
  const recorded = await selectRecorded(ctx, keys.map(({ source, id }) => ({ source, sourceId: id })))
  return withMembers(ctx, recorded.map((one) => ({ ...one, n: 0 })))
}

/** The events of the store that were corrected, as they stand now, by their keys. */
export async function listAmended(ctx: ReadContext): Promise<Map<string, Recorded>> {
  const told = await selectAmendments(ctx)
  const standing = amendmentsIn(told.map(({ event }) => event))
  const amended = told.flatMap(({ memberId, event: { amends, ...content } }) => {
    if (amends === undefined || standing.get(eventKey(amends.source, amends.id))?.amends?.n !== amends.n) return []
    return [{ memberId, n: amends.n, event: { ...content, source: amends.source, id: amends.id } }]
  })
  return new Map((await withMembers(ctx, amended)).map((one) => [eventKey(one.event.source, one.event.id), one]))
}

/** How an event of a member stands, which the member was told of by itself; undefined: they were not. */
export async function findStanding(ctx: ReadContext, memberId: string, key: { source: string; id: string }): Promise<Standing | undefined> {
  return standingOf(await selectTellings(ctx, memberId, key), key)
}

async function withMembers<T extends { memberId: string }>(ctx: ReadContext, named: readonly T[]): Promise<(Omit<T, 'memberId'> & { members: string[] })[]> {
  const known = Map.groupBy(await selectExternalIds(ctx, [...new Set(named.map(({ memberId }) => memberId))]), ({ memberId }) => memberId)
  return named.map(({ memberId, ...one }) => ({ ...one, members: (known.get(memberId) ?? []).map(({ externalId }) => externalId) }))
}
