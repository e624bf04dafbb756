import { generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse, type AuthenticationResponseJSON, type RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Instant } from '#engine/calendar'
import { readIdentity } from '#server/modules/members/index'
import { getStore } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import { insertChallenge, takeChallenge } from './logins.store.ts'
import { insertPasskey, lockPasskey, selectPasskeys, updatePasskeyUsed } from './passkeys.store.ts'

const MINUTE_MS = 60_000
/** As long as a person may take to find their finger. */
const CHALLENGE_MINUTES = 5
const MOST_PASSKEYS = 20

/** A question to an authenticator, as a browser takes it, and the id under which the answer is looked for. */
export type Question = { challenge: string; options: object; expiresAt: Instant }

/** Where passkeys of this server belong: its host. @throws AppError logins.no_site where nobody has said under which address browsers know it */
function siteOf(site: string | null): { origin: string; rpID: string } {
  if (site === null) throw new AppError('conflict', 'logins.no_site')
  return { origin: site, rpID: new URL(site).hostname }
}

async function ask(ctx: WriteContext, { kind, options, memberId, at }: { kind: string; options: { challenge: string }; memberId: string | null; at: Instant }): Promise<Question> {
  const challengeId = newId('cha', at)
  const expiresAt = at + CHALLENGE_MINUTES * MINUTE_MS
  await insertChallenge(ctx, { challengeId, kind, said: { challenge: options.challenge, memberId }, expiresAt, at })
  return { challenge: challengeId, options, expiresAt }
}

/** Begins to enrol a passkey, which signs in without a name being typed. @throws AppError logins.no_site, logins.too_many_passkeys */
export async function askToEnrol(ctx: WriteContext, { memberId, site, at }: { memberId: string; site: string | null; at: Instant }): Promise<Question> {
  const { rpID } = siteOf(site)
  const known = await selectPasskeys(ctx, memberId)
  if (known.length >= MOST_PASSKEYS) throw new AppError('conflict', 'logins.too_many_passkeys', { most: MOST_PASSKEYS })
  const [{ name: store }, { name, email }] = [await getStore(ctx), await readIdentity(ctx, memberId)]
  const options = await generateRegistrationOptions({
    rpName: store, rpID, userName: email ?? name ?? store, userDisplayName: name ?? email ?? store, userID: new TextEncoder().encode(memberId), attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' }, excludeCredentials: known.map(({ passkeyId }) => ({ id: passkeyId })),
  })
  return ask(ctx, { kind: 'enrol', options, memberId, at })
}

/** Keeps the passkey that answers. @throws AppError logins.passkey_wrong */
export async function enrolPasskey(ctx: WriteContext, { memberId, challengeId, answer, name, site, at }: { memberId: string; challengeId: string; answer: Record<string, unknown>; name: string; site: string | null; at: Instant }): Promise<string> {
  const { origin, rpID } = siteOf(site)
  const asked = await takeChallenge<{ challenge: string; memberId: string | null }>(ctx, { challengeId, kind: 'enrol', at })
  if (asked?.memberId !== memberId) throw new AppError('invalid', 'logins.passkey_wrong')
  const { verified, registrationInfo } = await verifyRegistrationResponse({ response: answer as unknown as RegistrationResponseJSON, expectedChallenge: asked.challenge, expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: true }).catch(notRight)
  if (!verified || registrationInfo === undefined) throw new AppError('invalid', 'logins.passkey_wrong')
  const { credential: { id, publicKey, counter, transports = [] } } = registrationInfo
  const isNew = await insertPasskey(ctx, { passkeyId: id, memberId, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports, name, createdAt: at })
  if (!isNew) throw new AppError('conflict', 'logins.passkey_wrong')
  return id
}

/** Begins to sign in with whichever passkey the authenticator has for this host. @throws AppError logins.no_site */
export async function askForPasskey(ctx: WriteContext, { site, at }: { site: string | null; at: Instant }): Promise<Question> {
  const options = await generateAuthenticationOptions({ rpID: siteOf(site).rpID, userVerification: 'required' })
  return ask(ctx, { kind: 'passkey', options, memberId: null, at })
}

/** Whose passkey answered; null where it is nobody's here, or the answer is wrong. A question is answered once. */
export async function usePasskey(ctx: WriteContext, { challengeId, answer, site, at }: { challengeId: string; answer: Record<string, unknown>; site: string | null; at: Instant }): Promise<string | null> {
  const { origin, rpID } = siteOf(site)
  const asked = await takeChallenge<{ challenge: string }>(ctx, { challengeId, kind: 'passkey', at })
  const passkey = typeof answer['id'] === 'string' ? await lockPasskey(ctx, answer['id']) : undefined
  if (asked === undefined || passkey === undefined) return null
  const credential = { id: passkey.passkeyId, publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')), counter: passkey.counter }
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({ response: answer as unknown as AuthenticationResponseJSON, expectedChallenge: asked.challenge, expectedOrigin: origin, expectedRPID: rpID, credential, requireUserVerification: true })
    .catch(() => ({ verified: false, authenticationInfo: undefined }))
  if (!verified || authenticationInfo === undefined) return null
  await updatePasskeyUsed(ctx, { passkeyId: passkey.passkeyId, counter: authenticationInfo.newCounter, at })
  return passkey.memberId
}

/** What an answer says that cannot be read is nothing of ours. */
function notRight(): { verified: false; registrationInfo: undefined } {
  return { verified: false, registrationInfo: undefined }
}
