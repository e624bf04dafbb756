import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ClusterError, type ClusterLog } from './cluster-error.ts'
import type { ClusterFolder } from './cluster-folder.ts'
import { endPostmaster, readPidFile } from './postmaster.ts'
import { isAlive, listProcesses, signal, waitUntil } from './processes.ts'

const AT_ONCE_MS = 5_000

/**
 * Ends what an earlier launcher left behind when it was killed: its server, in order, and processes of a server that was killed itself,
 * which would hold memory and port until they notice. A server is not taken over: one that is our child is watched without polling,
 * and has today's settings.
 * @throws cluster.served when a server runs that no launcher of ours left behind: somebody started it by hand
 */
export async function endLeftovers(place: ClusterFolder, { wasAbandoned, log }: { wasAbandoned: boolean; log: ClusterLog }): Promise<void> {
  const server = findServer(place)
  if (server !== undefined) {
    if (!wasAbandoned || !server.isOurs) throw new ClusterError('cluster.served', { file: pidFileOf(place), pid: server.pid })
    log('cluster.orphan', { pid: server.pid })
    await endPostmaster(server.pid, false)
  }
  await endOrphans(place)
}

/**
 * Ends the processes of a server whose first process is gone: a busy one would notice that only at its query's end. Then its pid file
 * protects nothing, and goes: the pid may be another process's by now, or that of a dead one whom nobody buries (a container without
 * an init), and PostgreSQL would take either for a server.
 */
export async function endOrphans(place: ClusterFolder): Promise<void> {
  for (const name of ['SIGQUIT', 'SIGKILL'] as const) {
    const pids = processesOf(place)
    for (const pid of pids) signal(pid, name)
    if (await waitUntil(() => !pids.some(isAlive), AT_ONCE_MS)) break
  }
  const left = processesOf(place).find(isAlive)
  if (left !== undefined) throw new ClusterError('cluster.stuck', { pid: left })
  rmSync(pidFileOf(place), { force: true })
}

/** The processes that serve the folder, by the title that PostgreSQL gives them and the words that we start it with. */
export function processesOf(place: ClusterFolder): number[] {
  return listProcesses().filter(({ command }) => command.startsWith(`postgres: ${place.name}: `) || isStartedByUs(command, place)).map(({ pid }) => pid)
}

/** The living server that the pid file names. One whose command is not ours was started by hand, and is never ended by us. */
function findServer(place: ClusterFolder): { pid: number; isOurs: boolean } | undefined {
  const pid = readPidFile(place.data)?.pid
  const found = pid === undefined || !isAlive(pid) ? undefined : listProcesses().find((process) => process.pid === pid)
  if (found === undefined || !/postgres|postmaster/.test(found.command) || found.command.startsWith('postgres: ')) return undefined
  return { pid: found.pid, isOurs: isStartedByUs(found.command, place) }
}

/** A server on data that have their name, or on those of a restore that is not done. */
function isStartedByUs(command: string, { data, newData }: ClusterFolder): boolean {
  return [data, newData].some((folder) => command.includes(`/bin/postgres -D ${folder} -p `))
}

function pidFileOf({ data }: ClusterFolder): string {
  return join(data, 'postmaster.pid')
}
