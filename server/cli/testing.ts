import { spawn } from 'node:child_process'
import { vi } from 'vitest'
import { openTestWorld, type TestWorld } from '#server/migrations/testing'
import { run } from './run.ts'

/** A migrated database that the command line of this process finds, in English, until it is closed. */
export async function openCliWorld(): Promise<TestWorld> {
  const world = await openTestWorld()
  for (const [name, value] of Object.entries({ DATABASE_URL: world.ownerUrl, ROCKPOOL_MIGRATE: 'off', LANG: 'en_US.UTF-8' })) vi.stubEnv(name, value)
  return { ...world, close: () => (vi.unstubAllEnvs(), world.close()) }
}

/** A command line in this process, which starts sooner than a new one: the command itself, and what it says. */
export async function rockpool(...args: string[]): Promise<{ code: number; output: string; complaint: string }> {
  const said = { output: '', complaint: '' }
  const hear = (stream: NodeJS.WriteStream, where: keyof typeof said) => vi.spyOn(stream, 'write').mockImplementation((text) => ((said[where] += String(text)), true))
  const spies = [hear(process.stdout, 'output'), hear(process.stderr, 'complaint')]
  const code = await run(args).finally(() => spies.forEach((spy) => spy.mockRestore()))
  return { code, ...said }
}

/** How a command ended in a process of its own. */
export type End = { code: number | null; output: string; errors: string }

/** A command line in a process of its own, as a user of plain English starts it. */
export function rockpoolApart(...args: string[]): Promise<End> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['bin/rockpool', ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LANG: 'C', LC_ALL: '', NO_COLOR: '' } })
    const end: End = { code: null, output: '', errors: '' }
    child.stdout.on('data', (text) => (end.output += text))
    child.stderr.on('data', (text) => (end.errors += text))
    child.on('close', (code) => resolve({ ...end, code }))
  })
}

type Invoice = { id: string; member: string; time: string; isCredit: boolean; pence: number; lines: { pieces: number; unit: number }[] }

/** The members' invoices of an Online Retail file, in their order, read with nothing of the project: at their earliest time, each with its lines in pence. */
export function invoicesIn(csv: string): Invoice[] {
  const [header = [], ...rows] = csv.trimEnd().split('\n').map((line) => [...line.trimEnd().matchAll(/"((?:[^"]|"")*)"(?:,|$)|([^,]*)(?:,|$)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''))
  const told = rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] as string])))
  return [...Map.groupBy(told, ({ InvoiceNo }) => InvoiceNo!)].map(([id, lines]) => ({
    id, member: lines[0]!['CustomerID']!, time: lines.map(({ InvoiceDate }) => InvoiceDate!).sort()[0]!, isCredit: id.startsWith('C'),
    pence: Math.round(lines.reduce((sum, { Quantity, UnitPrice }) => sum + Number(Quantity) * Math.round(Number(UnitPrice) * 1000), 0) / 10),
    lines: lines.map(({ Quantity, UnitPrice }) => ({ pieces: Number(Quantity), unit: Math.round(Number(UnitPrice) * 100) })).filter(({ pieces }) => pieces > 0),
  })).filter(({ member }) => member !== '').sort((a, b) => (a.time === b.time ? Number(a.isCredit) - Number(b.isCredit) || (a.id < b.id ? -1 : 1) : a.time < b.time ? -1 : 1))
}

/** A tenth of a price in pence, half to even. */
export function tenthOf(unit: number): number {
  return unit % 10 === 5 ? (unit - 5) / 10 + (((unit - 5) / 10) % 2) : Math.round(unit / 10)
}
