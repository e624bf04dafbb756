import { instantText } from '#engine/calendar'
import { createKey, PERMISSIONS } from '#server/modules/keys/index'
import { publishProgram } from '#server/modules/programs/index'
import { seatHouseOwners } from '#server/modules/seats/index'
import { createStore, getStore, listStores } from '#server/modules/stores/index'
import { newId } from '#server/platform/ids'
import { onDatabase } from './open-database.ts'
import { readProgramText } from './program-file.ts'
import type { Text } from './text.ts'

type CreateOptions = { name: string; program: string; sandbox?: boolean; json?: boolean }

/** `rockpool stores create`: a store with a program and a key that may do everything. */
export async function runStoresCreate({ name, program, sandbox = false, json = false }: CreateOptions, text: Text): Promise<void> {
  const { locale, say } = text
  const document = await readProgramText(program, text)
  const kind = sandbox ? 'sandbox' : 'live'
  await onDatabase(locale, async ({ database }, { host, port }) => {
    const now = Date.now()
    const storeId = newId('str', now)
    const { key, secret } = await database.inStore(storeId, async (db) => {
      const ctx = { db, storeId, actor: { kind: 'system', job: 'stores create' } as const, now }
      await createStore(ctx, { name, kind })
      await publishProgram(ctx, { document })
      await seatHouseOwners(ctx)
      return createKey(ctx, { name: 'First key', scopes: [...PERMISSIONS] })
    })
    const lines = [say('cli.stores.create.made', { name, storeId }), say('cli.stores.create.key', { key: secret }), '', say('cli.stores.create.try'), ...tries(`http://${host}:${port}`, secret).map((line) => `  ${line}`)]
    process.stdout.write(`${json ? JSON.stringify({ store: storeId, name, kind, key, secret }) : lines.join('\n')}\n`)
  })
}

/** `rockpool stores list`: every store of the database. */
export async function runStoresList({ json = false }: { json?: boolean }, { locale, say }: Text): Promise<void> {
  const stores = await onDatabase(locale, async ({ database }) => {
    const actor = { kind: 'system', job: 'stores list' } as const
    return Promise.all((await listStores(database)).map((storeId) => database.readStore(storeId, (db) => getStore({ db, storeId, actor, now: Date.now() }))))
  })
  const told = stores.map(({ storeId: store, name, kind, clockAt }) => ({ store, name, kind, clockAt: clockAt === null ? null : instantText(clockAt) }))
  const lines = told.map(({ store, name, kind, clockAt }) => `${store}  ${name}  ${kind === 'live' ? say('cli.stores.list.live') : say('cli.stores.list.sandbox', { clock: clockAt ?? '' })}`)
  process.stdout.write(`${json ? JSON.stringify({ stores: told }) : lines.length === 0 ? say('cli.verify.none') : lines.join('\n')}\n`)
}

/** Three commands that show what there is: tell of an order, look at the member, ask why. */
function tries(url: string, key: string): string[] {
  const order = '{"source":"shop","id":"order-1","type":"order.paid","occurredAt":"2026-01-05T10:00:00Z","member":"ada","order":{"id":"1","currency":"USD","lines":[{"id":"1","sku":"hat","quantity":1,"amountMinor":5900}]}}'
  const ask = (path: string) => `curl -s ${url}/api/v1${path} -H "Authorization: Bearer ${key}"`
  return [`${ask('/events')} -H "Content-Type: application/json" -d '${order}'`, ask('/members/ada'), ask('/members/ada/explanations')]
}
