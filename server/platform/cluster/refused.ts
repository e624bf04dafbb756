import { statfsSync } from 'node:fs'
import { ClusterError } from './cluster-error.ts'

const MIB = 2 ** 20

/** A new cluster takes 60 MB; the log of changes and the first tables want room too. */
const NEEDED_NEW_MB = 256
/** What a cluster that is there wants for getting up again: some pieces of the log, 16 MB each. */
const NEEDED_AGAIN_MB = 64

/** Looks whether the disk has room for a start. @throws cluster.no_space */
export function checkSpace(folder: string, isNew: boolean): void {
  const needed = isNew ? NEEDED_NEW_MB : NEEDED_AGAIN_MB
  if (freeMb(folder) < needed) throw new ClusterError('cluster.no_space', { folder, free: freeMb(folder), needed })
}

/** What to say when PostgreSQL or the system found no room, whatever the figures were. */
export function noSpace(folder: string): ClusterError {
  return new ClusterError('cluster.no_space', { folder, free: freeMb(folder), needed: NEEDED_AGAIN_MB })
}

/** The same error where it is one of ours already; else what the system refused in the folder, as one of ours. */
export function clusterError(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? ''
  if (error instanceof ClusterError) return error
  if (code === 'ENOSPC' || code === 'EDQUOT') return noSpace(folder)
  return ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR', 'EIO'].includes(code) ? new ClusterError('cluster.unwritable', { folder, why: (error as Error).message }) : error
}

function freeMb(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return Math.floor((bavail * bsize) / MIB)
  } catch {
    return 0
  }
}
