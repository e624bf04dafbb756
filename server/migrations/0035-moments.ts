import { sql, type Kysely } from 'kysely'

/** What happened with a member is read by time, each kind by itself: orders and what is about them, postings, and mails, whose ids are in the order of their time. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

/** The kinds are those of `selectOrderEvents` in `server/modules/activity/moments.store.ts`, to the letter. */
const STATEMENTS = [
  `create index activity_events_orders on activity_events (store_id, member_id, occurred_at, event_no)
    where event->>'kind' in ('order.paid', 'order.exchanged', 'order.refunded', 'order.charged_back', 'credit.noted')`,
  `create index activity_postings_effective on activity_postings (store_id, member_id, effective_at, posting_no)`,
  `drop index mail_outbox_member`,
  `create index mail_outbox_member on mail_outbox (store_id, member_id, mail_id) where member_id is not null`,
]
