import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { dayText, endOfDay, localDay, type Day, type Instant, type Zone } from '#engine/calendar'
import { OUR_SOURCE } from '#engine/member/amend'
import type { MemberEvent } from '#engine/member/event'
import { zoneOf } from '#engine/member/policy'
import { errorOf, findRecorded, recordBatch } from '#server/modules/activity/index'
import { nameAuthor } from '#server/modules/keys/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { claimKeys, type ImportRow, type Problem, type Refused } from './imports.store.ts'
import { findNamed, lookUp, type Named } from './find-named.ts'
import { NOTHING } from './create-import.ts'
import type { Field } from './fields.ts'
import { readRow, type Reading, type ToldRow } from './read-row.ts'
import type { FileRow } from '#tables/read-records'
import { saveWho, type Saved } from './save-who.ts'
import type { Tally } from './schemas.ts'

/** What came of some rows. */
export type Done = { tally: Tally; refused: Refused[] }
/** A row, who it is about, and what is to be recorded of them. */
type Deed = { row: ToldRow; named: Named }

/** Rows as they were read: what each says, or why it is refused before anything is looked up. */
export type ReadRows = { good: { row: FileRow; told: ToldRow }[]; refused: Refused[] }

/** Reads rows, and claims for each its id, address and number: of two rows about one member the second is refused. */
export async function readRows(ctx: WriteContext, { job, reading, rows }: { job: ImportRow; reading: Reading; rows: readonly FileRow[] }): Promise<ReadRows> {
  const read = rows.map((row) => ({ row, told: readRow(reading, row) }))
  const good = read.flatMap(({ row, told }) => (Array.isArray(told) ? [] : [{ row, told }]))
  const twice = await findTwice(ctx, job, good.map(({ told }) => told))
  return {
    good: good.filter(({ told: { line } }) => !twice.has(line)),
    refused: read.flatMap(({ row, told }): Refused[] => {
      const problems = Array.isArray(told) ? told : [twice.get(told.line) ?? []].flat()
      return problems.length === 0 ? [] : [{ ...row, problems }]
    }),
  }
}

/**
 * Brings rows in, in the transaction of the caller: all of a row, or nothing of it. All rows together are quick; where one of them cannot be done, all is undone, and each has
 * its turn alone. Twice is once: opening points and levels are events that are named by source and member.
 */
export async function doRows(ctx: WriteContext, { job, reading, read, worldNow }: { job: ImportRow; reading: Reading; read: ReadRows; worldNow: Instant }): Promise<Done> {
  const refused = [...read.refused]
  const tally = { ...NOTHING }
  const together = await within(ctx, () => doTogether(ctx, { job, reading, rows: read.good.map(({ told }) => told), worldNow })).catch(passOver)
  if (together !== null) addTo(tally, together)
  else {
    for (const { row, told } of read.good) {
      const alone = await within(ctx, () => doTogether(ctx, { job, reading, rows: [told], worldNow })).catch((error: unknown) => asProblem(error, reading, row))
      if ('made' in alone) addTo(tally, alone)
      else refused.push({ ...row, problems: [alone] })
    }
  }
  return { tally: { ...tally, refused: refused.length }, refused: refused.sort((a, b) => a.line - b.line) }
}

function passOver(error: unknown): null {
  if (error instanceof AppError) return null
  throw error
}

function addTo(tally: Tally, more: Tally): void {
  for (const name of Object.keys(tally) as (keyof Tally)[]) tally[name] += more[name]
}

/** What fails leaves nothing of itself in a transaction that goes on. */
async function within<T>({ db }: WriteContext, act: () => Promise<T>): Promise<T> {
  await sql`savepoint rows`.execute(db)
  try {
    const done = await act()
    await sql`release savepoint rows`.execute(db)
    return done
  } catch (error) {
    if (error instanceof AppError) await sql`rollback to savepoint rows`.execute(db)
    throw error
  }
}

