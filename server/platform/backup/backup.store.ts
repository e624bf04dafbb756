import type pg from 'pg'

/** One back-up of a server at a time: a lock of the connection that makes it. */
const TURN = 7_263_052

/** What PostgreSQL says at the end of a back-up: where in the log, when, and the two files that it wants written as they are. */
export type BackupEnd = { stopLsn: string; endedAt: string; label: string; tablespaces: string }

/** Whether the turn is ours; it is until the connection ends. */
export async function takeTurn(client: pg.Client): Promise<boolean> {
  const { rows: [row] } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [TURN])
  return row!.taken
}

/**
 * Begins a back-up, which lasts as long as the connection. A slot of the connection keeps the log from here on, whether the server archives
 * or not. Starts with a checkpoint, at once.
 */
export async function startBackup(client: pg.Client, id: string): Promise<{ startLsn: string; timeline: number; beganAt: string }> {
  await client.query('select pg_create_physical_replication_slot($1, true, true)', [`rockpool_backup_${id.toLowerCase()}`])
  const { rows: [row] } = await client.query<{ lsn: string; timeline: number; at: Date }>(`
    with started as materialized (select pg_backup_start($1, fast => true) as lsn)
    select lsn::text, ('x' || substr(pg_walfile_name(lsn), 1, 8))::bit(32)::int as timeline, clock_timestamp() as at from started`, [`rockpool ${id}`])
  return { startLsn: row!.lsn, timeline: row!.timeline, beganAt: row!.at.toISOString() }
}

/** Ends a back-up; the log that belongs to it is whole then, and still there. */
export async function stopBackup(client: pg.Client): Promise<BackupEnd> {
  const { rows: [row] } = await client.query<{ lsn: string; labelfile: string; spcmapfile: string | null; at: Date }>(`
    with stopped as materialized (select * from pg_backup_stop(wait_for_archive => false))
    select lsn::text, labelfile, spcmapfile, date_trunc('milliseconds', clock_timestamp()) + interval '1 millisecond' as at from stopped`)
  return { stopLsn: row!.lsn, label: row!.labelfile, tablespaces: row!.spcmapfile ?? '', endedAt: row!.at.toISOString() }
}

/** How archiving goes: the command, and the piece that was tried in vain since the last one that was kept. */
export async function readArchiving(client: pg.Client): Promise<{ command: string; failed: string | null }> {
  const { rows: [row] } = await client.query<{ command: string; failed: string | null }>(`
    select current_setting('archive_command') as command, case when last_failed_time > coalesce(last_archived_time, '-infinity') then last_failed_wal end as failed
    from pg_stat_archiver`)
  return row!
}
