import type { Logger } from 'pino'
import { advanceStore, listDueStores } from '#server/modules/activity/index'
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
      await lookOnce(house, log, () => isClosing)
      if (!isClosing) await new Promise<void>((resolve) => {
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

/** A store that cannot be served now is tried again at the next look, and holds up no other. */
async function lookOnce(house: House, log: Logger, isOver: () => boolean): Promise<void> {
  try {
    for (const { storeId, until } of await listDueStores(house.database, house.clock())) {
      if (isOver()) return
      await advanceStore(house, { storeId, until, isOver }).catch((error: unknown) => log.error({ err: error, storeId }, 'worker.store_failed'))
    }
  } catch (error) {
    log.error({ err: error }, 'worker.look_failed')
  }
}
