import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { archivePlaces } from '#server/platform/cluster/archive'
import { keepSegment } from '#server/platform/cluster/archive-segment'
import { BACKUP_CODES, BackupError, type BackupCode, type BackupDetails } from './backup-error.ts'
import { chooseBackup, type Wish } from './choose-backup.ts'
import { readArchive } from './list-backups.ts'
import { historyName, segmentName } from './log-position.ts'
import { writeManifest } from './manifest.ts'

const BEGAN = Date.parse('2026-01-05T10:00:00Z')
const MINUTE_MS = 60_000
const root = mkdtempSync(join(tmpdir(), 'rockpool-choose-'))
const places = archivePlaces(root)

/** So many minutes after ten. */
function minute(minutes: number): number {
  return BEGAN + minutes * MINUTE_MS
}

/** A back-up in the midst of a piece of the log; ids tell the minute. */
function backUp(id: string, { number, minutes, timeline = 1 }: { number: number; minutes: number; timeline?: number }): void {
  mkdirSync(join(places.base, id), { recursive: true })
  const position = (offset: number) => `0/${(number * 2 ** 24 + offset).toString(16).toUpperCase()}`
  const [beganAt, endedAt] = [minutes - 1, minutes].map((each) => new Date(minute(each)).toISOString()) as [string, string]
  writeManifest(join(places.base, id), { format: 1, id, postgres: '18', system: '7', timeline, startLsn: position(0x28), stopLsn: position(0x120), beganAt, endedAt, bytes: 0, folders: [], files: [] })
}

/** Pieces of the log, each written to until so many minutes after ten: its own number. */
function archive(timeline: number, numbers: readonly number[]): void {
  for (const number of numbers) keep(segmentName({ timeline, number }), 'changes', number)
}

function keep(name: string, content: string, minutes: number): void {
  const piece = join(root, 'piece')
  writeFileSync(piece, content)
  utimesSync(piece, minute(minutes) / 1_000, minute(minutes) / 1_000)
  keepSegment(piece, { name, folder: places.wal })
  rmSync(piece)
}

function choose(wish: Wish): { id: string; timeline: number } {
  const { manifest, timeline } = chooseBackup(readArchive(root), wish)
  return { id: manifest.id, timeline }
}

function refusal(wish: Wish): { code: string; details: BackupDetails } {
  try {
    choose(wish)
  } catch (error) {
    if (error instanceof BackupError) return { code: error.code, details: error.details }
    throw error
  }
  throw new Error('It was not refused')
}

const [first, second, third] = ['20260105T100500Z', '20260105T101000Z', '20260105T103000Z'] as const

beforeEach(() => {
  rmSync(root, { recursive: true, force: true })
  for (const folder of [places.base, places.wal]) mkdirSync(folder, { recursive: true })
  writeFileSync(places.marker, '{"format":1,"system":"7"}')
  backUp(first, { number: 5, minutes: 5 })
  backUp(second, { number: 10, minutes: 10 })
  archive(1, [5, 6, 7, 8, 9, 10, 11, 12])
})
afterAll(() => rmSync(root, { recursive: true }))

test('to the end it is the newest back-up, to a moment the newest before it', () => {
  expect(choose({})).toEqual({ id: second, timeline: 1 })
  expect(choose({ at: minute(9) })).toEqual({ id: first, timeline: 1 })
  expect(choose({ at: minute(10) })).toEqual({ id: second, timeline: 1 })
  expect(choose({ id: first })).toEqual({ id: first, timeline: 1 })
})

test('a moment before the first back-up, or after the archive, is refused with the range that is possible', () => {
  expect(refusal({ at: minute(4) })).toEqual({ code: 'backup.too_early', details: { id: first, at: '2026-01-05T10:04:00.000Z', from: '2026-01-05T10:05:00.000Z', to: '2026-01-05T10:12:00.000Z' } })
  expect(refusal({ id: second, at: minute(9) })).toMatchObject({ code: 'backup.too_early', details: { from: '2026-01-05T10:10:00.000Z' } })
  expect(refusal({ at: minute(13) })).toEqual({ code: 'backup.too_late', details: { at: '2026-01-05T10:13:00.000Z', from: '2026-01-05T10:10:00.000Z', to: '2026-01-05T10:12:00.000Z' } })
})

