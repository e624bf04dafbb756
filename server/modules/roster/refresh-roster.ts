import { localDay, type Day } from '#engine/calendar'
import type { Program } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { levelsHeld } from '#engine/simulate/level-keys'
import { readTimeline } from '#server/modules/programs/index'
import type { WriteContext } from '#server/platform/context'
import { addActive, addJoined, replaceRows, selectCounted, selectCounts, selectSources, upsertCounts, type Counted, type RosterRow, type Source } from './roster.store.ts'

/** Names of counts: of members by kind, of those who owe points, and by level. */
export const MEMBERS = { person: 'members:person', company: 'members:company' } as const
export const DEBTORS = 'debtors'
export const LEVEL = 'level:'

/** Writes the rows of members anew from what stands of them now, and counts who came, went and moved, without test members. Of one store one transaction at a time does so. */
export async function refreshRoster(ctx: WriteContext, memberIds: readonly string[]): Promise<void> {
  const timeline = await readTimeline(ctx)
  if (memberIds.length === 0 || timeline.length === 0) return
  const { program } = publicationAt(timeline, ctx.now)
  const changes = new Map<string, number>()
  const joined = new Map<Day, number>()
  const active = new Map<Day, number>()
  const count = (rows: readonly Counted[], by: 1 | -1) => {
    for (const row of rows.filter(({ isTest }) => !isTest)) {
      for (const name of namesOf(row)) changes.set(name, (changes.get(name) ?? 0) + by)
      for (const [at, days] of [[row.joinedAt, joined], [row.lastAt, active]] as const) {
        const day = localDay(at, program.zone)
        days.set(day, (days.get(day) ?? 0) + by)
      }
    }
  }
  count(await selectCounted(ctx, memberIds), -1)
  const sources = await selectSources(ctx, { memberIds, unit: program.mainUnit })
  const rows = sources.filter(({ isListed }) => isListed).map((source) => rowOf(program, source))
  await replaceRows(ctx, { rows, gone: sources.filter(({ isListed }) => !isListed).map(({ memberId }) => memberId) })
  count(rows, 1)
  await saveCounts(ctx, program, changes)
  await addJoined(ctx, changesOf(joined))
  await addActive(ctx, { day: localDay(ctx.now, program.zone), changes: changesOf(active) })
}

function changesOf(byDay: ReadonlyMap<Day, number>): { day: Day; members: number }[] {
  return [...byDay].flatMap(([day, members]) => (members === 0 ? [] : [{ day, members }]))
}

function rowOf(program: Program, { active, standings, isListed: _, ...source }: Source): RosterRow {
  return { ...source, levels: levelsHeld(program, { standings }), balance: active - source.debt }
}

function namesOf({ kind, levels, debt }: Counted): string[] {
  return [MEMBERS[kind], ...(debt > 0 ? [DEBTORS] : []), ...levels.map((level) => `${LEVEL}${level}`)]
}

/** A clock of a sandbox does not go back, so that a day's count is the last one before it and what has changed since. */
async function saveCounts(ctx: WriteContext, { zone }: Program, changes: ReadonlyMap<string, number>): Promise<void> {
  const moved = [...changes].filter(([, change]) => change !== 0)
  if (moved.length === 0) return
  const day = localDay(ctx.now, zone)
  const known = new Map((await selectCounts(ctx, day)).map(({ name, members }) => [name, members]))
  await upsertCounts(ctx, { day, counts: moved.map(([name, change]) => ({ name, members: (known.get(name) ?? 0) + change })) })
}
