import { readFile } from 'node:fs/promises'
import { openDemoStore, type DemoStore } from '#server/demo/demo-store'
import { liveYear, type Year } from '#server/demo/live-year'
import { askForJob } from '#server/demo/ask-for-job'
import { recordYear } from '#server/demo/record-year'
import { staffDesk } from '#server/demo/staff-desk'
import { trySpring } from '#server/demo/try-spring'
import { wireShop } from '#server/demo/wire-shop'
import { reportStore } from '#server/modules/activity/index'
import { beginMessages } from '#server/modules/messages/index'
import { getStore } from '#server/modules/stores/index'
import type { Config } from '#server/platform/config'
import { requirePortFree, startRockpool, type Running } from '#server/start'
import { buildFirst } from './build-first.ts'
import { isColourWanted } from './colour.ts'
import { DEMO_PROGRAM, seedOf, type DemoOptions } from './demo.ts'
import { demoScreen } from './demo-screen.ts'
import { listenForEnd, type End } from './listen-for-end.ts'
import { configFor, inWords } from './open-database.ts'
import { readProgram } from './program-file.ts'
import { addressOf, firstLink } from './staff.ts'
import { openProgress } from './progress.ts'
import type { Text } from './text.ts'

/** What members of the demo are written of when it begins: 36 hours. */
const TOLD_MS = 129_600_000

/**
 * `rockpool demo`: a database of its own, the demo store with its year recorded as a shop would have told it, the API and the worker; until
 * it is told to end. The next run finds the store again. @throws UsageError, Failure where it does not start
 */
export async function runDemo({ seed: written }: DemoOptions, text: Text): Promise<void> {
  const { locale, say } = text
  const seed = seedOf(written, text)
  const config = demoConfig(configFor(locale))
  await requirePortFree(config).catch((error: unknown) => {
    throw inWords(error, locale)
  })
  const end = listenForEnd()
  await buildFirst(say)
  const year = liveYear(await readProgram(DEMO_PROGRAM, text), seed)
  process.stderr.write(`${say('demo.begin', { folder: config.dataFolder })}\n`)
  try {
    const { running, store } = await startDemo(config, { year, seed, end, text })
    if (!end.signal.aborted) process.stdout.write(await screenOf(running, { store, year, seed, config }, text))
    await end.told
    process.stderr.write(`${say('cli.start.ending')}\n`)
    await running.close()
  } catch (error) {
    throw inWords(error, locale)
  }
}

/** The settings, but for what is the demo's own: nothing of a real store is ever touched. It logs what goes wrong, unless more is asked for. */
function demoConfig(config: Config): Config {
  return { ...config, dataFolder: config.demoFolder, databaseUrl: null, databaseAppUrl: null, role: 'all', migrates: true, logLevel: process.env.ROCKPOOL_LOG_LEVEL ? config.logLevel : 'warn' }
}

type Telling = { year: Year; seed: number; end: End; text: Text }

async function startDemo(config: Config, { year, seed, end, text }: Telling): Promise<{ running: Running; store: DemoStore }> {
  const progress = openProgress(text)
  const document = await readFile(DEMO_PROGRAM, 'utf8')
  let store: DemoStore | undefined
  const prepare = async ({ database, recorder, clock }: Running['house']): Promise<void> => {
    store = await openDemoStore({ database, folder: config.dataFolder, seed, name: text.name(year.program.name), document, now: clock() })
    const { storeId } = store
    await recordYear(year, { database, recorder, storeId, onProgress: progress.begin('cli.progress.demo'), signal: end.signal })
    if (end.signal.aborted) return
    await switchMailsOn(database, storeId)
    await staffDesk(year, { database, storeId })
    await wireShop(year, { database, recorder, storeId })
    await database.inStore(storeId, (db) => trySpring({ db, storeId, actor: { kind: 'system', job: 'demo' }, now: clock() }, { document, name: text.say('demo.draft') }))
    await database.inStore(storeId, (db) => askForJob(year, { db, storeId, actor: { kind: 'system', job: 'demo' }, now: clock() }))
  }
  const running = await startRockpool(config, { prepare }).finally(progress.stop)
  return { running, store: store as DemoStore }
}

/** Members are written to from now on, and of the last day and a half: so the mailbox has what a store's mailbox has. */
async function switchMailsOn(database: Running['house']['database'], storeId: string): Promise<void> {
  await database.inStore(storeId, async (db) => {
    const ctx = { db, storeId, actor: { kind: 'system', job: 'demo' } as const, now: 0 }
    const { clockAt } = await getStore(ctx)
    if (clockAt !== null) await beginMessages({ ...ctx, now: clockAt }, clockAt - TOLD_MS)
  })
}

/** The screen, with the figures of the database at the time that its clock shows. */
async function screenOf({ house: { database, clock }, url }: Running, { store, year, seed, config }: { store: DemoStore; year: Year; seed: number; config: Config }, text: Text): Promise<string> {
  const { report, clockAt, handle } = await database.readStore(store.storeId, async (db) => {
    const ctx = { db, storeId: store.storeId, actor: { kind: 'system', job: 'demo' } as const, now: clock() }
    const { clockAt, handle } = await getStore(ctx)
    const at = clockAt ?? ctx.now
    return { report: await reportStore(ctx, { at: at + 1 }), clockAt: at, handle }
  })
  const isColour = isColourWanted(process.env, process.stdout)
  // Browsers take passkeys at a name, and at no number.
  const pages = addressOf({ ...config, port: Number(new URL(url as string).port) })
  return demoScreen({ report, year, seed, store, url: url as string, clockAt, centre: `${pages}/m/${handle}/`, ownerLink: await firstLink(database, pages) }, { text, page: { isColour } })
}
