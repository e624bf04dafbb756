import { lockProfile, tellProfile } from '#server/modules/activity/index'
import { lockPerson } from '#server/modules/members/index'
import type { WriteContext } from '#server/platform/context'
import { requireRight } from './create-member.ts'
import type * as shapes from './schemas.ts'

const MOST_TAGS = 100

/** Puts tags on a member; twice is once. @throws AppError http.wrong_shape beyond a hundred, members.unknown, members.erased, activity.told_later */
export async function addTags(ctx: WriteContext, { member, tags }: shapes.AddTags): Promise<shapes.MemberTags> {
  return changeTags(ctx, member, (known) => [...new Set([...known, ...tags])].sort())
}

/** Takes a tag from a member; twice is once. @throws AppError members.unknown, members.erased, activity.told_later */
export async function removeTag(ctx: WriteContext, { member, tag }: shapes.RemoveTag): Promise<shapes.MemberTags> {
  return changeTags(ctx, member, (known) => known.filter((one) => one !== tag))
}

/** The engine's list is the only one: it is read locked, and told whole where it is another. */
async function changeTags(ctx: WriteContext, member: string, change: (known: readonly string[]) => string[]): Promise<shapes.MemberTags> {
  const { memberId } = await lockPerson(ctx, member)
  const { tags: known } = await lockProfile(ctx, memberId)
  const tags = change(known)
  if (tags.length > MOST_TAGS) requireRight([{ keys: ['tags'], found: `${tags.length} tags`, wanted: `at most ${MOST_TAGS}, those that are there included`, code: 'out_of_range' }])
  if (tags.length !== known.length) await tellProfile(ctx, { memberId, profile: { tags } })
  return { memberId, tags }
}
