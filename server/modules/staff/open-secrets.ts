import { randomBytes } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { NoTables } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { openSeal, type Seal } from '#server/platform/seal'
import { clearSecondFactors, hasBeenUsed, keepSecret, lockSecrets, selectSecret, updateSecret } from './people.store.ts'

const RANDOM_BYTES = 48
/** What is kept is sealed; before, the secret of cookies stood there as it is. */
const SEALED = 'sealed:'

/** `secret`: the key of the installation, which is nowhere in the database; `before`: the one before it, while it is changed; `given`: the operator's own, as they set it. */
export type SecretsGiven = { secret: string; before?: string | null; given?: string | null }

/** What signs cookies and hides second factors of staff, and the seal of whatever stores and members have given us to keep. */
export type Secrets = { staffSecret: string; seal: Seal }

/**
 * Opens the secrets of an installation. One root, kept in the database under the key of the installation, seals everything; another key opens only the root, so
 * that changing it (`before`) changes nothing else. An installation of before the root goes on with what it had.
 * @throws AppError staff.other_key where the key is neither of the two: nothing is drawn anew by itself
 */
export function openSecrets({ bare }: Database, { secret, before = null, given = null }: SecretsGiven): Promise<Secrets> {
  const kept = openSeal(secret)
  return bare.transaction().execute(async (db) => {
    await lockSecrets(db)
    const isUpgraded = (await selectSecret(db, 'root')) === undefined && (await hasBeenUsed(db))
    const stored = await keepSecret(db, { name: 'root', offered: put(kept, isUpgraded ? secret : draw(), 'root') })
    const known = take(kept, stored, 'root')
    const root = known ?? (before === null ? undefined : take(openSeal(before), stored, 'root'))
    if (root === undefined) throw new AppError('unavailable', 'staff.other_key')
    if (known === undefined) await updateSecret(db, { name: 'root', secret: put(kept, root, 'root') })
    const seal = openSeal(root)
    return { seal, staffSecret: await openStaffSecret(db, { seal, given: isUpgraded ? given : null }) }
  })
}

async function openStaffSecret(db: Transaction<NoTables>, { seal, given }: { seal: Seal; given: string | null }): Promise<string> {
  const stored = await keepSecret(db, { name: 'cookies', offered: put(seal, given ?? draw(), 'cookies') })
  if (stored.startsWith(SEALED)) return take(seal, stored, 'cookies') as string
  const inUse = given ?? stored
  await updateSecret(db, { name: 'cookies', secret: put(seal, inUse, 'cookies') })
  return inUse
}

/**
 * Begins anew where the key of the installation is lost: what was sealed stays closed for good. All of the staff are signed out, and their authenticator apps
 * and recovery codes, which nobody can check any more, are taken away; passkeys and passwords stay.
 */
export async function renewSecrets({ bare }: Database, { secret }: Pick<SecretsGiven, 'secret'>): Promise<void> {
  const root = draw()
  await bare.transaction().execute(async (db) => {
    await lockSecrets(db)
    for (const [name, value] of [['root', put(openSeal(secret), root, 'root')], ['cookies', put(openSeal(root), draw(), 'cookies')]] as const) {
      await keepSecret(db, { name, offered: value })
      await updateSecret(db, { name, secret: value })
    }
    await clearSecondFactors(db)
  })
}

function draw(): string {
  return randomBytes(RANDOM_BYTES).toString('base64url')
}

function put(seal: Seal, text: string, name: string): string {
  return `${SEALED}${seal.seal(text, `secret ${name}`)}`
}

/** undefined where it was put under another key. */
function take(seal: Seal, stored: string, name: string): string | undefined {
  try {
    return seal.open(stored.slice(SEALED.length), `secret ${name}`)
  } catch {
    return undefined
  }
}
