import { findMembers, lockPerson, selectByContacts } from '#server/modules/members/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { ToldRow } from './read-row.ts'

/** Who a row is about: somebody who is known, with all who they were; or nobody yet. `hasId`: the shop's id in the row is theirs already. */
export type Named = { memberId: string | null; selves: readonly string[]; hasId: boolean }

/** The members whom rows name, by line, each with whether the shop's id in it is known: by the shop's id, by address, by number; nothing is locked. */
export async function lookUp(ctx: ReadContext, rows: readonly ToldRow[]): Promise<{ line: number; hasId: boolean; ids: string[] }[]> {
  const byId = await findMembers(ctx, rows.flatMap(({ externalId }) => externalId ?? []))
  const byContact = await selectByContacts(ctx, { emailKeys: rows.flatMap(({ emailKey }) => emailKey ?? []), phones: rows.flatMap(({ phone }) => phone ?? []) })
  const byEmail = new Map(byContact.flatMap(({ emailKey, memberId }) => (emailKey === null ? [] : [[emailKey, memberId] as const])))
  const byPhone = new Map(byContact.flatMap(({ phone, memberId }) => (phone === null ? [] : [[phone, memberId] as const])))
  return rows.map(({ line, externalId = '', emailKey = '', phone = '' }) => ({ line, hasId: byId.has(externalId), ids: [...new Set([byId.get(externalId), byEmail.get(emailKey), byPhone.get(phone)].filter((id) => id !== undefined))] }))
}

/** The same, locked, in one order, and as who they are today. @throws AppError imports.several where one row names two members */
export async function findNamed(ctx: WriteContext, rows: readonly ToldRow[]): Promise<Map<number, Named>> {
  const found = await lookUp(ctx, rows)
  const people = new Map<string, Pick<Named, 'memberId' | 'selves'>>()
  for (const id of [...new Set(found.flatMap(({ ids }) => ids))].sort()) {
    const { memberId, selves } = await lockPerson(ctx, id)
    people.set(id, { memberId, selves })
  }
  return new Map(found.map(({ line, hasId, ids }) => {
    if (new Set(ids.map((id) => people.get(id)?.memberId)).size > 1) throw new AppError('conflict', 'imports.several', {})
    return [line, { memberId: null, selves: [], ...people.get(ids[0] ?? ''), hasId }]
  }))
}
