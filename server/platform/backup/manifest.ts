import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BackupError } from './backup-error.ts'

/** A file of a back-up, by its path in the data. */
export type BackupFile = { path: string; bytes: number; sha256: string }

/** What a back-up is: everything that must be there, and from when it is. Times are ISO 8601 in UTC, of PostgreSQL's clock. */
export type Manifest = {
  format: 1
  id: string
  /** The major version of the PostgreSQL that wrote the data. */
  postgres: string
  system: string
  timeline: number
  /** The log of changes from here to there makes the copy whole. */
  startLsn: string
  stopLsn: string
  beganAt: string
  /** The first moment to which it can be restored. */
  endedAt: string
  bytes: number
  folders: readonly string[]
  files: readonly BackupFile[]
}

const FILE = 'manifest.json'

/** Writes the manifest of the back-up in a folder, with a checksum of itself. */
export function writeManifest(folder: string, manifest: Manifest): void {
  writeFileSync(join(folder, FILE), `${JSON.stringify({ sha256: digestOf(manifest), manifest })}\n`, { mode: 0o600, flush: true })
}

/** Reads the manifest of the back-up in a folder. @throws backup.damaged, which names the file */
export function readManifest(folder: string): Manifest {
  const file = join(folder, FILE)
  if (!existsSync(file)) throw new BackupError('backup.damaged', { file, why: 'missing' })
  const text = readFileSync(file, 'utf8')
  try {
    const { sha256, manifest } = JSON.parse(text) as { sha256: string; manifest: Manifest }
    if (sha256 === digestOf(manifest)) return manifest
  } catch {
    // Cut off, or no JSON any more: as damaged as one whose checksum is wrong.
  }
  throw new BackupError('backup.damaged', { file, why: 'changed' })
}

function digestOf(manifest: Manifest): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex')
}
