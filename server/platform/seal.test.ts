import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSeal, readSecret } from './seal.ts'

const seal = openSeal('a secret of this installation, long enough')

test('what is sealed opens for its purpose alone, with the key of its installation alone, and not when a bit was changed', () => {
  const sealed = seal.seal('hunter2 密码', 'mail str_1')
  expect(sealed).not.toContain('hunter2')
  expect(seal.open(sealed, 'mail str_1')).toBe('hunter2 密码')
  expect(seal.seal('hunter2 密码', 'mail str_1')).not.toBe(sealed)
  expect(() => seal.open(sealed, 'mail str_2')).toThrow(/unable to authenticate|state/i)
  expect(() => openSeal('another secret').open(sealed, 'mail str_1')).toThrow(/unable to authenticate|state/i)
  const bytes = Buffer.from(sealed, 'base64url')
  bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1
  expect(() => seal.open(bytes.toString('base64url'), 'mail str_1')).toThrow(/unable to authenticate|state/i)
})

test('a keyed hash is the same again, and another with another key or purpose', () => {
  expect(seal.keyedHash('123456', 'code')).toBe(openSeal('a secret of this installation, long enough').keyedHash('123456', 'code'))
  expect(seal.keyedHash('123456', 'code')).not.toBe(seal.keyedHash('123456', 'other'))
  expect(seal.keyedHash('123456', 'code')).not.toBe(openSeal('another').keyedHash('123456', 'code'))
})

test('an installation makes its secret once, for its own user alone, and takes one that is given', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rockpool-secret-'))
  const made = readSecret({ secret: null, dataFolder: join(folder, 'data') })
  expect(made.length).toBeGreaterThan(40)
  expect(readSecret({ secret: null, dataFolder: join(folder, 'data') })).toBe(made)
  expect(statSync(join(folder, 'data', 'installation.key')).mode & 0o077).toBe(0)
  expect(readSecret({ secret: 'given', dataFolder: join(folder, 'none') })).toBe('given')
  rmSync(folder, { recursive: true })
})
