import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from '#engine/calendar'
import { createKey, openKeyring, PERMISSIONS } from '#server/modules/keys/index'
import { publishProgram } from '#server/modules/programs/index'
import { seatHouseOwners } from '#server/modules/seats/index'
import { createStore } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { newId } from '#server/platform/ids'
import { bringFile } from './bring-file.ts'
import { YEAR_BEGINS } from './days.ts'
import { furnishStore } from './furnish-store.ts'

/** The demo store of a seed, and a key that may do everything in it. */
export type DemoStore = { storeId: string; key: string }

/** Where to look for it, and what to make it of when it is not there; `now` is the world's time. */
export type DemoPlace = { database: Database; folder: string; seed: number; name: string; document: unknown; now: Instant }

/** Finds the demo store of a seed again, or makes it: a sandbox whose clock stands where the year begins. A key that works no more is replaced. */
export async function openDemoStore(place: DemoPlace): Promise<DemoStore> {
  const known = readNotes(place)[place.seed]
  if (known === undefined) return keep(place, await makeStore(place))
  const found = await openKeyring(place.database).findKey(known.key, place.now)
  if (found !== undefined) return known
  return keep(place, { storeId: known.storeId, key: await place.database.inStore(known.storeId, (db) => makeKey({ db, storeId: known.storeId, actor: ACTOR, now: place.now })) })
}

const ACTOR = { kind: 'system', job: 'demo' } as const

async function makeStore({ database, name, document, now }: DemoPlace): Promise<DemoStore> {
  const storeId = newId('str', now)
  return database.inStore(storeId, async (db) => {
    const ctx = { db, storeId, actor: ACTOR, now }
    await createStore(ctx, { name, kind: 'sandbox', clockAt: YEAR_BEGINS })
    await publishProgram({ ...ctx, now: YEAR_BEGINS }, { document })
    await seatHouseOwners(ctx)
    await furnishStore({ ...ctx, now: YEAR_BEGINS })
    await bringFile({ ...ctx, now: YEAR_BEGINS }, { worldNow: now })
    return { storeId, key: await makeKey(ctx) }
  })
}

async function makeKey(ctx: WriteContext): Promise<string> {
  return (await createKey(ctx, { name: 'Demo', scopes: [...PERMISSIONS] })).secret
}

/** Stores and keys by seed, beside the database that they open and like its passwords for our own user only. */
function notesIn({ folder }: DemoPlace): string {
  return join(folder, 'demo.json')
}

function readNotes(place: DemoPlace): Record<string, DemoStore> {
  const file = notesIn(place)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, DemoStore>) : {}
}

function keep(place: DemoPlace, store: DemoStore): DemoStore {
  const file = notesIn(place)
  writeFileSync(`${file}.new`, `${JSON.stringify({ ...readNotes(place), [place.seed]: store }, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
  return store
}
