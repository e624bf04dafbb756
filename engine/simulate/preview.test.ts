import { describe, expect, test } from 'vitest'
import { parseDay, parseInstant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import { fold } from '#engine/member/fold'
import { compileProgram } from '#engine/program/compile'
import type { ProgramDocument } from '#engine/program/schema'
import { timelineOf } from '#engine/program/timeline'
import { previewPublication } from './preview.ts'

const DOCUMENT: ProgramDocument = {
  program: 'shop', name: 'Shop', currency: 'USD', zone: 'UTC',
  markets: { us: { currency: 'USD', earn: '1', redeem: { points: 100, worth: '1.00' } } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
  tiers: [{ id: 'status', levels: [{ id: 'base' }, { id: 'vip', entry: { spend: '100.00' } }] }],
}
const from = parseInstant('2026-06-01T00:00:00Z')

function member(id: string, amountMinor: number) {
  const order = { id: `o-${id}`, currency: 'USD', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor }] }
  const event: MemberEvent = { source: 'shop', id: `e-${id}`, at: parseInstant('2026-01-05T10:00:00Z'), kind: 'order.paid', order }
  return fold(timelineOf(compileProgram(DOCUMENT)), id, { events: [event] }).state
}

function preview(change: Partial<ProgramDocument>, mode: 'new_periods' | 'upgrades_only' | 'all') {
  const publication = { version: 2, from, mode, program: compileProgram({ ...DOCUMENT, ...change }) }
  return previewPublication(timelineOf(compileProgram(DOCUMENT)), publication, [member('ada', 9_000), member('bo', 12_000)])
}

describe('previewPublication', () => {
  test('R19: switching expiry on lists members, points and money, and loses nothing before one full period', () => {
    const { ending } = preview({ expiry: { after: { months: 12 } } }, 'upgrades_only')
    expect(ending).toEqual({ members: 2, points: 210, costMinor: 210, firstLastDay: parseDay('2027-06-01') })
  })

  test('R27: a lower entry moves up those who meet it; a higher one moves nobody down but under all', () => {
    const lower = [{ id: 'status', levels: [{ id: 'base' }, { id: 'vip', entry: { spend: '80.00' } }] }]
    const higher = [{ id: 'status', levels: [{ id: 'base' }, { id: 'vip', entry: { spend: '200.00' } }] }]
    expect(preview({ tiers: lower }, 'upgrades_only').moves).toEqual([{ member: 'ada', from: ['base'], to: ['vip'] }])
    expect(preview({ tiers: higher }, 'upgrades_only').moves).toEqual([])
    expect(preview({ tiers: higher }, 'all').moves).toEqual([{ member: 'bo', from: ['vip'], to: ['base'] }])
  })

  test('the members it looks at stay as they were', () => {
    const ada = member('ada', 9_000)
    const before = JSON.stringify([...ada.lots.values(), ada.head])
    const publication = { version: 2, from, mode: 'all' as const, program: compileProgram({ ...DOCUMENT, expiry: { after: { days: 10 } } }) }
    previewPublication(timelineOf(compileProgram(DOCUMENT)), publication, [ada])
    expect(JSON.stringify([...ada.lots.values(), ada.head])).toBe(before)
  })
})
