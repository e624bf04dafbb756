import { sql, type Kysely } from 'kysely'

/** The words for where a member came from, each in a row that an index finds: the list of members asks for them page by page. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table members_source_words (
    store_id text not null,
    word text not null,
    member_id text not null,
    primary key (store_id, word, member_id),
    foreign key (store_id, member_id) references members)`,
  `create index members_source_words_member on members_source_words (store_id, member_id)`,
  // Row security binds the owner too: what is there already is copied while it does not.
  `alter table members_sources no force row level security`,
  `insert into members_source_words (store_id, word, member_id) select distinct s.store_id, said.value, s.member_id from members_sources s, jsonb_each_text(s.source) as said where said.value is not null`,
  `alter table members_sources force row level security`,
  `alter table members_source_words enable row level security`,
  `alter table members_source_words force row level security`,
  `create policy of_store on members_source_words using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`,
  `grant select, insert, delete on members_source_words to rockpool_app`,
]
