import type { ReadContext, WriteContext } from '#server/platform/context'
import { deleteAddressesOf, selectAddresses } from './addresses.store.ts'
import type { KnownAddress } from './schemas.ts'

/** R44: where a person's parcels went. What this lists is what `eraseAddresses` takes away. */
export async function exportAddresses(ctx: ReadContext, memberIds: readonly string[]): Promise<KnownAddress[]> {
  return (await selectAddresses(ctx, memberIds)).map(({ address: _, memberId: __, ...known }) => known)
}

/** R44: nothing of it stays. */
export function eraseAddresses(ctx: WriteContext, memberIds: readonly string[]): Promise<void> {
  return deleteAddressesOf(ctx, memberIds)
}
