import { instantText } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { lockMembers, selectMembers, selectPerson, type MemberKind, type MemberRow, type Person } from './members.store.ts'

/** Who an id of the shop, or of ours, names today: of somebody who was merged, the one that goes on. @throws AppError members.unknown, members.erased */
export async function requirePerson(ctx: ReadContext, member: string): Promise<Person> {
  const found = await requireAnyone(ctx, member)
  if (found.erasedAt !== null) throw new AppError('not_found', 'members.erased', { member, erasedAt: instantText(found.erasedAt) })
  return found
}

/** The same of an id that may name nobody, erased or not. */
export async function findPerson(ctx: ReadContext, member: string): Promise<Person | undefined> {
  const found = await selectPerson(ctx, member)
  return found === undefined || found.mergedInto === null ? found : requireAnyone(ctx, found.mergedInto)
}

/** The same, locked until the transaction ends: of two who change one member, one goes first. @throws AppError members.unknown, members.erased */
export async function lockPerson(ctx: WriteContext, member: string): Promise<Person> {
  const { memberId } = await lockAnyone(ctx, member)
  return requirePerson(ctx, memberId)
}

/** The same of somebody who may have been erased. @throws AppError members.unknown */
export async function lockAnyone(ctx: WriteContext, member: string): Promise<Person> {
  for (let wanted = await requireAnyone(ctx, member); ;) {
    await lockMembers(ctx, [wanted.memberId])
    // Whoever held the lock before may have merged or erased them.
    const found = await requireAnyone(ctx, member)
    if (found.memberId === wanted.memberId) return found
    wanted = found
  }
}

async function requireAnyone(ctx: ReadContext, member: string): Promise<Person> {
  for (let id = member; ;) {
    const found = await selectPerson(ctx, id)
    if (found === undefined) throw new AppError('not_found', 'members.unknown', { member })
    if (found.mergedInto === null) return found
    id = found.mergedInto
  }
}

/** Everybody whom a member of ours is, merged or erased as they may be: all who were merged into them, by way of others too, and themselves last. */
export async function readSelves(ctx: ReadContext, memberId: string): Promise<string[]> {
  return (await selectPerson(ctx, memberId))?.selves ?? [memberId]
}

/** What kind of member each of these is; whoever is not there yet will be made a person, as by any event. */
export async function readKinds(ctx: ReadContext, memberIds: readonly string[]): Promise<MemberKind[]> {
  const known = new Map((await selectMembers(ctx, memberIds)).map(({ memberId, kind }) => [memberId, kind]))
  return memberIds.map((memberId) => known.get(memberId) ?? 'person')
}

/** Kinds are fixed: only a company has buyers, and only a person buys. @throws AppError members.not_a_company, members.not_a_person */
export function requireKind({ memberId, kind }: MemberRow, wanted: MemberKind): void {
  if (kind === wanted) return
  if (wanted === 'company') throw new AppError('invalid', 'members.not_a_company', { member: memberId })
  throw new AppError('invalid', 'members.not_a_person', { member: memberId })
}

/** A company by an id of the shop, or by ours. @throws AppError members.unknown, members.erased, members.not_a_company */
export async function requireCompany(ctx: ReadContext, member: string): Promise<string> {
  const company = await requirePerson(ctx, member)
  requireKind(company, 'company')
  return company.memberId
}
