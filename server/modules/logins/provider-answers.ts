import type { Instant } from '#engine/calendar'
import type { WriteContext } from '#server/platform/context'
import { takeChallenge } from './logins.store.ts'
import { insertIdentity, selectIdentity } from './providers.store.ts'

/** Who somebody is at another provider, for good: an address may change hands, the subject does not. */
export type ProviderLink = { provider: string; subject: string }

/** What a provider said of somebody; the address is one that it has confirmed, or null. */
export type ProviderAnswer = ProviderLink & { email: string | null; name: string | null }

/** What a provider said of whoever comes back from there, once: the member who is linked, or what one may be found by. null where nothing waits. */
export async function takeSignInByProvider(ctx: WriteContext, { challengeId, at }: { challengeId: string; at: Instant }): Promise<{ memberId: string | null; email: string | null; name: string | null; link: ProviderLink } | null> {
  const said = await takeChallenge<ProviderAnswer>(ctx, { challengeId, kind: 'provider', at })
  if (said === undefined) return null
  const { provider, subject, email, name } = said
  return { memberId: (await selectIdentity(ctx, { provider, subject })) ?? null, email, name, link: { provider, subject } }
}

/** Keeps that somebody at a provider is a member. */
export async function linkProvider(ctx: WriteContext, { memberId, link, at }: { memberId: string; link: ProviderLink; at: Instant }): Promise<void> {
  await insertIdentity(ctx, { ...link, memberId, linkedAt: at })
}
