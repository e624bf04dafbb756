import { orderAwardId } from '#engine/member/award-ids'
import { resolvedLevels } from '#engine/member/levels'
import { withAsked } from '#engine/member/present'
import type { MemberState } from '#engine/member/state'
import type { Seer } from '#engine/pricing/access'
import { guest } from '#engine/pricing/scene'
import type { Program, Timeline } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { lookAtBudgets, readState } from '#server/modules/activity/index'
import { requirePerson, selectEmployerIds, selectRoles, type Person } from '#server/modules/members/index'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'

/** Whoever asks for prices: a member as they are now, or a guest, who is a member without a past. */
export type Shopper = { timeline: Timeline; program: Program; memberId: string | null; /** The member, and those who became one with it. */ selves: readonly string[]; state: MemberState; /** What is left of limits that all members share, by rule. */ granted: Readonly<Record<string, number>> }

/**
 * `order` is what the order of a quote is called: none of the member's own. Whoever buys for a company pays its prices, and it earns (R45).
 * @throws AppError members.unknown, members.erased, members.buyer_unknown, http.wrong_shape, programs.none_published
 */
export async function readShopper(ctx: ReadContext, { member, company, order }: { member: string | undefined; company?: string | undefined; order: string }): Promise<Shopper> {
  const timeline = await readTimeline(ctx)
  if (timeline.length === 0) throw new AppError('conflict', 'programs.none_published', { storeId: ctx.storeId })
  const { program } = publicationAt(timeline, ctx.now)
  const granted = (await lookAtBudgets(ctx, timeline)).left(timeline)
  if (member === undefined && company !== undefined) throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'member', found: 'nothing', wanted: 'who buys for the company' }] })
  if (member === undefined) return { timeline, program, memberId: null, selves: [], state: guest(), granted }
  const { memberId, selves } = company === undefined ? await requirePerson(ctx, member) : await requireEmployer(ctx, { member, company })
  const { state } = await readState(ctx, { memberId, allLots: false, timeline })
  return { timeline, program, memberId, selves, granted, state: state.present === null ? state : { ...state, present: withAsked(state.present, 'awards', [orderAwardId(order)]) } }
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

/** The company, for which the member must buy. */
async function requireEmployer(ctx: ReadContext, { member, company }: { member: string; company: string }): Promise<Person> {
  const [buyer, employer] = [await requirePerson(ctx, member), await requirePerson(ctx, company)]
  const [role] = await selectRoles(ctx, [{ companyId: employer.memberId, buyerId: buyer.memberId }])
  if (role === undefined || role.leftAt !== null) throw new AppError('conflict', 'members.buyer_unknown', { company, buyer: member })
  return employer
}

/** Whose price lists a shopper sees beside everybody's: those of their tags, of their levels, and of the companies that they are or buy for. */
export async function readSeers(ctx: ReadContext, { program, memberId, selves, state }: Shopper): Promise<Seer> {
  if (memberId === null) return { isMember: false, tags: [], levels: [], memberIds: [] }
  return { isMember: true, tags: state.head.tags, levels: resolvedLevels(state.head, program), memberIds: [...selves, ...(await selectEmployerIds(ctx, memberId))] }
}
