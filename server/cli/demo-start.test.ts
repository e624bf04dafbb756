import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'

vi.setConfig({ testTimeout: 300_000 })

const folder = mkdtempSync(join(tmpdir(), 'rockpool-demo-'))
const environment = { ...process.env, ROCKPOOL_DEMO_DATA: join(folder, 'demo'), ROCKPOOL_PORT: '0', LANG: 'en_US.UTF-8', NO_COLOR: '1', DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none' }
const started: ChildProcess[] = []
const HAS_CURL = (() => {
  try {
    return execFileSync('curl', ['--version']).length > 0
  } catch {
    return false
  }
})()

type Demo = { screen: string; end: (signal: NodeJS.Signals) => Promise<number | null> }

/** Starts the demo and waits until its screen is whole. */
async function startDemo(...args: string[]): Promise<Demo> {
  const child = spawn(join('bin', 'rockpool'), ['demo', ...args], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(child)
  let screen = ''
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve))
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => /begin\s+anew|从头开始/.test((screen += String(text))) && resolve())
    void closed.then(() => reject(new Error(`the demo ended before it was ready: ${screen}`)))
  })
  return { screen, end: (signal) => (child.kill(signal), closed) }
}

afterAll(() => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

const postmaster = (): number => Number(readFileSync(join(folder, 'demo', 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
const commandsOf = (screen: string): string[] => screen.split('\n').map((line) => line.trim()).filter((line) => line.startsWith('curl '))
const run = (command: string): Record<string, unknown> => JSON.parse(execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' })) as Record<string, unknown>
const secretOf = (screen: string): string => /rp_test_\S+/.exec(screen)?.[0] as string

test('the demo shows the year, a key and three commands that work as printed; a signal ends it; the next run goes on with the same store', async () => {
  const first = await startDemo()
  for (const told of ['866', '1,453', '$6,927.95', 'Pearl', 'Dec 2025', '/api/']) expect(first.screen).toContain(told)
  expect(first.screen).not.toMatch(/\b(?:demo|report|cli)\.[a-z_]+\.|undefined|NaN/)
  expect(first.screen).toMatch(/http:\/\/localhost:\d+\/console\/setup#[\s\S]*http:\/\/localhost:\d+\/m\/seagrass-circle\//)
  const [look, tell, why] = commandsOf(first.screen) as [string, string, string]
  expect(commandsOf(first.screen)).toHaveLength(3)
  if (HAS_CURL) {
    expect(run(look)).toMatchObject({ level: 'pearl', units: { points: { active: 27, pending: 69 } } })
    for (let time = 1; time <= 2; time += 1) expect(run(tell)).toMatchObject({ id: 'demo-order-1', balances: { points: { active: 27, pending: 141 } } })
    expect(run(why)).toMatchObject({ sentences: expect.arrayContaining([expect.stringContaining('72 points for order T1')]) as string[] })
  }
  const pid = postmaster()
  expect(await first.end('SIGINT')).toBe(0)
  expect(() => process.kill(pid, 0)).toThrow(/ESRCH/)

  const second = await startDemo('--locale', 'zh-CN')
  expect(secretOf(second.screen)).toBe(secretOf(first.screen))
  if (HAS_CURL) {
    const [lookAgain, , whyAgain] = commandsOf(second.screen) as [string, string, string]
    expect(run(lookAgain)).toMatchObject({ units: { points: { active: 27, pending: 141 } } })
    expect(run(whyAgain)).toMatchObject({ sentences: expect.arrayContaining([expect.stringContaining('订单 T1')]) as string[] })
    expect(second.screen).toContain('1,454')
  }
  const last = postmaster()
  void second.end('SIGINT')
  expect(await second.end('SIGINT'), 'a signal that comes twice for one wish still ends it in order').toBe(0)
  expect(() => process.kill(last, 0)).toThrow(/ESRCH/)
})

test('a port that is taken is named, with who has it and what to do', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => holder.once('listening', resolve))
  const { port } = holder.address() as { port: number }
  const child = spawn(join('bin', 'rockpool'), ['demo'], { env: { ...environment, ROCKPOOL_PORT: String(port) } })
  let complaint = ''
  child.stderr.on('data', (text: Buffer) => (complaint += text))
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(1)
  holder.close()
  expect(complaint).toMatch(new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is taken by .*\\(${process.pid}\\).*ROCKPOOL_PORT`, 's'))
})
