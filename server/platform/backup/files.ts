import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readSync, readdirSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { BackupError } from './backup-error.ts'
import type { BackupFile } from './manifest.ts'

const CHUNK = Buffer.allocUnsafe(2 ** 20)
/** After so much of a file everything else has its turn: the pulse of a launcher's lock, a progress bar, Ctrl-C. */
const TURN_BYTES = 2 ** 26
/** How many files are written out to the disk at once: it gathers them. */
const AT_ONCE = 16

/** Folders whose files belong to the running server alone; the folders themselves must be there (the manual, 25.3.4). */
const EMPTIED = new Set(['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'])
/** Files of the running server, and what an earlier restore left. */
const LEFT_OUT = new Set(['postmaster.pid', 'postmaster.opts', 'backup_label', 'tablespace_map', 'backup_label.old', 'tablespace_map.old', 'recovery.signal', 'standby.signal', 'current_logfiles'])

/** The folders and files of a data folder that belong into a back-up. What vanishes meanwhile is none. */
export function listData(data: string): { folders: string[]; files: string[] } {
  const found = { folders: [] as string[], files: [] as string[] }
  const walk = (inside: string): void => {
    for (const entry of entriesOf(join(data, inside))) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`
      if (entry.name.startsWith('pgsql_tmp') || entry.name === 'pg_internal.init' || (inside === '' && LEFT_OUT.has(entry.name))) continue
      if (entry.isFile()) found.files.push(path)
      if (!entry.isDirectory()) continue
      found.folders.push(path)
      if (!EMPTIED.has(path)) walk(path)
    }
  }
  walk('')
  return found
}

function entriesOf(folder: string): { name: string; isFile: () => boolean; isDirectory: () => boolean }[] {
  return ifThere(() => readdirSync(folder, { withFileTypes: true })) ?? []
}

/** Copies a file that may change or go while it is copied, and says what was written; undefined when it is gone. */
export async function copyFile(from: string, { to, path }: { to: string; path: string }): Promise<BackupFile | undefined> {
  const source = ifThere(() => openSync(join(from, path), 'r'))
  if (source === undefined) return undefined
  const target = openSync(join(to, path), 'wx', 0o600)
  try {
    return { path, ...await readThrough(source, (chunk) => writeWhole(target, chunk)) }
  } finally {
    closeSync(source)
    closeSync(target)
  }
}

/** Reads a file of a back-up and holds it against the manifest. @throws backup.damaged, which names the file */
export async function checkFile(folder: string, { path, bytes, sha256 }: BackupFile): Promise<void> {
  const file = join(folder, path)
  const source = ifThere(() => openSync(file, 'r'))
  if (source === undefined) throw new BackupError('backup.damaged', { file, why: 'missing' })
  try {
    const found = await readThrough(source, () => {})
    if (found.bytes !== bytes || found.sha256 !== sha256) throw new BackupError('backup.damaged', { file, why: 'changed' })
  } finally {
    closeSync(source)
  }
}

/** Makes folders inside another one; a folder comes after the one that it is in. */
export function makeFolders(root: string, folders: readonly string[]): void {
  for (const folder of ['', ...folders]) mkdirSync(join(root, folder), { mode: 0o700, recursive: true })
}

/** Waits until files and folders, names and content, are on the disk. */
export async function syncAll(paths: readonly string[]): Promise<void> {
  const left = [...paths]
  const next = async (): Promise<void> => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      const file = await open(path, 'r')
      await file.sync().finally(() => file.close())
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
}

/** The same for one folder, whose names changed. */
export function syncFolder(path: string): void {
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

async function readThrough(descriptor: number, take: (chunk: Buffer) => void): Promise<{ bytes: number; sha256: string }> {
  await turn()
  const hash = createHash('sha256')
  let bytes = 0
  for (let read = readSync(descriptor, CHUNK); read > 0; read = readSync(descriptor, CHUNK)) {
    const chunk = CHUNK.subarray(0, read)
    hash.update(chunk)
    take(chunk)
    bytes += read
    if (bytes % TURN_BYTES === 0) await turn()
  }
  return { bytes, sha256: hash.digest('hex') }
}

function writeWhole(descriptor: number, chunk: Buffer): void {
  for (let written = 0; written < chunk.length;) written += writeSync(descriptor, chunk, written)
}

function ifThere<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
