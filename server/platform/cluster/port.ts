import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { nameOf } from './processes.ts'

/** Where the cluster listens: on this machine and nowhere else. */
export const HOST = '127.0.0.1'

/** The state of a listening socket in /proc/net/tcp. */
const LISTENING = '0A'

/** Whether a server could listen on the port now. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await listen(port)) !== undefined
}

/** A port that nobody listens on now, chosen by the system. */
export async function findFreePort(): Promise<number> {
  return (await listen(0)) ?? 0
}

/** Who listens on the port, by name and pid; empty when the system does not tell us. */
export function holderOf(port: number): string {
  const pid = process.platform === 'linux' ? holderByProc(port) : holderByLsof(port)
  return pid === undefined ? '' : nameOf(pid)
}

/** Listens and stops at once; answers with the port, or nothing when it is taken. */
function listen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, host: HOST, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port))
    })
  })
}

function holderByProc(port: number): number | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  const sockets = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => {
    const rows = attempt(() => readFileSync(table, 'utf8').split('\n').slice(1)) ?? []
    return rows.map((row) => row.trim().split(/\s+/)).filter(([, local, , state]) => local?.endsWith(`:${hex}`) && state === LISTENING).map((row) => `socket:[${row[9]}]`)
  }))
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const holder = pids.find((pid) => (attempt(() => readdirSync(`/proc/${pid}/fd`)) ?? []).some((fd) => sockets.has(attempt(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? '')))
  return holder === undefined ? undefined : Number(holder)
}

function holderByLsof(port: number): number | undefined {
  const found = attempt(() => execFileSync('/usr/sbin/lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  return Number(found?.split('\n')[0]) || undefined
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
