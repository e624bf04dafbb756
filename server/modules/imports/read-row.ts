import { dayText, localDay, parseDay, type Day, type Instant } from '#engine/calendar'
import type { Program } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import type { Said } from '#server/modules/consents/index'
import { changeIdentity, isMemberId, NOBODY, readEmail, type IdentityChange } from '#server/modules/members/index'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { CONSENT_FIELDS, CONSENTS, type Field } from './fields.ts'
import type { Problem } from './imports.store.ts'
import { plainCell, readBirthday, readLastDay, readPoints, readRegion, readTags, readTruth, type Fault, type Read } from './read-cell.ts'
import type { FileRow } from '#tables/read-records'
import type { Settings } from './schemas.ts'

/** What a row says of a member: what is absent it does not say. */
export type ToldRow = {
  line: number; externalId?: string; emailKey?: string; phone?: string; who: IdentityChange; profile: { birthday?: string; market?: string; region?: string }; tags: string[]
  opening?: { points: number; expiresOn?: Day }; level?: { track: string; level: string; lastDay: Day }; consents: Said[]
}

/** By what rows are read: the settings, and the program that is in force, with names in any language. */
export type Reading = { settings: Settings; now: Instant; program: Program; today: Day; markets: Choice<string>; levels: Choice<{ track: string; level: string }> }

/** What a cell may say, in small letters, and how that is told to whoever said something else. */
type Choice<T> = { among: ReadonlyMap<string, T>; wanted: string }

type Named = { id?: string; name?: string | Readonly<Record<string, string>> }

/** @throws AppError programs.none_published */
export async function openReading(ctx: ReadContext, settings: Settings): Promise<Reading> {
  const timeline = await readTimeline(ctx)
  if (timeline.length === 0) throw new AppError('conflict', 'programs.none_published', { storeId: ctx.storeId })
  const { program } = publicationAt(timeline, ctx.now)
  return { settings, now: ctx.now, program, today: localDay(ctx.now, program.zone), markets: namesOf(Object.entries(program.markets).map(([id, market]) => [{ ...market, id }, id])), levels: levelsOf(program) }
}

function levelsOf({ tracks }: Program): Reading['levels'] {
  return namesOf(tracks.flatMap((track) => track.levels.flatMap((level): [Named, { track: string; level: string }][] => {
    const value = { track: track.id, level: level.id }
    return [[level, value], [{ id: `${track.id}/${level.id}` }, value]]
  })))
}

/** The languages of staff, in which names are told. */
const TOLD_IN = ['en', 'zh-CN']
const MOST_TOLD = 12

/** Ids and names in any language, in small letters; of two that are alike the first one. */
function namesOf<T>(named: readonly (readonly [Named, T])[]): Choice<T> {
  const found = new Map<string, T>()
  const add = (text: string, value: T): void => void (found.has(text) || found.set(text, value))
  for (const [{ id }, value] of named) if (id !== undefined) add(id.toLowerCase(), value)
  for (const [{ name }, value] of named) for (const text of typeof name === 'object' ? Object.values(name) : name === undefined ? [] : [name]) add(plainCell(text).toLowerCase(), value)
  const told = named.flatMap(([{ id, name }]) => {
    const names = typeof name === 'object' ? TOLD_IN.flatMap((language) => name[language] ?? []) : name ?? []
    return names.length === 0 ? [] : [`${id} (${[names].flat().join(', ')})`]
  })
  const wanted = told.length > 0 ? told : named.flatMap(([{ id }]) => id ?? [])
  return { among: found, wanted: wanted.slice(0, MOST_TOLD).join(', ') }
}

/** What a row of a file says, or everything that is wrong with it. */
export function readRow(reading: Reading, { line, cells, isBroken }: FileRow): ToldRow | Problem[] {
  const { columns } = reading.settings
  if (isBroken === true) return [{ column: null, field: null, found: null, code: 'imports.broken_quotes', details: {} }]
  if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell !== '')) return [{ column: null, field: null, found: null, code: 'imports.cells', details: { found: cells.length, wanted: columns.length } }]
  const problems: Problem[] = []
  const row: ToldRow = { line, who: {}, profile: {}, tags: [], consents: [] }
  const texts = new Map<Field, string>()
  for (const [column, field] of columns.entries()) if (field !== null && plainCell(cells[column] ?? '') !== '') texts.set(field, plainCell(cells[column] ?? ''))
  const add = (field: Field, { code, details = {} }: Fault): void => void problems.push({ column: columns.indexOf(field), field, found: texts.get(field) ?? null, code, details })
  const take = <T>(field: Field, read: (text: string) => Read<T>): T | undefined => {
    const text = texts.get(field)
    if (text === undefined) return undefined
    const told = read(text)
    if ('value' in told) return told.value
    add(field, told.fault)
    return undefined
  }
  readWho(reading, row, { texts, add })
  readKnown(reading, row, take)
  readValue(reading, row, { take, texts, add })
  if (texts.get('externalId') === undefined && texts.get('email') === undefined && texts.get('phone') === undefined) problems.push({ column: null, field: null, found: null, code: 'imports.nobody', details: {} })
  return problems.length > 0 ? problems : row
}

