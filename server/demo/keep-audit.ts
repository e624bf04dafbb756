import type { Instant } from '#engine/calendar'
import { appendEntry, maskEntry } from '#server/modules/audit/index'
import { requireMember } from '#server/modules/members/index'
import type { WriteContext } from '#server/platform/context'
import type { Year } from './live-year.ts'

/** What somebody of the staff did: the row by which it is done in the console, of whom, and what was asked. */
export type StaffDeed = { at: Instant; staffId: string; deed: string; member?: string; body: Readonly<Record<string, unknown>>; reason?: string }

/** Enters deeds in the audit as the console enters them, by the time at which they were done. */
export async function keepAudit(ctx: WriteContext, deeds: readonly StaffDeed[]): Promise<void> {
  for (const { at, staffId, deed, member, body, reason = null } of [...deeds].sort((a, b) => a.at - b.at)) {
    const path = deed.slice(deed.indexOf(' ') + 1)
    const subject = member === undefined ? null : path.replace(':member', await requireMember(ctx, member))
    await appendEntry(ctx, { at, actorKind: 'staff', actor: staffId, deed, subject, reason, before: null, after: maskEntry(path, body), refusal: null })
  }
}

/** What staff did by hand to points and levels since they are there, one after the other in turn; whoever was erased meanwhile is nobody's subject any more. */
export function deedsByHand({ told }: Year, { staff, since }: { staff: readonly string[]; since: Instant }): StaffDeed[] {
  const gone = new Set(told.flatMap((one) => ('deed' in one && one.deed.do === 'erase' ? [one.member] : [])))
  return told.flatMap((one): Omit<StaffDeed, 'staffId'>[] => {
    if ('deed' in one || one.event.at < since || gone.has(one.member)) return []
    const { at } = one.event
    switch (one.event.kind) {
      case 'points.adjusted': return [{ at, member: one.member, deed: 'POST /members/:member/adjustments', body: { points: one.event.points, reason: one.event.reason, author: one.event.author }, reason: one.event.reason }]
      case 'points.approved': return [{ at, member: one.member, deed: 'POST /members/:member/activations', body: { reason: one.event.reason ?? null } }]
      case 'points.rejected': return [{ at, member: one.member, deed: 'POST /members/:member/rejections', body: { reason: one.event.reason ?? null } }]
      case 'tier.set': return [{ at, member: one.member, deed: 'POST /members/:member/levels', body: { track: one.event.track, level: one.event.level, reason: one.event.reason }, reason: one.event.reason }]
      default: return []
    }
  }).map((deed, place) => ({ ...deed, staffId: staff[place % staff.length] as string }))
}
