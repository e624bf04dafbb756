import { instantText } from '#engine/calendar'
import { canonicalJson } from '#engine/canonical'
import type { MemberEvent } from '#engine/member/event'
import { fold } from '#engine/member/fold'
import { snapshotOf, stateOf } from '#engine/member/parts'
import type { MemberState, Snapshot } from '#engine/member/state'
import type { Timeline } from '#engine/program/program'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { selectHead, selectParts } from './activity.store.ts'
import { readStarts } from './checkpoints.ts'
import { readOwnEvents } from './own-events.ts'

/** A part that is not what the member's events make of it: what stands in the database, and what should (null: nothing). */
export type Deviation = { part: string; found: unknown; rebuilt: unknown }

/** Works a member out anew from its events and compares it, part by part, with what is kept (invariant 5). */
export async function rebuildMember(ctx: ReadContext, memberId: string): Promise<Deviation[]> {
  const row = await selectHead(ctx, memberId)
  if (row === undefined) return []
  const timeline = await readTimeline(ctx)
  const [own, parts] = [await readOwnEvents(ctx, timeline, { memberId }), await selectParts(ctx, memberId)]
  const events = own.map(({ event }) => event)
  const kept = stateOf({ head: row.head, lots: parts.lots.map(({ lot }) => lot), awards: parts.awards, spends: parts.spends })
  const rebuilt = fold(timeline, memberId, { events, until: row.head.advancedTo }).state
  return [...deviations(partsByName(kept), partsByName(rebuilt)), ...await checkpointDeviations(ctx, timeline, { memberId, events })]
}

/** The same of what is kept of the member's past. */
async function checkpointDeviations(ctx: ReadContext, timeline: Timeline, { memberId, events }: { memberId: string; events: readonly MemberEvent[] }): Promise<Deviation[]> {
  const start = (await readStarts(ctx, [{ memberId, at: Number.MAX_SAFE_INTEGER }])).get(memberId)
  if (start === undefined) return []
  const { at, folded } = start
  const rebuilt = fold(timeline, memberId, { events: events.filter((event) => event.at < at), until: at - 1 }).state
  return deviations(partsByName(folded.state), partsByName(rebuilt)).map(({ part, ...rest }) => ({ part: `checkpoint ${instantText(at)} ${part}`, ...rest }))
}

/** Each part as one text. When lots are looked at next may be early, and is no part of what a member is. */
function partsByName(state: MemberState): Map<string, unknown> {
  const { head, ...lists } = snapshotOf(state)
  const { nextDue: _, due: { lots: __, ...due }, ...rest } = head
  const parts = new Map<string, unknown>([['head', { ...rest, due }]])
  for (const kind of ['lots', 'awards', 'spends'] as const satisfies readonly (keyof Snapshot)[]) for (const part of lists[kind]) parts.set(`${kind} ${part.id}`, part)
  return parts
}

function deviations(kept: ReadonlyMap<string, unknown>, rebuilt: ReadonlyMap<string, unknown>): Deviation[] {
  const text = (part: unknown) => (part === undefined ? '' : canonicalJson(part))
  return [...new Set([...kept.keys(), ...rebuilt.keys()])].flatMap((part) => {
    const [found, wanted] = [kept.get(part), rebuilt.get(part)]
    return text(found) === text(wanted) ? [] : [{ part, found: found ?? null, rebuilt: wanted ?? null }]
  })
}
