import { lockPerson } from '#server/modules/members/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import { deleteAddress, updateDefault, upsertAddress, type AddressRow } from './addresses.store.ts'
import { inOrder, tellAddress } from './list-addresses.ts'
import type * as shapes from './schemas.ts'

/** More than anybody sends parcels to. */
const MOST = 50

/** Adds an address; a first one is for shipping. @throws AppError members.unknown, members.erased, addresses.too_many */
export async function addAddress(ctx: WriteContext, { member, name = null, lines, city = null, region = null, postcode = null, country, isDefault = false }: shapes.AddAddress): Promise<shapes.Address> {
  const person = await lockPerson(ctx, member)
  const known = await inOrder(ctx, person)
  if (known.length >= MOST) throw new AppError('conflict', 'addresses.too_many', { most: MOST })
  const row: AddressRow = { address: newId('adr', ctx.now), memberId: person.memberId, name, lines, city, region, postcode, country, isDefault: isDefault || known.length === 0, at: ctx.now }
  await upsertAddress(ctx, row)
  if (row.isDefault) await updateDefault(ctx, { memberIds: person.selves, address: row.address })
  return tellAddress(ctx.actor, row)
}

/** Changes an address; what is not sent stays. @throws AppError members.unknown, members.erased, addresses.unknown */
export async function changeAddress(ctx: WriteContext, { member, address, ...changed }: shapes.ChangeAddress): Promise<shapes.Address> {
  const person = await lockPerson(ctx, member)
  const row = { ...requireAddress(await inOrder(ctx, person), address), ...changed }
  await upsertAddress(ctx, row)
  if (row.isDefault) await updateDefault(ctx, { memberIds: person.selves, address })
  return tellAddress(ctx.actor, row)
}

/** Takes an address away; of one that was for shipping the newest that is left is. Answers what it was. @throws AppError members.unknown, members.erased, addresses.unknown */
export async function removeAddress(ctx: WriteContext, { member, address }: shapes.AddressName): Promise<shapes.Address> {
  const person = await lockPerson(ctx, member)
  const known = await inOrder(ctx, person)
  const row = requireAddress(known, address)
  await deleteAddress(ctx, address)
  const next = known.find((one) => one !== row)
  if (row.isDefault && next !== undefined) await updateDefault(ctx, { memberIds: person.selves, address: next.address })
  return tellAddress(ctx.actor, row)
}

function requireAddress(rows: readonly AddressRow[], address: string): AddressRow {
  const row = rows.find((one) => one.address === address)
  if (row === undefined) throw new AppError('not_found', 'addresses.unknown', { address })
  return row
}
