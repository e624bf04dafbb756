import { chmodSync, existsSync, lchownSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { createHash, randomBytes } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'
import { ClusterError } from './cluster-error.ts'
import { checkSpace } from './refused.ts'

/** The major version of the binaries; a data folder of another one they cannot read. */
export const MAJOR_VERSION = '18'

/** What is where in a cluster's folder, and the name that its processes carry. */
export type ClusterFolder = { root: string; data: string; newData: string; log: string; lock: string; passwords: string; own: string; archive: string; restoring: string; name: string }

/** The passwords of the superuser and of the owner of Rockpool's database. */
export type Passwords = { superuser: string; owner: string }

/** The places in a folder; nothing is made. */
export function placesIn(folder: string): ClusterFolder {
  const root = resolve(folder)
  return {
    root,
    data: join(root, 'data'),
    newData: join(root, 'data.new'),
    log: join(root, 'postgres.log'),
    lock: join(root, 'launcher.json'),
    passwords: join(root, 'passwords.json'),
    own: join(root, 'postgresql.conf'),
    archive: join(root, 'archive.json'),
    restoring: join(root, 'restoring.json'),
    name: `rockpool-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`,
  }
}

/**
 * Makes the folder when it is new, and looks whether a cluster can live there. When we are root everyone may pass it, as
 * PostgreSQL runs as another user; its files are closed one by one.
 * @throws cluster.not_ours, cluster.other_version, cluster.restoring, cluster.no_space, and what the system refuses
 */
export function openClusterFolder({ root, data, restoring }: ClusterFolder): void {
  makeFolder(root)
  if (existsSync(join(root, 'PG_VERSION'))) throw new ClusterError('cluster.not_ours', { folder: root })
  if (existsSync(data)) checkVersion(data)
  // Whoever waits for what they had would take an empty database for the loss of it.
  else if (existsSync(restoring)) throw new ClusterError('cluster.restoring', { folder: root, file: restoring })
  else if (process.getuid?.() === 0) chmodSync(root, 0o755)
  checkSpace(root, !existsSync(data))
}

/** Whether there is a cluster in the folder already. */
export function hasCluster({ data }: ClusterFolder): boolean {
  return existsSync(data)
}

/** The passwords, drawn and kept when there are none; `areNew` tells. Only our own user may read the file. */
export function openPasswords({ passwords: file }: ClusterFolder): Passwords & { areNew: boolean } {
  if (existsSync(file)) return { ...(JSON.parse(readFileSync(file, 'utf8')) as Passwords), areNew: false }
  const passwords = { superuser: randomBytes(24).toString('hex'), owner: randomBytes(24).toString('hex') }
  writeFileSync(`${file}.new`, `${JSON.stringify(passwords, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
  return { ...passwords, areNew: true }
}

/** Gives a folder and all below to a user; nothing is done where it is that user's, or no user is named. */
export function giveTo(owner: number | undefined, path: string): void {
  if (owner === undefined || statSync(path).uid === owner) return
  for (const entry of readdirSync(path, { recursive: true, encoding: 'utf8' })) lchownSync(join(path, entry), owner, owner)
  lchownSync(path, owner, owner)
}

/** Makes a folder and those above it one by one: Node's own way says ENOENT where the disk is read-only. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path)
}

function checkVersion(data: string): void {
  const found = readVersion(data)
  if (found === undefined) throw new ClusterError('cluster.not_ours', { folder: data })
  if (found !== MAJOR_VERSION) throw new ClusterError('cluster.other_version', { folder: data, found, wanted: MAJOR_VERSION })
}

function readVersion(data: string): string | undefined {
  try {
    return readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
