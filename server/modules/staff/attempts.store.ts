import { sql, type Kysely } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { NoTables } from '#server/platform/context'

/** Counts one more attempt of each subject in a window that begins with the first, and takes away what is over. */
export async function countAttempts(db: Kysely<NoTables>, { subjects, now }: { subjects: readonly { subject: string; windowMs: number }[]; now: Instant }): Promise<{ subject: string; made: number; endsAt: Instant }[]> {
  await sql`delete from staff_attempts where ends_at <= ${now}`.execute(db)
  // In one order, so that two who count the same do not wait for each other.
  const ordered = [...subjects].sort((a, b) => (a.subject < b.subject ? -1 : 1))
  const { rows } = await sql<{ subject: string; made: number; endsAt: Instant }>`
    insert into staff_attempts as a (subject, ends_at, made) select subject, ${now} + window_ms, 1 from jsonb_to_recordset((${JSON.stringify(ordered.map(({ subject, windowMs }) => ({ subject, window_ms: windowMs })))}::text)::jsonb) as r(subject text, window_ms bigint)
    on conflict (subject) do update set made = a.made + 1 returning subject, made, ends_at as "endsAt"`.execute(db)
  return rows
}

/** Forgets attempts: whoever has shown who they are starts anew. */
export async function forgetAttempts(db: Kysely<NoTables>, subjects: readonly string[]): Promise<void> {
  await sql`delete from staff_attempts where subject = any(${subjects}::text[])`.execute(db)
}
