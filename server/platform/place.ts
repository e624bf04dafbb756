import type { Instant } from '#engine/calendar'
import { shown } from '#engine/shape'
import { AppError } from './errors.ts'

/** Where a page of what goes by time goes on: when the last of the page before was, and its name. */
export type Place = { at: Instant; id: string }

/** A place as the `next` of a page tells it. */
export function placeText({ at, id }: Place): string {
  return `${at}_${id}`
}

/** A place as it was told; undefined where none is. @throws AppError http.wrong_shape */
export function placeIn(after: string | undefined): Place | undefined {
  if (after === undefined) return undefined
  const [, at, id] = /^(-?\d{1,16})_(.+)$/.exec(after) ?? []
  if (at === undefined || id === undefined) throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'after', found: shown(after), wanted: 'the "next" of the page before', code: 'bad_format' }] })
  return { at: Number(at), id }
}
