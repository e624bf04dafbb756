import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '#server/platform/cluster/port'

/** A demo that runs as `npm run demo` runs it, in a folder of its own. */
export type DemoHouse = { url: string; ownerLink: string; key: string; centre: string; /** Whom its first command asks for. */ member: string; close: () => Promise<void> }

const LONGEST_START_MS = 300_000

/** Starts the demo and reads from its screen what a newcomer reads: the owner's link, the key, the member centre, a member. @throws Error with what it printed, where it does not come up */
export async function openDemoHouse(): Promise<DemoHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'rockpool-walk-'))
  const child = spawn(process.execPath, ['bin/rockpool', 'demo', '--locale', 'en'], { env: { ...process.env, ROCKPOOL_DEMO_DATA: join(folder, 'demo'), ROCKPOOL_PORT: String(await findFreePort()) }, stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    const screen = await readScreen(child)
    const find = (pattern: RegExp): string => {
      const found = pattern.exec(screen)?.[1]
      if (found === undefined) throw new Error(`the demo's screen does not have ${pattern.source}:\n${screen.slice(-3_000)}`)
      return found
    }
    const ownerLink = find(/(http:\S+\/console\/setup#token=\S+)/)
    return { url: new URL(ownerLink).origin, ownerLink, key: find(/(rp_test_\S+)/), centre: find(/(http:\S+\/m\/[a-z0-9-]+\/?)/).replace(/\/?$/, '/').replace('127.0.0.1', 'localhost'), member: find(/\/api\/v1\/members\/(\w+)/), close: () => end(child, folder) }
  } catch (error) {
    await end(child, folder)
    throw error
  }
}

async function readScreen(child: ChildProcess): Promise<string> {
  let told = ''
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the demo did not come up:\n${told.slice(-3_000)}`)), LONGEST_START_MS)
    const hear = (chunk: Buffer): void => {
      told += chunk.toString()
      // Its last line says how to end it.
      if (!told.includes('Ctrl-C')) return
      clearTimeout(timer)
      resolve(told)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.on('exit', (code) => reject(new Error(`the demo ended with ${code}:\n${told.slice(-3_000)}`)))
  })
}

async function end(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null) {
    child.kill('SIGINT')
    await new Promise((resolve) => child.once('exit', resolve))
  }
  await rm(folder, { recursive: true, force: true })
}
