import { authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, type Configuration } from 'openid-client'
import { randomBytes } from 'node:crypto'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import type { Seal } from '#server/platform/seal'
import { insertChallenge, takeChallenge } from './logins.store.ts'
import type { ProviderAnswer } from './provider-answers.ts'
import { configOf, MANNERS, type ProviderKind } from './provider-config.ts'
import { selectProvider, selectProviders, type ProviderRow } from './providers.store.ts'

type House = { database: Database; seal: Seal; clock: () => Instant }
/** What is kept while somebody is at a provider. */
type Away = { provider: string; nonce: string; verifier: string }

const MINUTE_MS = 60_000
const AWAY_MINUTES = 10
/** As long as somebody needs who is asked for an address, a code or a date of birth first. */
const ANSWER_MINUTES = 10
const LONGEST_NAME = 200
const LONGEST_ADDRESS = 300
const RANDOM_BYTES = 32
const ACTOR = { kind: 'system', job: 'providers' } as const

/** By whom else shoppers may sign in. */
export async function listSignIns(ctx: ReadContext): Promise<{ provider: string; kind: string; label: string }[]> {
  return (await selectProviders(ctx)).filter(({ settings }) => settings.isOn).map(({ provider, settings: { kind, label } }) => ({ provider, kind, label }))
}

/** Begins a sign-in at a provider: where the browser goes, the state with which it comes back, and whether it does so by a form. @throws AppError logins.provider_unknown, logins.provider_down */
export async function leaveForProvider({ database, seal, clock }: House, { storeId, provider, site }: { storeId: string; provider: string; site: string }): Promise<{ url: string; state: string; comesByForm: boolean }> {
  const at = clock()
  const row = await database.readStore(storeId, (db) => requireProvider({ db, storeId, actor: ACTOR, now: at }, provider))
  const config = await configOf(row, { seal, storeId, at })
  const [state, nonce, verifier] = [`${storeId}.${randomBytes(RANDOM_BYTES).toString('base64url')}`, randomNonce(), randomPKCECodeVerifier()]
  const said: Away = { provider, nonce, verifier }
  await database.inStore(storeId, (db) => insertChallenge({ db, storeId, actor: ACTOR, now: at }, { challengeId: state, kind: 'away', said, expiresAt: at + AWAY_MINUTES * MINUTE_MS, at }))
  const { scope, comesByForm } = MANNERS[row.settings.kind]
  const url = buildAuthorizationUrl(config, {
    redirect_uri: callbackOf(site), scope, state, nonce, code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
    ...(comesByForm ? { response_mode: 'form_post' } : {}),
  })
  return { url: url.href, state, comesByForm }
}

/** Takes somebody back from a provider: what it says of them waits under the id that is answered, for ten minutes. @throws AppError logins.provider_refused */
export async function returnFromProvider({ database, seal, clock }: House, { state, returned, site }: { state: string; returned: URLSearchParams; site: string }): Promise<{ storeId: string; challenge: string }> {
  const [storeId = ''] = state.split('.')
  const at = clock()
  const act = <T>(run: (ctx: WriteContext) => Promise<T>) => database.inStore(storeId, (db) => run({ db, storeId, actor: ACTOR, now: at }))
  const away = await act((ctx) => takeChallenge<Away>(ctx, { challengeId: state, kind: 'away', at }))
  if (away === undefined) throw new AppError('unauthenticated', 'logins.provider_refused')
  const row = await act((ctx) => requireProvider(ctx, away.provider))
  const said: ProviderAnswer = { provider: away.provider, ...(await answerOf(await configOf(row, { seal, storeId, at }), away, { state, returned, site, kind: row.settings.kind })) }
  const challenge = randomBytes(RANDOM_BYTES).toString('base64url')
  await act((ctx) => insertChallenge(ctx, { challengeId: challenge, kind: 'provider', said, expiresAt: at + ANSWER_MINUTES * MINUTE_MS, at }))
  return { storeId, challenge }
}

/** Who they are there; an address counts where the provider has confirmed it (Apple says so in a text), and is only a proposal where not. */
async function answerOf(config: Configuration, { nonce, verifier }: Away, { state, returned, site, kind }: { state: string; returned: URLSearchParams; site: string; kind: ProviderKind }): Promise<Omit<ProviderAnswer, 'provider'>> {
  const url = new URL(callbackOf(site))
  url.search = returned.toString()
  const tokens = await authorizationCodeGrant(config, url, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }).catch((): never => { throw new AppError('unauthenticated', 'logins.provider_refused') })
  const claims: Readonly<Record<string, unknown>> = tokens.claims() ?? {}
  const { sub, email, email_verified: isSaid, name } = claims
  const address = typeof email === 'string' ? email.slice(0, LONGEST_ADDRESS) : null
  const isConfirmed = MANNERS[kind].confirmsAddresses && (isSaid === true || isSaid === 'true')
  return { subject: String(sub), email: isConfirmed ? address : null, proposed: isConfirmed ? null : address, name: typeof name === 'string' ? name.slice(0, LONGEST_NAME) : nameInForm(returned) }
}

/** What Apple's form calls somebody, the first time that they come. The browser brought it, so it is a name and no proof. */
function nameInForm(returned: URLSearchParams): string | null {
  try {
    const { name } = JSON.parse(returned.get('user') ?? 'null') as { name?: { firstName?: unknown; lastName?: unknown } }
    const parts = [name?.firstName, name?.lastName].filter((part): part is string => typeof part === 'string' && part !== '')
    return parts.join(' ').replaceAll(/\p{Cc}/gu, ' ').trim().slice(0, LONGEST_NAME) || null
  } catch {
    return null
  }
}

function callbackOf(site: string): string {
  return `${site}/sign-in/callback`
}

async function requireProvider(ctx: ReadContext, provider: string): Promise<ProviderRow> {
  const row = await selectProvider(ctx, provider)
  if (row?.settings.isOn !== true) throw new AppError('not_found', 'logins.provider_unknown', { provider })
  return row
}
