import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openChance } from '#server/demo/chance'
import { openRecorder, type Recording } from '#server/modules/activity/index'
import { generateOrders } from './generate-orders.ts'
import { median, progress, secondsOf } from './measure.ts'
import { inBatches, orderRecordings } from './orders.ts'
import { ACTOR, openShop, type World } from './world.ts'

const SEED = 1
const ROUNDS = 3
const BATCH = 500
const ORDERS_PER_MEMBER = 10

/** A ratio of times, and orders a second where they come in order. */
export type ImportFigures = { ratio: number; perSecond: number }

const run = promisify(execFile)

/** `rockpool import` of a file whose lines are in no order, and of the same lines by time, each into a store of its own, in turns. */
export async function measureImports(world: World, { orders }: { orders: number }): Promise<ImportFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'rockpool-bench-'))
  try {
    const [shuffled, sorted] = [join(folder, 'shuffled.csv'), join(folder, 'sorted.csv')]
    await generateOrders(shuffled, orders, SEED)
    writeSorted(shuffled, sorted)
    const rounds = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const [fast, slow] = [await importSeconds(world, sorted), await importSeconds(world, shuffled)]
      progress(`  import of ${orders} orders: by time ${fast.toFixed(1)} s, in no order ${slow.toFixed(1)} s`)
      rounds.push({ ratio: slow / fast, perSecond: orders / fast })
    }
    return { ratio: median(rounds.map(({ ratio }) => ratio)), perSecond: Math.round(median(rounds.map(({ perSecond }) => perSecond))) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const TIME_COLUMN = 3

function writeSorted(from: string, to: string): void {
  const [header, ...lines] = readFileSync(from, 'utf8').trimEnd().split('\n') as [string, ...string[]]
  const timeOf = (line: string) => line.split(',')[TIME_COLUMN] as string
  writeFileSync(to, `${[header, ...lines.toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1))].join('\n')}\n`)
}

async function importSeconds(world: World, file: string): Promise<number> {
  const { storeId } = await openShop(world)
  return secondsOf(() => run(process.execPath, ['bin/rockpool', 'import', '--store', storeId, '--orders', file, '--json'], { env: { ...environment(), DATABASE_URL: world.ownerUrl } }))
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', HOME: tmpdir() }
}

/** The same through the recorder, which sorts nothing: orders of members with ten each, told by time and in no order. */
export async function measureUnsorted(world: World, { orders }: { orders: number }): Promise<ImportFigures> {
  const chance = openChance(SEED)
  const rounds = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const sorted = orderRecordings({ from: 0, count: orders, members: Math.ceil(orders / ORDERS_PER_MEMBER), began: world.began })
    const shuffled = sorted.map((recording) => ({ recording, place: chance.between(0, 1_000_000_000) })).sort((a, b) => a.place - b.place).map(({ recording }) => recording)
    const [fast, slow] = [await recordSeconds(world, sorted), await recordSeconds(world, shuffled)]
    progress(`  ${orders} orders through the recorder: by time ${fast.toFixed(1)} s, in no order ${slow.toFixed(1)} s`)
    rounds.push({ ratio: slow / fast, perSecond: orders / fast })
  }
  return { ratio: median(rounds.map(({ ratio }) => ratio)), perSecond: Math.round(median(rounds.map(({ perSecond }) => perSecond))) }
}

async function recordSeconds(world: World, recordings: readonly Recording[]): Promise<number> {
  const { storeId } = await openShop(world)
  const recorder = openRecorder(world.database)
  const seconds = await secondsOf(async () => {
    for (const batch of inBatches(recordings, BATCH)) await recorder.record({ storeId, actor: ACTOR, now: Date.now() }, batch)
  })
  await recorder.close()
  return seconds
}
