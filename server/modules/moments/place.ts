import type { Instant } from '#engine/calendar'
import { BEGINNING } from '#engine/program/timeline'
import { shown } from '#engine/shape'
import { AppError } from '#server/platform/errors'
import { firstIdAt } from '#server/platform/ids'
import { MOMENT_KINDS, type MomentKind } from './schemas.ts'

/** The last moment that was shown: its number among events or postings, or its id. */
export type Place = { at: Instant; kind: MomentKind; id: string }

/** A place as a cursor. */
export function placeText({ at, kind, id }: Place): string {
  return `${at}_${kind}_${id}`
}

/** @throws AppError http.wrong_shape */
export function readPlace(cursor: string): Place {
  const [, at, kind, id] = /^(-?\d{1,15})_(note|mail|points|order)_(\w{1,60})$/.exec(cursor) ?? []
  const isNumbered = kind === 'points' || kind === 'order'
  if (at === undefined || id === undefined || (isNumbered && !/^\d{1,15}$/.test(id))) throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'after', found: shown(cursor), wanted: 'the "next" of the page before', code: 'bad_format' }] })
  return { at: Number(at), kind: kind as MomentKind, id }
}

/** Of the instant of a place a kind may be shown already, be the one that goes on, or be all to come. */
function standing(kind: MomentKind, place: Place): 'shown' | 'goes on' | 'to come' {
  if (kind === place.kind) return 'goes on'
  return MOMENT_KINDS.indexOf(kind) < MOMENT_KINDS.indexOf(place.kind) ? 'shown' : 'to come'
}

/** Where a kind that is numbered begins behind a place: with what is before this instant, or at it with a smaller number. */
export function beforeIn(kind: 'points' | 'order', place: Place | null): { at: Instant; no: number } {
  if (place === null) return { at: -BEGINNING, no: Number.MAX_SAFE_INTEGER }
  const { [standing(kind, place)]: no } = { shown: -1, 'goes on': Number(place.id), 'to come': Number.MAX_SAFE_INTEGER }
  return { at: place.at, no }
}

/** Where a kind begins behind a place whose ids, which begin so, are in the order of time. */
export function behindIn(kind: 'note' | 'mail', place: Place | null): string | null {
  if (place === null) return null
  const how = standing(kind, place)
  return how === 'goes on' ? place.id : firstIdAt(ID_PREFIXES[kind], how === 'shown' ? place.at : place.at + 1)
}

const ID_PREFIXES = { note: 'note', mail: 'mai' } as const
