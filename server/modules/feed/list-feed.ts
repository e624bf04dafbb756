import { shown } from '#engine/shape'
import { BEGINNING } from '#engine/program/timeline'
import { selectFeed, type FeedPlace } from '#server/modules/activity/index'
import { requirePerson } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { SUBJECTS, type FeedPage, type ListFeed } from './schemas.ts'
import { tellItems } from './tell-items.ts'

/** Events of a rare sort are looked for among so many at once: some 50 ms. */
const STRIDE = 10_000
const END: FeedPlace = { at: -BEGINNING, no: Number.MAX_SAFE_INTEGER }

/** What happened in the store, the newest first. @throws AppError http.wrong_shape, members.unknown, members.erased */
export async function listFeed(ctx: ReadContext, { about, member, from = BEGINNING, to, after, limit }: ListFeed, { stride = STRIDE }: { stride?: number } = {}): Promise<FeedPage> {
  const memberIds = member === undefined ? null : (await requirePerson(ctx, member)).selves
  const before = after === undefined ? { ...END, ...(to === undefined ? {} : { at: to, no: 0 }) } : readPlace(after)
  const { rows, seenTo } = await selectFeed(ctx, { kinds: about === undefined ? null : SUBJECTS[about], from, before, memberIds, most: limit }, stride)
  return { items: await tellItems(ctx, rows), next: seenTo === null ? null : placeText(seenTo), seenTo: seenTo?.at ?? null }
}

/** A place in the list of events, as a cursor. */
export function placeText({ at, no }: FeedPlace): string {
  return `${at}_${no}`
}

/** @throws AppError http.wrong_shape */
export function readPlace(cursor: string): FeedPlace {
  const [, at, no] = /^(-?\d{1,16})_(\d{1,16})$/.exec(cursor) ?? []
  if (at === undefined || no === undefined) throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'after', found: shown(cursor), wanted: 'the "next" of the page before', code: 'bad_format' }] })
  return { at: Number(at), no: Number(no) }
}
