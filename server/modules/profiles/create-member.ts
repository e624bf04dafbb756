import { hash } from 'node:crypto'
import { canonicalJson } from '#engine/canonical'
import { instantText } from '#engine/calendar'
import { shown, pathText, type ShapeProblem } from '#engine/shape'
import { tellProfile } from '#server/modules/activity/index'
import { changeIdentity, findMade, makeMember, NOBODY, saveIdentity, type MakingRequest, type MemberRow } from '#server/modules/members/index'
import { welcomeMember } from '#server/modules/messages/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import type { Call, Reply } from '#server/platform/route'
import { tellWhole } from './read-profile.ts'
import { readProfileInput } from './read-profile-input.ts'
import type * as shapes from './schemas.ts'

type Said = Awaited<ReturnType<typeof readSaid>>

/**
 * Makes a member, and tells the engine that they joined: both or neither. A request with a key makes one member however often it comes.
 * @throws AppError http.wrong_shape, members.external_id_taken, members.email_taken, members.phone_taken, members.other_body, members.erased, programs.none_published
 */
export async function createMember({ database }: { database: Database }, call: Call, input: shapes.CreateMember): Promise<Reply<shapes.Profile>> {
  const { storeId, actor, now, idempotencyKey: key } = call
  const request = key === undefined ? null : { key, hash: hashOf(input) }
  return database.inStore(storeId, async (db) => {
    const ctx = { db, storeId, actor, now }
    const made = request === null ? undefined : await findMade(ctx, request)
    const said = await readSaid(ctx, input)
    if (made !== undefined) return { status: 200, headers: { 'idempotent-replayed': 'true' }, body: asMade(ctx, made, said) }
    const member = await makeSaid(ctx, said, request)
    await welcomeMember(ctx, { memberId: member.memberId, joinedAt: said.joinedAt ?? now })
    return { status: 201, body: asMade(ctx, member, said) }
  })
}

/** SHA-256 of the body that a repetition must have. Attributes go in as texts: canonical JSON does not carry every number. */
function hashOf({ attributes = {}, ...input }: shapes.CreateMember): string {
  return hash('sha256', canonicalJson({ ...input, attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, JSON.stringify(value)])) }), 'hex')
}

/** What the request says, in the words of each who keeps a part of it, and what is wrong with it. */
async function readSaid(ctx: ReadContext, { kind, externalIds = [], joinedAt, tags = [], isTest = false, ...input }: shapes.CreateMember) {
  const { profile, birthYear, problems } = await readProfileInput(ctx, input)
  const { identity, emailKey, problems: others } = changeIdentity(NOBODY, { ...input, birthYear })
  return { kind, isTest, externalIds: [...new Set(externalIds)].sort(), joinedAt, profile, tags: [...new Set(tags)].sort(), identity, emailKey, problems: [...others, ...problems] }
}

async function makeSaid(ctx: WriteContext, { kind, isTest, externalIds, joinedAt = ctx.now, profile, tags, identity, emailKey, problems }: Said, request: MakingRequest | null): Promise<MemberRow> {
  requireRight([...(joinedAt > ctx.now ? [{ keys: ['joinedAt'], found: shown(instantText(joinedAt)), wanted: 'a time that is not still to come', code: 'out_of_range' as const }] : []), ...problems])
  const member = await makeMember(ctx, { kind, isTest, externalIds, request })
  await saveIdentity(ctx, { memberId: member.memberId, identity, emailKey })
  await tellProfile(ctx, { memberId: member.memberId, joinedAt, profile: { ...profile, ...(tags.length === 0 ? {} : { tags }) } })
  return member
}

/** Makes a member of what somebody said when they joined, in the transaction of the caller. @throws AppError http.wrong_shape, members.external_id_taken, members.email_taken, programs.none_published */
export async function joinMember(ctx: WriteContext, input: Omit<shapes.CreateMember, 'kind'>): Promise<string> {
  return (await makeSaid(ctx, await readSaid(ctx, { kind: 'person', ...input }), null)).memberId
}

/** The first profile of a member: a repetition of the request, whatever has become of them, is answered with the same. */
function asMade({ actor }: ReadContext, member: MemberRow, { externalIds, joinedAt = member.createdAt, profile, tags, identity }: Said): shapes.Profile {
  return tellWhole(actor, member, { identity, known: { ...profile, joinedAt, tags }, externalIds, companies: [], source: null })
}

/** Every mistake in what was said, at once. @throws AppError http.wrong_shape */
export function requireRight(problems: readonly ShapeProblem[]): void {
  if (problems.length > 0) throw new AppError('invalid', 'http.wrong_shape', { errors: problems.map(({ keys, ...problem }) => ({ path: pathText(keys), ...problem })) })
}