/** Rows about somebody who is in a line before, by the same id, address or number, or by another one that is known to be theirs; each with where. */
async function findTwice(ctx: WriteContext, { import: id }: ImportRow, rows: readonly ToldRow[]): Promise<Map<number, Problem>> {
  const said = rows.flatMap(({ line, externalId, emailKey, phone }) => ([['externalId', externalId], ['email', emailKey], ['phone', phone]] as const).flatMap(([field, text]) => (text === undefined ? [] : [{ field, line, text }])))
  const known = (await lookUp(ctx, rows)).flatMap(({ line, ids }) => ids.map((text) => ({ field: null, line, text })))
  const keys = [...known, ...said].map((key) => ({ ...key, digest: createHash('sha256').update(`${key.field ?? 'member'} ${key.text}`).digest('base64url') }))
  const first = await claimKeys(ctx, id, keys)
  return new Map(keys.flatMap(({ field, line, text, digest }): [number, Problem][] => {
    const came = first.get(digest) ?? line
    return came === line ? [] : [[line, { column: null, field, found: field === null ? null : text, code: 'imports.twice', details: { line: came } }]]
  }))
}

/** @throws AppError with what is wrong with one of them, about whom `line` tells */
async function doTogether(ctx: WriteContext, { job, reading, rows, worldNow }: { job: ImportRow; reading: Reading; rows: readonly ToldRow[]; worldNow: Instant }): Promise<Tally> {
  if (rows.length === 0) return NOTHING
  const tally = { ...NOTHING }
  const deeds: Deed[] = []
  const people = await findNamed(ctx, rows)
  for (const row of rows) deeds.push({ row, named: people.get(row.line) as Named })
  const given = await findGiven(ctx, deeds, reading)
  const author = await nameAuthor(ctx, job.createdBy)
  const events: { member: { memberId: string }; event: MemberEvent; isOfRequest: true }[] = []
  for (const { row, named } of deeds) {
    const { consents, isChanged, ...whom } = await saveWho(ctx, { row, named, settings: reading.settings, mayReplace: job.mayReplace, worldNow })
    const told = eventsOf({ ctx, job, reading, author }, { row, ...whom, given: given.get(row.line) ?? new Set() })
    events.push(...told.map((event) => ({ member: { memberId: whom.memberId }, event, isOfRequest: true as const })))
    tally.points += told.reduce((sum, event) => sum + (event.kind === 'points.adjusted' ? event.points : 0), 0)
    tally.consents += consents
    tally[whom.isNew ? 'made' : isChanged || told.length > 0 ? 'changed' : 'unchanged'] += 1
  }
  const answers = events.length === 0 ? [] : await recordBatch(ctx, events)
  for (const [index, answer] of answers.entries()) {
    if (answer.status === 'refused' || answer.status === 'conflict') throw errorOf(answer, (events[index] as (typeof events)[number]).event)
  }
  return tally
}

type Given = 'opening' | 'level'
const idOf = (what: Given, source: string, memberId: string): string => `import/${source}/${what}/${memberId}`

/** What of it members were given already by the same source, whoever they were then. @throws AppError imports.opening_differs, imports.level_differs where that was another */
async function findGiven(ctx: WriteContext, deeds: readonly Deed[], { settings: { source } }: Reading): Promise<Map<number, Set<Given>>> {
  const keys = deeds.flatMap(({ row, named: { selves } }) => selves.flatMap((self) => [...(row.opening === undefined ? [] : [idOf('opening', source, self)]), ...(row.level === undefined ? [] : [idOf('level', source, self)])]))
  const known = keys.length === 0 ? new Map<string, MemberEvent>() : new Map((await findRecorded(ctx, keys.map((id) => ({ source: OUR_SOURCE, id })))).map(({ event }) => [event.id, event]))
  const ofSelves = (what: Given, selves: readonly string[]): MemberEvent[] => selves.flatMap((self) => known.get(idOf(what, source, self)) ?? [])
  return new Map(deeds.map(({ row, named: { selves } }) => {
    const given = new Set<Given>()
    if (row.opening !== undefined && isGiven(ofSelves('opening', selves), (event) => isOpening(event, row.opening as Opening), source)) given.add('opening')
    if (row.level !== undefined && isGiven(ofSelves('level', selves), (event) => isLevel(event, row.level as Level), source)) given.add('level')
    return [row.line, given]
  }))
}

type Opening = NonNullable<ToldRow['opening']>
type Level = NonNullable<ToldRow['level']>

