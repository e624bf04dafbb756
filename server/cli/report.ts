import { reportStore } from '#server/modules/activity/index'
import { readTimeline } from '#server/modules/programs/index'
import { backtestJson } from './backtest-json.ts'
import { Failure } from './exits.ts'
import { onDatabase } from './open-database.ts'
import { readTime } from './read-time.ts'
import type { Text } from './text.ts'

/** `rockpool report`: a store's figures as JSON, those of the back-test without the run's own. @throws UsageError, Failure */
export async function runReport({ store: storeId, at: written }: { store: string; at?: string }, text: Text): Promise<void> {
  const report = await onDatabase(text.locale, ({ database }) => database.readStore(storeId, async (db) => {
    const ctx = { db, storeId, actor: { kind: 'system', job: 'report' } as const, now: Date.now() }
    const program = (await readTimeline(ctx)).at(-1)?.program
    if (program === undefined) throw new Failure(text.say('cli.import.no_store', { storeId }))
    return reportStore(ctx, { at: readTime(written, { zone: program.zone, option: '--at', text }) })
  }))
  const { badLines: _, seconds: __, eventsPerSecond: ___, peakRssMb: ____, ...figures } = backtestJson(report, 0, { seconds: 0, eventsPerSecond: 0, peakRssMb: 0 }) as Record<string, unknown>
  process.stdout.write(`${JSON.stringify(figures)}\n`)
}
