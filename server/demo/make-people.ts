import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import { addAddress } from '#server/modules/addresses/index'
import { giveConsents } from '#server/modules/consents/index'
import { changeIdentity, findMembers, insertSource, makeMember, NOBODY, saveIdentity, type IdentityChange, type Source } from '#server/modules/members/index'
import type { WriteContext } from '#server/platform/context'
import type { Year } from './live-year.ts'
import { emailOf, phoneOf, wantsNews, type Shopper } from './shoppers.ts'

/** Somebody who joins: of which kind, by which id of the shop, since when, who they are, where they came from, and what they said of news by mail. */
export type Newcomer = { id: string; kind: 'person' | 'company'; at: Instant; identity: IdentityChange; source: Source; wantsNews: boolean | null; address: Address | null }

type Address = Omit<Parameters<typeof addAddress>[1], 'member'>
/** One in so many has told where parcels go. */
const TELLING = 8

/** Everybody of a year, by when they join. */
export function newcomersOf({ shoppers, companies, eventsOf }: Year): Newcomer[] {
  const phones = new Set<string>()
  const people = shoppers.map((shopper): Newcomer => {
    const { id, name, given, family, country, birthYear, source, notes } = shopper
    const phone = phoneOf(shopper, phones)
    if (phone !== null) phones.add(phone)
    const [joined] = eventsOf.get(id) ?? []
    assert(joined, 'who is of the year has joined', { id })
    return { id, kind: 'person', at: joined.at, source, wantsNews: wantsNews(shopper), address: addressOf(shopper), identity: { name, givenName: given.native, familyName: family.native, email: emailOf(shopper), phone, locale: country.locale, birthYear, notes } }
  })
  const shops = companies.map(({ id, firm, joinedAt, people: [owner] }): Newcomer => (
    { id, kind: 'company', at: joinedAt, source: {}, wantsNews: null, address: null, identity: { name: firm.name, email: `orders@${id}.example`, locale: owner?.shopper.country.locale ?? null, attributes: { sector: firm.sector }, notes: null } }
  ))
  return [...people, ...shops].sort((a, b) => a.at - b.at)
}

function addressOf({ id, name, country, place }: Shopper): Address | null {
  const number = Number(id.slice(1))
  return number % TELLING !== 0 ? null : { name, lines: [`${(number % 90) + 3} Harbour Lane`], city: place.city, region: place.region.split('-')[1] ?? null, country: country.code }
}

/** Makes them with who they are; whoever is there already stays as they are. */
export async function makePeople(ctx: WriteContext, newcomers: readonly Newcomer[]): Promise<void> {
  const known = await findMembers(ctx, newcomers.map(({ id }) => id))
  for (const { id, kind, at, identity: said, source, wantsNews, address } of newcomers) {
    if (known.has(id)) continue
    const then = { ...ctx, now: at }
    const { identity, emailKey, problems } = changeIdentity(NOBODY, said)
    assert(problems.length === 0, 'who somebody of the demo is can be read', { id, problems: problems.map(({ found }) => found) })
    const { memberId } = await makeMember(then, { kind, externalIds: [id] })
    await saveIdentity(then, { memberId, identity, emailKey })
    if (Object.keys(source).length > 0) await insertSource(then, { memberId, source })
    if (address !== null) await addAddress(then, { member: memberId, ...address })
    if (wantsNews !== null) await giveConsents(then, { memberId, consents: [{ channel: 'email', purpose: 'marketing', isGiven: wantsNews }], locale: identity.locale, textVersion: '1', source: 'sign_up' })
  }
}
