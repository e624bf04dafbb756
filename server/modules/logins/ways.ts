import { readIdentity } from '#server/modules/members/index'
import { readSettings } from '#server/modules/shops/index'
import type { ReadContext } from '#server/platform/context'
import { selectWays } from './ways.store.ts'

/** The ways in which a member can show who they are here: what the store offers, and they have. */
export async function listWays(ctx: ReadContext, memberId: string): Promise<string[]> {
  const { ways } = await readSettings(ctx)
  const { email } = await readIdentity(ctx, memberId)
  const { hasPassword, passkeys, hasTotp } = await selectWays(ctx, memberId)
  return [
    ...(ways.code && email !== null ? ['code'] : []), ...(ways.password && hasPassword ? ['password'] : []), ...(ways.passkey && passkeys > 0 ? ['passkey'] : []), ...(hasTotp ? ['totp'] : []), ...(ways.handover ? ['handover'] : []),
  ]
}
