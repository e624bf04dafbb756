import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { openChance, type Chance } from '#server/demo/chance'
import { openDatabase, type Database } from '#server/platform/database'
import type { Asked, Ground } from './ground.ts'
import { attempt, breakDown, fillTables, FORBIDDEN, interrupt, selectOtherRelations, selectPowers, selectSeen, selectTables, sleepUntilCancelled, WITHOUT_STORE } from './tables.store.ts'
import { tryRoutes } from './isolation-routes.ts'

const STORES = 20
const AT_ONCE = 24
const TRANSACTIONS = 5_000
const POLICY = "(store_id = current_setting('rockpool.store_id'::text, true))"

/** Stores are few, and stand on every machine: the handle of one is nobody else's in the house. */
const OF_THE_HOUSE = new Set(['stores handle'])
/** Rows that are sums: they are only added, and taken away together. */
const KEYLESS = new Set(['activity_news'])

/** An interruption was heard. One that comes too late is heard by whoever has the connection next. */
const INTERRUPTED = /^(?:57014|57P01) |Connection terminated/

/** Every trial of isolation; says how much was tried. @throws AssertionError with what was seen that is another's */
export async function runIsolation({ ground, seed, rounds, say }: Asked): Promise<string> {
  const superuser = openDatabase(ground.superuserUrl, { connections: 2 })
  try {
    const asked = await tryRoutes(ground, superuser)
    say(`${asked} requests with another store's ids, over every route and every permission`)
    const tables = await tryCatalog(superuser)
    say(`${tables} tables: row security forced, keys that begin with the store`)
    await tryPowers(ground, superuser)
    say(`the serving role owns nothing, and ${FORBIDDEN.length} things that it must not do were refused`)
    const seen = await tryTransactions(ground, superuser, { seed, count: TRANSACTIONS * rounds })
    say(`${TRANSACTIONS * rounds} transactions of ${STORES} stores: ${seen}`)
    return `${asked} foreign requests, ${tables} tables, ${TRANSACTIONS * rounds} transactions: no foreign row`
  } finally {
    await superuser.close()
  }
}

/** Invariant 9, by the catalog: every table, those of tomorrow too. Says how many there are. */
export async function tryCatalog({ bare }: Database): Promise<number> {
  const tables = (await selectTables(bare)).filter(({ name }) => !WITHOUT_STORE.has(name))
  for (const { name, isForced, policies, keys } of tables) {
    assert.ok(isForced, `row security is forced on ${name}`)
    const serving = policies.filter(({ isForServing }) => isForServing)
    assert.ok(serving.length > 0, `${name} has a policy for the serving role`)
    for (const { uses, checks } of serving) assert.deepEqual({ uses, checks }, { uses: POLICY, checks: POLICY }, `the policy of ${name} is that of the store`)
    assert.ok(keys.length > 0 || KEYLESS.has(name), `${name} has a key`)
    assert.deepEqual(keys.filter((first) => first !== 'store_id' && !OF_THE_HOUSE.has(`${name} ${first}`)), [], `every unique key of ${name} begins with the store`)
  }
  assert.deepEqual(await selectOtherRelations(bare), [], 'there is no view, which would show what its owner sees')
  return tables.length
}

/** What the serving role is, and that it gets nothing done which is not its to do. */
export async function tryPowers({ database }: Pick<Ground, 'database'>, { bare }: Database): Promise<void> {
  assert.deepEqual(await selectPowers(bare), { powers: [], owned: 0, memberOf: 0, loose: [] })
  for (const statement of FORBIDDEN) {
    const failed = await database.inStore('nobody', (db) => attempt(db, statement)).then(() => null, (error: Error) => error.message)
    assert.match(failed ?? `it was done: ${statement}`, /permission denied|must be owner|must be able to SET ROLE|must be superuser|would be affected by row-level security|only ever added/)
  }
}

/** Transactions of random stores over one pool, with errors and interruptions in their midst. Spoils the database: every table gets a row of every store. */
export async function tryTransactions(ground: Pick<Ground, 'database'>, superuser: Database, { seed, count }: { seed: number; count: number }): Promise<string> {
  const storeIds = Array.from({ length: STORES }, (_, n) => `str_isolation_${n}`)
  await fillTables(superuser.bare, storeIds)
  const tables = (await selectTables(superuser.bare)).map(({ name }) => name).filter((name) => !WITHOUT_STORE.has(name))
  const readable: string[] = []
  for (const table of tables) if (await isReadable(ground.database, { table, storeId: storeIds[0] as string })) readable.push(table)
  const [chance, ends] = [openChance(seed), { committed: 0, failed: 0, cancelled: 0, bare: 0 }]
  let left = count
  const work = async () => {
    while (left-- > 0) await tryOne({ database: ground.database, superuser, tables: readable, ends }, chance.pick(storeIds), openChance(seed + left))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  assert.ok(Object.values(ends).every((number) => number > count / 100), JSON.stringify(ends))
  return `${ends.committed} committed, ${ends.failed} threw, ${ends.cancelled} were interrupted, ${ends.bare} had no store`
}

/** Whether the serving role may read the table at all; if so, it sees the one store's row. */
async function isReadable(database: Database, { table, storeId }: { table: string; storeId: string }): Promise<boolean> {
  try {
    assert.deepEqual(await database.inStore(storeId, (db) => selectSeen(db, table)), [storeId], `${table} has a row of ${storeId}`)
    return true
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return false
    throw error
  }
}

type Trying = { database: Database; superuser: Database; tables: readonly string[]; ends: Record<'committed' | 'failed' | 'cancelled' | 'bare', number> }

async function tryOne({ database, superuser, tables, ends }: Trying, storeId: string, chance: Chance): Promise<void> {
  if (chance.isLucky(0.15)) {
    ends.bare += 1
    return assert.deepEqual(await selectSeen(database.bare, chance.pick(tables)), [], 'a connection without a store sees nothing')
  }
  const how = chance.weighted([['committed', 5], ['thrown', 2], ['failed', 2], ['cancelled', 0.3], ['ended', 0.1]] as const)
  const act = chance.isLucky(0.5) ? database.inStore : database.readStore
  const interruption = { isOver: false, isEnded: how === 'ended' }
  try {
    await act(storeId, async (db) => {
      for (let n = chance.between(1, 3); n > 0; n -= 1) {
        const table = chance.pick(tables)
        assert.deepEqual(await selectSeen(db, table), [storeId], `a transaction sees its own store in ${table}`)
      }
      if (how === 'thrown') throw new Error('thrown')
      if (how === 'failed') await breakDown(db)
      if (how === 'cancelled' || how === 'ended') await sleepUntilCancelled(db, (pid) => void interruptUntilOver(superuser, pid, interruption))
    })
    ends.committed += 1
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error
    const isInterrupted = INTERRUPTED.test(`${(error as { code?: string }).code} ${(error as Error).message}`)
    assert.ok(how !== 'committed' || isInterrupted, (error as Error).message)
    ends[isInterrupted ? 'cancelled' : 'failed'] += 1
  } finally {
    interruption.isOver = true
  }
}

/** An interruption that comes before its query is lost: it is sent until it was heard. */
async function interruptUntilOver(superuser: Database, pid: number, interruption: { isOver: boolean; isEnded: boolean }): Promise<void> {
  for (await sleep(3); !interruption.isOver; await sleep(5)) await interrupt(superuser.bare, { pid, isEnded: interruption.isEnded }).catch(() => {})
}
