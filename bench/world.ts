import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Instant } from '#engine/calendar'
import { migrate, servingUrl } from '#server/migrations/index'
import { publishProgram } from '#server/modules/programs/index'
import { createStore } from '#server/modules/stores/index'
import { startCluster } from '#server/platform/cluster/start-cluster'
import type { Settings } from '#server/platform/cluster/settings'
import type { WriteContext } from '#server/platform/context'
import { openDatabase, type Database } from '#server/platform/database'
import { newId } from '#server/platform/ids'

/** What a user has: a PostgreSQL of Rockpool's own that loses nothing, in a new folder, served by the role that owns nothing. */
export type World = {
  database: Database
  /** A superuser's connection, for seeding: past row security, keys of other tables and the ledger's triggers. */
  superuser: Database
  superuserUrl: string
  ownerUrl: string
  /** When everything begins; events are told from then on. */
  began: Instant
  close: () => Promise<void>
}

/** Who benchmarks: the house itself. */
export const ACTOR = { kind: 'system', job: 'bench' } as const

/** Opens a world; closing it leaves nothing. */
export async function openWorld({ settings = {} }: { settings?: Settings } = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'rockpool-bench-'))
  const cluster = await startCluster({ folder, port: 0, settings, log: () => {} })
  await migrate(cluster.url)
  const superuserUrl = Object.assign(new URL(cluster.superuserUrl), { pathname: new URL(cluster.url).pathname }).href
  const [database, superuser] = [openDatabase(servingUrl(cluster.url)), openDatabase(superuserUrl, { connections: 2 })]
  return {
    database, superuser, superuserUrl, ownerUrl: cluster.url, began: Date.now(),
    close: async () => {
      await Promise.all([database.close(), superuser.close()])
      await cluster.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A store with a program in force, and how to do something in it. */
export type Shop = { storeId: string; inStore: <T>(act: (ctx: WriteContext) => Promise<T>, now?: Instant) => Promise<T> }

/** Opens a store with one of the ready programs. */
export async function openShop({ database, began }: World, program = 'programs/fashion.yaml'): Promise<Shop> {
  const storeId = newId('str', Date.now())
  const inStore: Shop['inStore'] = (act, now = began) => database.inStore(storeId, (db) => act({ db, storeId, actor: ACTOR, now }))
  await inStore(async (ctx) => {
    await createStore(ctx, { name: 'Bench', kind: 'live' })
    await publishProgram(ctx, { document: readFileSync(program, 'utf8') })
  })
  return { storeId, inStore }
}
