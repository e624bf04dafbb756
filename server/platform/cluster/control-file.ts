import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where PostgreSQL's control file is in its data. */
export const CONTROL_FILE = 'global/pg_control'

/**
 * What names a database system for good: drawn when it was made, the same in every copy of it. The first eight bytes of the control file
 * (catalog/pg_control.h), in the machine's own order of bytes, which is the little end first on all that we run on.
 */
export function readSystemId(data: string): string {
  return readFileSync(join(data, CONTROL_FILE)).readBigUInt64LE(0).toString()
}
