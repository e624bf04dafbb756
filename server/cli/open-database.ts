import { setTimeout as sleep } from 'node:timers/promises'
import { migrate, requireSchema, servingUrl } from '#server/migrations/index'
import { BackupError } from '#server/platform/backup/backup-error'
import { ClusterError } from '#server/platform/cluster/cluster-error'
import { awaitRunning, type RunningCluster } from '#server/platform/cluster/find-running'
import { startCluster } from '#server/platform/cluster/start-cluster'
import { ConfigError, readConfig, type Config } from '#server/platform/config'
import { HOST } from '#server/platform/cluster/port'
import { openDatabase, type Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import type { StaffLocale } from '#engine/text'
import { connectionFault } from './connection-fault.ts'
import { Failure, wrongOptions, type WrongOption } from './exits.ts'
import { endingInOrder } from './listen-for-end.ts'
import { openText } from './text.ts'

/** Between the start of its database and its first migration a server has nothing else to do. */
const BEGINNING_MS = 3_000
const LOOK_MS = 100

/** A database that a command works on, as the serving role and as its owner. */
export type CommandDatabase = { database: Database; ownerUrl: string; close: () => Promise<void> }

/**
 * Opens the database of the configuration: of a server that runs, or for as long as the command takes. The schema of a server that runs is
 * left to it. @throws ClusterError, AppError database.*
 */
export async function openCommandDatabase(config: Config): Promise<CommandDatabase> {
  const { ownerUrl, isServed, stop } = await openOwner(config)
  const appUrl = config.databaseAppUrl
  try {
    if (isServed) await requireServedSchema({ ownerUrl, appUrl })
    else if (config.migrates) await migrate(ownerUrl, appUrl)
    else await requireSchema({ ownerUrl, appUrl })
  } catch (error) {
    await stop()
    throw error
  }
  const database = openDatabase(appUrl ?? servingUrl(ownerUrl), { connections: 4 })
  return {
    database, ownerUrl,
    close: async () => {
      await database.close()
      await stop()
    },
  }
}

/** The same of a server that runs: one that has just started its database makes the schema in a moment. @throws as requireSchema */
async function requireServedSchema(target: Parameters<typeof requireSchema>[0]): Promise<void> {
  for (const end = performance.now() + BEGINNING_MS; ; await sleep(LOOK_MS)) {
    try {
      return await requireSchema(target)
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'database.schema_old') || performance.now() > end) throw error
    }
  }
}

/** Does something on the database of the configuration, and lets go of it. @throws Failure in the words of whoever started the command */
export async function onDatabase<T>(locale: StaffLocale, act: (opened: CommandDatabase, config: Config) => Promise<T>): Promise<T> {
  const config = configFor(locale)
  try {
    const opened = await openCommandDatabase(config)
    return await act(opened, config).finally(opened.close)
  } catch (error) {
    throw inWords(error, locale)
  }
}

/** The owner's way to a database; whether a process of ours serves it besides, or it was started until `stop`. */
export type Owner = { ownerUrl: string; isServed: boolean; isStarted: boolean; stop: () => Promise<void> }

/** How the owner connects: to your PostgreSQL, or to ours. Ctrl-C ends it in order until its `stop`. @throws ClusterError */
export async function openOwner(config: Config): Promise<Owner> {
  const { databaseUrl } = config
  return databaseUrl === null ? openOwnCluster(config) : endingInOrder(async () => ({ ownerUrl: databaseUrl, isServed: false, isStarted: false, stop: async () => {} }))
}

/** Our own PostgreSQL: that of a process that serves it, or started until `stop` or Ctrl-C. @throws ClusterError */
export async function openOwnCluster({ dataFolder, databasePort, backupsFolder }: Config): Promise<Owner & RunningCluster> {
  const running = await awaitRunning(dataFolder)
  return endingInOrder(async () => {
    if (running !== null) return { ...running, isServed: true, isStarted: false, stop: async () => {} }
    const { url, superuserUrl, stop } = await startCluster({ folder: dataFolder, port: databasePort, archive: { folder: backupsFolder, isServer: false }, log: () => {} })
    return { ownerUrl: url, superuserUrl, isServed: false, isStarted: true, stop }
  })
}

/** The settings. @throws Failure in the user's words */
export function configFor(locale: StaffLocale): Config {
  try {
    return readConfig()
  } catch (error) {
    throw inWords(error, locale)
  }
}

/** What whoever started the command can do something about, in their words; anything else as it is. */
export function inWords(error: unknown, locale: StaffLocale): unknown {
  const text = openText(locale, ['cli', 'cluster', 'server', 'backup'])
  if (error instanceof ClusterError) return new Failure(text.say(error.code, error.details))
  if (error instanceof BackupError) return new Failure(text.say(error.code, error.details))
  if (error instanceof ConfigError) return new Failure(text.say('cli.wrong.setting', error.details))
  const fault = connectionFault(error, readConfig().databaseUrl ?? `postgres://${HOST}`)
  if (fault !== undefined) return new Failure(text.say(`cli.wrong.database.${fault.key}`, fault.details))
  if (error instanceof AppError && error.code === 'http.wrong_shape') return wrongOptions(error.details['errors'] as WrongOption[])
  if (error instanceof AppError) return new Failure(text.say(`server.problem.${error.code}`, error.details as Record<string, string>))
  return error
}
