import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import { changeIdentity, findMembers, makeMember, NOBODY, saveIdentity, type IdentityChange } from '#server/modules/members/index'
import type { WriteContext } from '#server/platform/context'
import type { Year } from './live-year.ts'
import { emailOf, phoneOf } from './shoppers.ts'

/** Somebody who joins: of which kind, by which id of the shop, since when, and who they are. */
export type Newcomer = { id: string; kind: 'person' | 'company'; at: Instant; identity: IdentityChange }

/** Everybody of a year, by when they join. */
export function newcomersOf({ shoppers, companies, eventsOf }: Year): Newcomer[] {
  const phones = new Set<string>()
  const people = shoppers.map((shopper): Newcomer => {
    const { id, name, given, family, country, birthYear, attributes, notes } = shopper
    const phone = phoneOf(shopper, phones)
    if (phone !== null) phones.add(phone)
    const [joined] = eventsOf.get(id) ?? []
    assert(joined, 'who is of the year has joined', { id })
    return { id, kind: 'person', at: joined.at, identity: { name, givenName: given.native, familyName: family.native, email: emailOf(shopper), phone, locale: country.locale, birthYear, attributes, notes } }
  })
  const shops = companies.map(({ id, firm, joinedAt, people: [owner] }): Newcomer => (
    { id, kind: 'company', at: joinedAt, identity: { name: firm.name, email: `orders@${id}.example`, locale: owner?.shopper.country.locale ?? null, attributes: { sector: firm.sector, terms: firm.size > 3 ? 'net 30' : 'prepaid' }, notes: null } }
  ))
  return [...people, ...shops].sort((a, b) => a.at - b.at)
}

/** Makes them with who they are; whoever is there already stays as they are. */
export async function makePeople(ctx: WriteContext, newcomers: readonly Newcomer[]): Promise<void> {
  const known = await findMembers(ctx, newcomers.map(({ id }) => id))
  for (const { id, kind, at, identity: said } of newcomers) {
    if (known.has(id)) continue
    const then = { ...ctx, now: at }
    const { identity, emailKey, problems } = changeIdentity(NOBODY, said)
    assert(problems.length === 0, 'who somebody of the demo is can be read', { id, problems: problems.map(({ found }) => found) })
    const { memberId } = await makeMember(then, { kind, externalIds: [id] })
    await saveIdentity(then, { memberId, identity, emailKey })
  }
}
