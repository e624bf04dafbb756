import { migrate } from '#server/migrations/index'
import { configFor, inWords, openOwner } from './open-database.ts'
import type { Text } from './text.ts'

/** `rockpool migrate`: brings the schema up apart from a start, and says which migrations ran. @throws Failure */
export async function runMigrate({ json = false }: { json?: boolean }, { locale, say }: Text): Promise<void> {
  const config = configFor(locale)
  try {
    const { ownerUrl, stop } = await openOwner(config)
    const ran = await migrate(ownerUrl, config.databaseAppUrl).finally(stop)
    const told = ran.length === 0 ? say('cli.migrate.nothing') : say('cli.migrate.ran', { count: ran.length, migrations: ran.join(', ') })
    process.stdout.write(`${json ? JSON.stringify({ ran }) : told}\n`)
  } catch (error) {
    throw inWords(error, locale)
  }
}
