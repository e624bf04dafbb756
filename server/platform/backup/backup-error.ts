/** All that may go wrong with a back-up or a restore, each with a sentence of the same name in `locales/<language>/backup.json`. */
export const BACKUP_CODES = [
  'backup.none', 'backup.unknown', 'backup.damaged', 'backup.incomplete', 'backup.segment_damaged', 'backup.too_early', 'backup.too_late',
  'backup.not_empty', 'backup.other_version', 'backup.no_space', 'backup.refused', 'backup.unreachable', 'backup.busy', 'backup.interrupted',
  'backup.tablespaces', 'backup.taken', 'backup.cut_short', 'backup.failed',
] as const

export type BackupCode = (typeof BACKUP_CODES)[number]

/** What a sentence about a back-up is filled with. */
export type BackupDetails = Readonly<Record<string, string | number>>

/** A back-up cannot be made or restored, and whoever asked can do something about it: the code's sentence says what. */
export class BackupError extends Error {
  override name = 'BackupError'
  readonly code: BackupCode
  readonly details: BackupDetails

  constructor(code: BackupCode, details: BackupDetails = {}) {
    super(`${code} ${JSON.stringify(details)}`)
    this.code = code
    this.details = details
  }
}

/** What the system refused about a folder, as an error of ours; one of ours, and what nobody can help, as it is. */
export function refusedBy(error: unknown, folder: string): unknown {
  const { code = '', message, syscall } = (error ?? {}) as NodeJS.ErrnoException
  if (error instanceof BackupError || typeof syscall !== 'string') return error
  if (code === 'ENOSPC' || code === 'EDQUOT') return new BackupError('backup.no_space', { folder, free: 0, needed: 0 })
  return ['connect', 'read', 'write'].includes(syscall) && code.startsWith('ECONN') ? error : new BackupError('backup.refused', { folder, why: message })
}
