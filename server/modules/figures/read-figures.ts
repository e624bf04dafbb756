import { assert } from '#engine/assert'
import { dayText, localDay, type Day, type Zone } from '#engine/calendar'
import type { Program } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { levelKeys } from '#engine/simulate/level-keys'
import { sumLedger, sumNews, type NewsRow, type PointsRow } from '#server/modules/activity/index'
import { readTimeline } from '#server/modules/programs/index'
import { countActive, countActiveBefore, DEBTORS, LEVEL, MEMBERS, selectCountChanges, selectCounts, selectJoined } from '#server/modules/roster/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { EVER, selectEnds, selectLeftOut, selectMark, selectPoints, selectSales, type EndsByUnit, type Mark, type Span } from './figures.store.ts'
import type { Figures, FigureSums, ReadFigures } from './schemas.ts'
import { partsOf, spansOf } from './spans.ts'
import { sumPoints } from './sum-points.ts'

const DAY_MS = 86_400_000
const EXPIRING_DAYS = 30
/** Postings that a read adds up itself, where the worker has not come so far: some tenths of a second. */
const MOST_REST = 20_000

/**
 * What a store's home shows: a span against the one before it, parts of it, and how things stand now. A posting counts on the day of the program on which it took
 * effect, with all that is known now; an order on the local day of its member. @throws AppError http.wrong_shape, programs.none_published
 */
export async function readFigures(ctx: ReadContext, input: ReadFigures): Promise<Figures> {
  const timeline = await readTimeline(ctx)
  if (timeline.length === 0) throw new AppError('conflict', 'programs.none_published', { storeId: ctx.storeId })
  const { program } = publicationAt(timeline, ctx.now)
  const today = localDay(ctx.now, program.zone)
  const { now, before } = spansOf(input, today)
  const parts = partsOf(now, input.unit)
  const rest = await readRest(ctx, program.zone)
  const [nowSums, beforeSums] = [(await sumsOf(ctx, program, { spans: [now], rest }))[0], (await sumsOf(ctx, program, { spans: [before], rest }))[0]]
  assert(nowSums && beforeSums, 'a span has sums')
  const series = await sumsOf(ctx, program, { spans: parts, rest })
  const counts = new Map((await selectCounts(ctx, today)).map(({ name, members }) => [name, members]))
  const active = await activeOf(ctx, program, { days: input.activeDays, beforeTo: before.to })
  const expiring = await expiringOf(ctx, program, { mark: rest.mark, today, beforeTo: before.to })
  const levels = await levelsAt(ctx, program, { parts, beforeTo: before.to })
  return {
    asOf: ctx.now, zone: program.zone, pointsUnit: program.mainUnit, currency: program.currency, from: dayText(now.from), to: dayText(now.to), beforeFrom: dayText(before.from), beforeTo: dayText(before.to), isBehind: rest.isBehind,
    now: nowSums, before: beforeSums, levels: levels.now, debtors: counts.get(DEBTORS) ?? 0, companies: counts.get(MEMBERS.company) ?? 0, tests: rest.tests, active, expiring,
    series: parts.map(({ from, to }, place) => ({ from: dayText(from), to: dayText(to), ...(series[place] as FigureSums), levels: levels.parts[place] ?? null })),
  }
}

/** What is recorded and not summed up yet. */
type Rest = { mark: Mark; points: readonly PointsRow[]; sales: readonly Omit<NewsRow, 'memberId'>[]; tests: number; isBehind: boolean }

async function readRest(ctx: ReadContext, zone: Zone): Promise<Rest> {
  const mark = await selectMark(ctx)
  const isOther = mark.zone !== null && mark.zone !== zone
  const without = await selectLeftOut(ctx)
  const { rows, isMore } = await sumLedger(ctx, { after: mark.postingNo, most: MOST_REST, zone, without })
  return { mark, points: isOther ? [] : rows, sales: await sumNews(ctx, without), tests: without.length, isBehind: isOther || isMore }
}

