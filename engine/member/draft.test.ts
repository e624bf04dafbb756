import { describe, expect, test } from 'vitest'
import { parseInstant } from '#engine/calendar'
import { compileProgram, timelineOf } from '#engine/program/index'
import { changeTotals, openDraft, post, putLot, seal, type Draft } from './draft.ts'
import { fold } from './fold.ts'
import type { Lot } from './state.ts'

const timeline = timelineOf(compileProgram({ program: 'books', name: 'Books', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD' } }, earn: [], units: { points: { kind: 'spendable' }, kept: { kind: 'spendable' } } }))

/** A member with 10 points, about to have something done to them. */
function draftOf(): { draft: Draft; lot: Lot } {
  const { state } = fold(timeline, 'ada', { events: [{ source: 'test', id: 'g', at: parseInstant('2026-01-05T10:00Z'), kind: 'points.adjusted', points: 10, reason: 'a gift', author: 'mei' }] })
  return { draft: openDraft(timeline, state), lot: [...state.lots.values()][0]! }
}

const sealed = (act: (draft: Draft, lot: Lot) => void) => () => {
  const { draft, lot } = draftOf()
  act(draft, lot)
  return seal(draft)
}

describe('what leaves a draft is asserted', () => {
  test('points that moved in the lots and in the accounts pass', () => {
    const { postings, lots } = sealed((draft, lot) => {
      putLot(draft, { ...lot, left: 6 })
      post(draft, { unit: 'points', from: 'active', to: 'spent', points: 4, reason: 'spend', lot: lot.id })
    })()
    expect(postings).toEqual([{ unit: 'points', from: 'active', to: 'spent', points: 4, reason: 'spend', effectiveAt: parseInstant('2026-01-05T10:00Z'), source: 'time', sourceId: '', lot: lots[0]!.id, orderId: null }])
  })

  test('points that left a lot and no account do not', () => {
    expect(sealed((draft, lot) => {
      putLot(draft, { ...lot, left: 6 })
      post(draft, { unit: 'kept', from: 'issued', to: 'spent', points: 1, reason: 'earn' })
      changeTotals(draft, 'points')
    })).toThrow('the lots and the accounts of a unit move together')
  })

  test('points that left an account and no lot do not', () => {
    expect(sealed((draft) => post(draft, { unit: 'points', from: 'active', to: 'spent', points: 4, reason: 'spend' }))).toThrow('the lots and the accounts of a unit move together')
  })

  test('totals that do not add up do not (R2)', () => {
    expect(sealed((draft) => void (changeTotals(draft, 'points').earned += 1))).toThrow('R2: earned = ')
    expect(sealed((draft) => void (changeTotals(draft, 'points').revoked += 1))).toThrow('R2: earned = ')
  })

  test.each(['pending', 'active', 'reserved', 'debt'] as const)('%s below zero does not', (account) => {
    expect(sealed((draft) => {
      const totals = changeTotals(draft, 'kept')
      const other = account === 'pending' ? 'active' : 'pending'
      totals[account] = -5
      if (account !== 'debt') totals[other] = 5
      else totals.earned = 5
    })).toThrow('no account of a member is below zero')
  })

  test.each<[string, Partial<Lot>]>([['more reserved than it has', { held: 11 }], ['less than nothing reserved', { held: -1 }]])('a lot with %s does not', (_, wrong) => {
    expect(sealed((draft, lot) => putLot(draft, { ...lot, ...wrong }))).toThrow('a lot holds no more than it has')
  })

  test.each([-1, 0.5])('a movement of %s points does not', (points) => {
    const { draft } = draftOf()
    expect(() => post(draft, { unit: 'points', from: 'active', to: 'spent', points, reason: 'spend' })).toThrow('a posting moves a whole number of points')
  })

  test('a movement of nothing leaves no posting', () => {
    expect(sealed((draft) => post(draft, { unit: 'points', from: 'active', to: 'spent', points: 0, reason: 'spend' }))().postings).toEqual([])
  })
})
