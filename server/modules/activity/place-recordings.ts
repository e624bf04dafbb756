import type { MemberEvent } from '#engine/member/event'
import { emptyMember, snapshotOf } from '#engine/member/parts'
import { findMembers, isMemberId, makeMissing } from '#server/modules/members/index'
import type { WriteContext } from '#server/platform/context'
import { actorOf, withActor } from './company-roles.ts'
import { againOf, isForgotten, keyOf, readKeys } from './known-keys.ts'
import type { Answer, Placed, Recording } from './recording.ts'

/** The names in a recording, by which the shop or we know people: of the member, of the one that points are sent to, and of the one that is absorbed; none where all of it is named by our ids. */
export function namesIn({ member, event, namesOurs = false }: Recording): string[] {
  if (namesOurs) return []
  const others = event.kind === 'points.sent' ? [event.to] : event.kind === 'member.merged' ? [event.absorbed.head.member] : []
  return [...('externalId' in member ? [member.externalId] : []), ...others]
}

/** The same, and whom it says to have acted for a company: nobody is made a member for that. */
export function namedIn(recording: Recording): string[] {
  return [...namesIn(recording), ...(actorOf(recording.event) === undefined ? [] : [actorOf(recording.event) as string])]
}

/** Puts our ids where the shop's stood. */
export function placeRecording({ member, event, isOfRequest = false, namesOurs = false }: Recording, members: ReadonlyMap<string, string>): Placed {
  const idOf = (externalId: string) => members.get(externalId) as string
  const ours = (): MemberEvent => {
    const actor = actorOf(event)
    const acted = actor === undefined ? event : withActor(event, members.get(actor) ?? actor)
    if (acted.kind === 'points.sent') return { ...acted, to: idOf(acted.to) }
    return acted.kind === 'member.merged' ? { ...acted, absorbed: snapshotOf(emptyMember(idOf(acted.absorbed.head.member))) } : acted
  }
  return { memberId: 'externalId' in member ? idOf(member.externalId) : member.memberId, event: namesOurs ? event : ours(), isOfRequest }
}

/**
 * The same for a batch, each by its place in it, and what is answered at once. Whom the shop has not told of yet is made, but not for a repetition of
 * what somebody did who was erased: it has its first answer again. Nobody is made by the form of our own ids.
 */
export async function placeRecordings(ctx: WriteContext, recordings: readonly Recording[]): Promise<{ placed: Map<number, Placed>; answered: Map<number, Answer> }> {
  const known = await findMembers(ctx, recordings.flatMap(namedIn))
  const all = [...recordings.entries()]
  const answered = await findForgotten(ctx, all.filter(([, one]) => namesIn(one).some((name) => !known.has(name))))
  for (const [place, one] of all) {
    const stranger = namesIn(one).find((name) => isMemberId(name) && !known.has(name))
    if (stranger !== undefined && !answered.has(place)) answered.set(place, { status: 'refused', code: 'members.unknown', details: { member: stranger } })
  }
  const fresh = all.filter(([place]) => !answered.has(place))
  const members = await makeMissing(ctx, { known, externalIds: fresh.flatMap(([, one]) => namesIn(one)) })
  return { placed: new Map(fresh.map(([place, one]) => [place, placeRecording(one, members)])), answered }
}

async function findForgotten(ctx: WriteContext, recordings: readonly [number, Recording][]): Promise<Map<number, Answer>> {
  if (recordings.length === 0) return new Map()
  const keys = await readKeys(ctx, recordings.map(([, one]) => one))
  return new Map(recordings.flatMap(([place, { event }]): [number, Answer][] => {
    const row = keys.get(keyOf(event.source, event.id))
    return row !== undefined && isForgotten(row) ? [[place, againOf(row, '')]] : []
  }))
}
