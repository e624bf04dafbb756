import type { ReadContext, WriteContext } from '#server/platform/context'
import { moveDevices, selectDevices, type DeviceRow } from './devices.store.ts'
import { deleteCodesOf, eraseLogins, moveRows, selectSessions } from './logins.store.ts'
import { selectPasskeys } from './passkeys.store.ts'
import { selectWays } from './ways.store.ts'

/** By what somebody signs in, where they are signed in, and where they were; no secret is among it. */
export type KnownLogins = {
  sessions: { memberId: string; way: string; device: string; createdAt: number; seenAt: number }[]
  devices: DeviceRow[]
  passkeys: { memberId: string; name: string; createdAt: number }[]
  ways: { memberId: string; hasPassword: boolean; hasTotp: boolean; providers: string[] }[]
}

/** R44: what is known of how somebody signs in. What this lists is what `eraseMemberLogins` takes away. */
export async function exportLogins(ctx: ReadContext, memberIds: readonly string[]): Promise<KnownLogins> {
  const known: KnownLogins = { sessions: [], devices: await selectDevices(ctx, memberIds), passkeys: [], ways: [] }
  for (const { memberId, way, device, createdAt, seenAt } of await selectSessions(ctx, { memberIds, at: 0 })) known.sessions.push({ memberId, way, device, createdAt, seenAt })
  for (const memberId of memberIds) {
    for (const { name, createdAt } of await selectPasskeys(ctx, memberId)) known.passkeys.push({ memberId, name, createdAt })
    const { hasPassword, hasTotp, providers } = await selectWays(ctx, memberId)
    if (hasPassword || hasTotp || providers.length > 0) known.ways.push({ memberId, hasPassword, hasTotp, providers })
  }
  return known
}

/** R44: nobody signs in as these members any more. */
export async function eraseMemberLogins(ctx: WriteContext, { memberIds, addressKeys }: { memberIds: readonly string[]; addressKeys: readonly string[] }): Promise<void> {
  await eraseLogins(ctx, memberIds)
  await deleteCodesOf(ctx, addressKeys)
}

/** Takes the code of an address that is nobody's. */
export async function eraseCodes(ctx: WriteContext, addressKeys: readonly string[]): Promise<void> {
  await deleteCodesOf(ctx, addressKeys)
}

/** Whoever signed in as one member does so as another from now on, by passkeys and providers, on devices that are known; the password of the one who goes on stays the only one. */
export async function moveLogins(ctx: WriteContext, { from, to }: { from: string; to: string }): Promise<void> {
  await moveRows(ctx, { from, to })
  await moveDevices(ctx, { from, to })
}
