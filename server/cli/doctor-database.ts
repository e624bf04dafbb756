import { setTimeout as sleep } from 'node:timers/promises'
import { instantText } from '#engine/calendar'
import { requireSchema, servingUrl } from '#server/migrations/index'
import { listDueStores } from '#server/modules/activity/index'
import { findDatabaseFaults } from '#server/platform/check-database'
import { ClusterError } from '#server/platform/cluster/cluster-error'
import { hasCluster, placesIn } from '#server/platform/cluster/cluster-folder'
import { openDatabase, type Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { connectionFault } from './connection-fault.ts'
import { countOthers, countWaiting, listProofs, selectServer } from './doctor.store.ts'
import { openOwner, type Owner } from './open-database.ts'
import { look, right, wrong, type Check, type Finding, type Means } from './findings.ts'

/** Clocks this far apart are worth a look, and this far apart put times into the ledger that nobody understands. */
const LOOK_SKEW_MS = 1_000
const WRONG_SKEW_MS = 60_000
/** What is due this long, somebody should have done; and how long a second look waits, so that work under way is no finding. */
const DUE_MS = 60_000
const AGAIN_MS = 2_500
/** A ledger is to be proven each night; two that were missed are no accident. */
const UNPROVEN_MS = 2 * 86_400_000
const MOST_NAMED = 5
const MOST_COUNTED = 50

/** The database: whether it can be had, what it says of itself, whether it may be trusted with value, whether work lies about in it, and since when its ledgers are proven. */
export async function examineDatabase(means: Means): Promise<Finding[]> {
  let owner: Owner | null
  try {
    owner = await findOwner(means)
  } catch (error) {
    if (error instanceof ClusterError) return [wrong('database', error.code, error.details)]
    throw error
  }
  if (owner === null) return []
  const database = openDatabase(owner.ownerUrl, { connections: 1 })
  try {
    const reached = await within('database', owner.ownerUrl, () => examineServer(database, means, owner))
    return reached.some(({ check, state }) => check === 'database' && state === 'wrong') ? reached : [...reached, ...(await examineService(owner.ownerUrl, means))]
  } finally {
    await database.close()
    await owner.stop()
  }
}

/** The owner's address: a database that stands still is started for the look; null where there is none yet. */
async function findOwner({ config }: Means): Promise<Owner | null> {
  if (config.databaseUrl === null && !hasCluster(placesIn(config.dataFolder))) return null
  return openOwner(config)
}

async function examineServer(database: Database, { clock }: Means, { ownerUrl, isStarted }: Owner): Promise<Finding[]> {
  await selectServer(database)
  const before = clock()
  const { version, now } = await selectServer(database)
  const skewMs = Math.abs(now - (before + clock()) / 2)
  const seconds = Math.round(skewMs / 100) / 10
  return [
    right('database', isStarted ? 'cli.doctor.database.started' : 'cli.doctor.database.reached', { host: new URL(ownerUrl).host, version }),
    skewMs <= LOOK_SKEW_MS ? right('clock', 'cli.doctor.clock.right') : (skewMs > WRONG_SKEW_MS ? wrong : look)('clock', 'cli.doctor.clock.apart', { seconds }),
  ]
}

/** What needs the schema and the serving role; an old schema ends it. */
async function examineService(ownerUrl: string, means: Means): Promise<Finding[]> {
  const { config } = means
  const schema = await within('schema', ownerUrl, async () => {
    await requireSchema({ ownerUrl, appUrl: config.databaseAppUrl })
    return [right('schema', 'cli.doctor.schema.right')]
  })
  const [{ key, values } = { key: '', values: {} }] = schema
  if (key.endsWith('.schema_old')) return [config.migrates ? look('schema', 'cli.doctor.schema.old', values) : (schema[0] as Finding)]
  if (schema[0]?.state === 'wrong') return schema
  const servingAt = config.databaseAppUrl ?? servingUrl(ownerUrl)
  const database = openDatabase(servingAt, { connections: 1 })
  try {
    const serving = await within('role', servingAt, () => examineServing(database, servingAt))
    const [first] = serving
    if (first?.key === 'cli.wrong.database.password' && config.databaseAppUrl === null) return [...schema, wrong('role', 'cli.doctor.role.locked', first.values)]
    return [...schema, ...serving, ...(first?.key.startsWith('cli.wrong.') === true ? [] : await within('time', servingAt, async () => [...(await examineWork(database, means)), ...(await examineProofs(database, means))]))]
  } finally {
    await database.close()
  }
}

async function examineServing(database: Database, url: string): Promise<Finding[]> {
  const faults = (await findDatabaseFaults(database)).map(({ code, details }) => wrong(code === 'database.not_durable' ? 'settings' : 'role', `server.problem.${code}`, details))
  const unlessFaulty = (check: Check): Finding[] => (faults.some((fault) => fault.check === check) ? [] : [right(check, `cli.doctor.${check}.right`, { role: decodeURIComponent(new URL(url).username) })])
  return [...unlessFaulty('settings'), ...unlessFaulty('role'), ...faults]
}

/** What time should have done a minute ago, and what members sent each other that has not arrived. */
async function examineWork(database: Database, { clock }: Means): Promise<Finding[]> {
  const listDue = () => listDueStores(database, clock() - DUE_MS)
  const first = new Set((await listDue()).map(({ storeId }) => storeId))
  if (first.size > 0) await sleep(AGAIN_MS)
  const due = first.size === 0 ? [] : (await listDue()).filter(({ storeId }) => first.has(storeId))
  if (due.length === 0) return [right('time', 'cli.doctor.time.right'), right('outbox', 'cli.doctor.outbox.right')]
  const stores = namesOf(due)
  const isRunning = (await countOthers(database)) > 0
  let waiting = 0
  for (const { storeId, until } of due.slice(0, MOST_COUNTED)) waiting += await database.readStore(storeId, (db) => countWaiting({ db, storeId, actor: { kind: 'system', job: 'doctor' }, now: clock() }, until))
  return [
    isRunning ? wrong('time', 'cli.doctor.time.behind', { count: due.length, stores }) : look('time', 'cli.doctor.time.waiting', { count: due.length, stores }),
    waiting === 0 ? right('outbox', 'cli.doctor.outbox.right') : (isRunning ? wrong : look)('outbox', 'cli.doctor.outbox.stuck', { waiting, stores }),
  ]
}

/** When `rockpool verify` last found the ledgers true. Whether they still are, it alone can say. */
async function examineProofs(database: Database, { clock }: Means): Promise<Finding[]> {
  const proofs = await listProofs(database)
  const never = proofs.filter(({ provenAt }) => provenAt === null)
  const proven = proofs.flatMap(({ storeId, provenAt }) => (provenAt === null ? [] : [{ storeId, provenAt }]))
  const late = proven.filter(({ provenAt }) => clock() - provenAt > UNPROVEN_MS)
  const [oldest] = proven
  const isRight = oldest !== undefined && never.length + late.length === 0
  return [
    ...(isRight ? [right('ledger', 'cli.doctor.ledger.right', { at: instantText(oldest.provenAt) })] : []),
    ...(never.length === 0 ? [] : [look('ledger', 'cli.doctor.ledger.never', { count: never.length, stores: namesOf(never) })]),
    ...late.slice(0, 1).map(({ provenAt }) => look('ledger', 'cli.doctor.ledger.late', { count: late.length, stores: namesOf(late), at: instantText(provenAt) })),
  ]
}

function namesOf(stores: readonly { storeId: string }[]): string {
  return `${stores.slice(0, MOST_NAMED).map(({ storeId }) => storeId).join(', ')}${stores.length > MOST_NAMED ? ' …' : ''}`
}

/** What an examination finds; a database that lets nobody in, and what our own checks refuse, are findings too. */
async function within(check: Check, url: string, examine: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await examine()
  } catch (error) {
    if (error instanceof AppError) return [wrong(check, `server.problem.${error.code}`, error.details as Finding['values'])]
    const fault = connectionFault(error, url)
    if (fault !== undefined) return [wrong(check, `cli.wrong.database.${fault.key}`, fault.details)]
    throw error
  }
}
