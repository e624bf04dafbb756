import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { findNative, prepareBinaries } from './binaries.ts'
import { chooseRunAs, succeeds } from './run-as.ts'

vi.setConfig({ testTimeout: 60_000 })

const folder = mkdtempSync(join(tmpdir(), 'rockpool-binaries-'))
chmodSync(folder, 0o755)
const runAs = await chooseRunAs(folder)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A package as npm leaves it when install scripts do not run: without its links; closed to others when we can be another. */
function packageWithoutLinks(): string {
  const closed = join(folder, 'closed')
  mkdirSync(closed, { recursive: true })
  const native = findNative()
  cpSync(dirname(native), join(closed, 'package'), { recursive: true, filter: (path) => !path.endsWith('.a') && !/\.so(?:\.\d+)?$/.test(path) || /lib(?:crypto|ssl|xml2|xslt|z|lzma|ossp-uuid)\.so|\/postgresql\//.test(path) })
  chmodSync(closed, 0o700)
  return join(closed, 'package', 'native')
}

test('a platform without a package is told so', () => {
  expect(() => findNative('plan9-x64')).toThrow(expect.objectContaining({ code: 'cluster.no_binaries', details: { platform: 'plan9-x64' } }))
})

test('the links that an install script would make are made, and a package that others cannot reach is copied', async () => {
  const native = packageWithoutLinks()
  const cache = join(folder, 'cache')
  const { postgres, initdb } = await prepareBinaries(runAs, native, [cache])
  expect(postgres.startsWith(process.getuid?.() === 0 ? cache : native)).toBe(true)
  for (const file of [postgres, initdb]) expect(await succeeds(runAs, [file, '--version']), file).toBe(true)
  expect(await prepareBinaries(runAs, native, [cache])).toEqual({ postgres, initdb })
})

test('a cache that somebody else could have filled is not used', async () => {
  const cache = join(folder, 'open')
  mkdirSync(cache)
  chmodSync(cache, 0o777)
  const nobody = { identity: {}, before: ['/nowhere/run'], owner: undefined }
  await expect(prepareBinaries(nobody, findNative(), [cache])).rejects.toMatchObject({ code: 'cluster.broken_binaries', details: { why: expect.stringContaining('ENOENT') } })
  expect(existsSync(join(cache, 'postgres-linux-x64-18.4.0-beta.17'))).toBe(false)
})
