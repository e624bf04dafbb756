import type { Instant } from '#engine/calendar'
import { lockStore } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import { deleteDues, lockMark, selectNewestFact, selectRunning, upsertMark } from './due.store.ts'
import { KINDS } from './kinds.ts'
import { getMessage } from './list-messages.ts'
import { requireKind } from './require-kind.ts'
import { selectKinds, upsertKind } from './messages.store.ts'
import type * as shapes from './schemas.ts'

/** Switches a kind on or off, and says how long before its review a level at risk is told of. What happened before it was switched on is written to nobody. @throws AppError messages.unknown_kind */
export async function changeMessage(ctx: WriteContext, { kind: name, isOn, days }: shapes.ChangeMessage): Promise<shapes.Message> {
  const kind = requireKind(name)
  await lockStore(ctx)
  const before = (await selectKinds(ctx)).get(kind)
  const row = { isOn: false, since: null, days: null, ...before, kind, changedAt: ctx.now }
  if (days !== undefined) row.days = days
  if (isOn === true && !row.isOn) Object.assign(row, { isOn: true, since: ctx.now })
  if (isOn === false) Object.assign(row, { isOn: false, since: null })
  await upsertKind(ctx, row)
  if (isOn === false) await deleteDues(ctx, kind)
  await moveMark(ctx)
  return getMessage(ctx, { kind })
}

/** Switches all kinds on as of an instant that is past, in a store that has said nothing of them yet: one that was told its history begins so. */
export async function beginMessages(ctx: WriteContext, since: Instant): Promise<void> {
  if ((await selectKinds(ctx)).size > 0) return
  for (const kind of KINDS) await upsertKind(ctx, { kind, isOn: true, since, days: null, changedAt: ctx.now })
  await moveMark(ctx, await selectNewestFact(ctx, { before: since }))
}

/** Facts are followed while some kind is on, from those on that come after it was switched on. */
async function moveMark(ctx: WriteContext, from?: number): Promise<void> {
  const kinds = await selectKinds(ctx)
  const isOn = [...kinds.values()].some((kind) => kind.isOn)
  const watchesLevels = kinds.get('tier_at_risk')?.isOn === true
  const mark = await lockMark(ctx, { waits: true })
  const level = watchesLevels && mark?.watchesLevels === true ? { scanned: mark.scanned, scanAfter: mark.scanAfter } : { scanned: 0, scanAfter: null }
  if (mark?.isOn === true) return upsertMark(ctx, { ...mark, isOn, watchesLevels, ...level })
  const newest = from ?? (await selectNewestFact(ctx))
  await upsertMark(ctx, { isOn, watchesLevels, ...level, doneNo: newest, seenNo: newest, seenXid: (await selectRunning(ctx)).next })
}