/** Whether one of these is what the row says; of two members who became one either may be. @throws AppError imports.opening_differs, imports.level_differs where there are some, and none is */
function isGiven(known: readonly MemberEvent[], isSame: (event: MemberEvent) => boolean, source: string): boolean {
  const [first] = known
  if (first === undefined || known.some(isSame)) return first !== undefined
  if (first.kind === 'points.adjusted') throw new AppError('conflict', 'imports.opening_differs', { points: first.points, until: first.expiresOn === undefined ? 'none' : dayText(first.expiresOn), source })
  throw new AppError('conflict', 'imports.level_differs', { level: first.kind === 'tier.set' ? first.level : '', source })
}

function isOpening(event: MemberEvent, { points, expiresOn }: Opening): boolean {
  return event.kind === 'points.adjusted' && event.points === points && (expiresOn === undefined || event.expiresOn === expiresOn)
}

function isLevel(event: MemberEvent, { track, level, lastDay }: Level): boolean {
  return event.kind === 'tier.set' && event.track === track && event.level === level && isEndOf(lastDay, event.until)
}

/** The ends of a day in the world, in hours behind that in UTC, but for some islands: 24 hours, so that an instant is the end of one day alone. */
const EARLIEST_H = -14
const LATEST_H = 10

/** Whether a day ends then: where the member is, which may have been another zone when the level was given. */
function isEndOf(day: Day, until: Instant): boolean {
  const hours = (until - endOfDay(day, 'UTC')) / 3_600_000
  return hours > EARLIEST_H && hours <= LATEST_H
}

type Within = { ctx: WriteContext; job: ImportRow; reading: Reading; author: string }
type Whom = Omit<Saved, 'consents' | 'isChanged'> & { row: ToldRow; given: ReadonlySet<Given> }

/** What is recorded of a member: what the engine is to know of them, a level and opening points, each with its why. None of it says that they joined: nobody is welcomed. */
function eventsOf({ ctx: { now }, job, author, reading: { program, settings: { source, reason = '' } } }: Within, { row, memberId, profile, whose, isNew, given }: Whom): MemberEvent[] {
  const stamp = { source: OUR_SOURCE, at: now }
  const by = { reason, author }
  return [
    ...(isNew || Object.keys(profile).length > 0 ? [{ ...stamp, id: `import/${job.import}/profile/${memberId}`, kind: 'member.changed' as const, profile, wasMember: true }] : []),
    ...(row.level === undefined || given.has('level') ? [] : [{ ...stamp, ...by, id: idOf('level', source, memberId), kind: 'tier.set' as const, ...heldUntil(row.level, { zone: zoneOf(whose, program), now }) }]),
    ...(row.opening === undefined || given.has('opening') ? [] : [{ ...stamp, ...by, id: idOf('opening', source, memberId), kind: 'points.adjusted' as const, ...row.opening }]),
  ]
}

/** A level with the instant at which its last day is over for the member. @throws AppError imports.day_over where it is over already */
function heldUntil({ track, level, lastDay }: Level, { zone, now }: { zone: Zone; now: Instant }): { track: string; level: string; until: Instant } {
  const until = endOfDay(lastDay, zone)
  if (until <= now) throw new AppError('invalid', 'imports.day_over', { today: dayText(localDay(now, zone)) })
  return { track, level, until }
}

/** Why a row could not be done, and in which column that is. */
function asProblem(error: unknown, { settings: { columns } }: Reading, { cells }: FileRow): Problem {
  if (!(error instanceof AppError)) throw error
  const field = COLUMN_OF.get(error.code) ?? null
  const column = field === null ? -1 : columns.indexOf(field)
  return { column: column < 0 ? null : column, field, found: cells[column] ?? null, code: error.code, details: error.details }
}

const COLUMN_OF = new Map<string, Field>([['imports.day_over', 'levelUntil'], ['imports.opening_differs', 'points'], ['imports.level_differs', 'level'], ['imports.email_stands', 'email'], ['imports.phone_stands', 'phone'], ['members.email_taken', 'email'], ['members.phone_taken', 'phone'], ['members.external_id_taken', 'externalId']])
