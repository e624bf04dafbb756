import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openPasswords, placesIn, type Passwords } from './cluster-folder.ts'
import { HOST } from './port.ts'
import { ownerUrlOf, superuserUrlOf } from './start-cluster.ts'

/** Where PostgreSQL writes its port into `postmaster.pid` (its storage/pidfile.h: LOCK_FILE_LINE_PORT is the fourth line). */
const PORT_LINE = 3

/** How the owner connects to the cluster that a process serves from this folder now; null where none does. */
export function findRunning(folder: string): string | null {
  const found = findServed(folder)
  return found === null ? null : ownerUrlOf({ password: found.passwords.owner, host: HOST, port: found.port })
}

/** The same for the superuser, who makes back-ups. */
export function findRunningSuperuser(folder: string): string | null {
  const found = findServed(folder)
  return found === null ? null : superuserUrlOf({ password: found.passwords.superuser, host: HOST, port: found.port })
}

function findServed(folder: string): { passwords: Passwords; port: number } | null {
  const place = placesIn(folder)
  const file = join(place.data, 'postmaster.pid')
  if (!existsSync(file) || !existsSync(place.passwords)) return null
  return { passwords: openPasswords(place), port: Number(readFileSync(file, 'utf8').split('\n')[PORT_LINE]) }
}
