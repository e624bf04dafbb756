import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { findNative, prepareBinaries } from '#server/platform/cluster/binaries'
import { ClusterError } from '#server/platform/cluster/cluster-error'
import { hasCluster, openClusterFolder, placesIn } from '#server/platform/cluster/cluster-folder'
import { isHeldHere } from '#server/platform/cluster/launcher-lock'
import { holderOf, isPortFree } from '#server/platform/cluster/port'
import { checkSpace, clusterError } from '#server/platform/cluster/refused'
import { chooseRunAs } from '#server/platform/cluster/run-as'
import type { Config } from '#server/platform/config'
import { look, right, wrong, type Finding, type Means } from './findings.ts'

const NODE_MAJOR = 24
const MIB = 2 ** 20
/** Below this a store that grows has days rather than months. */
const LITTLE_MB = 1_024
const ANSWER_MS = 3_000

/** Whether this is the Node that Rockpool is made for. */
export async function examineNode({ nodeVersion: version }: Means): Promise<Finding[]> {
  const major = Number(version.split('.')[0])
  if (major < NODE_MAJOR) return [wrong('node', 'cli.doctor.node.old', { version })]
  return [major > NODE_MAJOR ? look('node', 'cli.doctor.node.new', { version }) : right('node', 'cli.doctor.node.right', { version })]
}

/** Whether the programs of the database of our own are there and run. */
export async function examineBinaries({ config: { databaseUrl, dataFolder } }: Means): Promise<Finding[]> {
  if (databaseUrl !== null) return []
  return tryCluster('binaries', dataFolder, async () => {
    await prepareBinaries(await chooseRunAs(existing(dataFolder) === dataFolder ? dataFolder : tmpdir()), findNative())
    return [right('binaries', 'cli.doctor.binaries.right')]
  })
}

/** The folder of the database of our own: whose it is, who may read the passwords in it, and whether a database can live there. */
export async function examineFolder({ config: { databaseUrl, dataFolder: folder }, uid }: Means): Promise<Finding[]> {
  if (databaseUrl !== null) return []
  const place = placesIn(folder)
  return tryCluster('folder', folder, async () => {
    const at = existing(folder)
    accessSync(at, constants.W_OK)
    if (!statSync(at).isDirectory()) throw new ClusterError('cluster.unwritable', { folder, why: `${at}: ENOTDIR` })
    if (!hasCluster(place)) return [look('folder', 'cli.doctor.folder.none', { folder })]
    openClusterFolder(place)
    const owner = statSync(place.data).uid
    if (uid !== 0 && owner !== uid) return [wrong('folder', 'cli.doctor.folder.foreign', { folder: place.data, owner, uid })]
    if (existsSync(place.passwords) && (statSync(place.passwords).mode & 0o077) !== 0) return [wrong('folder', 'cli.doctor.folder.open_passwords', { file: place.passwords })]
    return [right('folder', 'cli.doctor.folder.right', { folder })]
  })
}

/** Whether the disk of the database of our own has room. */
export async function examineSpace({ config: { databaseUrl, dataFolder: folder } }: Means): Promise<Finding[]> {
  if (databaseUrl !== null) return []
  return tryCluster('space', folder, async () => {
    const at = existing(folder)
    checkSpace(at, !hasCluster(placesIn(folder)))
    const { bavail, bsize } = statfsSync(at)
    const free = Math.floor((bavail * bsize) / MIB)
    return [free < LITTLE_MB ? look('space', 'cli.doctor.space.little', { folder: at, free }) : right('space', 'cli.doctor.space.enough', { free })]
  })
}

/** Who answers at the address that Rockpool serves at. */
export async function examinePort({ config: { host, port, role } }: Means): Promise<Finding[]> {
  if (role === 'worker' || port === 0) return []
  const url = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`
  const status = await readinessAt(url)
  if (status === 'ready') return [right('server', 'cli.doctor.server.serving', { url })]
  if (status === 'not_ready') return [wrong('server', 'cli.doctor.server.not_ready', { url })]
  if (status === 'other' || !(await isPortFree(port))) return [wrong('server', 'server.problem.http.port_taken', { host, port, holder: holderOf(port) || 'none' })]
  return [look('server', 'cli.doctor.server.silent', { url })]
}

/** Whether the port that was chosen for the database of our own is free while it does not run. */
export async function examineDatabasePort({ config: { databaseUrl, databasePort: port, dataFolder } }: Means): Promise<Finding[]> {
  if (databaseUrl !== null || port === 0 || isHeldHere(placesIn(dataFolder).lock) || (await isPortFree(port))) return []
  return [wrong('database', 'cluster.port_in_use', { port, holder: holderOf(port) || 'none' })]
}

/** What the health check of a Rockpool says; `other` when something else answers, undefined when nobody does. */
async function readinessAt(url: string): Promise<'ready' | 'not_ready' | 'other' | undefined> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(ANSWER_MS) })
    const { status } = (await answer.json().catch(() => ({}))) as { status?: unknown }
    return status === 'ready' || status === 'not_ready' ? status : 'other'
  } catch (error) {
    return (error as { cause?: { code?: string } }).cause?.code === 'ECONNREFUSED' ? undefined : 'other'
  }
}

/** The folder itself, or the nearest one above it that is there. */
function existing(folder: Config['dataFolder']): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder))
}

/** What an examination finds; what the cluster or the system refuses is a finding too. */
async function tryCluster(check: Finding['check'], folder: string, examine: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await examine()
  } catch (error) {
    const refused = clusterError(error, folder)
    if (refused instanceof ClusterError) return [wrong(check, refused.code, refused.details)]
    throw error
  }
}
