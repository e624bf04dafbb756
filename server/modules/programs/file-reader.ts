import { parseInstant, wallText } from '#engine/calendar'
import { moneyText } from '#engine/money'
import type { Program } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { nameIn, staffLocaleOf, type Locale, type StaffLocale } from '#engine/text'
import { sayAsConsole } from '#server/platform/console-words'
import type { ReadContext } from '#server/platform/context'
import { AS_API, type Cell, type Reader } from '#server/platform/csv'
import { readTimeline } from './read-timeline.ts'

/** Where the console has words for the ids of a sort; the names of a program's things are looked up in the program. */
const WORDS: Readonly<Record<string, string>> = { kind: 'members.kinds', event: 'event', waits: 'pending.waits', actor: 'audit.kind', status: 'coupons.state', what: 'statement.what', balance: 'statement', part: 'file.part', figure: 'file.figure' }

type Reading = { program: Program | null; locale: StaffLocale }

/** Whose words a file is told in: staff are told headings, levels, markets and money as their screens say them, in their language; whoever comes by a key what the API says. */
export async function fileReader(ctx: ReadContext, locale: Locale): Promise<Reader> {
  if (ctx.actor.kind !== 'staff') return AS_API
  const timeline = await readTimeline(ctx)
  return readerFor({ program: timeline.length === 0 ? null : publicationAt(timeline, ctx.now).program, locale: staffLocaleOf(locale) })
}

/** A person of the staff who reads by the names of a program; null: nothing is published yet. */
export function readerFor(reading: Reading): Reader {
  const { program, locale } = reading
  const zone = program?.zone ?? 'UTC'
  return {
    isPerson: true,
    heading: (word, name) => {
      const [sort = '', id] = name.split(/:(.*)/s, 2)
      return sayAsConsole(locale, [`file.${word}.${sort}`, `file.any.${sort}`], { zone, name: id === undefined ? '' : nameOf(reading, 'level', id) }) ?? name
    },
    cell: (value) => {
      if (typeof value === 'boolean') return sayAsConsole(locale, [`roster.truth.${value}`]) ?? String(value)
      if ('at' in value) return value.at === null ? null : wallText(typeof value.at === 'string' ? parseInstant(value.at) : value.at, zone)
      if ('minor' in value) return moneyCell(value.minor, value.currency)
      if ('count' in value) return moneyCell(value.count, currencyOf(program, value.unit))
      const { id, of, name } = value
      return name ?? (id === null ? null : typeof id === 'string' ? nameOf(reading, of, id) : id.map((each) => nameOf(reading, of, each)))
    },
  }
}

/** Money in major units with the decimals of its currency; what is none as it is. */
function moneyCell(minor: number | null, currency: string | null): Cell {
  return minor === null || currency === null ? minor : { decimal: moneyText(minor, currency) }
}

/** The currency of a unit that is money; null: points. */
function currencyOf(program: Program | null, unit: string | null): string | null {
  return program?.units[unit ?? program.mainUnit]?.currency ?? null
}

function nameOf(reading: Reading, of: string, id: string): string {
  const { program, locale } = reading
  if (of === 'level') return levelName(reading, id)
  if (of === 'move') return id.split('>').map((side) => side.split(',').map((each) => levelName(reading, each)).join(', ')).join(' → ')
  if (of === 'unit') return unitName(reading, id)
  if (of === 'deed') return sayAsConsole(locale, [`audit.deeds.${id.toLowerCase().replaceAll(/[^a-z]+/g, '_')}`]) ?? id
  const word = WORDS[of]
  if (word !== undefined) return sayAsConsole(locale, [`${word}.${id}`]) ?? id
  const name = program === null ? undefined : namedIn(program, of, id)
  return name !== undefined ? nameIn(name, locale) : of === 'rule' && id.includes('.') ? nameOf(reading, 'event', id) : id
}

function namedIn(program: Program, of: string, id: string): string | Readonly<Record<string, string>> | undefined {
  const find = (all: readonly { id: string; name?: string | Readonly<Record<string, string>> }[]) => all.find((one) => one.id === id)?.name
  if (of === 'market') return program.markets[id]?.name
  if (of === 'rule') return find(program.rules)
  if (of === 'reward.redeemed') return find(program.rewards)
  if (of === 'tier.set') return find(program.tracks.flatMap(({ levels }) => levels))
  return of.startsWith('entitlement.') ? find(program.entitlements) : undefined
}

/** A level as lists and figures name it: "gold", or "track/gold" where ladders are kept apart; "none" is below the first. */
function levelName({ program, locale }: Reading, counted: string): string {
  const [ladder, id] = counted.includes('/') ? (counted.split('/', 2) as [string, string]) : [null, counted]
  const track = program?.tracks.find((one) => (ladder === null ? one.levels.some((level) => level.id === id) : one.id === ladder))
  const name = id === 'none' ? (sayAsConsole(locale, ['level.none']) ?? id) : nameIn(track?.levels.find((level) => level.id === id)?.name ?? id, locale)
  return ladder === null ? name : `${nameIn(track?.name ?? ladder, locale)}: ${name}`
}

/** A unit of its kind alone is called by the kind, as the console calls it. */
function unitName({ program, locale }: Reading, id: string): string {
  const unit = program?.units[id]
  const name = nameIn(unit?.name ?? id, locale)
  if (name !== id) return name
  const isAlone = unit !== undefined && Object.values(program?.units ?? {}).filter(({ kind }) => kind === unit.kind).length === 1
  return (id === 'points' ? sayAsConsole(locale, ['unit.spendable']) : isAlone && unit.kind !== 'spendable' ? sayAsConsole(locale, [`unit.${unit.kind}`]) : undefined) ?? id
}
