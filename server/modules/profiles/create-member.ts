import { instantText } from '#engine/calendar'
import { shown, pathText, type ShapeProblem } from '#engine/shape'
import { tellProfile } from '#server/modules/activity/index'
import { changeIdentity, makeMember, NOBODY, saveIdentity } from '#server/modules/members/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { profileOf } from './read-profile.ts'
import { readProfileInput } from './read-profile-input.ts'
import type * as shapes from './schemas.ts'

/**
 * Makes a member, and tells the engine that they joined: both or neither.
 * @throws AppError http.wrong_shape, members.external_id_taken, members.email_taken, members.phone_taken, programs.none_published
 */
export async function createMember(ctx: WriteContext, { kind, externalIds = [], joinedAt = ctx.now, tags, ...said }: shapes.CreateMember): Promise<shapes.Profile> {
  const { profile, birthYear, problems } = await readProfileInput(ctx, said)
  const { identity, emailKey, problems: others } = changeIdentity(NOBODY, { ...said, birthYear })
  requireRight([...(joinedAt > ctx.now ? [{ keys: ['joinedAt'], found: shown(instantText(joinedAt)), wanted: 'a time that is not still to come', code: 'out_of_range' as const }] : []), ...others, ...problems])
  const member = await makeMember(ctx, { kind, externalIds })
  await saveIdentity(ctx, { memberId: member.memberId, identity, emailKey })
  await tellProfile(ctx, { memberId: member.memberId, joinedAt, profile: { ...profile, ...(tags === undefined ? {} : { tags }) } })
  return profileOf(ctx, member)
}

/** Every mistake in what was said, at once. @throws AppError http.wrong_shape */
export function requireRight(problems: readonly ShapeProblem[]): void {
  if (problems.length > 0) throw new AppError('invalid', 'http.wrong_shape', { errors: problems.map(({ keys, ...problem }) => ({ path: pathText(keys), ...problem })) })
}
