import type { Instant } from '#engine/calendar'
import { requireProofToSpend } from '#server/modules/logins/index'
import { requirePerson, selectRoles } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { isShopper } from '#server/platform/require-permission'
import type { Call, Reply } from '#server/platform/route'
import type { MakeQuote, Quote } from './schemas.ts'

/** What only the store can say of a cart: what things cost it, and at which rate it sells; of a cart that is held, what shipping costs the shopper too. */
const STORES_OWN = ['override', 'rate', 'giftCostMinor'] as const

/**
 * What a shopper may ask of a quote: nothing that the store alone can say, holding only as a member, and many points only with a fresh proof.
 * @throws AppError quotes.stores_own, quotes.members_hold, logins.step_up_needed
 */
export async function requireShoppers({ database, clock }: { database: Database; clock: () => Instant }, { storeId, actor, now }: Call, asked: MakeQuote): Promise<void> {
  const own = [...STORES_OWN.filter((field) => asked[field] !== undefined), ...(asked.shipping?.costMinor === undefined ? [] : ['shipping.costMinor']), ...(asked.hold === true && asked.shipping !== undefined ? ['shipping'] : [])]
  if (own.length > 0) throw new AppError('forbidden', 'quotes.stores_own', { fields: own.join(', ') })
  if (asked.hold !== true) return
  if (actor.kind !== 'member') throw new AppError('forbidden', 'quotes.members_hold')
  await database.readStore(storeId, (db) => requireProofToSpend({ db, storeId, actor, now }, { points: asked.points ?? 0, at: clock() }))
}

/** A quote as shoppers see it: which price lists there are besides is the store's own. */
export function forShopper<R extends Reply<Quote>>({ actor }: Pick<Call, 'actor'>, reply: R): R {
  return isShopper(actor) ? { ...reply, body: shown(actor, reply.body) } : reply
}

/** The same of a quote alone. */
export function shown(actor: Call['actor'], quote: Quote): Quote {
  if (!isShopper(actor)) return quote
  const { staff: _, override: __, ...open } = quote
  return { ...open, lines: open.lines.map((line) => ({ ...line, candidates: [] })) }
}

/** Sees that a held quote is the shopper's: their own, or of a company for which they buy. @throws AppError quotes.unknown */
export async function requireOwn(ctx: ReadContext, { quoteId, memberId }: { quoteId: string; memberId: string | null }): Promise<void> {
  if (ctx.actor.kind !== 'member') return
  const { memberId: own, selves } = await requirePerson(ctx, ctx.actor.memberId)
  if (memberId !== null && selves.includes(memberId)) return
  const [role] = memberId === null ? [] : await selectRoles(ctx, [{ companyId: memberId, buyerId: own }])
  if (role === undefined || role.leftAt !== null) throw new AppError('not_found', 'quotes.unknown', { quote: quoteId })
}
