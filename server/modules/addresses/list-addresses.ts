import { requirePerson } from '#server/modules/members/index'
import type { Actor, ReadContext } from '#server/platform/context'
import { isImpersonated, isShopper, mayReveal } from '#server/platform/require-permission'
import { selectAddresses, type AddressRow } from './addresses.store.ts'
import type { Address, Addresses, ListAddresses } from './schemas.ts'

const HIDDEN = '•••'

/** The addresses of a member, and of whom was merged into them: the one for shipping first, then the newest. Masked for whoever may not see them. @throws AppError members.unknown, members.erased */
export async function listAddresses(ctx: ReadContext, { member }: ListAddresses): Promise<Addresses> {
  const { memberId, selves } = await requirePerson(ctx, member)
  return { memberId, addresses: (await inOrder(ctx, { memberId, selves })).map((row) => tellAddress(ctx.actor, row)) }
}

/** Rows in the order in which they are told, of which the first alone is for shipping: two who became one may each have had one. */
export async function inOrder(ctx: ReadContext, { memberId, selves }: { memberId: string; selves: readonly string[] }): Promise<AddressRow[]> {
  const rows = await selectAddresses(ctx, selves)
  const first = rows.find((row) => row.isDefault && row.memberId === memberId) ?? rows.find((row) => row.isDefault) ?? rows[0]
  return first === undefined ? [] : [{ ...first, isDefault: true }, ...rows.filter((row) => row !== first).map((row) => ({ ...row, isDefault: false }))]
}

export function tellAddress(actor: Actor, { memberId: _, at: __, ...row }: AddressRow): Address {
  if ((isShopper(actor) && !isImpersonated(actor)) || mayReveal(actor)) return { ...row, isMasked: false }
  return { ...row, name: hidden(row.name), lines: row.lines.map(() => HIDDEN), postcode: hidden(row.postcode), isMasked: true }
}

function hidden(text: string | null): string | null {
  return text === null ? null : HIDDEN
}
