import { parseInstant, type Instant } from '#engine/calendar'
import { reportStore } from '#server/modules/activity/index'
import { backtestJson } from './backtest-json.ts'
import { UsageError } from './exits.ts'
import { configFor, inWords, openCommandDatabase } from './open-database.ts'
import type { Text } from './text.ts'

/** `rockpool report`: a store's figures as JSON, those of the back-test without the run's own. @throws UsageError, Failure */
export async function runReport({ store: storeId, at: written }: { store: string; at?: string }, { locale, say }: Text): Promise<void> {
  const at = written === undefined ? undefined : timeOf(written, say)
  const { database, close } = await openCommandDatabase(configFor(locale)).catch((error: unknown) => {
    throw inWords(error, locale)
  })
  try {
    const report = await database.readStore(storeId, (db) => reportStore({ db, storeId, actor: { kind: 'system', job: 'report' }, now: Date.now() }, { at }))
    const { badLines: _, seconds: __, eventsPerSecond: ___, peakRssMb: ____, ...figures } = backtestJson(report, 0, { seconds: 0, eventsPerSecond: 0, peakRssMb: 0 }) as Record<string, unknown>
    process.stdout.write(`${JSON.stringify(figures)}\n`)
  } finally {
    await close()
  }
}

function timeOf(written: string, say: Text['say']): Instant {
  try {
    return parseInstant(written)
  } catch {
    throw new UsageError(say('cli.wrong.time', { option: '--at', found: written }))
  }
}
