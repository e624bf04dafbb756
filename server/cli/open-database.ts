import { migrate, servingUrl } from '#server/migrations/index'
import { ClusterError } from '#server/platform/cluster/cluster-error'
import { findRunning } from '#server/platform/cluster/find-running'
import { startCluster } from '#server/platform/cluster/start-cluster'
import { ConfigError, readConfig, type Config } from '#server/platform/config'
import { openDatabase, type Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import type { Locale } from '#engine/text'
import { Failure } from './exits.ts'
import { openText } from './text.ts'

/** A database that a command works on, as the serving role and as its owner. */
export type CommandDatabase = { database: Database; ownerUrl: string; close: () => Promise<void> }

/** Opens the database of the configuration: of a server that runs, or for as long as the command takes. */
export async function openCommandDatabase(config: Config): Promise<CommandDatabase> {
  const running = config.databaseUrl ?? findRunning(config.dataFolder)
  const cluster = running === null ? await startCluster({ folder: config.dataFolder, port: config.databasePort, log: () => {} }) : null
  const ownerUrl = running ?? (cluster?.url as string)
  if (cluster !== null || config.databaseUrl !== null) await migrate(ownerUrl)
  const database = openDatabase(servingUrl(ownerUrl), { connections: 4 })
  return {
    database, ownerUrl,
    close: async () => {
      await database.close()
      await cluster?.stop()
    },
  }
}

/** The settings. @throws Failure in the user's words */
export function configFor(locale: Locale): Config {
  try {
    return readConfig()
  } catch (error) {
    throw inWords(error, locale)
  }
}

/** What whoever started the command can do something about, in their words; anything else as it is. */
export function inWords(error: unknown, locale: Locale): unknown {
  const text = openText(locale, ['cli', 'cluster', 'server'])
  if (error instanceof ClusterError) return new Failure(text.say(error.code, error.details))
  if (error instanceof ConfigError) return new Failure(text.say('cli.wrong.setting', error.details))
  if (error instanceof AppError) return new Failure(text.say(`server.problem.${error.code}`, error.details as Record<string, string>))
  return error
}
