import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { fetchSegment, keepSegment, PROGRAM } from './archive-segment.ts'

const root = mkdtempSync(join(tmpdir(), 'rockpool-archive-'))
const folder = join(root, 'wal')
const piece = join(root, 'piece')
const program = join(root, PROGRAM)
const name = '000000010000000000000007'
writeFileSync(program, stripTypeScriptTypes(readFileSync(new URL('archive-segment.ts', import.meta.url), 'utf8')))

/** As PostgreSQL calls it. */
function call(verb: string, file: string, to = folder): number | null {
  return spawnSync(process.execPath, [program, verb, name, file, to]).status
}

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { mode: 0o700 })
  writeFileSync(piece, 'changes')
})
afterAll(() => rmSync(root, { recursive: true }))

test('a piece is kept as gzip that tells when it was written, and comes back as it was', () => {
  utimesSync(piece, 1_750_000_000, 1_750_000_000)
  keepSegment(piece, { name, folder })
  const kept = readFileSync(join(folder, `${name}.gz`))
  expect(gunzipSync(kept).toString()).toBe('changes')
  expect(kept.readUInt32LE(4)).toBe(1_750_000_000)
  expect(statSync(join(folder, `${name}.gz`)).mode & 0o777).toBe(0o600)
  expect(fetchSegment(join(root, 'back'), { name, folder })).toBe(true)
  expect(readFileSync(join(root, 'back'), 'utf8')).toBe('changes')
})

test('the same piece twice is once, and another one of its name is refused and changes nothing', () => {
  expect(call('keep', piece)).toBe(0)
  expect(call('keep', piece)).toBe(0)
  const before = readFileSync(join(folder, `${name}.gz`))
  writeFileSync(piece, 'other changes')
  expect(call('keep', piece)).toBe(1)
  expect(readFileSync(join(folder, `${name}.gz`))).toEqual(before)
  expect(readdirSync(folder)).toEqual([`${name}.gz`])
})

test('a piece that stands there damaged is not taken for the same', () => {
  copyFileSync(piece, join(folder, `${name}.gz`))
  expect(() => keepSegment(piece, { name, folder })).toThrow(/another content/)
})

test('where the disk refuses, nothing is left and PostgreSQL is told to try again', () => {
  expect(call('keep', piece, join(root, 'nowhere'))).toBe(1)
  expect(call('keep', join(root, 'gone'))).toBe(1)
  expect(readdirSync(folder)).toEqual([])
})

test('a recovery is told that a piece is not there, and ended by one that cannot be read', () => {
  expect(call('fetch', join(root, 'back'))).toBe(1)
  keepSegment(piece, { name, folder })
  const file = join(folder, `${name}.gz`)
  writeFileSync(file, readFileSync(file).subarray(0, -3))
  expect(call('fetch', join(root, 'back'))).toBe(126)
})
