import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '#server/app/testing'
import { servingUrl } from '#server/migrations/index'
import { openPasswords, placesIn } from '#server/platform/cluster/cluster-folder'
import { processesOf } from '#server/platform/cluster/leftovers'
import { findFreePort, HOST } from '#server/platform/cluster/port'
import { signal } from '#server/platform/cluster/processes'
import { ownerUrlOf } from '#server/platform/cluster/start-cluster'
import { openDatabase } from '#server/platform/database'
import type { Ground } from './ground.ts'

const MAIN = join('server', 'cli', 'main.ts')
const QUIET = '--disable-warning=ExperimentalWarning'

/** A process of `rockpool start`, which the house starts again when it was killed, as systemd would. */
export type Role = {
  start: () => Promise<void>
  /** `kill -9`; fulfilled when it is gone. */
  kill: () => Promise<void>
  /** Ends it in order. */
  stop: () => Promise<void>
  readonly pid: number
  /** What it said when it ended without having been told to; null where it did not. */
  readonly ownEnd: string | null
}

/** Rockpool as a host runs it: a web process with PostgreSQL in its care, more web processes and a worker on the same database, each a process of its own. */
export type House = Ground & { folder: string; webs: readonly Role[]; worker: Role; killPostgres: () => void; run: (...args: string[]) => Promise<Ended> }

export type Ended = { code: number | null; output: string; complaint: string }

/** Starts a house in a new folder, which goes with it. `within` are words before the first command line: a way into a namespace. */
export async function openHouse({ webs: count = 1, folder = mkdtempSync(join(tmpdir(), 'rockpool-torture-')), within = [] }: { webs?: number; folder?: string; within?: readonly string[] } = {}): Promise<House> {
  const [databasePort, ...ports] = [await findFreePort(), ...await Promise.all(Array.from({ length: count }, findFreePort))] as [number, ...number[]]
  const data = join(folder, 'data')
  // One key for every process, as the operator of several gives it: not each sees the first one's folder.
  const own = { ROCKPOOL_SECRET: randomBytes(32).toString('hex'), ROCKPOOL_DATA: data, ROCKPOOL_DATABASE_PORT: String(databasePort), ROCKPOOL_LOG_LEVEL: 'silent' }
  const first = openRole({ ...own, ROCKPOOL_ROLE: 'web', ROCKPOOL_PORT: String(ports[0]) }, within)
  await first.start()
  // Seen from outside, the folder of a namespace is below the process that lives there.
  const seen = within.length === 0 ? data : join('/proc', String(first.pid), 'root', data)
  const passwords = openPasswords(placesIn(seen))
  const ownerUrl = ownerUrlOf({ password: passwords.owner, host: HOST, port: databasePort })
  const shared = { ...own, DATABASE_URL: ownerUrl }
  const webs = [first, ...ports.slice(1).map((port) => openRole({ ...shared, ROCKPOOL_ROLE: 'web', ROCKPOOL_PORT: String(port) }))]
  const worker = openRole({ ...shared, ROCKPOOL_ROLE: 'worker' })
  const others = [...webs.slice(1), worker]
  await Promise.all(others.map((role) => role.start()))
  const database = openDatabase(servingUrl(ownerUrl))
  const superuser = Object.assign(new URL(ownerUrl), { username: 'postgres', password: passwords.superuser }).href
  return {
    folder, webs, worker, database, superuserUrl: superuser, urls: ports.map((port) => `http://127.0.0.1:${port}`), clock: Date.now,
    openStore: (options) => openStore({ database }, options),
    killPostgres: () => processesOf(placesIn(data)).forEach((pid) => signal(pid, 'SIGKILL')),
    run: (...args) => runCommand(args, shared),
    close: async () => {
      await database.close()
      await Promise.all(others.map((role) => role.stop()))
      await first.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function openRole(environment: Record<string, string>, within: readonly string[] = []): Role {
  let child: ChildProcess | undefined
  let [ended, ownEnd, isEnding] = [Promise.resolve(), null as string | null, false]
  const end = async (name: NodeJS.Signals) => {
    isEnding = true
    if (child?.exitCode === null && child.signalCode === null) child.kill(name)
    await ended
  }
  return {
    start: async () => {
      isEnding = false
      const [file = process.execPath, ...args] = [...within, process.execPath, QUIET, MAIN, 'start', '--locale', 'en']
      const started = spawn(file, args, { env: { ...process.env, DATABASE_URL: '', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
      child = started
      let said = ''
      started.stderr.on('data', (text: Buffer) => (said = `${said}${String(text)}`.slice(-4_000)))
      ended = new Promise((resolve) => started.once('close', (code, name) => {
        if (!isEnding) ownEnd = `a process ended by itself: ${name ?? `exit code ${code}`} ${said}`
        resolve()
      }))
      await Promise.race([firstWords(started), ended.then(() => { throw new Error(ownEnd ?? 'a process was ended while it started') })])
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    get pid() {
      return child?.pid as number
    },
    get ownEnd() {
      return ownEnd
    },
  }
}

/** A process that is ready says so. */
function firstWords(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.stdout?.on('data', () => resolve()))
}

/** Runs a command of the house to its end. */
export function runCommand(args: readonly string[], environment: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, [QUIET, MAIN, ...args], { env: { ...process.env, LANG: 'en_US.UTF-8', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  let [output, complaint] = ['', '']
  child.stdout.on('data', (text: Buffer) => (output += String(text)))
  child.stderr.on('data', (text: Buffer) => (complaint += String(text)))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output, complaint })))
}
