import { verifyStore } from '#server/modules/activity/index'
import { verifyAudit } from '#server/modules/audit/index'
import { listStores, updateProven } from '#server/modules/stores/index'
import { Failure } from './exits.ts'
import { onDatabase } from './open-database.ts'
import { openProgress } from './progress.ts'
import type { Text } from './text.ts'

/** What was found of a store: of its ledger and of its audit. */
type Proved = { store: string; entries: number; lie: Awaited<ReturnType<typeof verifyAudit>>['lie'] } & Omit<Awaited<ReturnType<typeof verifyStore>>, 'lie'>

/** `rockpool verify`: proves the ledger and the audit of every store, and notes with the store since when that is known. @throws Failure with the first row that lies */
export async function runVerify({ json = false }: { json?: boolean }, text: Text): Promise<void> {
  const { locale, say } = text
  const progress = openProgress(text)
  const proved: Proved[] = []
  await onDatabase(locale, async ({ database }) => {
    for (const store of await listStores(database)) {
      const onProgress = progress.begin('cli.progress.verifying')
      const ctx = { storeId: store, actor: { kind: 'system', job: 'verify' }, now: Date.now() } as const
      const ledger = await database.readStore(store, (db) => verifyStore({ ...ctx, db }, { onProgress }))
      const { entries, lie: auditLie } = await database.readStore(store, (db) => verifyAudit({ ...ctx, db }))
      const proof = { ...ledger, entries, lie: ledger.lie ?? auditLie }
      await database.inStore(store, (db) => updateProven({ ...ctx, db }, ledger.lie === null ? ctx.now : null))
      progress.stop()
      proved.push({ store, ...proof })
      if (proof.lie !== null) break
      if (!json) process.stdout.write(`${say('cli.verify.store', { storeId: store, postings: proof.postings, members: proof.members, entries: proof.entries })}\n`)
    }
  }).finally(progress.stop)
  const { store: storeId, lie } = proved.at(-1) ?? { store: '', lie: null }
  if (json) process.stdout.write(`${JSON.stringify({ isTrue: lie === null, stores: proved })}\n`)
  else if (proved.length === 0) process.stdout.write(`${say('cli.verify.none')}\n`)
  if (lie !== null) throw new Failure(say('cli.verify.lie', { storeId, row: lie.row, found: JSON.stringify(lie.found), wanted: JSON.stringify(lie.wanted) }))
}
