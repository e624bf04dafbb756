import { randomBytes } from 'node:crypto'
import type { Database } from '#server/platform/database'
import { keepSecret } from './people.store.ts'

const RANDOM_BYTES = 48

/**
 * What signs cookies and hides second factors: the operator's, or one that was drawn at the first start and is kept in the database, where every
 * process and every back-up finds it. There is no default.
 */
export async function readSecret({ bare }: Database, { given }: { given: string | null }): Promise<string> {
  return given ?? keepSecret(bare, { name: 'cookies', offered: randomBytes(RANDOM_BYTES).toString('base64url') })
}
