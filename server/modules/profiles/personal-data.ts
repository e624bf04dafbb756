import { PERSONAL_PARTS } from '#engine/member/forget'
import { eraseAddresses, exportAddresses } from '#server/modules/addresses/index'
import { deleteRefusals, forgetMembers, listPostings, listSayings, readProfiles } from '#server/modules/activity/index'
import { eraseApprovals } from '#server/modules/approvals/index'
import { eraseTerms, exportTerms } from '#server/modules/companies/index'
import { eraseConsents, exportConsents } from '#server/modules/consents/index'
import { eraseMemberLogins, exportLogins, requireProof } from '#server/modules/logins/index'
import { eraseCoupons, exportCoupons } from '#server/modules/coupons/index'
import { eraseDesk, exportNotes } from '#server/modules/desk/index'
import { eraseMessages } from '#server/modules/messages/index'
import { erasePeople, eraseSources, exportPeople, exportSources, lockAnyone, readEmail, requirePerson } from '#server/modules/members/index'
import { eraseQuotes, exportQuotes } from '#server/modules/quotes/index'
import { listOwnOrders } from '#server/modules/orders/index'
import { followCoupons, holdRedemptions, listMemberRedemptions } from '#server/modules/rewards/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { eraseMails, exportMails } from '#server/platform/mail/mailbox'
import { MOST_PER_PAGE } from '#server/platform/schemas'
import { isShopper } from '#server/platform/require-permission'
import type { Call, Reply } from '#server/platform/route'
import type * as shapes from './schemas.ts'

/** R44: everything that is known of the person behind a member, whole: what this lists is what `erasePersonalData` takes away. @throws AppError members.unknown, members.erased */
export async function exportPersonalData(ctx: ReadContext, { member }: shapes.ReadProfile): Promise<shapes.PersonalData> {
  const { memberId, kind, selves } = await requirePerson(ctx, member)
  const { identities, externalIds, companies, buyers } = await exportPeople(ctx, selves)
  const { coupons, uses } = await exportCoupons(ctx, selves)
  const theirs = isShopper(ctx.actor) ? identities.map((identity) => ({ ...identity, notes: null })) : identities
  const { joinedAt = null, zone = null, market = null, region = null, birthday = null, tags = [] } = (await readProfiles(ctx, [memberId])).get(memberId) ?? {}
  return {
    memberId, kind, exportedAt: ctx.now, identities: theirs, externalIds, companies: companies.map(tieOf), buyers: buyers.map(tieOf), birthday, tags,
    sayings: await listSayings(ctx, selves), coupons, quotes: await exportQuotes(ctx, selves),
    sources: await exportSources(ctx, selves), consents: await exportConsents(ctx, selves), logins: await exportLogins(ctx, selves), mails: await exportMails(ctx, { memberIds: selves, addresses: identities.flatMap(({ email }) => email ?? []) }),
    addresses: await exportAddresses(ctx, selves), notes: isShopper(ctx.actor) ? [] : await exportNotes(ctx, selves), terms: isShopper(ctx.actor) ? [] : await exportTerms(ctx, selves), stays: { joinedAt, zone, market, region, uses, ...(await exportHistory(ctx, memberId)) },
  }
}

/** What they bought, and what became of their points. */
async function exportHistory(ctx: ReadContext, member: string): Promise<Pick<shapes.PersonalData['stays'], 'orders' | 'postings' | 'redemptions'>> {
  return {
    orders: await readWhole(async (page) => { const { orders, next } = await listOwnOrders(ctx, { member, ...page }); return [orders, next] }),
    postings: await readWhole(async (page) => { const { postings, next } = await listPostings(ctx, { member, order: 'asc', ...page }); return [postings, next] }),
    redemptions: await readWhole(async (page) => { const { redemptions, next } = await listMemberRedemptions(ctx, { member, ...page }); return [redemptions, next] }),
  }
}

/** All pages of a list, one behind the other. */
async function readWhole<T>(read: (page: { limit: number; after?: string }) => Promise<[readonly T[], string | null]>): Promise<T[]> {
  const whole: T[] = []
  for (let after: string | null | undefined = undefined; after !== null;) {
    const [items, next]: [readonly T[], string | null] = await read({ limit: MOST_PER_PAGE, ...(after === undefined ? {} : { after }) })
    whole.push(...items)
    after = next
  }
  return whole
}

function tieOf({ companyId, buyerId, role, since, leftAt }: { companyId: string; buyerId: string; role: string; since: number; leftAt: number | null }): shapes.PersonalData['companies'][number] {
  return { company: companyId, buyer: buyerId, role, since, leftAt }
}

/** The same as it is asked for: by a member themself only with a fresh proof. @throws AppError members.unknown, logins.step_up_needed */
export async function eraseAsked({ database, clock }: { database: Database; clock: () => number }, { storeId, actor, now }: Call, input: shapes.ReadProfile): Promise<Reply<shapes.Erased>> {
  return database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now }
    await requireProof(ctx, clock())
    return { status: 200, body: await erasePersonalData(ctx, input) }
  })
}

/** How they were written to and signed in, and what they said of it; first, as their addresses say whose it is. */
async function eraseContacts(ctx: WriteContext, selves: readonly string[]): Promise<void> {
  const { identities } = await exportPeople(ctx, selves)
  const addresses = identities.flatMap(({ email }) => email ?? [])
  await eraseMails(ctx, { memberIds: selves, addresses })
  await eraseMessages(ctx, selves)
  await eraseMemberLogins(ctx, { memberIds: selves, addressKeys: addresses.flatMap((email) => readEmail(email)?.key ?? []) })
  await eraseConsents(ctx, selves)
  await eraseSources(ctx, selves)
  await eraseDesk(ctx, selves)
  await eraseTerms(ctx, selves)
  await eraseAddresses(ctx, selves)
  await eraseApprovals(ctx, selves)
  await deleteRefusals(ctx, selves)
}

/**
 * R44: nobody can tell any more who the member is; what they have and had stays as it was under the random id. Twice is once.
 * @throws AppError members.unknown
 */
export async function erasePersonalData(ctx: WriteContext, { member }: shapes.ReadProfile): Promise<shapes.Erased> {
  const { memberId, erasedAt, selves } = await lockAnyone(ctx, member)
  if (erasedAt === null) {
    await eraseContacts(ctx, selves)
    await erasePeople(ctx, selves)
    // Redemptions are locked before what members have, and coupons behind both, as by whoever takes a reward back.
    await holdRedemptions(ctx, selves)
    await forgetMembers(ctx, selves)
    await followCoupons(ctx, { memberIds: selves, names: await eraseCoupons(ctx, selves) })
    await eraseQuotes(ctx, selves)
  }
  const left = await listSayings(ctx, selves)
  return { memberId, erasedAt: erasedAt ?? ctx.now, kept: PERSONAL_PARTS.filter((part) => left.some(({ values }) => part in values)) }
}
