import { nameGoingOn, requirePerson } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { placeIn, placeText } from '#server/platform/place'
import { selectRedemption, selectRedemptionPage, type RedemptionRow } from './rewards.store.ts'
import type * as shapes from './schemas.ts'
import { tellRedemption } from './tell-redemption.ts'

/** Redemptions of the store in pages, each with whose it is: of a status, or all. @throws AppError http.wrong_shape */
export async function listRedemptions(ctx: ReadContext, { status, after, limit }: shapes.ListRedemptions): Promise<shapes.StoreRedemptionPage> {
  const { redemptions, next } = pageOf(ctx, await selectRedemptionPage(ctx, { status, after: placeIn(after), most: limit + 1 }), limit)
  const whose = await nameGoingOn(ctx, redemptions.map(({ memberId }) => memberId))
  return { redemptions: redemptions.map((redemption) => ({ ...redemption, member: whose(redemption.memberId) })), next }
}

/** Those of a member, and of all who were merged into them. @throws AppError members.unknown, members.erased, http.wrong_shape */
export async function listMemberRedemptions(ctx: ReadContext, { member, after, limit }: shapes.ListMemberRedemptions): Promise<shapes.RedemptionPage> {
  const { selves } = await requirePerson(ctx, member)
  return pageOf(ctx, await selectRedemptionPage(ctx, { memberIds: selves, after: placeIn(after), most: limit + 1 }), limit)
}

/** @throws AppError members.unknown, members.erased, rewards.redemption_unknown */
export async function getRedemption(ctx: ReadContext, asked: shapes.GetRedemption): Promise<shapes.Redemption> {
  return tellRedemption(await requireTheirs(ctx, asked, await selectRedemption(ctx, asked.redemption)), ctx.actor)
}

/** A redemption that is this member's, or was of one who was merged into them. @throws AppError members.unknown, members.erased, rewards.redemption_unknown */
export async function requireTheirs(ctx: ReadContext, { member, redemption }: shapes.GetRedemption, row: RedemptionRow | undefined): Promise<RedemptionRow> {
  const { selves } = await requirePerson(ctx, member)
  if (row === undefined || !selves.includes(row.memberId)) throw new AppError('not_found', 'rewards.redemption_unknown', { redemption })
  return row
}

function pageOf({ actor }: ReadContext, rows: readonly RedemptionRow[], limit: number): shapes.RedemptionPage {
  const page = rows.slice(0, limit)
  return { redemptions: page.map((row) => tellRedemption(row, actor)), next: rows.length > limit ? placeOf(page.at(-1) as RedemptionRow) : null }
}

function placeOf({ redeemedAt, redemption }: RedemptionRow): string {
  return placeText({ at: redeemedAt, id: redemption })
}
