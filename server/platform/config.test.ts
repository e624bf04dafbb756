import { expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

test('without any setting Rockpool serves this machine, with a database of its own', () => {
  expect(readConfig({})).toMatchObject({ databaseUrl: null, databaseAppUrl: null, databasePort: 0, migrates: true, host: '127.0.0.1', port: 8780, role: 'all', logLevel: 'info' })
})

test('settings are read from the environment', () => {
  expect(readConfig({ DATABASE_URL: 'postgres://owner:secret@db:5432/shop', ROCKPOOL_PORT: '80', ROCKPOOL_ROLE: 'worker', ROCKPOOL_MIGRATE: 'off' }))
    .toMatchObject({ databaseUrl: 'postgres://owner:secret@db:5432/shop', port: 80, role: 'worker', migrates: false })
})

test.each([
  ['ROCKPOOL_PORT', '80a'], ['ROCKPOOL_PORT', '65536'], ['ROCKPOOL_ROLE', 'boss'], ['ROCKPOOL_LOG_LEVEL', 'loud'], ['DATABASE_URL', 'mysql://x'], ['DATABASE_APP_URL', 'postgres://app:x@db/shop'], ['ROCKPOOL_MIGRATE', 'later'],
])('%s=%s is refused with what would be right', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(ConfigError)
})

test('a wrong address of a database, which may hold a password, is not repeated', () => {
  expect(() => readConfig({ DATABASE_URL: 'owner:hunter2@db' })).toThrow(/^(?!.*hunter2).*postgres:\/\//)
})
