import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, expect, test, vi } from 'vitest'
import { isHeldHere, takeLauncherLock } from './launcher-lock.ts'

vi.setConfig({ testTimeout: 30_000 })

const folder = mkdtempSync(join(tmpdir(), 'rockpool-lock-'))
const file = join(folder, 'launcher.json')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a folder is held once, and free again when it is let go', async () => {
  const { wasAbandoned, release } = await takeLauncherLock(file)
  expect({ wasAbandoned, isHeld: isHeldHere(file) }).toEqual({ wasAbandoned: false, isHeld: true })
  await expect(takeLauncherLock(file)).rejects.toMatchObject({ code: 'cluster.served', details: { pid: process.pid } })
  release()
  expect(isHeldHere(file)).toBe(false)
})

test('a pid that is another process by now holds nothing, and neither does half a file', async () => {
  for (const text of [JSON.stringify({ ...holder(), birth: 'long ago' }), '{ "pid"']) {
    writeFileSync(file, text)
    const { wasAbandoned, release } = await takeLauncherLock(file)
    expect(wasAbandoned).toBe(true)
    release()
  }
})

test('whoever looks while a folder is taken sees a whole lock, or none', async () => {
  const race = join(folder, 'race.json')
  // Looks until it is told to end, and says how often there was a lock, and how often a half one.
  const eyes = new Worker(`const { readFileSync } = require('node:fs'), { parentPort, workerData } = require('node:worker_threads')
    let isOver = false, seen = 0, half = 0
    parentPort.on('message', () => { isOver = true })
    const look = () => {
      for (let n = 0; n < 200; n++) try { const text = readFileSync(workerData, 'utf8'); seen++; try { JSON.parse(text) } catch { half++ } } catch {}
      if (isOver) { parentPort.postMessage({ seen, half }); parentPort.close() } else setImmediate(look)
    }
    look()`, { eval: true, workerData: race })
  await once(eyes, 'online')
  for (let round = 0; round < 3_000; round++) (await takeLauncherLock(race)).release()
  eyes.postMessage('over')
  const [{ seen, half }] = (await once(eyes, 'message')) as [{ seen: number; half: number }]
  expect(seen).toBeGreaterThan(0)
  expect(half).toBe(0)
})

test('a launcher in another container holds the folder as long as its pulse is seen', async () => {
  writeFileSync(file, JSON.stringify({ ...holder(), host: 'another-container' }))
  const pulse = setInterval(() => utimesSync(file, new Date(), new Date()), 200)
  await expect(takeLauncherLock(file)).rejects.toMatchObject({ code: 'cluster.served' })
  clearInterval(pulse)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ host: 'another-container' })
})

function holder(): { pid: number; birth: string; host: string } {
  return { pid: process.pid, birth: 'its own', host: hostname() }
}
