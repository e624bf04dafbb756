import { countMembers, rebuildMember, selectMemberIds, type Deviation } from '#server/modules/activity/index'
import { listStores } from '#server/modules/stores/index'
import type { ReadContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { Failure } from './exits.ts'
import { onDatabase } from './open-database.ts'
import { openProgress } from './progress.ts'
import type { Text } from './text.ts'

/** A store worked out anew: how many members are as their events make them, and the first that is not. */
type Rebuilt = { store: string; members: number; differs: ({ memberId: string } & Deviation) | null }

const PAGE = 500

/** `rockpool rebuild --check`: works every member out anew from its events, and says where what is kept differs. @throws Failure with the first that does */
export async function runRebuild({ json = false }: { json?: boolean }, text: Text): Promise<void> {
  const { locale, say } = text
  const progress = openProgress(text)
  const checked: Rebuilt[] = []
  await onDatabase(locale, async ({ database }) => {
    for (const store of await listStores(database)) {
      const rebuilt = await checkStore(database, store, progress.begin('cli.progress.rebuilding'))
      progress.stop()
      checked.push(rebuilt)
      if (rebuilt.differs !== null) break
      if (!json) process.stdout.write(`${say('cli.rebuild.same', { storeId: store, members: rebuilt.members })}\n`)
    }
  }).finally(progress.stop)
  const { store: storeId, differs } = checked.at(-1) ?? { store: '', differs: null }
  if (json) process.stdout.write(`${JSON.stringify({ isSame: differs === null, stores: checked })}\n`)
  else if (checked.length === 0) process.stdout.write(`${say('cli.verify.none')}\n`)
  if (differs !== null) throw new Failure(say('cli.rebuild.differs', { storeId, memberId: differs.memberId, part: differs.part, found: JSON.stringify(differs.found), rebuilt: JSON.stringify(differs.rebuilt) }))
}

/** Checks the members of a store, a page as of one moment, until one differs. */
async function checkStore(database: Database, store: string, onProgress: (done: number, total: number) => void): Promise<Rebuilt> {
  const read = <T>(act: (ctx: ReadContext) => Promise<T>) => database.readStore(store, (db) => act({ db, storeId: store, actor: { kind: 'system', job: 'rebuild' }, now: Date.now() }))
  const total = await read(countMembers)
  let members = 0
  for (let after = ''; ;) {
    const page = await read((ctx) => checkPage(ctx, after))
    if (page.differs !== null) return { store, members, differs: page.differs }
    const last = page.ids.at(-1)
    if (last === undefined) return { store, members, differs: null }
    onProgress((members += page.ids.length), total)
    after = last
  }
}

async function checkPage(ctx: ReadContext, after: string): Promise<{ ids: string[]; differs: Rebuilt['differs'] }> {
  const ids = await selectMemberIds(ctx, { after, most: PAGE })
  for (const memberId of ids) {
    const [deviation] = await rebuildMember(ctx, memberId)
    if (deviation !== undefined) return { ids, differs: { memberId, ...deviation } }
  }
  return { ids, differs: null }
}
