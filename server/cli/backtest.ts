import { writeFile } from 'node:fs/promises'
import { addPeriod, endOfDay, isZone, localDay, startOfDay, subtractPeriod, type Instant, type Zone } from '#engine/calendar'
import type { MemberEvent, Order } from '#engine/member/event'
import type { Program } from '#engine/program/program'
import { timelineOf } from '#engine/program/timeline'
import { openBacktest, type Backtest, type BacktestOptions as BacktestAsked } from '#engine/simulate/backtest'
import type { PastGoods } from '#engine/simulate/past-cart'
import type { BacktestReport } from '#engine/simulate/report'
import { FileError, stageOrders, type FileOrder, type StagedOrders } from '#server/connectors/csv/index'
import { backtestJson, type RunFigures } from './backtest-json.ts'
import { isColourWanted } from './colour.ts'
import { Failure, UsageError } from './exits.ts'
import { netMinor, openTranslation, OrderError } from './order-events.ts'
import { readProgram } from './program-file.ts'
import { openProgress, type Progress } from './progress.ts'
import { readTime } from './read-time.ts'
import { htmlReport } from './report-html.ts'
import { readRewards, type RewardOptions } from './rewards-asked.ts'
import { textReport } from './report-text.ts'
import type { Text } from './text.ts'

/** The options of `rockpool backtest`, as they were written. */
export type BacktestOptions = RewardOptions & { orders: string[]; program: string; costs?: string; from?: string; asOf?: string; zone?: string; json?: boolean; html?: string }

/** A back-test that has ended: what it found, the lines it could not read, and how it went. */
export type Finished = { report: BacktestReport; staged: StagedOrders; run: RunFigures; files: readonly string[] }

/** Runs a program over files of orders and prints what came of it. @throws UsageError, Failure */
export async function runBacktest(options: BacktestOptions, text: Text): Promise<void> {
  const program = await readProgram(options.program, text)
  const zone = options.zone ?? program.zone
  if (!isZone(zone)) throw new UsageError(text.say('cli.wrong.zone', { found: zone }))
  const span = { from: readTime(options.from, { zone, option: '--from', text }), asOf: readTime(options.asOf, { zone, option: '--as-of', text }) }
  const rewards = readRewards(options, program, text)
  if (options.costs !== undefined && !program.pricing.isTold && program.rewards.length === 0) throw new UsageError(text.say('cli.wrong.costs'))
  const goods = await goodsIn(options.costs, { program, text })
  const finished = await backtestFiles({ ...options, program, zone, goods, rewards, ...span }, text)
  if (options.html !== undefined) await writeReport(options.html, htmlReport(finished, text), text)
  if (options.json) process.stdout.write(`${JSON.stringify(backtestJson(finished.report, finished.staged.badLineCount, finished.run))}\n`)
  else process.stdout.write(textReport(finished, text, { isColour: isColourWanted(process.env, process.stdout), hint: options.html === undefined ? '--html report.html' : null }))
}

/** What is known of products; what reads the file is loaded where there is one, as it brings the catalogue along. */
async function goodsIn(file: string | undefined, reading: { program: Program; text: Text }): Promise<PastGoods> {
  if (file === undefined) return new Map()
  const { readCosts } = await import('./costs-file.ts')
  return readCosts(file, reading)
}

type Input = { orders: readonly string[]; program: Program; zone: Zone; goods: PastGoods; rewards: ReturnType<typeof readRewards>; from: Instant | undefined; asOf: Instant | undefined }

async function backtestFiles({ orders: files, program, zone, goods, rewards, from, asOf }: Input, text: Text): Promise<Finished> {
  const progress = openProgress(text)
  try {
    const reading = progress.begin('cli.progress.reading')
    const staged = await stageOrders({ files, zone, currency: program.currency, onProgress: ({ bytes, totalBytes }) => reading(bytes, totalBytes) })
    try {
      const end = asOf ?? (staged.lastAt === undefined ? 0 : endOfDay(localDay(staged.lastAt, zone), zone))
      const counted = { goods, from: from ?? yearBefore(end, zone) }
      const beside = { prices: program.pricing.isTold ? counted : undefined, rewards: rewards && { ...rewards, ...counted } }
      const { report, events } = await fold({ staged, program, from, beside, end, progress })
      return { report, staged, run: runFigures(events), files }
    } finally {
      await staged.close()
    }
  } catch (error) {
    progress.stop()
    if (error instanceof FileError || error instanceof OrderError) throw new Failure(error.message)
    throw error
  } finally {
    progress.stop()
  }
}

/** The twelve months that end with the last day before an instant. */
function yearBefore(end: Instant, zone: Zone): Instant {
  return startOfDay(subtractPeriod(addPeriod(localDay(end - 1, zone), { days: 1 }), { months: 12 }), zone)
}

type Run = { staged: StagedOrders; program: Program; from: Instant | undefined; beside: Pick<BacktestAsked, 'prices' | 'rewards'>; end: Instant; progress: Progress }

/** Streams the orders through the engine; what is at or after the end is not read. */
async function fold({ staged, program, from, beside, end, progress }: Run): Promise<{ report: BacktestReport; events: number }> {
  const backtest = openBacktest({ timeline: timelineOf(program), from, asOf: end, ...beside })
  const take = openTaking(backtest, program)
  const running = progress.begin('cli.progress.running')
  let done = 0
  let events = 0
  for await (const batch of staged.orders()) {
    for (const order of batch) if (order.at < end) events += take(order)
    done += batch.length
    running(done, staged.orderCount)
    if ((batch.at(-1)?.at ?? 0) >= end) break
  }
  return { report: backtest.finish(end), events }
}

/** Hands orders to a back-test, and says how many events of a member each was. */
function openTaking(backtest: Backtest, program: Program): (order: FileOrder) => number {
  const eventsOf = openTranslation(program)
  return (order) => {
    const { member, at, kind, currency } = order
    if (member === undefined) {
      backtest.takeGuest({ at, kind, currency, netMinor: netMinor(order), order: program.pricing.isTold ? boughtIn(eventsOf(order)) : undefined })
      return 0
    }
    const events = eventsOf(order)
    for (const event of events) backtest.take(member, event)
    return events.length
  }
}

/** What a guest's events tell of an order; the others are no purchases. */
function boughtIn(events: readonly MemberEvent[]): Order | undefined {
  return events.flatMap((event) => (event.kind === 'order.paid' ? [event.order] : []))[0]
}

function runFigures(events: number): RunFigures {
  const seconds = performance.now() / 1000
  return { seconds: Math.round(seconds * 1000) / 1000, eventsPerSecond: Math.round(events / seconds), peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024) }
}

async function writeReport(file: string, html: string, { say }: Text): Promise<void> {
  try {
    await writeFile(file, html)
  } catch (error) {
    throw new Failure(say('cli.wrong.unwritable', { file, why: (error as Error).message }))
  }
}
