import { allowInsecureRequests, authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, discovery, randomNonce, randomPKCECodeVerifier, type Configuration } from 'openid-client'
import { randomBytes } from 'node:crypto'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import type { Seal } from '#server/platform/seal'
import { insertChallenge, takeChallenge } from './logins.store.ts'
import type { ProviderAnswer } from './provider-answers.ts'
import { selectProvider, selectProviders, type ProviderRow } from './providers.store.ts'

type House = { database: Database; seal: Seal; clock: () => Instant }
/** What is kept while somebody is at a provider. */
type Away = { provider: string; nonce: string; verifier: string }

const MINUTE_MS = 60_000
const AWAY_MINUTES = 10
/** As long as a browser needs to come back with what waits for it. */
const ANSWER_MINUTES = 2
const RANDOM_BYTES = 32
const ACTOR = { kind: 'system', job: 'providers' } as const

export function secretPurpose(storeId: string, provider: string): string {
  return `provider ${storeId} ${provider}`
}

/** By whom else shoppers may sign in. */
export async function listSignIns(ctx: ReadContext): Promise<{ provider: string; kind: string; label: string }[]> {
  return (await selectProviders(ctx)).filter(({ settings }) => settings.isOn).map(({ provider, settings: { kind, label } }) => ({ provider, kind, label }))
}

/** Begins a sign-in at a provider: where the browser goes, and the state with which it comes back. @throws AppError logins.provider_unknown, logins.provider_down */
export async function leaveForProvider({ database, seal, clock }: House, { storeId, provider, site }: { storeId: string; provider: string; site: string }): Promise<{ url: string; state: string; kind: string }> {
  const at = clock()
  const row = await database.readStore(storeId, (db) => requireProvider({ db, storeId, actor: ACTOR, now: at }, provider))
  const config = await configOf(row, { seal, storeId })
  const [state, nonce, verifier] = [`${storeId}.${randomBytes(RANDOM_BYTES).toString('base64url')}`, randomNonce(), randomPKCECodeVerifier()]
  const said: Away = { provider, nonce, verifier }
  await database.inStore(storeId, (db) => insertChallenge({ db, storeId, actor: ACTOR, now: at }, { challengeId: state, kind: 'away', said, expiresAt: at + AWAY_MINUTES * MINUTE_MS, at }))
  const url = buildAuthorizationUrl(config, {
    redirect_uri: callbackOf(site), scope: row.settings.kind === 'apple' ? 'openid email name' : 'openid email profile', state, nonce, code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
    ...(row.settings.kind === 'apple' ? { response_mode: 'form_post' } : {}),
  })
  return { url: url.href, state, kind: row.settings.kind }
}

/** Takes somebody back from a provider: what it says of them waits under the id that is answered, for two minutes. @throws AppError logins.provider_refused */
export async function returnFromProvider({ database, seal, clock }: House, { state, returned, site }: { state: string; returned: URLSearchParams; site: string }): Promise<{ storeId: string; challenge: string }> {
  const [storeId = ''] = state.split('.')
  const at = clock()
  const act = <T>(run: (ctx: WriteContext) => Promise<T>) => database.inStore(storeId, (db) => run({ db, storeId, actor: ACTOR, now: at }))
  const away = await act((ctx) => takeChallenge<Away>(ctx, { challengeId: state, kind: 'away', at }))
  if (away === undefined) throw new AppError('unauthenticated', 'logins.provider_refused')
  const row = await act((ctx) => requireProvider(ctx, away.provider))
  const said: ProviderAnswer = { provider: away.provider, ...(await answerOf(await configOf(row, { seal, storeId }), away, { state, returned, site })) }
  const challenge = randomBytes(RANDOM_BYTES).toString('base64url')
  await act((ctx) => insertChallenge(ctx, { challengeId: challenge, kind: 'provider', said, expiresAt: at + ANSWER_MINUTES * MINUTE_MS, at }))
  return { storeId, challenge }
}

/** Who they are there; an address counts where the provider has confirmed it (Apple says so in a text). */
async function answerOf(config: Configuration, { nonce, verifier }: Away, { state, returned, site }: { state: string; returned: URLSearchParams; site: string }): Promise<Omit<ProviderAnswer, 'provider'>> {
  const url = new URL(callbackOf(site))
  url.search = returned.toString()
  const tokens = await authorizationCodeGrant(config, url, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }).catch((): never => { throw new AppError('unauthenticated', 'logins.provider_refused') })
  const claims: Readonly<Record<string, unknown>> = tokens.claims() ?? {}
  const { sub, email, email_verified: isConfirmed, name } = claims
  return { subject: String(sub), email: typeof email === 'string' && (isConfirmed === true || isConfirmed === 'true') ? email : null, name: typeof name === 'string' ? name.slice(0, 200) : null }
}

function callbackOf(site: string): string {
  return `${site}/sign-in/callback`
}

async function requireProvider(ctx: ReadContext, provider: string): Promise<ProviderRow> {
  const row = await selectProvider(ctx, provider)
  if (row?.settings.isOn !== true) throw new AppError('not_found', 'logins.provider_unknown', { provider })
  return row
}

/** Without https only on this machine, for trying it. @throws AppError logins.provider_down */
async function configOf({ provider, settings: { issuer, clientId }, sealedSecret }: ProviderRow, { seal, storeId }: { seal: Seal; storeId: string }): Promise<Configuration> {
  const secret = sealedSecret === null ? undefined : seal.open(sealedSecret, secretPurpose(storeId, provider))
  const isHere = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::|\/|$)/.test(issuer)
  return discovery(new URL(issuer), clientId, secret, undefined, isHere ? { execute: [allowInsecureRequests] } : {}).catch((): never => { throw new AppError('unavailable', 'logins.provider_down', { provider }) })
}
