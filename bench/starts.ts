import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findFreePort } from '#server/platform/cluster/port'
import { secondsOf } from './measure.ts'

/** Seconds from `rockpool start` to ready: the first time, once more, and after everything was killed. */
export type StartFigures = { first: number; again: number; afterKill: number }

const POLL_MS = 20

/** Starts and kills a Rockpool of its own, as its user does: the program, in an empty folder. */
export async function measureStarts(): Promise<StartFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'rockpool-bench-'))
  try {
    const [first, one] = await start(folder)
    await end(one, 'SIGTERM')
    const [again, two] = await start(folder)
    await killAll(two, folder)
    const [afterKill, three] = await start(folder)
    await end(three, 'SIGTERM')
    return { first, again, afterKill }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function start(folder: string): Promise<[number, ChildProcess]> {
  const port = await findFreePort()
  let child: ChildProcess | undefined
  const seconds = await secondsOf(async () => {
    child = spawn(process.execPath, ['bin/rockpool', 'start'], { stdio: 'ignore', env: { PATH: '/usr/bin:/bin', HOME: tmpdir(), ROCKPOOL_DATA: folder, ROCKPOOL_PORT: String(port), ROCKPOOL_LOG_LEVEL: 'silent' } })
    while (!(await isReady(port))) {
      if (child.exitCode !== null) throw new Error(`rockpool start ended with ${child.exitCode}`)
      await pause(POLL_MS)
    }
  })
  return [seconds, child as ChildProcess]
}

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health/ready`).then(({ ok }) => ok, () => false)
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await ended
}

/** Loses the server and its database at once, as a loss of power would; the program that started the server ends with it. */
async function killAll(child: ChildProcess, folder: string): Promise<void> {
  const { pid } = JSON.parse(readFileSync(join(folder, 'launcher.json'), 'utf8')) as { pid: number }
  const [postmaster] = readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')
  const ended = new Promise((resolve) => child.once('exit', resolve))
  for (const each of [pid, Number(postmaster)]) process.kill(each, 'SIGKILL')
  await ended
}
