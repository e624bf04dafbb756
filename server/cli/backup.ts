import { rangeOf } from '#server/platform/backup/choose-backup'
import { BackupError } from '#server/platform/backup/backup-error'
import { keepBackups, type Removed } from '#server/platform/backup/keep-backups'
import { readArchive, type Archive } from '#server/platform/backup/list-backups'
import { makeBackup, type MadeBackup } from '#server/platform/backup/make-backup'
import type { Manifest } from '#server/platform/backup/manifest'
import { rememberedArchive } from '#server/platform/cluster/archive'
import { hasCluster, placesIn } from '#server/platform/cluster/cluster-folder'
import type { Config } from '#server/platform/config'
import { Failure, UsageError } from './exits.ts'
import { configFor, inWords, openOwnCluster } from './open-database.ts'
import { openSteps } from './backup-steps.ts'
import type { Text } from './text.ts'

export type BackupOptions = { to?: string; keep?: string; list?: true; json?: true }

const MIB = 2 ** 20

/** `rockpool backup`: makes a base back-up of the database of its own, or lists what there is. @throws UsageError, Failure */
export async function runBackup({ to, keep, list, json }: BackupOptions, text: Text): Promise<void> {
  const { locale, say } = text
  const most = keep === undefined ? undefined : countOf(keep, say)
  const config = configFor(locale)
  if (config.databaseUrl !== null) throw new Failure(say('cli.backup.own_server'))
  const folder = to ?? config.backupsFolder ?? rememberedArchive(placesIn(config.dataFolder))
  if (folder === null) throw new UsageError(say('cli.backup.where'))
  try {
    if (list === true) return tellList(readArchive(folder), { isJson: json === true, text })
    const began = performance.now()
    const made = await make({ config, folder }, text)
    const removed = most === undefined ? { backups: [], segments: 0 } : keepBackups(folder, most)
    const seconds = (performance.now() - began) / 1_000
    process.stdout.write(json === true ? `${JSON.stringify(madeJson(made, { folder, removed, seconds }))}\n` : `${madeLines(made, { folder, removed, seconds }, say).join('\n')}\n`)
  } catch (error) {
    throw inWords(error, locale)
  }
}

/** Makes a back-up of the server that runs, or of one that runs for as long as it takes. */
async function make({ config, folder }: { config: Config; folder: string }, text: Text): Promise<MadeBackup> {
  const place = placesIn(config.dataFolder)
  if (!hasCluster(place)) throw new Failure(text.say('cli.backup.no_database', { folder: place.root }))
  const { superuserUrl, stop } = await openOwnCluster(config)
  const progress = openSteps(text)
  try {
    return await makeBackup({ place, superuserUrl, folder, onProgress: progress.tell })
  } finally {
    progress.stop()
    await stop()
  }
}

type Told = { folder: string; removed: Removed; seconds: number }

function madeJson({ manifest: { files, folders: _, ...manifest }, isArchived, failed }: MadeBackup, { folder, removed, seconds }: Told): object {
  return { ...manifest, files: files.length, folder, isArchived, failed, removed, seconds: Math.round(seconds * 10) / 10 }
}

function madeLines({ manifest, isArchived, failed }: MadeBackup, { folder, removed, seconds }: Told, say: Text['say']): string[] {
  const { id, bytes, files, endedAt } = manifest
  return [
    say('cli.backup.made', { id, megabytes: Math.ceil(bytes / MIB), files: files.length, seconds: Math.ceil(seconds), folder }),
    say(isArchived ? 'cli.backup.archived' : 'cli.backup.alone', { endedAt, folder }),
    ...(failed === null ? [] : [say('cli.backup.failing', { segment: failed })]),
    ...(removed.backups.length === 0 ? [] : [say('cli.backup.removed', { count: removed.backups.length, backups: removed.backups.join(', '), segments: removed.segments })]),
  ]
}

function tellList(archive: Archive, { isJson, text: { say } }: { isJson: boolean; text: Text }): void {
  const rows = archive.backups.map((manifest) => ({ id: manifest.id, bytes: manifest.bytes, timeline: manifest.timeline, ...reach(archive, manifest) }))
  if (isJson) return void process.stdout.write(`${JSON.stringify({ folder: archive.places.root, backups: rows, damaged: archive.damaged })}\n`)
  const lines = rows.map(({ id, bytes, from, to, missing }) => say(missing === null ? 'cli.backup.row' : 'cli.backup.row_short', { id, megabytes: Math.ceil(bytes / MIB), from, to, missing: missing ?? '' }))
  const damaged = archive.damaged.map((id) => say('cli.backup.row_damaged', { id }))
  const none = lines.length + damaged.length === 0 ? [say('cli.backup.empty', { folder: archive.places.root })] : []
  process.stdout.write(`${[...lines, ...damaged, ...none].join('\n')}\n`)
}

/** From when to when a back-up can be restored, and the piece of the log whose lack cuts it short. */
function reach(archive: Archive, manifest: Manifest): { from: string; to: string; missing: string | null } {
  try {
    return rangeOf(archive, manifest)
  } catch (error) {
    if (!(error instanceof BackupError)) throw error
    return { from: manifest.endedAt, to: manifest.endedAt, missing: String(error.details['segment'] ?? '') }
  }
}

function countOf(keep: string, say: Text['say']): number {
  if (!/^[1-9]\d{0,5}$/.test(keep)) throw new UsageError(say('cli.backup.wrong_keep', { found: keep }))
  return Number(keep)
}
