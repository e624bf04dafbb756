import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { insertBuyer, markBuyerLeft, selectBuyer, tellBuyers, updateBuyer, type BuyerRow } from './buyers.store.ts'
import { lockPerson, requireKind } from './require-person.ts'
import type * as shapes from './schemas.ts'

/** Lets a person buy for a company; twice is once. @throws AppError members.unknown, members.not_a_company, members.not_a_person, members.buyer_already */
export async function addBuyer(ctx: WriteContext, { member, buyer, role }: shapes.AddBuyer): Promise<shapes.Buyer> {
  const { companyId, buyerId } = await pairOf(ctx, { member, buyer })
  const isNew = await insertBuyer(ctx, { companyId, buyerId, role, since: ctx.now })
  if (isNew) await tellBuyers(ctx, [{ topic: 'buyers.added', companyId, buyerId }])
  const added = await requireBuyer(ctx, { companyId, buyerId })
  if (added.role !== role) throw new AppError('conflict', 'members.buyer_already', { buyer, role: added.role })
  return outside(added)
}

/** Gives a buyer another role. @throws AppError members.unknown, members.not_a_company, members.not_a_person, members.buyer_unknown */
export async function changeBuyer(ctx: WriteContext, { member, buyer, role }: shapes.ChangeBuyer): Promise<shapes.Buyer> {
  const { companyId, buyerId } = await pairOf(ctx, { member, buyer })
  const known = await requireBuyer(ctx, { companyId, buyerId })
  await updateBuyer(ctx, { companyId, buyerId, role })
  return outside({ ...known, role })
}

/** A person buys for a company no more. @throws AppError members.unknown, members.not_a_company, members.not_a_person, members.buyer_unknown */
export async function removeBuyer(ctx: WriteContext, { member, buyer }: shapes.RemoveBuyer): Promise<shapes.Buyer> {
  const { companyId, buyerId } = await pairOf(ctx, { member, buyer })
  const known = await requireBuyer(ctx, { companyId, buyerId })
  await markBuyerLeft(ctx, { companyId, buyerId })
  await tellBuyers(ctx, [{ topic: 'buyers.left', companyId, buyerId }])
  return outside(known)
}

/** Both are locked, the company first: of two who change its buyers one goes first, and nobody is erased meanwhile. */
async function pairOf(ctx: WriteContext, { member, buyer }: { member: string; buyer: string }): Promise<{ companyId: string; buyerId: string }> {
  const company = await lockPerson(ctx, member)
  requireKind(company, 'company')
  const person = await lockPerson(ctx, buyer)
  requireKind(person, 'person')
  return { companyId: company.memberId, buyerId: person.memberId }
}

async function requireBuyer(ctx: WriteContext, pair: { companyId: string; buyerId: string }): Promise<BuyerRow> {
  const found = await selectBuyer(ctx, pair)
  if (found === undefined) throw new AppError('not_found', 'members.buyer_unknown', { company: pair.companyId, buyer: pair.buyerId })
  return found
}

function outside({ companyId, buyerId, role, since }: BuyerRow): shapes.Buyer {
  return { company: companyId, memberId: buyerId, role, since }
}
