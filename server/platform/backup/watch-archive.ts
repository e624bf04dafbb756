import { onServer } from '#server/platform/cluster/roles.store'
import { readArchiving } from './backup.store.ts'

/** Where it is told that archiving fails, and that it goes on again: a code, and the piece of the log that it is about. */
export type ArchiveLog = (code: 'backups.failing' | 'backups.archiving', details: { segment: string | null }) => void

const EVERY_MS = 60_000

/**
 * Looks every minute whether a server can archive, and tells when that changes: until it can, changes pile up beside the data. A server that
 * does not answer is the launcher's matter.
 */
export function watchArchive(superuserUrl: string, { log, everyMs = EVERY_MS }: { log: ArchiveLog; everyMs?: number }): { stop: () => Promise<void> } {
  let was: string | null = null
  let looking: Promise<void> = Promise.resolve()
  const look = async (): Promise<void> => {
    const { failed } = await onServer(superuserUrl, readArchiving)
    if (failed !== null && was === null) log('backups.failing', { segment: failed })
    if (failed === null && was !== null) log('backups.archiving', { segment: was })
    was = failed
  }
  const timer = setInterval(() => (looking = looking.then(look).catch(() => {})), everyMs).unref()
  return {
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
}
