import type { Program } from '#engine/program/program'
import { spendOf, type Draft } from './draft.ts'
import type { Refusal } from './outcome.ts'
import { availableOf, totalsOf } from './parts.ts'

/** That a request is not accepted: the code of its text in `locales/`, and what the text names. */
export const refuse = (code: string, details: Refusal['details'] = {}): Refusal => ({ code, details })

/** R3: the balance decides, on what is free at this instant. */
export function shortRefusal(draft: Draft, { unit = draft.program.mainUnit, points }: { unit?: string; points: number }): Refusal | null {
  const wrong = unitRefusal(draft.program, unit)
  if (wrong !== null) return wrong
  if (draft.program.units[unit]?.kind === 'qualifying') return refuse('points.not_spendable', { unit })
  const { active, debt } = totalsOf(draft.head, unit)
  const available = availableOf(draft.head, unit)
  return points <= available ? null : refuse('points.insufficient', { unit, wanted: points, available, balance: active - debt })
}

/** While the program is paused points are not used. What was held before goes through: the shopper had been told a price. */
export function pausedRefusal({ program }: Draft): Refusal | null {
  return program.isPaused ? refuse('program.paused') : null
}

/** A unit must be one of the program's. */
export function unitRefusal(program: Program, unit: string = program.mainUnit): Refusal | null {
  return program.units[unit] === undefined ? refuse('points.unit_unknown', { unit, units: Object.keys(program.units) }) : null
}

/** A spend's or hold's id is its event's, and names one thing for ever. */
export function takenId(draft: Draft, id: string): Refusal | null {
  return spendOf(draft, id) === undefined ? null : refuse('spend.id_taken', { id })
}
