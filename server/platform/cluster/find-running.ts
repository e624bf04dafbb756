import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openPasswords, placesIn } from './cluster-folder.ts'
import { HOST } from './port.ts'
import { ownerUrlOf } from './start-cluster.ts'

/** Where PostgreSQL writes its port into `postmaster.pid` (its storage/pidfile.h: LOCK_FILE_LINE_PORT is the fourth line). */
const PORT_LINE = 3

/** How the owner connects to the cluster that a process serves from this folder now; null where none does. */
export function findRunning(folder: string): string | null {
  const place = placesIn(folder)
  const file = join(place.data, 'postmaster.pid')
  if (!existsSync(file) || !existsSync(place.passwords)) return null
  const port = Number(readFileSync(file, 'utf8').split('\n')[PORT_LINE])
  return ownerUrlOf({ password: openPasswords(place).owner, host: HOST, port })
}
