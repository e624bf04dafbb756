import { orderAwardId } from '#engine/member/award-ids'
import { resolvedLevels } from '#engine/member/levels'
import { withAsked } from '#engine/member/present'
import type { MemberState } from '#engine/member/state'
import type { Seer } from '#engine/pricing/access'
import { guest } from '#engine/pricing/scene'
import type { Program, Timeline } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { lookAtBudgets, readState } from '#server/modules/activity/index'
import { requirePerson, selectEmployerIds, selectRoles, type Person, type Role } from '#server/modules/members/index'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'

/** Whoever asks for prices: a member as they are now, or a guest, who is a member without a past. */
export type Shopper = { timeline: Timeline; program: Program; memberId: string | null; /** The member, and those who became one with it. */ selves: readonly string[]; state: MemberState; /** What is left of limits that all members share, by rule. */ granted: Readonly<Record<string, number>> }

/** On whose account a cart is: a member's own, or that of a company for which they buy. */
export type Buying = { member?: string | undefined; company?: string | undefined }
/** Who pays, and where it is a company, who buys for it, in which role. */
export type Payer = Person & { buyer: { memberId: string; role: Role } | null }

/**
 * `order` is what the order of a quote is called: none of the member's own. Whoever buys for a company pays its prices, and it earns (R45).
 * @throws AppError programs.none_published; those of `findPayer`
 */
export async function readShopper(ctx: ReadContext, { order, ...buying }: Buying & { order: string }): Promise<Shopper> {
  const timeline = await readTimeline(ctx)
  if (timeline.length === 0) throw new AppError('conflict', 'programs.none_published', { storeId: ctx.storeId })
  const { program } = publicationAt(timeline, ctx.now)
  const granted = (await lookAtBudgets(ctx, timeline)).left(timeline)
  const payer = await findPayer(ctx, buying)
  if (payer === null) return { timeline, program, memberId: null, selves: [], state: guest(), granted }
  const { memberId, selves } = payer
  const { state } = await readState(ctx, { memberId, allLots: false, timeline })
  return { timeline, program, memberId, selves, granted, state: state.present === null ? state : { ...state, present: withAsked(state.present, 'awards', [orderAwardId(order)]) } }
}

/** The member who pays; null for a guest. R45: whoever buys for a company may do so in any role. @throws AppError members.unknown, members.erased, members.buyer_unknown, http.wrong_shape */
export async function findPayer(ctx: ReadContext, { member, company }: Buying): Promise<Payer | null> {
  if (member === undefined && company !== undefined) throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'member', found: 'nothing', wanted: 'who buys for the company' }] })
  if (member === undefined) return null
  const person = await requirePerson(ctx, member)
  if (company === undefined) return { ...person, buyer: null }
  const employer = await requirePerson(ctx, company)
  const [found] = await selectRoles(ctx, [{ companyId: employer.memberId, buyerId: person.memberId }])
  if (found === undefined || found.leftAt !== null) throw new AppError('conflict', 'members.buyer_unknown', { company, buyer: member })
  return { ...employer, buyer: { memberId: person.memberId, role: found.role } }
}

/** Shoppers of one request whose carts have one name, by member. */
export type Shoppers = { cartId: string; known: Map<string, Shopper | null> }

/** A member who is read once; null where they were erased: there is nobody to sell to. @throws AppError as readShopper */
export async function readShopperOnce(ctx: ReadContext, { cartId, known }: Shoppers, member: string): Promise<Shopper | null> {
  const before = known.get(member)
  if (before !== undefined) return before
  const shopper = await readShopper(ctx, { member, order: cartId }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'members.erased') return null
    throw error
  })
  known.set(member, shopper)
  return shopper
}

/** Whose price lists a shopper sees beside everybody's: those of their tags, of their levels, and of the companies that they are or buy for. */
export async function readSeers(ctx: ReadContext, { program, memberId, selves, state }: Shopper): Promise<Seer> {
  if (memberId === null) return { isMember: false, tags: [], levels: [], memberIds: [] }
  return { isMember: true, tags: state.head.tags, levels: resolvedLevels(state.head, program), memberIds: [...selves, ...(await selectEmployerIds(ctx, memberId))] }
}
