import { isCurrency } from '#engine/currencies'
import { shown } from '#engine/shape'
import { lockPerson, requireCompany, requirePerson } from '#server/modules/members/index'
import { actorName } from '#server/platform/actor-name'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { ChangeTerms, CompanyTerms, KnownTerms, TermsOf } from './schemas.ts'
import { deleteTerms, selectTerms, upsertTerms, type TermsRow } from './terms.store.ts'

const NONE: Omit<TermsRow, 'memberId' | 'changedAt' | 'changedBy'> & { changedAt: null; changedBy: null } = { netDays: null, limitMinor: null, currency: null, text: null, changedAt: null, changedBy: null }

/** On which terms a company buys, as staff noted it; of companies that became one what was changed last. @throws AppError members.unknown, members.erased, members.not_a_company */
export async function readTerms(ctx: ReadContext, { member }: TermsOf): Promise<CompanyTerms> {
  const company = await requireCompany(ctx, member)
  const { selves } = await requirePerson(ctx, company)
  const { netDays, limitMinor, currency, text, changedAt, changedBy } = (await selectTerms(ctx, selves))[0] ?? NONE
  return { company, netDays, limitMinor, currency, text, changedAt, changedBy }
}

/** Notes other terms; what is left out stays. Nothing follows from them by itself. @throws AppError http.wrong_shape, and as readTerms */
export async function changeTerms(ctx: WriteContext, { member, ...change }: ChangeTerms): Promise<CompanyTerms> {
  await lockPerson(ctx, member)
  const { company, changedAt: _, changedBy: __, ...known } = await readTerms(ctx, { member })
  const { netDays, limitMinor, currency, text } = { ...known, ...change }
  if (limitMinor !== null && (currency === null || !isCurrency(currency))) throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'currency', found: shown(currency), wanted: 'the currency of the limit, an ISO 4217 code in capitals, such as USD' }] })
  await upsertTerms(ctx, { memberId: company, netDays, limitMinor, currency: limitMinor === null ? null : currency, text, changedAt: ctx.now, changedBy: actorName(ctx.actor) })
  return readTerms(ctx, { member })
}

/** R44: what was noted of a company; what this lists is what `eraseTerms` takes away. */
export async function exportTerms(ctx: ReadContext, memberIds: readonly string[]): Promise<KnownTerms[]> {
  return (await selectTerms(ctx, memberIds)).map(({ memberId: _, changedBy: __, ...terms }) => terms)
}

export function eraseTerms(ctx: WriteContext, memberIds: readonly string[]): Promise<void> {
  return deleteTerms(ctx, memberIds)
}
