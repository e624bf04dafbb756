import { addPeriod, localDay, startOfDay, subtractPeriod, type Instant, type Zone } from '#engine/calendar'
import { checkProgram } from '#engine/program/check'
import { publicationAt } from '#engine/program/timeline'
import { noSpanSums } from '#engine/simulate/span-sums'
import { nameIn } from '#engine/text'
import { countGoingOn } from '#server/modules/activity/index'
import { readTimeline, requireDraft, requireVersion } from '#server/modules/programs/index'
import { getStore } from '#server/modules/stores/index'
import { actorName } from '#server/platform/actor-name'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import { countBacktests, insertBacktest, type FullRow } from './backtests.store.ts'
import { backtestOf } from './list-backtests.ts'
import type { Backtest, CreateBacktest } from './schemas.ts'

/** Reports stay until somebody deletes them; more than this nobody finds again. */
export const MOST_BACKTESTS = 100

/**
 * Asks for a program to be tried on the store's own history, until this moment of its clock, beside the one in force; the worker does it in pieces. What is tried is the draft as it stands now.
 * @throws AppError http.wrong_shape, programs.draft_unknown, programs.version_unknown, programs.wrong, programs.none_published, backtests.other_currency, backtests.too_many
 */
export async function createBacktest(ctx: WriteContext, input: CreateBacktest): Promise<Backtest> {
  const { draft, months, isWhole, locale } = input
  const tried = await readTried(ctx, input)
  const { program, document, problems } = checkProgram(tried.source)
  if (program === null) throw new AppError('invalid', 'programs.wrong', { problems })
  const timeline = await readTimeline(ctx)
  if (timeline.length === 0) throw new AppError('conflict', 'programs.none_published', { storeId: ctx.storeId })
  if (await countBacktests(ctx) >= MOST_BACKTESTS) throw new AppError('conflict', 'backtests.too_many', { most: MOST_BACKTESTS })
  const { clockAt } = await getStore(ctx)
  const now = clockAt ?? ctx.now
  const inForce = publicationAt(timeline, now)
  if (program.currency !== inForce.program.currency) throw new AppError('invalid', 'backtests.other_currency', { found: program.currency, wanted: inForce.program.currency })
  const row: FullRow = {
    backtest: newId('bkt', ctx.now), name: tried.name ?? nameIn(program.name, locale), draft: draft ?? null, revision: tried.revision, version: tried.version, against: inForce.version, document,
    from: isWhole ? null : monthsBefore(now, months, inForce.program.zone), to: now + 1, status: 'waiting', wanted: await countGoingOn(ctx), done: 0, after: '',
    sums: { before: noSpanSums(), after: noSpanSums(), moves: {}, listed: 0 }, createdAt: ctx.now, createdBy: actorName(ctx.actor), endedAt: null, failedOn: null,
  }
  await insertBacktest(ctx, row)
  return backtestOf(row)
}

type Source = { source: unknown; name: string | null; revision: number | null; version: number | null }

async function readTried(ctx: WriteContext, { draft, version }: Pick<CreateBacktest, 'draft' | 'version'>): Promise<Source> {
  if ((draft === undefined) === (version === undefined)) {
    throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'draft', found: draft === undefined ? 'neither' : 'both', wanted: 'either draft or version', code: 'bad_value' }] })
  }
  if (draft !== undefined) {
    const { program, name, revision } = await requireDraft(ctx, { draft })
    return { source: program, name, revision, version: null }
  }
  const found = await requireVersion(ctx, version as string)
  return { source: found.document, name: null, revision: null, version: found.version }
}

/** The months that end with the day of an instant, from their first midnight on. */
function monthsBefore(now: Instant, months: number, zone: Zone): Instant {
  return startOfDay(subtractPeriod(addPeriod(localDay(now, zone), { days: 1 }), { months }), zone)
}
