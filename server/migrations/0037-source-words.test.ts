import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openTestDatabase } from '#server/platform/cluster/test-database'
import { jsonb, openDatabase } from '#server/platform/database'
import { migrate, servingUrl } from './index.ts'

const [STORE, OTHER] = ['str_words', 'str_others']

test('of members who are there already the words for where they came from are found, each in its store', async () => {
  const { url, close } = await openTestDatabase({ name: 'rockpool_before_words', migrate: async (ownerUrl) => void (await migrate(ownerUrl, null, { to: '0034c-old-facts' })) })
  const [owner, database] = [openDatabase(url, { connections: 2 }), openDatabase(servingUrl(url))]
  for (const store of [STORE, OTHER]) await owner.inStore(store, async (db) => {
    await sql`insert into stores (store_id, name, kind, created_at, handle) values (${store}, 'Before', 'live', 0, ${store.replace('_', '-')})`.execute(db)
    await sql`insert into members (store_id, member_id, kind, created_at) values (${store}, 'mem_a', 'person', 0), (${store}, 'mem_b', 'person', 0)`.execute(db)
    await sql`insert into members_sources (store_id, member_id, source, at) values (${store}, 'mem_a', ${jsonb({ campaign: `Fair of ${store}`, utmSource: 'fair', utmMedium: 'fair' })}, 0), (${store}, 'mem_b', '{}', 0)`.execute(db)
  })
  expect(await migrate(url)).toContain('0037-source-words')

  const wordsOf = (store: string) => database.inStore(store, async (db) => (await sql<{ word: string }>`select word, member_id from members_source_words order by word`.execute(db)).rows.map(({ word }) => word))
  expect([await wordsOf(STORE), await wordsOf(OTHER)]).toEqual([['Fair of str_words', 'fair'], ['Fair of str_others', 'fair']])
  await expect(database.inStore(OTHER, (db) => sql`insert into members_source_words (store_id, word, member_id) values (${STORE}, 'x', 'mem_a')`.execute(db))).rejects.toMatchObject({ code: '42501' })
  // What was copied from stays as closed as it was.
  const { rows } = await database.inStore(OTHER, (db) => sql`select from members_sources where store_id = ${STORE}`.execute(db))
  expect(rows).toEqual([])
  await Promise.all([owner.close(), database.close()])
  await close()
}, 120_000)
