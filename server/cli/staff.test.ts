import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sql } from 'kysely'
import type { TestWorld } from '#server/migrations/testing'
import { makePerson as make, useLink } from '#server/modules/staff/index'
import { openCliWorld, rockpool } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'rockpool-staff-'))
let world: TestWorld
beforeAll(async () => {
  world = await openCliWorld()
  vi.stubEnv('ROCKPOOL_DATA', folder)
}, 120_000)
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

test('where the key is lost nobody is asked for a code that nobody can check', async () => {
  const { store } = JSON.parse((await rockpool('stores', 'create', 'Locked', '--program', 'programs/fashion.yaml', '--json')).output) as { store: string }
  const inStore = (statement: ReturnType<typeof sql>) => world.database.inStore(store, (db) => statement.execute(db))
  await inStore(sql`insert into members (store_id, member_id, kind, created_at, merged_into) values (${store}, 'mem_ada', 'person', 0, null)`)
  await inStore(sql`insert into logins_totp (store_id, member_id, sealed, last_step, is_confirmed, changed_at) values (${store}, 'mem_ada', 'under the key that is lost', 0, true, 0)`)
  expect(await rockpool('staff', 'renew-secrets')).toMatchObject({ code: 1, output: '' })
  expect((await inStore(sql`select 1 from logins_totp`)).rows).toHaveLength(1)
  expect(await rockpool('staff', 'renew-secrets', '--yes')).toMatchObject({ code: 0, complaint: '' })
  expect((await inStore(sql`select 1 from logins_totp`)).rows).toEqual([])
}, 60_000)

test('somebody who has forgotten their password sets another by a link that works once, and nobody else is helped', async () => {
  await makePerson(world.database, 'olga@example.com')
  expect(await rockpool('staff', 'reset-password', 'nobody@example.com')).toMatchObject({ code: 1, output: '', complaint: expect.stringContaining('Nobody signs in with nobody@example.com') })
  const { output } = await rockpool('staff', 'reset-password', 'Olga@Example.com', '--json')
  const { link, id } = JSON.parse(output) as { link: string; id: string }
  const { output: told } = await rockpool('staff', 'reset-password', 'olga@example.com')
  const [, token = ''] = /\/console\/password#token=([\w-]{43})\n/.exec(told) ?? []
  const use = (one: string) => world.database.bare.transaction().execute((db) => useLink(db, { purpose: 'password', token: one, now: Date.now() }))
  // The one before is over, as another was made.
  await expect(use(link.split('token=')[1] as string)).rejects.toMatchObject({ code: 'staff.dead_link' })
  expect(await use(token)).toEqual({ staffId: id })
  await expect(use(token)).rejects.toMatchObject({ code: 'staff.dead_link' })
}, 60_000)

async function makePerson({ bare }: TestWorld['database'], email: string): Promise<void> {
  await bare.transaction().execute((db) => make(db, { name: 'Olga', email, locale: 'en', hash: 'none', now: Date.now() }))
}
