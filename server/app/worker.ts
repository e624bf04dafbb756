import type { Logger } from 'pino'
import type { Instant } from '#engine/calendar'
import { advanceStore, listDueStores } from '#server/modules/activity/index'
import { makeCodes } from '#server/modules/coupons/index'
import { deliverMails } from '#server/platform/mail/deliver'
import type { House } from './house.ts'

/** How often a worker looks whether time has something to do, in milliseconds. Reads do not wait for it: they are right at any instant. */
const LOOK_MS = 1_000

/** What lets time pass for every store. */
export type Worker = { close: () => Promise<void> }

/** Starts to let time do its work: points become active and expire, levels are reviewed, gifts are handed on. Several may run. */
export function startWorker(house: House, { log, lookMs = LOOK_MS }: { log: Logger; lookMs?: number }): Worker {
  let isClosing = false
  let wake = () => {}
  const work = async () => {
    while (!isClosing) {
      const isBusy = await lookOnce(house, log, () => isClosing)
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
  return {
    close: () => {
      isClosing = true
      wake()
      return working
    },
  }
}

/**
 * A store that cannot be served now is tried again at the next look, and holds up no other. Of codes that are to be made each store gets a piece
 * in its turn; says whether there may be more of them.
 */
async function lookOnce(house: House, log: Logger, isOver: () => boolean): Promise<boolean> {
  let isBusy = false
  try {
    isBusy = (await deliverMails(house, isOver).catch((error: unknown) => (log.error({ err: error }, 'worker.mail_failed'), 0))) > 0
    for (const { storeId, until } of await listDueStores(house.database, house.clock())) {
      if (isOver()) return isBusy
      await advanceStore(house, { storeId, until, isOver }).catch((error: unknown) => log.error({ err: error, storeId }, 'worker.store_failed'))
      const made = await makeCodesOf(house, { storeId, now: until }).catch((error: unknown) => (log.error({ err: error, storeId }, 'worker.store_failed'), 0))
      isBusy ||= made > 0
    }
  } catch (error) {
    log.error({ err: error }, 'worker.look_failed')
  }
  return isBusy
}

function makeCodesOf({ database }: House, { storeId, now }: { storeId: string; now: Instant }): Promise<number> {
  return database.inStore(storeId, (db) => makeCodes({ db, storeId, actor: { kind: 'system', job: 'codes' }, now }))
}
