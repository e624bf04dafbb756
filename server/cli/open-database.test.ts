import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { ClusterError } from '#server/platform/cluster/cluster-error'
import { readConfig } from '#server/platform/config'
import { AppError } from '#server/platform/errors'
import { Failure } from './exits.ts'
import { inWords, openCommandDatabase } from './open-database.ts'

vi.setConfig({ testTimeout: 60_000 })

const folder = mkdtempSync(join(tmpdir(), 'rockpool-open-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a command that the schema is too old for ends the database that it started', async () => {
  const data = join(folder, 'data')
  await expect(openCommandDatabase(readConfig({ ROCKPOOL_DATA: data, ROCKPOOL_MIGRATE: 'off' }))).rejects.toMatchObject({ code: 'database.schema_old' })
  expect(readdirSync(data)).not.toContain('launcher.json')
  expect(readdirSync(join(data, 'data'))).not.toContain('postmaster.pid')
})

test('what whoever started a command can do something about is said in their words, and anything else stays what it is', () => {
  const told = (error: unknown, locale: 'en' | 'zh-CN' = 'en') => (inWords(error, locale) as Error).message
  expect(told(new AppError('unavailable', 'database.schema_new', { unknown: '9999-tomorrow' }))).toContain('(9999-tomorrow)')
  expect(told(new ClusterError('cluster.unreachable', { folder: '/root/x', at: '/root' }), 'zh-CN')).toContain('/root')
  expect(told(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))).toMatch(/^Nobody answers at /)
  const mistake = new TypeError('ours')
  expect(inWords(mistake, 'en')).toBe(mistake)
  expect(inWords(new AppError('not_found', 'stores.unknown'), 'en')).toBeInstanceOf(Failure)
})
