import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROGRAM_FILE } from './engine.ts'
import { generateOrders } from './generate-orders.ts'

/** What a back-test in a process of its own took, from the start of that process. */
export type BacktestFigures = { orders: number; members: number; seconds: number; peakRssMb: number }

const ONLINE_RETAIL = '../shared/data/online-retail/compact.csv.gz'
const SEED = 1

/** Runs the command as a user does. */
function backtest(orders: string, program: string): BacktestFigures {
  const started = performance.now()
  const output = execFileSync(process.execPath, ['bin/rockpool', 'backtest', '--json', '--orders', orders, '--program', program], { encoding: 'utf8' })
  const told = JSON.parse(output) as BacktestFigures
  return { orders: told.orders, members: told.members, seconds: Math.round(performance.now() - started) / 1000, peakRssMb: told.peakRssMb }
}

/** The whole Online Retail history, cold start included: the best of three; null where the data is not on this machine. */
export function measureOnlineRetail(): BacktestFigures | null {
  if (!existsSync(ONLINE_RETAIL)) return null
  const runs = [1, 2, 3].map(() => backtest(ONLINE_RETAIL, 'programs/online-retail.yaml'))
  return runs.reduce((best, run) => (run.seconds < best.seconds ? run : best))
}

/** Generated histories of so many orders each, and how much memory a back-test of them takes. */
export async function measureGenerated(sizes: readonly number[]): Promise<BacktestFigures[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rockpool-bench-'))
  try {
    const figures: BacktestFigures[] = []
    for (const size of sizes) {
      const file = join(folder, `${size}.csv`)
      await generateOrders(file, size, SEED)
      figures.push(backtest(file, PROGRAM_FILE))
      rmSync(file)
    }
    return figures
  } finally {
    rmSync(folder, { recursive: true })
  }
}
