import { eventKey } from '#engine/ids'
import { amendmentOf, isSameContent } from '#engine/member/amend'
import { findRecorded, type Answer, type Recorded, type Recording } from '#server/modules/activity/index'
import type { ReadContext } from '#server/platform/context'

/** Events that were corrected before, as they stand now, by their keys. */
export type Amended = ReadonlyMap<string, Recorded>

/** What of a file is new to the store, and what was corrected before: alike, or in conflict with what stands. */
export function setApart(recordings: readonly Recording[], amended: Amended): { fresh: Recording[]; known: number; conflicts: Recording[] } {
  const [fresh, conflicts]: [Recording[], Recording[]] = [[], []]
  for (const recording of recordings) {
    const stands = amended.get(keyOf(recording))
    if (stands === undefined) fresh.push(recording)
    else if (!isSameContent(stands.event, recording.event) || !isTheirs(stands, recording)) conflicts.push(recording)
  }
  return { fresh, known: recordings.length - fresh.length - conflicts.length, conflicts }
}

type Amending = { read: <T>(act: (ctx: ReadContext) => Promise<T>) => Promise<T>; record: (recordings: readonly Recording[]) => Promise<Answer[]>; amended: Amended }

/** Lets what came take the place of what is known. An order that came for another member stays in conflict: its points are somebody else's. */
export async function amendOrders(conflicts: readonly Recording[], { read, record, amended }: Amending): Promise<{ asked: Recording[]; answers: Answer[]; others: Recording[] }> {
  const known = new Map((await read((ctx) => findRecorded(ctx, conflicts.map(({ event }) => event)))).map((one) => [eventKey(one.event.source, one.event.id), one]))
  const standing = (recording: Recording) => amended.get(keyOf(recording)) ?? known.get(keyOf(recording))
  const asked = conflicts.filter((recording) => isTheirs(standing(recording), recording))
  const answers = asked.length === 0 ? [] : await record(asked.map((recording) => ({ ...recording, event: amendmentOf(recording.event, standing(recording)?.n ?? 0) })))
  return { asked, answers, others: conflicts.filter((recording) => !asked.includes(recording)) }
}

function keyOf({ event: { source, id } }: Recording): string {
  return eventKey(source, id)
}

function isTheirs(known: Recorded | undefined, { member }: Recording): boolean {
  return 'externalId' in member && known?.members.includes(member.externalId) === true
}
