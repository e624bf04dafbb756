import { canonicalJson } from '#engine/canonical'
import type { Instant } from '#engine/calendar'
import { OUR_SOURCE } from '#engine/member/amend'
import type { MemberEvent, Profile } from '#engine/member/event'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { lockHeads } from './activity.store.ts'
import { selectProfiles, type KnownProfile } from './profiles.store.ts'
import { recordBatch } from './record-batch.ts'

const SEQUENCE_DIGITS = 9

/** What the engine knows of members, by their ids; those who have no past are absent. */
export async function readProfiles(ctx: ReadContext, memberIds: readonly string[]): Promise<Map<string, KnownProfile>> {
  return new Map((await selectProfiles(ctx, memberIds)).map((one) => [one.memberId, one]))
}

/** The same of one member, locked until the transaction ends: of two who add a tag, the second sees what the first one added. */
export async function lockProfile(ctx: WriteContext, memberId: string): Promise<KnownProfile> {
  await lockHeads(ctx, [memberId])
  return (await readProfiles(ctx, [memberId])).get(memberId) as KnownProfile
}

/**
 * Tells the engine what is new about a member from now (`at`) on, as an event of ours in the transaction of the caller, who has locked
 * the profile; with `joinedAt`, that they joined. The id counts the member's events, so that of two at one instant the later one stands.
 * @throws AppError activity.told_later where an event that comes after it already says otherwise, programs.none_published
 */
export async function tellProfile(ctx: WriteContext, { memberId, profile, joinedAt, at = ctx.now }: { memberId: string; profile: Profile; joinedAt?: Instant; at?: Instant }): Promise<void> {
  const { events } = await lockProfile(ctx, memberId)
  const stamp = { source: OUR_SOURCE, id: `${memberId}/${String(events + 1).padStart(SEQUENCE_DIGITS, '0')}` }
  const event: MemberEvent = joinedAt === undefined ? { ...stamp, at, kind: 'member.changed', profile } : { ...stamp, at: joinedAt, kind: 'member.joined', profile }
  const [answer] = await recordBatch(ctx, [{ member: { memberId }, event }])
  if (answer?.status !== 'accepted') throw new AppError('conflict', 'activity.other_body', stamp)
  const known: Readonly<Record<string, unknown>> = (await readProfiles(ctx, [memberId])).get(memberId) as KnownProfile
  const [field] = Object.entries(profile).find(([name, told]) => canonicalJson(sorted(told)) !== canonicalJson(sorted(known[name]))) ?? []
  if (field !== undefined) throw new AppError('conflict', 'activity.told_later', { field })
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? [...new Set(value)].sort() : value
}
