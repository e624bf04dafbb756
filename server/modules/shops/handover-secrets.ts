import { randomBytes } from 'node:crypto'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { newId } from '#server/platform/ids'
import type { Call, Reply } from '#server/platform/route'
import type { Seal } from '#server/platform/seal'
import type * as shapes from './schemas.ts'
import { endSecrets, insertSecret, selectSecrets } from './shops.store.ts'

const HOUR_MS = 3_600_000
/** As long as the hash of HS256 (RFC 7518, 3.2). */
const SECRET_BYTES = 32

function purposeOf(storeId: string): string {
  return `handover ${storeId}`
}

/** Makes a new secret for handing over sign-ins; those that there are work on for the overlap. Times are the world's. */
export async function rotateSecret({ database, seal, clock }: { database: Database; seal: Seal; clock: () => Instant }, { storeId, actor }: Call, { overlapHours }: shapes.RotateSecret): Promise<Reply<shapes.NewSecret>> {
  const [now, value] = [clock(), randomBytes(SECRET_BYTES).toString('base64url')]
  const secretId = newId('sec', now)
  await database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now }
    await endSecrets(ctx, now + overlapHours * HOUR_MS)
    await insertSecret(ctx, { secretId, sealed: seal.seal(value, purposeOf(storeId)), createdAt: now })
  })
  return { status: 201, body: { secret: secretId, value, createdAt: now } }
}

/** The secrets with which a token may be signed at an instant. */
export async function openSecrets(ctx: ReadContext, seal: Seal): Promise<string[]> {
  return (await selectSecrets(ctx, ctx.now)).map(({ sealed }) => seal.open(sealed, purposeOf(ctx.storeId)))
}
