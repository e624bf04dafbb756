import { createKey, PERMISSIONS } from '#server/modules/keys/index'
import { publishProgram } from '#server/modules/programs/index'
import { createStore } from '#server/modules/stores/index'
import { newId } from '#server/platform/ids'
import { configFor, inWords, openCommandDatabase } from './open-database.ts'
import { readProgramText } from './program-file.ts'
import type { Text } from './text.ts'

/** `rockpool stores create`: a store with a program and a key that may do everything. */
export async function runStoresCreate({ name, program, sandbox = false }: { name: string; program: string; sandbox?: boolean }, text: Text): Promise<void> {
  const { locale, say } = text
  const document = await readProgramText(program, text)
  const config = configFor(locale)
  const opened = await openCommandDatabase(config).catch((error: unknown) => {
    throw inWords(error, locale)
  })
  try {
    const now = Date.now()
    const storeId = newId('str', now)
    const { secret } = await opened.database.inStore(storeId, async (db) => {
      const ctx = { db, storeId, actor: { kind: 'system', job: 'stores create' } as const, now }
      await createStore(ctx, { name, kind: sandbox ? 'sandbox' : 'live' })
      await publishProgram(ctx, { document })
      return createKey(ctx, { name: 'First key', scopes: [...PERMISSIONS] })
    })
    const url = `http://${config.host}:${config.port}`
    const lines = [say('cli.stores.create.made', { name, storeId }), say('cli.stores.create.key', { key: secret }), '', say('cli.stores.create.try'), ...tries(url, secret).map((line) => `  ${line}`)]
    process.stdout.write(`${lines.join('\n')}\n`)
  } finally {
    await opened.close()
  }
}

/** Three commands that show what there is: tell of an order, look at the member, ask why. */
function tries(url: string, key: string): string[] {
  const order = '{"source":"shop","id":"order-1","type":"order.paid","occurredAt":"2026-01-05T10:00:00Z","member":"ada","order":{"id":"1","currency":"USD","lines":[{"id":"1","sku":"hat","quantity":1,"amountMinor":5900}]}}'
  const ask = (path: string) => `curl -s ${url}/api/v1${path} -H "Authorization: Bearer ${key}"`
  return [`${ask('/events')} -H "Content-Type: application/json" -d '${order}'`, ask('/members/ada'), ask('/members/ada/explanations')]
}
