import { rebuildMember, selectMemberIds } from '#server/modules/activity/index'
import { listStores } from '#server/modules/stores/index'
import type { Database } from '#server/platform/database'
import { Failure } from './exits.ts'
import { configFor, inWords, openCommandDatabase } from './open-database.ts'
import { openProgress } from './progress.ts'
import type { Text } from './text.ts'

const PAGE = 500

/** Checks the next members of a store, as of one moment, and says which. @throws Failure with the first that differs */
function checkPage(database: Database, { storeId, after }: { storeId: string; after: string }, { say }: Text): Promise<string[]> {
  return database.readStore(storeId, async (db) => {
    const ctx = { db, storeId, actor: { kind: 'system', job: 'rebuild' } as const, now: Date.now() }
    const ids = await selectMemberIds(ctx, { after, most: PAGE })
    for (const memberId of ids) {
      const [deviation] = await rebuildMember(ctx, memberId)
      if (deviation !== undefined) throw new Failure(say('cli.rebuild.differs', { storeId, memberId, part: deviation.part, found: JSON.stringify(deviation.found), rebuilt: JSON.stringify(deviation.rebuilt) }))
    }
    return ids
  })
}

/** `rockpool rebuild --check`: works every member out anew from its events, and says where what is kept differs. @throws Failure with the first that does */
export async function runRebuild(text: Text): Promise<void> {
  const { locale, say } = text
  const { database, close } = await openCommandDatabase(configFor(locale)).catch((error: unknown) => {
    throw inWords(error, locale)
  })
  const progress = openProgress(text)
  try {
    for (const storeId of await listStores(database)) {
      const running = progress.begin('cli.progress.rebuilding')
      let members = 0
      for (let page = await checkPage(database, { storeId, after: '' }, text); page.length > 0; page = await checkPage(database, { storeId, after: page.at(-1) as string }, text)) {
        members += page.length
        running(members, members + PAGE)
      }
      progress.stop()
      process.stdout.write(`${say('cli.rebuild.same', { storeId, members })}\n`)
    }
  } finally {
    progress.stop()
    await close()
  }
}