test('a gap in the archive is named; what lies before it can be had', () => {
  rmSync(join(places.wal, `${segmentName({ timeline: 1, number: 11 })}.gz`))
  expect(refusal({})).toEqual({ code: 'backup.incomplete', details: { segment: '00000001000000000000000B', from: '2026-01-05T10:10:00.000Z', to: '2026-01-05T10:10:00.000Z' } })
  expect(refusal({ at: minute(12) })).toMatchObject({ code: 'backup.incomplete' })
  expect(choose({ at: minute(9) })).toEqual({ id: first, timeline: 1 })
})

test('a back-up without the log that makes it whole cannot be restored at all', () => {
  rmSync(join(places.wal, `${segmentName({ timeline: 1, number: 10 })}.gz`))
  expect(refusal({ id: second })).toMatchObject({ code: 'backup.incomplete', details: { segment: '00000001000000000000000A' } })
})

test('after a restore the end is that of the new timeline, and an earlier moment is as it was at the time', () => {
  // At 10:20 somebody restored to before 10:07, which is in piece 7, and went on.
  keep(historyName(2), '1\t0/7000100\tbefore 2026-01-05 10:07:00+00\n', 20)
  archive(2, [7, 21, 22])
  expect(refusal({})).toMatchObject({ code: 'backup.incomplete', details: { segment: '000000020000000000000008' } })
  archive(2, [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20])
  expect(choose({})).toEqual({ id: first, timeline: 2 })
  expect(choose({ at: minute(12) })).toEqual({ id: second, timeline: 1 })
  expect(choose({ at: minute(21) })).toEqual({ id: first, timeline: 2 })
  expect(choose({ id: second })).toEqual({ id: second, timeline: 1 })
  backUp(third, { number: 22, minutes: 22, timeline: 2 })
  expect(choose({})).toEqual({ id: third, timeline: 2 })
})

test('a copy that was started for a trial and left does not take the place of the server that goes on', () => {
  keep(historyName(2), '1\t0/7000100\tbefore 2026-01-05 10:07:00+00\n', 9)
  archive(2, [7, 8, 9])
  expect(choose({})).toEqual({ id: second, timeline: 1 })
  expect(choose({ at: minute(11) })).toEqual({ id: second, timeline: 1 })
})

test('a back-up whose manifest was changed is not chosen, and named when it is asked for', () => {
  const file = join(places.base, second, 'manifest.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"bytes":0', '"bytes":1'))
  expect(choose({})).toEqual({ id: first, timeline: 1 })
  expect(refusal({ id: second })).toMatchObject({ code: 'backup.damaged', details: { file } })
  expect(refusal({ id: third })).toMatchObject({ code: 'backup.unknown', details: { known: first } })
})

test('a folder without back-ups is none', () => {
  expect(() => readArchive(tmpdir())).toThrow(/backup.none/)
})

test('every refusal has a sentence in each language that names its values', () => {
  const samples: Record<BackupCode, BackupDetails> = {
    'backup.none': { folder: '/x' }, 'backup.unknown': { id: first, folder: '/x', known: second }, 'backup.damaged': { file: '/x', why: 'missing' },
    'backup.incomplete': { segment: 'S', from: 'A', to: 'B' }, 'backup.segment_damaged': { file: '/x', why: 'no end' }, 'backup.too_early': { id: first, at: 'T', from: 'A', to: 'B' },
    'backup.too_late': { at: 'T', from: 'A', to: 'B' }, 'backup.not_empty': { folder: '/x', found: 'data' }, 'backup.other_version': { id: first, found: '17', wanted: '18' },
    'backup.no_space': { folder: '/x', free: 1, needed: 2 }, 'backup.refused': { folder: '/x', why: 'EACCES' }, 'backup.unreachable': { folder: '/x', at: '/', user: 65_534 },
    'backup.busy': {}, 'backup.interrupted': { why: 'reset' }, 'backup.tablespaces': {}, 'backup.taken': { file: '/x' }, 'backup.cut_short': { segment: 'S', log: '/x' }, 'backup.failed': { lines: 'FATAL' },
  }
  for (const locale of ['en', 'zh-CN']) {
    const sentences = JSON.parse(readFileSync(new URL(`../../../locales/${locale}/backup.json`, import.meta.url), 'utf8')) as Record<string, string>
    expect(Object.keys(sentences).map((key) => `backup.${key}`).sort()).toEqual([...BACKUP_CODES].sort())
    for (const code of BACKUP_CODES) {
      const told = String(new IntlMessageFormat(sentences[code.replace('backup.', '')]!, locale).format(samples[code]))
      const named = Object.entries(samples[code]).filter(([key]) => key !== 'why').map(([, value]) => String(value))
      expect(named.filter((value) => !told.includes(value)), code).toEqual([])
      expect(told, code).not.toMatch(/[{}]/)
    }
  }
})
