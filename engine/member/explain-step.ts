import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import type { TextValue } from '#engine/text'
import type { Words } from './explain-words.ts'
import type { Trace } from './outcome.ts'

/** The values that the text of a step (R58) waits for; null where the step says nothing that another does not. */
export type Telling = (step: Trace, words: Words) => Readonly<Record<string, TextValue>> | null

type Money = { minor: number; currency: string }
/** A step, or what one of its values holds. */
export type Fields = Readonly<Record<string, unknown>>

/** Stands where a text chooses by a value that is not there: `{order, select, none {} other {…}}`. */
export const NONE = 'none'

/** A text of a step. @throws AssertionError when the step has none of this name, as all that follow here */
export function textOf(step: Fields, key: string): string {
  const value = step[key]
  assert(typeof value === 'string', `a step has the text ${key}`, step)
  return value
}

/** A text that may be null, or not there at all. */
export function maybeText(step: Fields, key: string): string | null {
  const value = step[key] ?? null
  assert(value === null || typeof value === 'string', `a step has the text ${key} or none`, step)
  return value
}

/** A whole number of a step. */
export function numberOf(step: Fields, key: string): number {
  const value = step[key]
  assert(typeof value === 'number', `a step has the number ${key}`, step)
  return value
}

/** An amount of a step. */
export function moneyOf(step: Fields, key: string): Money {
  const value = step[key]
  assert(isFields(value) && typeof value.minor === 'number' && typeof value.currency === 'string', `a step has the amount ${key}`, step)
  return { minor: value.minor, currency: value.currency }
}

/** A day that may be null. */
export function dayIn(step: Fields, key: string): { day: number } | null {
  const value = step[key] ?? null
  if (value === null) return null
  assert(isFields(value) && typeof value.day === 'number', `a step has the day ${key}`, step)
  return { day: value.day }
}

/** An instant of a step. */
export function instantOf(step: Fields, key: string): Instant {
  const value = step[key]
  assert(isFields(value) && typeof value.at === 'number', `a step has the instant ${key}`, step)
  return value.at
}

/** A list of named values; empty where there is none. */
export function listOf(step: Fields, key: string): readonly Fields[] {
  const value = step[key] ?? []
  assert(Array.isArray(value) && value.every(isFields), `a step has the list ${key}`, step)
  return value
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
