import { sql, type Kysely } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { NoTables } from '#server/platform/context'

/** Counts one more attempt of a subject in a window that begins with the first, and takes away what is over. */
export async function countAttempt(db: Kysely<NoTables>, { subject, windowMs, now }: { subject: string; windowMs: number; now: Instant }): Promise<{ made: number; endsAt: Instant }> {
  await sql`delete from staff_attempts where ends_at <= ${now}`.execute(db)
  const { rows } = await sql<{ made: number; endsAt: Instant }>`
    insert into staff_attempts as a (subject, ends_at, made) values (${subject}, ${now + windowMs}, 1)
    on conflict (subject) do update set made = a.made + 1 returning made, ends_at as "endsAt"`.execute(db)
  return rows[0] as { made: number; endsAt: Instant }
}

/** Forgets attempts: whoever has shown who they are starts anew. */
export async function forgetAttempts(db: Kysely<NoTables>, subjects: readonly string[]): Promise<void> {
  await sql`delete from staff_attempts where subject = any(${subjects}::text[])`.execute(db)
}
