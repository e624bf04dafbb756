import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '#server/platform/database'
import { expectTruth, go } from './crashes.ts'
import { openHouse, type House } from './house.ts'
import { openJournal } from './journal.ts'
import { switchLog } from './tables.store.ts'

/** Room for a new cluster and little more: PostgreSQL's own files take some 60 MB, its log of changes 16 MB at a time. */
const DISK_MB = 260
const BLOCK = Buffer.alloc(256 * 1024)
const FULL_MS = 60_000
const SETBACKS = 40
/** More pieces of the log than it keeps in reserve. */
const MOST_PIECES = 20

/** Whether this machine lets us make a small disk of our own: root, on Linux, in a namespace that nobody else sees. */
export function canMakeDisk(): boolean {
  try {
    execFileSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs -o size=1m tmpfs /mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** A house whose data is on a disk of its own, which is gone with its first process. */
async function openHouseOnDisk(): Promise<{ house: House; disk: string; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'rockpool-disk-'))
  const mount = `mount -t tmpfs -o size=${DISK_MB}m,mode=0755 tmpfs "$0" && exec "$@"`
  const house = await openHouse({ folder, within: ['unshare', '-m', '--propagation', 'private', 'sh', '-c', mount, folder] })
  return {
    house, disk: join('/proc', String(house.webs[0]?.pid), 'root', folder),
    close: async () => {
      await house.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Fills the disk to the last byte and keeps it full; the answer frees it. */
function fill(disk: string): { top: () => void; free: () => void } {
  const path = join(disk, 'ballast')
  const file = openSync(path, 'w')
  const top = () => {
    for (let size = BLOCK.length; size >= 4_096;) size = write(file, size) ? size : size >> 1
  }
  top()
  return { top, free: () => (closeSync(file), rmSync(path)) }
}

function write(file: number, size: number): boolean {
  try {
    return writeSync(file, BLOCK, 0, size) === size
  } catch {
    return false
  }
}

/**
 * The disk is full under twenty writers: nobody is told a yes that is not kept, everybody is told to come again, reading goes on where it can; and
 * when there is room again everything goes on by itself. @throws AssertionError with what was lost, or was answered otherwise
 */
export async function runFullDisk({ seed, rounds, say }: { seed: number; rounds: number; say: (text: string) => void }): Promise<string> {
  const { house, disk, close } = await openHouseOnDisk()
  try {
    const journal = await openJournal(house, { seed })
    const told = () => Object.values(journal.setbacks()).reduce((sum, count) => sum + count, 0)
    await go(journal)
    for (let round = 0; round < rounds; round += 1) {
      const [ballast, before] = [fill(disk), told()]
      for (const end = performance.now() + FULL_MS; told() < before + SETBACKS; await sleep(50)) {
        ballast.top()
        assert.ok(performance.now() < end, `the disk has ${statfsSync(disk).bavail} blocks left, and everybody is served`)
      }
      assert.equal((await fetch(`${house.urls[0]}/health/live`)).status, 200)
      // Every second time the log of changes needs room too, and PostgreSQL stops altogether.
      const hasStopped = round % 2 === 1 && await stopFor(house)
      ballast.free()
      const began = performance.now()
      await go(journal)
      say(`${round + 1} of ${rounds}: full${hasStopped ? ', and PostgreSQL stopped' : ''}; went on ${((performance.now() - began) / 1_000).toFixed(1)} s after there was room`)
    }
    await journal.stop()
    await journal.check()
    await expectTruth(house)
    return `${journal.acknowledged()} events acknowledged, each there once; told to come again: ${Object.entries(journal.setbacks()).map(([name, count]) => `${count} × ${name}`).join(', ')}`
  } finally {
    await close()
  }
}

/** Lets PostgreSQL stop for lack of room, and says whether it did. */
async function stopFor({ superuserUrl, urls }: House): Promise<boolean> {
  const superuser = openDatabase(superuserUrl, { connections: 1 })
  try {
    for (let n = 0; n < MOST_PIECES && await isReady(urls); n += 1) await switchLog(superuser.bare).then(() => {}, () => {})
    return !(await isReady(urls))
  } finally {
    await superuser.close()
  }
}

async function isReady(urls: readonly string[]): Promise<boolean> {
  return (await fetch(`${urls[0]}/health/ready`)).status === 200
}
