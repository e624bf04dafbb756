import type { Logger } from 'pino'
import type { Instant } from '#engine/calendar'
import { advanceStore, clearFacts, listBusyStores, listDueStores, listOldFactsStores } from '#server/modules/activity/index'
import { makeCodes } from '#server/modules/coupons/index'
import { deliverMails } from '#server/platform/mail/deliver'
import { rollStore } from '#server/modules/figures/index'
import { runBacktest } from '#server/modules/backtests/index'
import { runImport } from '#server/modules/imports/index'
import { followMessages, listMessageStores, selectTaken } from '#server/modules/messages/index'
import { runJob } from '#server/modules/jobs/index'
import type { WriteContext } from '#server/platform/context'
import { tryAgain } from '#server/platform/try-again'
import type { House } from './house.ts'
import type { Metrics } from './metrics.ts'

/** How often a worker looks whether time has something to do, in milliseconds. Reads do not wait for it: they are right at any instant. */
const LOOK_MS = 1_000
/** What is only put away is looked for once in so many looks. */
const LOOKS_BETWEEN_CLEARINGS = 60

/** What lets time pass for every store. */
export type Worker = { close: () => Promise<void> }

/**
 * Starts to let time do its work: points become active and expire, levels are reviewed, gifts are handed on; and beside it to send mails, so that a mail
 * server that does not answer holds up no time; and now and then to clear the outbox. Several may run.
 */
export function startWorker(house: House, { log, metrics, lookMs = LOOK_MS }: { log: Logger; metrics?: Pick<Metrics, 'countCleared'>; lookMs?: number }): Worker {
  const loops = [
    startLoop(lookMs, (isOver) => lookOnce(house, log, isOver)),
    startLoop(lookMs, async (isOver) => (await deliverMails(house, isOver).catch((error: unknown) => (log.error({ err: error }, 'worker.mail_failed'), 0))) > 0),
    startLoop(lookMs * LOOKS_BETWEEN_CLEARINGS, () => clearOnce(house, log, metrics)),
  ]
  return { close: async () => void (await Promise.all(loops.map((close) => close()))) }
}

/** Does something again and again, at once while there is more of it; answers with how to end it. */
function startLoop(lookMs: number, look: (isOver: () => boolean) => Promise<boolean>): () => Promise<void> {
  let isClosing = false
  let wake = () => {}
  const work = async () => {
    while (!isClosing) {
      const isBusy = await look(() => isClosing)
      if (!isClosing && !isBusy) await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, lookMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  const working = work()
  return () => {
    isClosing = true
    wake()
    return working
  }
}

/**
 * A store that cannot be served now is tried again at the next look, and holds up no other. Of codes that are to be made, of what is to be summed up, of
 * jobs, of back-tests and of mails each store gets a piece in its turn; says whether there may be more of them.
 */
async function lookOnce(house: House, log: Logger, isOver: () => boolean): Promise<boolean> {
  let isBusy = false
  try {
    for (const { storeId, until } of await listDueStores(house.database, house.clock())) {
      if (isOver()) return isBusy
      await advanceStore(house, { storeId, until, isOver }).catch((error: unknown) => log.error({ err: error, storeId }, 'worker.store_failed'))
      const made = await makeCodesOf(house, { storeId, now: until }).catch((error: unknown) => (log.error({ err: error, storeId }, 'worker.store_failed'), 0))
      isBusy ||= made > 0
    }
    for (const { storeId, until } of await listBusyStores(house.database, house.clock())) {
      if (isOver()) return isBusy
      const hasMore = await workBehind(house, { storeId, now: until }).catch((error: unknown) => (log.error({ err: error, storeId }, 'worker.store_failed'), false))
      isBusy ||= hasMore
    }
    for (const { storeId, until } of await listMessageStores(house.database, house.clock())) {
      if (isOver()) return isBusy
      const sending = { worldNow: house.clock(), site: house.site, seal: house.seal }
      const hasMore = await followMessages(house, { storeId, now: until, sending, isOver }).catch((error: unknown) => (log.error({ err: error, storeId }, 'worker.messages_failed'), false))
      isBusy ||= hasMore
    }
  } catch (error) {
    log.error({ err: error }, 'worker.look_failed')
  }
  return isBusy
}

/** Takes a piece of the old facts of each store out of its outbox; says whether there may be more. A store in which it fails holds up no other. */
async function clearOnce(house: House, log: Logger, metrics: Pick<Metrics, 'countCleared'> | undefined): Promise<boolean> {
  let cleared = 0
  try {
    for (const { storeId, until } of await listOldFactsStores(house.database, house.clock())) {
      cleared += await clearFactsOf(house, { storeId, now: until }).catch((error: unknown) => (log.error({ err: error, storeId }, 'worker.clearing_failed'), 0))
    }
  } catch (error) {
    log.error({ err: error }, 'worker.clearing_failed')
    return false
  }
  metrics?.countCleared(cleared)
  return cleared > 0
}

function clearFactsOf({ database }: House, { storeId, now }: { storeId: string; now: Instant }): Promise<number> {
  return database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor: { kind: 'system', job: 'facts' }, now }
    return clearFacts(ctx, { through: await selectTaken(ctx) })
  })
}

function makeCodesOf({ database }: House, { storeId, now }: { storeId: string; now: Instant }): Promise<number> {
  return database.inStore(storeId, (db) => makeCodes({ db, storeId, actor: { kind: 'system', job: 'codes' }, now }))
}

/**
 * What is done behind the path of events: a piece of the figures and the roster, of which one a look is enough and leaves the machine to events, a piece of a file of
 * members and one of a job of the staff; says whether there may be more of the latter two.
 */
async function workBehind({ database, clock }: House, { storeId, now }: { storeId: string; now: Instant }): Promise<boolean> {
  const worldNow = clock()
  const step = (job: string, act: (ctx: WriteContext) => Promise<boolean>) => tryAgain(() => database.inStore(storeId, (db) => act({ db, storeId, actor: { kind: 'system', job }, now })))
  await step('figures', (ctx) => rollStore(ctx, { worldNow }))
  const steps: readonly [string, (ctx: WriteContext) => Promise<boolean>][] = [['imports', (ctx) => runImport(ctx, { worldNow })], ['jobs', (ctx) => runJob(ctx, { worldNow })], ['backtests', (ctx) => runBacktest(ctx, { worldNow })]]
  let hasMore = false
  for (const [job, act] of steps) hasMore = (await step(job, act)) || hasMore
  return hasMore
}
