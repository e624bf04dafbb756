import assert from 'node:assert/strict'
import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { openChance, type Chance } from '#server/demo/chance'
import { expectProved } from './crashes.ts'
import type { House } from './house.ts'
import { countDebtors } from './tables.store.ts'

/** A real store's history (UCI Online Retail; Chen, Sain, Guo 2012): the whole of it, and the members whose number ends in 0 or 5. */
export const FILES = { whole: '../shared/data/online-retail/compact.csv.gz', slice: '../shared/data/online-retail/dev_slice.csv.gz' } as const

/** What was counted of the slice apart from this project. */
const SLICE = {
  members: 879, orders: 3_417, refunds: 614, netMinor: { GBP: 156_576_809 }, balance: 1_564_474, debt: 191, tiers: { base: 356, vip: 340, black: 183 },
} as const
const SLICE_DEBTORS = 7

const PROGRAM = 'programs/online-retail.yaml'
type Commands = Pick<House, 'run' | 'database'>
type Run = House['run']
type Figures = Record<string, unknown>
/** A history that comes in several parts, each with invoices from its whole time, is late nearly everywhere. */
type Retail = { file: string; parts: number; seed: number; say: (text: string) => void }

/**
 * Imports a real history through the commands; what is reported is what the back-test says, and for the slice what others have counted.
 * @throws AssertionError where it is not
 */
export async function importAsBacktested({ run, database }: Commands, { file, say }: Pick<Retail, 'file' | 'say'>): Promise<{ storeId: string; recorded: number; wanted: Figures }> {
  const since = stopwatch()
  const wanted = figuresOf(JSON.parse(await told(run, ['backtest', '--orders', file, '--program', PROGRAM, '--json'])) as Figures)
  if (file === FILES.slice) expectCounted(wanted)
  say(`back-tested in ${since()} s`)
  const { storeId, recorded } = await importInto(run, [file])
  say(`imported ${recorded} events in ${since()} s`)
  assert.deepEqual(await reportOf(run, storeId), wanted, 'the report of an import is the back-test')
  if (file === FILES.slice) assert.equal(await countDebtors({ database }, storeId), SLICE_DEBTORS)
  return { storeId, recorded, wanted }
}

/** The same, and imported again, which is once; and with the invoices in another order, in parts; then everything is proved. @throws AssertionError where it is not so */
export async function runRetail(house: Commands, { file, parts, seed, say }: Retail): Promise<string> {
  const { run } = house
  const { storeId, recorded, wanted } = await importAsBacktested(house, { file, say })
  const [folder, since] = [mkdtempSync(join(tmpdir(), 'rockpool-retail-')), stopwatch()]
  try {
    assert.deepEqual(await importAgain(run, storeId, file), { recorded: 0, known: recorded }, 'the command run twice is once')
    assert.deepEqual(await reportOf(run, storeId), wanted)
    say(`imported again, which changed nothing, in ${since()} s`)
    const shuffled = await importInto(run, writeParts(file, folder, { parts, chance: openChance(seed) }))
    say(`imported in ${parts} parts with the invoices shuffled, in ${since()} s`)
    assert.deepEqual(await reportOf(run, shuffled.storeId), wanted, 'invoices in any order and in parts come to the same')
    await expectProved(run)
    say(`verified and rebuilt in ${since()} s`)
    return `${recorded} events of ${String(wanted['members'])} members: imported, again, and shuffled, each time the figures of the back-test`
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Writes the part of a history whose members' numbers a number divides; guests stay out. */
export function writeFewer(file: string, to: string, divisor: number): void {
  const [header = '', ...lines] = linesOf(file)
  const names = header.split(',')
  // From the end: a description may have commas, and stands before.
  const place = names.indexOf('CustomerID') - names.length
  const kept = lines.filter((line) => Number(line.split(',').at(place) || NaN) % divisor === 0)
  writeFileSync(to, `${[header, ...kept].join('\n')}\n`)
}

function linesOf(file: string): string[] {
  const bytes = readFileSync(file)
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().trimEnd().split('\n')
}

/** The figures of the slice, which others worked out. */
function expectCounted(figures: Figures): void {
  const { members, orders, refunds, netMinor, points, tiers } = figures as { points: Figures } & Figures
  const { balance, debt } = points
  assert.deepEqual({ members, orders, refunds, netMinor, balance, debt, tiers }, SLICE)
}

/** The report of a back-test without what only a run has. */
function figuresOf({ badLines: _, seconds: __, eventsPerSecond: ___, peakRssMb: ____, ...figures }: Figures): Figures {
  return figures
}

async function told(run: Run, args: readonly string[]): Promise<string> {
  const { code, output, complaint } = await run(...args)
  assert.equal(code, 0, `rockpool ${args.join(' ')}: ${complaint}`)
  return output
}

async function importInto(run: Run, files: readonly string[]): Promise<{ storeId: string; recorded: number }> {
  const storeId = /str_\w+/.exec(await told(run, ['stores', 'create', 'Online Retail', '--program', PROGRAM]))?.[0] as string
  let recorded = 0
  for (const file of files) recorded += (JSON.parse(await told(run, ['import', '--store', storeId, '--orders', file, '--json'])) as { recorded: number }).recorded
  return { storeId, recorded }
}

async function importAgain(run: Run, storeId: string, file: string): Promise<{ recorded: number; known: number }> {
  const { recorded, known } = JSON.parse(await told(run, ['import', '--store', storeId, '--orders', file, '--json'])) as { recorded: number; known: number }
  return { recorded, known }
}

async function reportOf(run: Run, storeId: string): Promise<Figures> {
  return JSON.parse(await told(run, ['report', '--store', storeId])) as Figures
}

/** The file's invoices in another order, dealt out to some files; the lines of an invoice stay in theirs, as they name themselves by their place. */
function writeParts(file: string, folder: string, { parts, chance }: { parts: number; chance: Chance }): string[] {
  const [header = '', ...lines] = linesOf(file)
  const invoices = [...Map.groupBy(lines, (line) => line.slice(0, line.indexOf(','))).values()]
  for (let last = invoices.length - 1; last > 0; last -= 1) {
    const other = chance.between(0, last)
    ;[invoices[last], invoices[other]] = [invoices[other] as string[], invoices[last] as string[]]
  }
  return Array.from({ length: parts }, (_, part) => {
    const path = join(folder, `part-${part + 1}.csv`)
    writeFileSync(path, `${[header, ...invoices.filter((_invoice, n) => n % parts === part).flat()].join('\n')}\n`)
    return path
  })
}

/** The seconds since it was last asked. */
function stopwatch(): () => string {
  let began = performance.now()
  return () => {
    const seconds = (performance.now() - began) / 1_000
    began = performance.now()
    return seconds.toFixed(1)
  }
}
