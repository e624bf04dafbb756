import { describe, expect, test } from 'vitest'
import { parseDay, parseInstant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import { fold } from '#engine/member/fold'
import { compileProgram } from '#engine/program/compile'
import type { ProgramDocument } from '#engine/program/schema'
import type { Timeline } from '#engine/program/program'
import { timelineOf } from '#engine/program/timeline'
import { costMinor } from './cost.ts'
import { addPreview, openPreview, previewMember } from './preview.ts'

const DOCUMENT: ProgramDocument = {
  program: 'shop', name: 'Shop', currency: 'USD', zone: 'UTC',
  markets: { us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
  tiers: [{ id: 'status', levels: [{ id: 'base' }, { id: 'vip', entry: { spend: '100.00' } }] }],
}
const from = parseInstant('2026-06-01T00:00:00Z')

function member(id: string, amountMinor: number, timeline: Timeline) {
  const order = { id: `o-${id}`, currency: 'USD', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor }] }
  const event: MemberEvent = { source: 'shop', id: `e-${id}`, at: parseInstant('2026-01-05T10:00:00Z'), kind: 'order.paid', order }
  return fold(timeline, id, { events: [event] }).state
}

type Mode = 'new_periods' | 'upgrades_only' | 'all'

function preview(change: Partial<ProgramDocument>, mode: Mode, { base = {}, at = from }: { base?: Partial<ProgramDocument>; at?: number } = {}) {
  const timeline = timelineOf(compileProgram({ ...DOCUMENT, ...base }))
  const draft = { version: 2, from, mode, program: compileProgram({ ...DOCUMENT, ...base, ...change }) }
  const sum = openPreview()
  for (const [id, amountMinor] of [['ada', 9_000], ['bo', 12_000]] as const) {
    addPreview(sum, previewMember({ timeline, draft, at }, member(id, amountMinor, timeline)), { name: id, most: 1 })
  }
  return sum
}

const higher = [{ id: 'status', levels: [{ id: 'base' }, { id: 'vip', entry: { spend: '200.00' } }] }]
const lower = [{ id: 'status', levels: [{ id: 'base' }, { id: 'vip', entry: { spend: '80.00' } }] }]

describe('a preview of a publication', () => {
  test('R19: switching expiry on lists members, points and money, and loses nothing before one full period', () => {
    const { ending, sooner, lost, liability } = preview({ expiry: { after: { months: 12 } } }, 'upgrades_only')
    expect(ending).toEqual({ members: 2, points: 210, cost: [{ cost: [1, 1], points: 210 }], firstLastDay: parseDay('2027-06-01') })
    expect([sooner.points, lost.points, costMinor(liability.before), costMinor(liability.after)]).toEqual([0, 0, 210, 210])
  })

  test('R19: by an instant after that period the points are lost, and no longer owed', () => {
    const { ending, lost, liability } = preview({ expiry: { after: { days: 10 } } }, 'all', { at: parseInstant('2026-06-12T00:00:00Z') })
    expect(ending.points).toBe(0)
    expect(lost).toEqual({ members: 2, points: 210, cost: [{ cost: [1, 1], points: 210 }], firstLastDay: null })
    expect([costMinor(liability.before), costMinor(liability.after)]).toEqual([210, 0])
  })

  test('points that have an end keep it, whatever the new program says', () => {
    const { ending, sooner, lost } = preview({ expiry: { after: { days: 10 } } }, 'all', { base: { expiry: { after: { years: 1 } } } })
    expect([ending.points, sooner.points, lost.points]).toEqual([0, 0, 0])
  })

  test('R19: an end that an earlier publication gave comes sooner where expiry is switched off and on again', () => {
    const program = (expiry: ProgramDocument['expiry'] & {}) => compileProgram({ ...DOCUMENT, expiry })
    const day = (text: string) => parseInstant(`${text}T00:00:00Z`)
    const timeline: Timeline = [
      ...timelineOf(program('never')), { version: 2, from: day('2026-02-01'), mode: 'all', program: program({ after: { years: 2 } }) }, { version: 3, from: day('2026-03-01'), mode: 'all', program: program('never') },
    ]
    const draft = { version: 4, from, mode: 'all' as const, program: program({ after: { days: 10 } }) }
    const { sooner, ending, lost } = previewMember({ timeline, draft, at: from }, member('ada', 9_000, timeline))
    expect(sooner).toEqual({ members: 1, points: 90, cost: [{ cost: [1, 1], points: 90 }], firstLastDay: parseDay('2026-06-11') })
    expect([ending.points, lost.points]).toEqual([0, 0])
  })

  test('R27: a lower entry moves up those who meet it; a higher one moves nobody down but under all', () => {
    expect(preview({ tiers: lower }, 'upgrades_only').moves).toEqual([{ from: ['base'], to: ['vip'], members: 1, named: ['ada'] }])
    expect(preview({ tiers: higher }, 'upgrades_only').moves).toEqual([])
    expect(preview({ tiers: higher }, 'all').moves).toEqual([{ from: ['vip'], to: ['base'], members: 1, named: ['bo'] }])
  })

  test('counts all who make a move, and names the first of them', () => {
    expect(preview({ tiers: [{ id: 'status', levels: [{ id: 'base' }, { id: 'vip', entry: { spend: '500.00' } }] }] }, 'all', { base: { tiers: lower } }).moves)
      .toEqual([{ from: ['vip'], to: ['base'], members: 2, named: ['ada'] }])
  })

  test('what a new level gives is in the liability after', () => {
    const earn = [...DOCUMENT.earn, { id: 'entry', on: 'tier.entered', points: 50 }]
    const { liability } = preview({ tiers: lower, earn }, 'all')
    expect([costMinor(liability.before), costMinor(liability.after)]).toEqual([210, 260])
  })

  test('the members it looks at stay as they were', () => {
    const timeline = timelineOf(compileProgram(DOCUMENT))
    const ada = member('ada', 9_000, timeline)
    const before = JSON.stringify([...ada.lots.values(), ada.head])
    previewMember({ timeline, draft: { version: 2, from, mode: 'all', program: compileProgram({ ...DOCUMENT, expiry: { after: { days: 10 } } }) }, at: from + 86_400_000 * 30 }, ada)
    expect(JSON.stringify([...ada.lots.values(), ada.head])).toBe(before)
  })
})
