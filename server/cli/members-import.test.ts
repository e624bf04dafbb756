import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { sql } from 'kysely'
import type { TestWorld } from '#server/migrations/testing'
import type { ImportedMembers } from './members-import.ts'
import { openCliWorld, rockpool } from './testing.ts'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

const folder = mkdtempSync(join(tmpdir(), 'rockpool-members-'))
const FILE = '邮箱,姓名,积分,接受邮件营销,备注\r\nanna@example.com,安娜,120,是,老客户\r\nben@example,本,5,,\r\ncora@example.com,科拉,,否,\r\n'
const SAID = ['--source', 'shopline', '--reason', 'Opening balance', '--consent-text', 'Shopline 2024']
let world: TestWorld
let store = ''
beforeAll(async () => {
  world = await openCliWorld()
})
beforeEach(async () => {
  store = (JSON.parse((await rockpool('stores', 'create', 'Members', '--program', 'programs/fashion.yaml', '--json')).output) as { store: string }).store
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

function file(name: string, bytes: string | Buffer): string {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}

const run = (path: string, ...more: string[]) => rockpool('members', 'import', path, '--store', store, ...SAID, ...more)
const importOf = async (path: string, ...more: string[]) => JSON.parse((await run(path, ...more, '--json')).output) as ImportedMembers
const count = async (table: string) => Number((await world.database.inStore(store, (db) => sql<{ n: string }>`select count(*) as n from ${sql.table(table)}`.execute(db))).rows[0]?.n)

test('a file is brought in row by row, says what it left out and why, and twice is once', async () => {
  const path = file('members.csv.gz', gzipSync(FILE))
  expect(await run(path)).toEqual({ code: 0, complaint: '', output: [
    'Columns: 邮箱 → email, 姓名 → name, 积分 → points, 接受邮件营销 → consentEmail', 'Passed over: 备注', '2 new members, 0 changed, 0 as they were.', '120 opening points, 2 consents.',
    'One row is left out:', '  line 3, 邮箱 “ben@example”: This is no e-mail address; one looks like anna@example.com.', '',
  ].join('\n') })
  expect(await importOf(path)).toMatchObject({ status: 'done', made: 0, unchanged: 2, refused: 1, points: 0, problems: [{ line: 3, column: '邮箱', code: 'imports.bad_email' }] })
  expect([await count('members'), await count('imports_pieces')]).toEqual([2, 0])
})

test('a check brings nothing in, and leaves no file behind', async () => {
  expect((await run(file('members.csv', FILE), '--check')).output).toContain('Nothing was brought in yet. It would be: 2 new members, 0 changed, 0 as they are.')
  expect([await count('members'), await count('imports_pieces')]).toEqual([0, 0])
})

test('columns are what somebody says they are', async () => {
  const path = file('plain.csv', 'a,b\nanna@example.com,Anna\n')
  expect(await importOf(path, '--columns', 'email,-')).toMatchObject({ made: 1, columns: { a: 'email', b: null } })
  expect(await run(path, '--columns', 'email,shoe')).toMatchObject({ code: 2, complaint: expect.stringContaining('there is no “shoe”') })
  expect(await run(path, '--columns', 'email')).toMatchObject({ code: 2, complaint: expect.stringContaining('names 1, and the file has 2: a, b') })
})

test('a setting that is none is told by its option, before anything is checked', async () => {
  const path = file('members.csv', FILE)
  expect(await run(path, '--level-until', 'soon')).toMatchObject({ code: 2, complaint: expect.stringContaining('--level-until: found "soon", wanted the last day of levels whose row names none, such as "2026-12-31"') })
  expect(await rockpool('members', 'import', path, '--store', store, '--source', 'shopline')).toMatchObject({ code: 2, complaint: expect.stringContaining('--consent-text') })
  expect(await run(join(folder, 'nowhere.csv'))).toMatchObject({ code: 1, complaint: expect.stringContaining('there is no such file') })
  expect(await count('imports_pieces')).toBe(0)
})
