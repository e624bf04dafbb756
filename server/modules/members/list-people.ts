import type { ReadContext } from '#server/platform/context'
import { maskEmail } from '#server/platform/mask-email'
import { NOBODY, type Identity } from './identity.ts'
import { maskId, maskPhone, seesIdsWhole } from './mask.ts'
import { selectExternalIds, type MemberRow } from './members.store.ts'
import { selectPeople } from './people.store.ts'

/** A member in a list: how to reach them is masked, also where it stands as an id of the shop. */
export type ListedPerson = Pick<MemberRow, 'memberId' | 'kind' | 'createdAt' | 'isTest'> & Pick<Identity, 'name' | 'email' | 'phone'> & { externalIds: string[] }

/** What lists say of members, in the order of the rows; whole where whoever reads it may see it so, and said why. */
export async function listPeople(ctx: ReadContext, rows: readonly MemberRow[], { isWhole = false }: { isWhole?: boolean } = {}): Promise<ListedPerson[]> {
  const ids = rows.map(({ memberId }) => memberId)
  const people = new Map((await selectPeople(ctx, ids)).map((person) => [person.memberId, person]))
  const external = Map.groupBy(await selectExternalIds(ctx, ids), ({ memberId }) => memberId)
  const idOf = isWhole || seesIdsWhole(ctx.actor) ? (id: string) => id : maskId
  return rows.map(({ memberId, kind, createdAt, isTest }) => {
    const known = people.get(memberId) ?? NOBODY
    const { name, email, phone } = isWhole ? known : masked(known)
    return { memberId, kind, createdAt, isTest, externalIds: (external.get(memberId) ?? []).map(({ externalId }) => idOf(externalId)), name, email, phone }
  })
}

/** The same identity, with the address and the number masked. */
export function masked(identity: Identity): Identity {
  const { email, phone } = identity
  return { ...identity, email: email && maskEmail(email), phone: phone && maskPhone(phone) }
}
