import { existsSync, realpathSync } from 'node:fs'
import { openPasswords, placesIn } from './cluster-folder.ts'
import { HOST } from './port.ts'
import { readPidFile, type PidFile } from './postmaster.ts'
import { listProcesses } from './processes.ts'
import { ownerUrlOf, superuserUrlOf } from './start-cluster.ts'

/** How the owner and the superuser, who makes back-ups, connect to a cluster that runs. */
export type RunningCluster = { ownerUrl: string; superuserUrl: string }

/** The cluster that a process serves from this folder now; null where none does. What a killed one left there is none, and neither is the original of a copy. */
export function findRunning(folder: string): RunningCluster | null {
  const place = placesIn(folder)
  const file = readPidFile(place.data)
  if (file === undefined || !existsSync(place.passwords) || !isServed(place.data, file)) return null
  const { owner, superuser } = openPasswords(place)
  const at = { host: HOST, port: file.port }
  return { ownerUrl: ownerUrlOf({ ...at, password: owner }), superuserUrl: superuserUrlOf({ ...at, password: superuser }) }
}

/** Whether the process that a pid file names is its server still: a pid is used again, by another PostgreSQL too. */
function isServed(data: string, { pid, folder, port }: PidFile): boolean {
  const isSame = existsSync(folder) && realpathSync(folder) === realpathSync(data)
  return isSame && listProcesses().some((process) => process.pid === pid && process.command.includes(`/bin/postgres -D ${folder} -p ${port} `))
}