type Cells = { texts: ReadonlyMap<Field, string>; add: (field: Field, fault: Fault) => void; take: <T>(field: Field, read: (text: string) => Read<T>) => T | undefined }

const LONGEST = { externalId: 200, name: 200, givenName: 100, familyName: 100 } as const

/** Who it is about: names, addresses, numbers. */
function readWho({ settings: { phoneCountry } }: Reading, row: ToldRow, { texts, add }: Pick<Cells, 'texts' | 'add'>): void {
  for (const [field, most] of Object.entries(LONGEST) as [keyof typeof LONGEST, number][]) {
    const text = texts.get(field)
    if (text === undefined) continue
    if (text.length > most || /[\u0000-\u001f\u007f]/.test(text) || (field === 'externalId' && isMemberId(text))) add(field, { code: 'imports.bad_text', details: { most } })
    else if (field === 'externalId') row.externalId = text
    else row.who[field] = text
  }
  const email = texts.get('email')?.replace(/^mailto:/i, '')
  const phone = texts.get('phone')
  const locale = texts.get('locale')?.replaceAll('_', '-')
  const said: IdentityChange = { ...(email === undefined ? {} : { email }), ...(locale === undefined ? {} : { locale }) }
  for (const { keys: [field] } of changeIdentity(NOBODY, said).problems) add(field as Field, { code: `imports.bad_${field ?? ''}` })
  const number = phone === undefined ? undefined : phoneOf(phone, phoneCountry)
  if (number === null) add('phone', { code: phoneCountry === undefined ? 'imports.bad_phone' : 'imports.bad_phone_of', ...(phoneCountry === undefined ? {} : { details: { country: phoneCountry } }) })
  row.who = { ...row.who, ...said, ...(typeof number === 'string' ? { phone: number } : {}) }
  const key = email === undefined ? null : readEmail(email)
  if (key !== null) row.emailKey = key.key
  if (typeof number === 'string') row.phone = number
}

/** Spreadsheets take the plus from numbers: one with its country code is tried with it. */
function phoneOf(text: string, country: string | undefined): string | null {
  for (const one of [text, `+${text}`]) {
    const { identity, problems } = changeIdentity(NOBODY, { phone: one, ...(country === undefined ? {} : { phoneCountry: country }) })
    if (problems.length === 0) return identity.phone
  }
  return null
}

/** What the engine is to know of them. */
function readKnown({ settings: { dateOrder }, now, markets }: Reading, row: ToldRow, take: Cells['take']): void {
  const birthday = take('birthday', (text) => readBirthday(text, dateOrder, now))
  if (birthday !== undefined) {
    row.profile.birthday = birthday.slice(-5)
    if (birthday.length > 5) row.who.birthYear = Number(birthday.slice(0, 4))
  }
  const region = take('region', readRegion)
  if (region !== undefined) row.profile.region = region
  const market = take('market', (text) => choose(markets, text, 'imports.bad_market'))
  if (market !== undefined) row.profile.market = market
  row.tags = take('tags', readTags) ?? []
  row.consents = CONSENT_FIELDS.flatMap((field) => {
    const isGiven = take(field, readTruth)
    return isGiven === undefined ? [] : [{ channel: CONSENTS[field], purpose: 'marketing' as const, isGiven }]
  })
}

function choose<T>({ among, wanted }: Choice<T>, text: string, code: string): Read<T> {
  const value = among.get(text.toLowerCase())
  return value === undefined ? { fault: { code, details: { wanted } } } : { value }
}

/** What they have: points until a day, a level until a day. */
function readValue({ settings: { dateOrder, levelUntil }, today, levels }: Reading, row: ToldRow, { take, texts, add }: Cells): void {
  const lastDay = (text: string): Read<Day> => readLastDay(text, dateOrder, today)
  const points = take('points', readPoints) ?? 0
  // Until when nothing is held says nothing.
  const until = points === 0 ? undefined : take('pointsUntil', lastDay)
  if (points > 0) row.opening = { points, ...(until === undefined ? {} : { expiresOn: until }) }
  if (NONE.has(texts.get('level') ?? '')) return
  const level = take('level', (text) => choose(levels, text, 'imports.bad_level'))
  const day = texts.has('levelUntil') ? take('levelUntil', lastDay) : levelUntil === undefined ? undefined : parseDay(levelUntil)
  if (level === undefined) return
  if (day === undefined) return texts.has('levelUntil') ? undefined : add('level', { code: 'imports.no_level_end' })
  if (day < today) return add('level', { code: 'imports.day_over', details: { today: dayText(today) } })
  row.level = { ...level, lastDay: day }
}

/** How exports write that somebody has no level. */
const NONE: ReadonlySet<string> = new Set(['', '-', '–', '—', '/', 'none', 'None', 'N/A', 'n/a', '无', '無', '无等级'])
