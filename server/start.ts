import { isMigrated, migrate, requireSchema, servingUrl } from '#server/migrations/index'
import { openRecorder } from '#server/modules/activity/index'
import { openAuth, openSecrets } from '#server/modules/staff/index'
import { openKeyring } from '#server/modules/keys/index'
import { openHttp } from '#server/app/http'
import { openMetrics } from '#server/app/metrics'
import { ROUTES } from '#server/app/modules'
import { startWorker } from '#server/app/worker'
import type { House } from '#server/app/house'
import { watchArchive } from '#server/platform/backup/watch-archive'
import { findDatabaseFaults } from '#server/platform/check-database'
import { holderOf, isPortFree } from '#server/platform/cluster/port'
import { startCluster, type Cluster } from '#server/platform/cluster/start-cluster'
import type { Config } from '#server/platform/config'
import { openDatabase, type Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { openLog } from '#server/platform/log'
import { readSecret } from '#server/platform/seal'

/** A running Rockpool. */
export type Running = {
  /** Where it answers; null for a process that only works. */
  url: string | null
  house: House
  /** Answers what has arrived, finishes what it is at, and ends everything it started. Twice is once. */
  close: () => Promise<void>
}

/** What is done with the house before it works and answers; what it throws ends the start. */
type Preparing = { prepare?: (house: House) => Promise<void> }

/**
 * Starts what a configuration asks for: the database of its own where no other is named, its schema, the web and the worker.
 * @throws ClusterError where the database of its own does not start; AppError database.* where one must not be trusted with value, staff.other_key, http.port_taken
 */
export async function startRockpool(config: Config, { prepare }: Preparing = {}): Promise<Running> {
  const log = openLog({ level: config.logLevel })
  const closers: (() => Promise<unknown>)[] = []
  const closeAll = async () => {
    for (const close of closers.splice(0).reverse()) await close()
  }
  try {
    const { ownerUrl, cluster } = await findOwner(config, log)
    if (cluster !== null) closers.push(() => cluster.stop())
    if (cluster !== null && config.backupsFolder !== null) closers.push(watchArchive(cluster.superuserUrl, { log: (code, details) => log.warn(details, code) }).stop)
    const ran = config.migrates ? await migrate(ownerUrl, config.databaseAppUrl) : []
    if (!config.migrates) await requireSchema({ ownerUrl, appUrl: config.databaseAppUrl })
    if (ran.length > 0) log.info({ migrations: ran }, 'database.migrated')
    const metrics = openMetrics()
    const database = metrics.measuredDatabase(await openServing(config.databaseAppUrl ?? servingUrl(ownerUrl)))
    closers.push(() => database.close())
    const recorder = openRecorder(database)
    closers.push(() => recorder.close())
    const { staffSecret, seal } = await openSecrets(database, { secret: readSecret(config), before: config.secretBefore, given: config.secret })
    const staffAuth = openAuth({ db: database.bare, secret: staffSecret, publicUrl: config.publicUrl, clock: Date.now })
    const house: House = { database, clock: Date.now, recorder, staffAuth, seal, site: siteOf(config) }
    await prepare?.(house)
    if (config.role !== 'web') closers.push(startWorker(house, { log, metrics }).close)
    const url = config.role === 'worker' ? null : await listen(config, { house, metrics, log, closers })
    log.info({ url, role: config.role }, 'server.started')
    return { url, house, close: closeAll }
  } catch (error) {
    await closeAll()
    throw error
  }
}

async function findOwner({ databaseUrl, dataFolder, databasePort, backupsFolder }: Config, log: ReturnType<typeof openLog>): Promise<{ ownerUrl: string; cluster: Cluster | null }> {
  if (databaseUrl !== null) return { ownerUrl: databaseUrl, cluster: null }
  const cluster = await startCluster({ folder: dataFolder, port: databasePort, archive: { folder: backupsFolder, isServer: true }, log: (code, details) => log.info(details, code) })
  return { ownerUrl: cluster.url, cluster }
}

/** A pool as the serving role, on a database that may be trusted with value. */
async function openServing(url: string): Promise<Database> {
  const database = openDatabase(url)
  const [fault] = await findDatabaseFaults(database)
  if (fault === undefined) return database
  await database.close()
  throw new AppError('unavailable', fault.code, fault.details)
}

/** Looks before anything is begun that would be in vain. @throws AppError http.port_taken with whoever holds it */
export async function requirePortFree({ host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  if (!(await isPortFree(port))) throw portTaken({ host, port })
}

function portTaken({ host, port }: Pick<Config, 'host' | 'port'>): AppError {
  return new AppError('unavailable', 'http.port_taken', { host, port, holder: holderOf(port) || 'none' })
}

/** Where browsers reach this server: as it was told, or on this machine alone. */
function siteOf({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string | null {
  if (publicUrl !== null) return publicUrl
  return /^(?:127\.0\.0\.1|::1|localhost)$/.test(host) && port !== 0 ? `http://localhost:${port}` : null
}

type Web = { house: House; metrics: ReturnType<typeof openMetrics>; log: ReturnType<typeof openLog>; closers: (() => Promise<unknown>)[] }

async function listen({ host, port, publicUrl, proxies }: Config, { house, metrics, log, closers }: Web): Promise<string> {
  const http = openHttp({ house, routes: ROUTES, keyring: openKeyring(house.database), publicUrl, proxies, metrics, log, isReady: () => isMigrated(house.database) })
  closers.push(() => http.close())
  return http.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw portTaken({ host, port })
    throw error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND' ? new AppError('unavailable', 'http.not_listening', { host, port, why: error.message }) : error
  })
}
