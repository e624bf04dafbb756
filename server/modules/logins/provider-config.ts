import { importPKCS8, SignJWT } from 'jose'
import { allowInsecureRequests, ClientSecretPost, Configuration, discovery, type ServerMetadata } from 'openid-client'
import type { Instant } from '#engine/calendar'
import { AppError } from '#server/platform/errors'
import type { Seal } from '#server/platform/seal'
import type { ProviderRow, ProviderSettings } from './providers.store.ts'

export type ProviderKind = ProviderSettings['kind']

/** How providers differ: where they are, what is asked of them, how the browser comes back, and whether their word on an address counts. */
type Manner = { issuer: string | null; scope: string; comesByForm: boolean; confirmsAddresses: boolean }

const PLAIN = { issuer: null, scope: 'openid email profile', comesByForm: false, confirmsAddresses: true }

export const MANNERS: Readonly<Record<ProviderKind, Manner>> = {
  google: { ...PLAIN, issuer: 'https://accounts.google.com' },
  // Who asks Apple for a name or an address is sent back with a form; the name is in it the first time, and never again.
  apple: { ...PLAIN, issuer: 'https://appleid.apple.com', scope: 'openid email name', comesByForm: true },
  // Facebook says an address, and not whether anybody ever confirmed it.
  facebook: { ...PLAIN, issuer: 'https://www.facebook.com', scope: 'openid email public_profile', confirmsAddresses: false },
  oidc: PLAIN,
}

/**
 * Facebook's discovery names no token endpoint, though it answers a code with an ID token where the scope asks for one ("OIDC Code Flow with PKCE for
 * Manually Built Facebook Login Flows"). Without a version, its addresses do not grow old.
 */
const FACEBOOK: ServerMetadata = {
  issuer: 'https://www.facebook.com', authorization_endpoint: 'https://www.facebook.com/dialog/oauth', token_endpoint: 'https://graph.facebook.com/oauth/access_token',
  jwks_uri: 'https://www.facebook.com/.well-known/oauth/openid/jwks/',
}

const SECOND_MS = 1_000
/** Made for one exchange; Apple would take half a year. */
const SIGNED_SECONDS = 300

export function secretPurpose(storeId: string, provider: string): string {
  return `provider ${storeId} ${provider}`
}

/** What a provider is asked through. Without https only on this machine, for trying it. `at`: the world's time. @throws AppError logins.provider_down */
export async function configOf({ provider, settings, sealedSecret }: ProviderRow, { seal, storeId, at }: { seal: Seal; storeId: string; at: Instant }): Promise<Configuration> {
  const { kind, issuer, clientId } = settings
  const isHere = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::|\/|$)/.test(issuer)
  try {
    const kept = sealedSecret === null ? undefined : seal.open(sealedSecret, secretPurpose(storeId, provider))
    const secret = kept !== undefined && kind === 'apple' ? await signSecret(kept, settings, at) : kept
    if (issuer === FACEBOOK.issuer) return new Configuration(FACEBOOK, clientId, undefined, ClientSecretPost(secret))
    return await discovery(new URL(issuer), clientId, secret, undefined, isHere ? { execute: [allowInsecureRequests] } : {})
  } catch {
    throw new AppError('unavailable', 'logins.provider_down', { provider })
  }
}

/** What Apple takes as a client secret: a token that the team's key signs. */
async function signSecret(key: string, { issuer, clientId, teamId = '', keyId = '' }: ProviderSettings, at: Instant): Promise<string> {
  const now = Math.floor(at / SECOND_MS)
  return new SignJWT().setProtectedHeader({ alg: 'ES256', kid: keyId }).setIssuer(teamId).setSubject(clientId).setAudience(issuer).setIssuedAt(now).setExpirationTime(now + SIGNED_SECONDS).sign(await importPKCS8(key, 'ES256'))
}

/** Sees that Apple's key is one, before it is kept. @throws AppError http.wrong_shape */
export async function requireSigningKey(key: string): Promise<void> {
  await importPKCS8(key, 'ES256').catch((): never => {
    throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'clientSecret', found: 'another text', wanted: 'the key as Apple gives it, a file .p8 that begins with -----BEGIN PRIVATE KEY-----', code: 'bad_format' }] })
  })
}