/** Sums of spans that follow one another. */
async function sumsOf(ctx: ReadContext, program: Program, { spans, rest }: { spans: readonly Span[]; rest: Rest }): Promise<FigureSums[]> {
  const first = (spans[0] as Span).from
  const placeOf = (day: Day) => (day < first ? -1 : spans.findIndex(({ from, to }) => day >= from && day <= to))
  const late = rest.points.map((row) => ({ ...row, place: placeOf(row.day) })).filter(({ place, day }) => place >= 0 || day < first)
  const points = sumPoints(program, [...(await selectPoints(ctx, spans)), ...late], spans.length)
  const sales = await selectSales(ctx, spans)
  const [ever = 0, ...joined] = await selectJoined(ctx, [{ from: EVER, to: first - 1 }, ...spans])
  let members = ever
  return spans.map((span, place) => {
    const { orders = 0, minor = 0, bought = 0 } = sales[place] ?? {}
    const more = rest.sales.filter(({ day }) => day !== null && day >= span.from && day <= span.to)
    members += joined[place] as number
    return {
      joined: joined[place] as number, members, ...(points[place] as NonNullable<(typeof points)[number]>),
      orders: orders + total(more, 'orders'), spendMinor: minor + total(more, 'minor'), bought: bought + total(more.filter(({ prevDay }) => prevDay !== null && prevDay < span.from), 'bought'),
    }
  })
}

function total(rows: Rest['sales'], field: 'orders' | 'minor' | 'bought'): number {
  return rows.reduce((sum, row) => sum + row[field], 0)
}

/** Members by level as each part ended, as it was known on that day; and at the end of all against the span before, from the lowest level on. */
async function levelsAt(ctx: ReadContext, program: Program, { parts, beforeTo }: { parts: readonly Span[]; beforeTo: Day }): Promise<{ now: Figures['levels']; parts: (Record<string, number> | null)[] }> {
  const [first, last] = [parts[0] as Span, parts.at(-1) as Span]
  const before = levelsIn(await selectCounts(ctx, beforeTo))
  const held = new Map((await selectCounts(ctx, first.from - 1)).map(({ name, members }) => [name, members]))
  const changes = await selectCountChanges(ctx, { after: first.from - 1, through: last.to })
  let next = 0
  const told = parts.map(({ to }) => {
    for (; next < changes.length && (changes[next] as { day: Day }).day <= to; next += 1) held.set((changes[next] as { name: string }).name, (changes[next] as { members: number }).members)
    return levelsIn([...held].map(([name, members]) => ({ name, members })))
  })
  const ladder = levelKeys(program).map(({ key }) => key)
  const now = Object.entries(told.at(-1) ?? {}).map(([level, members]) => ({ level, members, before: before === null ? null : (before[level] ?? 0) }))
  return { now: now.sort((a, b) => ladder.indexOf(a.level) - ladder.indexOf(b.level)), parts: told }
}

/** Null where nothing was counted. */
function levelsIn(counts: readonly { name: string; members: number }[]): Record<string, number> | null {
  if (counts.length === 0) return null
  return Object.fromEntries(counts.filter(({ name }) => name.startsWith(LEVEL)).map(({ name, members }) => [name.slice(LEVEL.length), members]))
}

/** Who did something in the last days, as it is now and as the span before ended. */
async function activeOf(ctx: ReadContext, { zone }: Program, { days, beforeTo }: { days: number; beforeTo: Day }): Promise<Figures['active']> {
  return { days, members: await countActive(ctx, { from: ctx.now - days * DAY_MS }), before: await countActiveBefore(ctx, { day: beforeTo, days, zone }) }
}

/** What ends in the next days, as it was last counted now and before the span before ended. */
async function expiringOf(ctx: ReadContext, { mainUnit }: Program, { mark: { census, censusAt }, today, beforeTo }: { mark: Mark; today: Day; beforeTo: Day }): Promise<Figures['expiring']> {
  if (census === null || censusAt === null) return null
  const ends = await selectEnds(ctx, beforeTo)
  return { days: EXPIRING_DAYS, points: endingFrom(today, census[mainUnit]), before: ends === undefined ? null : endingFrom(beforeTo, ends[mainUnit]), asOf: censusAt }
}

function endingFrom(first: Day, ends: EndsByUnit[string] = {}): number {
  return Object.entries(ends).filter(([day]) => Number(day) >= first && Number(day) < first + EXPIRING_DAYS).reduce((sum, [, points]) => sum + points, 0)
}
