import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { Call, Reply } from '#server/platform/route'
import type { WaysHouse } from './change-ways.ts'
import type * as shapes from './provider-schemas.ts'
import { MANNERS, requireSigningKey, secretPurpose } from './provider-config.ts'
import { deleteProvider, selectProvider, selectProviders, upsertProvider, type ProviderRow } from './providers.store.ts'

/** The providers by whom shoppers may sign in; without their secrets. */
export async function listProviders(ctx: ReadContext): Promise<shapes.Providers> {
  return { providers: (await selectProviders(ctx)).map(shownOf) }
}

/** Puts a provider; a secret that is not sent stays, unless it would go to another issuer. @throws AppError logins.provider_secret, http.wrong_shape */
export async function putProvider({ database, seal, clock }: WaysHouse, { storeId, actor }: Call, { provider, clientSecret, issuer, ...said }: shapes.PutProvider): Promise<Reply<shapes.Provider>> {
  const known = issuer ?? MANNERS[said.kind].issuer
  if (known === null) throw missing('issuer', 'an address that begins with https://')
  if (said.kind === 'apple') for (const name of ['teamId', 'keyId'] as const) if (said[name] === undefined) throw missing(name, 'ten letters and digits, as Apple shows them')
  if (said.kind === 'apple' && clientSecret !== undefined) await requireSigningKey(clientSecret)
  return database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now: clock() }
    const before = await selectProvider(ctx, provider)
    if (clientSecret === undefined && before !== undefined && before.settings.issuer !== known) throw new AppError('invalid', 'logins.provider_secret', { issuer: known })
    const sealedSecret = clientSecret === undefined ? (before?.sealedSecret ?? null) : seal.seal(clientSecret, secretPurpose(storeId, provider))
    const row: ProviderRow = { provider, settings: { ...said, issuer: known }, sealedSecret, changedAt: ctx.now }
    await upsertProvider(ctx, row)
    return { status: 200, body: shownOf(row) }
  })
}

function missing(path: string, wanted: string): AppError {
  return new AppError('invalid', 'http.wrong_shape', { errors: [{ path, found: 'nothing', wanted, code: 'missing' }] })
}

/** Nobody signs in by it any more; who did has to have another way. @throws AppError logins.provider_unknown */
export async function removeProvider(ctx: WriteContext, { provider }: shapes.OfProvider): Promise<shapes.Providers> {
  if (!(await deleteProvider(ctx, provider))) throw new AppError('not_found', 'logins.provider_unknown', { provider })
  return listProviders(ctx)
}

function shownOf({ provider, settings, sealedSecret, changedAt }: ProviderRow): shapes.Provider {
  return { provider, ...settings, hasSecret: sealedSecret !== null, changedAt }
}
