import { actorName } from '#server/platform/actor-name'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import type { ChangeView, CreateView, View, ViewName, Views } from './schemas.ts'
import { countViews, deleteViewRow, lockView, selectViews, upsertView, type ViewRow } from './views.store.ts'

/** More than anybody finds their way in. */
const MOST_VIEWS = 200

/** The views of whoever asks, and those that others share with the store. */
export async function listViews(ctx: ReadContext): Promise<Views> {
  return { views: (await selectViews(ctx, actorName(ctx.actor))).map((row) => viewOf(ctx, row)) }
}

/** Keeps a view of the list. @throws AppError roster.too_many_views */
export async function createView(ctx: WriteContext, input: CreateView): Promise<View> {
  const owner = actorName(ctx.actor)
  if ((await countViews(ctx, owner)) >= MOST_VIEWS) throw new AppError('conflict', 'roster.too_many_views', { most: MOST_VIEWS })
  const row = { ...input, view: newId('view', ctx.now), owner, changedAt: ctx.now }
  await upsertView(ctx, row)
  return viewOf(ctx, row)
}

/** Changes a view; what is not named stays. @throws AppError roster.view_unknown */
export async function changeView(ctx: WriteContext, { view, ...change }: ChangeView): Promise<View> {
  const row = { ...(await requireOwn(ctx, view)), ...change, changedAt: ctx.now }
  await upsertView(ctx, row)
  return viewOf(ctx, row)
}

/** Takes a view away; what it was. @throws AppError roster.view_unknown */
export async function deleteView(ctx: WriteContext, { view }: ViewName): Promise<View> {
  const row = await requireOwn(ctx, view)
  await deleteViewRow(ctx, view)
  return viewOf(ctx, row)
}

/** A shared view is everybody's to use and its owner's to change; to others it is not there. */
async function requireOwn(ctx: WriteContext, view: string): Promise<ViewRow> {
  const row = await lockView(ctx, view)
  if (row === undefined || row.owner !== actorName(ctx.actor)) throw new AppError('not_found', 'roster.view_unknown', { view })
  return row
}

function viewOf({ actor }: ReadContext, { owner, ...row }: ViewRow): View {
  return { ...row, isOwn: owner === actorName(actor) }
}
