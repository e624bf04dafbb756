import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { createBatch, exportCodes, getBatch, makeCodes, MOST_CODES } from '#server/modules/coupons/index'
import type { WriteContext } from '#server/platform/context'
import { newId } from '#server/platform/ids'
import { UsageError } from './exits.ts'
import { onDatabase } from './open-database.ts'
import { openProgress } from './progress.ts'
import { readTime } from './read-time.ts'
import { storeNow } from './store-clock.ts'
import type { Text } from './text.ts'

export type CreateCodesOptions = { store: string; discount: string; count: string; batch?: string; until?: string; json?: boolean }
export type ExportCodesOptions = { store: string; batch: string }

const ACTOR = { kind: 'system', job: 'coupons' } as const
/** How long a server that works on the same batch is left to it. */
const PAUSE_MS = 200

/** `rockpool coupons create`: codes of their own, made here and now; broken off and run again with the same batch it goes on. @throws UsageError, Failure */
export async function runCouponsCreate({ store: storeId, discount, count: written, batch: named, until: end, json = false }: CreateCodesOptions, text: Text): Promise<void> {
  const count = Number(written)
  if (!/^\d{1,8}$/.test(written) || count < 1 || count > MOST_CODES) throw new UsageError(text.say('cli.coupons.create.wrong_count', { found: written, most: MOST_CODES }))
  if (named !== undefined && !/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/.test(named)) throw new UsageError(text.say('cli.coupons.create.wrong_batch', { found: named }))
  const until = readTime(end, { zone: 'UTC', option: '--until', text })
  const batch = named ?? newId('bat', Date.now())
  const made = await onDatabase(text.locale, async ({ database }) => {
    const now = await storeNow(database, storeId, ACTOR)
    const inStore = <T>(act: (ctx: WriteContext) => Promise<T>) => database.inStore(storeId, (db) => act({ db, storeId, actor: ACTOR, now }))
    await inStore((ctx) => createBatch(ctx, { batch, discount, count, ...(until === undefined ? {} : { until }) }))
    return makeAll(inStore, batch, text)
  })
  process.stdout.write(json ? `${JSON.stringify(made)}\n` : `${text.say('cli.coupons.create.done', { ...made })}\n`)
}

type InStore = <T>(act: (ctx: WriteContext) => Promise<T>) => Promise<T>

async function makeAll(inStore: InStore, batch: string, text: Text): Promise<{ batch: string; made: number }> {
  const progress = openProgress(text)
  const show = progress.begin('cli.progress.codes')
  try {
    for (;;) {
      const { made, wanted } = await inStore((ctx) => getBatch(ctx, { batch }))
      show(made, wanted)
      if (made === wanted) return { batch, made }
      if ((await inStore(makeCodes)) === 0) await pause(PAUSE_MS)
    }
  } finally {
    progress.stop()
  }
}

/** `rockpool coupons export`: the codes of a batch as CSV, a code and its status on each line. @throws Failure */
export async function runCouponsExport({ store: storeId, batch }: ExportCodesOptions, { locale }: Text): Promise<void> {
  await onDatabase(locale, async ({ database }) => {
    const ctx = { storeId, actor: ACTOR, now: await storeNow(database, storeId, ACTOR) }
    for await (const lines of await exportCodes({ database }, ctx, { batch })) if (!process.stdout.write(lines)) await once(process.stdout, 'drain')
  })
}
