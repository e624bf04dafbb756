import { assert } from '#engine/assert'
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
    await appendEntry(ctx, { at, actorKind: 'staff', actor: staffId, deed, subject, reason, before: null, after: maskEntry(path, await withOwnId(ctx, body)), refusal: null })
  }
}

/** The member whom what was asked names, by our own id, as the edge enters it. */
async function withOwnId(ctx: WriteContext, body: StaffDeed['body']): Promise<StaffDeed['body']> {
  return typeof body['member'] === 'string' ? { ...body, member: await requireMember(ctx, body['member']) } : body
}

/** What staff did by hand to points and levels since they are there, each as the colleague of that name; whoever was erased meanwhile is nobody's subject any more. */
export function deedsByHand({ told }: Year, { staff, since }: { staff: ReadonlyMap<string, string>; since: Instant }): StaffDeed[] {
  const gone = new Set(told.flatMap((one) => ('deed' in one && one.deed.do === 'erase' ? [one.member] : [])))
  return told.flatMap((one): StaffDeed[] => {
    if ('deed' in one || one.event.at < since || gone.has(one.member)) return []
    const { event, member } = one
    const did = (noun: string, asked: object): StaffDeed[] => {
      const { reason, author = '' } = event as { reason?: string; author?: string }
      const staffId = staff.get(author)
      assert(staffId !== undefined, `nobody is called "${author}"`)
      return [{ at: event.at, staffId, member, deed: `POST /members/:member/${noun}`, body: { ...asked, reason: reason ?? null, author }, ...(reason === undefined ? {} : { reason }) }]
    }
    switch (event.kind) {
      case 'points.adjusted': return did('adjustments', { points: event.points })
      case 'points.approved': return did('activations', {})
      case 'points.rejected': return did('rejections', {})
      case 'tier.set': return did('levels', { track: event.track, level: event.level })
      default: return []
    }
  })
}
