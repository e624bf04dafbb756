import { verifyStore } from '#server/modules/activity/index'
import { listStores } from '#server/modules/stores/index'
import { Failure } from './exits.ts'
import { configFor, inWords, openCommandDatabase } from './open-database.ts'
import type { Text } from './text.ts'

/** `rockpool verify`: proves the ledger of every store. @throws Failure with the first row that lies */
export async function runVerify({ locale, say }: Text): Promise<void> {
  const { database, close } = await openCommandDatabase(configFor(locale)).catch((error: unknown) => {
    throw inWords(error, locale)
  })
  try {
    const stores = await listStores(database)
    if (stores.length === 0) process.stdout.write(`${say('cli.verify.none')}\n`)
    for (const storeId of stores) {
      const { postings, members, lie } = await database.readStore(storeId, (db) => verifyStore({ db, storeId, actor: { kind: 'system', job: 'verify' }, now: Date.now() }))
      if (lie !== null) throw new Failure(say('cli.verify.lie', { storeId, row: lie.row, found: JSON.stringify(lie.found), wanted: JSON.stringify(lie.wanted) }))
      process.stdout.write(`${say('cli.verify.store', { storeId, postings, members })}\n`)
    }
  } finally {
    await close()
  }
}
