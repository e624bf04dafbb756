import type { Instant } from '#engine/calendar'
import type { WriteContext } from '#server/platform/context'
import { selectChallenge, takeChallenge } from './logins.store.ts'
import { insertIdentity, selectIdentity } from './providers.store.ts'

/** Who somebody is at another provider, for good: an address may change hands, the subject does not. */
export type ProviderLink = { provider: string; subject: string }

/** What a provider said of somebody: an address that it has confirmed, or one that it only proposes. */
export type ProviderAnswer = ProviderLink & { email: string | null; proposed: string | null; name: string | null }

/** What a provider said of whoever comes back from there, and the member who is linked to it. */
export type FoundByProvider = Omit<ProviderAnswer, keyof ProviderLink> & { memberId: string | null; link: ProviderLink }

/** Looks at what a provider said of whoever comes back from there; undefined where nothing waits. It goes on waiting. */
export async function findSignInByProvider(ctx: WriteContext, { challengeId, at }: { challengeId: string; at: Instant }): Promise<FoundByProvider | undefined> {
  const said = await selectChallenge<ProviderAnswer>(ctx, { challengeId, kind: 'provider', at })
  if (said === undefined) return undefined
  const { provider, subject, ...rest } = said
  return { ...rest, memberId: (await selectIdentity(ctx, { provider, subject })) ?? null, link: { provider, subject } }
}

/** Uses it up: of two who bring it at once, one is let in. */
export async function takeSignInByProvider(ctx: WriteContext, { challengeId, at }: { challengeId: string; at: Instant }): Promise<boolean> {
  return (await takeChallenge(ctx, { challengeId, kind: 'provider', at })) !== undefined
}

/** Keeps that somebody at a provider is a member. */
export async function linkProvider(ctx: WriteContext, { memberId, link, at }: { memberId: string; link: ProviderLink; at: Instant }): Promise<void> {
  await insertIdentity(ctx, { ...link, memberId, linkedAt: at })
}
