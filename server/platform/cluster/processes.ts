import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 25

/** A process of this machine, with its command line as the system shows it. */
export type Process = { pid: number; command: string }

/** Whether the process runs. One that has ended and whom nobody has asked for its end (in a container often) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' && !isEnded(pid)
  }
  return !isEnded(pid)
}

/** Sends a signal; a process that is gone is no mistake. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Waits until it is so, at most this long, and answers whether it is. */
export async function waitUntil(isSo: () => boolean, milliseconds: number): Promise<boolean> {
  for (const end = performance.now() + milliseconds; !isSo(); await sleep(POLL_MS)) if (performance.now() > end) return false
  return true
}

/** When the process began, in the system's own words: with the pid it names a process for good, as pids are used again. Undefined when it is gone. */
export function birthOf(pid: number): string | undefined {
  return process.platform === 'linux' ? statOf(pid)?.[19] : ps('-o', 'lstart=', '-p', String(pid)) || undefined
}

/** The processes of this machine that can be seen. */
export function listProcesses(): Process[] {
  if (process.platform === 'linux') {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => ({ pid: Number(name), command: commandOf(name) }))
  }
  return ps('-axo', 'pid=,command=').split('\n').flatMap((line) => {
    const [, pid, command] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? []
    return pid === undefined ? [] : [{ pid: Number(pid), command: command ?? '' }]
  })
}

/** What the process is called, for a sentence: its program and its pid. */
export function nameOf(pid: number): string {
  const name = process.platform === 'linux' ? read(`/proc/${pid}/comm`) : ps('-o', 'comm=', '-p', String(pid))
  return `${name.trim() || '?'} (${pid})`
}

function isEnded(pid: number): boolean {
  return process.platform === 'linux' ? ['Z', 'X', undefined].includes(statOf(pid)?.[0]) : ps('-o', 'stat=', '-p', String(pid)).startsWith('Z')
}

/** The fields of /proc/PID/stat from the third (the state) on; the second may hold anything, so what is behind its last bracket counts. */
function statOf(pid: number): string[] | undefined {
  const stat = read(`/proc/${pid}/stat`)
  return stat === '' ? undefined : stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function commandOf(pid: string): string {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function ps(...args: string[]): string {
  try {
    return execFileSync('/bin/ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return ''
  }
}
