import { describe, expect, test } from 'vitest'
import { compileProgram } from '#engine/program/compile'
import type { ProgramDocument } from '#engine/program/schema'
import { BEGINNING } from '#engine/program/timeline'
import { spanReport } from './span-report.ts'
import { addSpanSums, noSpanSums, type SpanSums } from './span-sums.ts'
import { QUIET_MONTH } from './tally.ts'

const DOCUMENT: ProgramDocument = {
  program: 'shop', name: 'Shop', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1' } }, earn: [{ id: 'purchase', name: 'Purchase', on: 'order.paid', rate: 'market' }],
  tiers: [{ id: 'status', levels: [{ id: 'base', name: 'Base' }, { id: 'vip', name: 'VIP', entry: { spend: '100.00' } }] }],
}

function sums(change: Partial<SpanSums>): SpanSums {
  return { ...noSpanSums(), ...change }
}

describe('the report of a span', () => {
  test('begins with what was owed, and tells the quiet months between', () => {
    const half = { opening: { owed: [{ cost: [1, 2] as const, points: 101 }] }, owed: [{ cost: [1, 2] as const, points: 131 }] }
    const { months, openingMinor, liabilityMinor, issued, expired } = spanReport(compileProgram(DOCUMENT), sums({
      ...half, months: { '2026-03': { ...QUIET_MONTH, expired: 20, owedCost: [{ cost: [1, 2], points: -20 }] }, '2025-12': { ...QUIET_MONTH, issued: 50, owedCost: [{ cost: [1, 2], points: 50 }] } },
    }), BEGINNING)
    expect([openingMinor, liabilityMinor, issued, expired]).toEqual([50, 66, 50, 20])
    expect(months).toEqual([
      { month: '2025-12', issued: 50, spent: 0, expired: 0, liabilityMinor: 76 }, { month: '2026-01', issued: 0, spent: 0, expired: 0, liabilityMinor: 76 },
      { month: '2026-02', issued: 0, spent: 0, expired: 0, liabilityMinor: 76 }, { month: '2026-03', issued: 0, spent: 0, expired: 20, liabilityMinor: 66 },
    ])
  })

  test('has a row for every level of the program and no other, and names its rules, the largest first', () => {
    const report = spanReport(compileProgram(DOCUMENT), sums({
      standing: { vip: { members: 2, debtors: 1, owed: [{ cost: [1, 1], points: 30 }] }, gone: { members: 1, debtors: 0, owed: [] } }, keptOn: { base: [{ cost: [1, 1], points: 7 }] },
      levels: { base: { orders: 3, spendMinor: 900, discountMinor: 0 } }, earned: { adjust: { times: 1, points: 5 }, purchase: { times: 3, points: 9 } },
    }), BEGINNING)
    expect(report.levels).toEqual([
      { key: 'base', name: 'Base', members: 0, debtors: 0, liabilityMinor: 0, orders: 3, spendMinor: 900, discountMinor: 0, keptMinor: 7, marginMinor: null },
      { key: 'vip', name: 'VIP', members: 2, debtors: 1, liabilityMinor: 30, orders: 0, spendMinor: 0, discountMinor: 0, keptMinor: 0, marginMinor: null },
    ])
    expect(report.rules).toEqual([{ id: 'purchase', name: 'Purchase', times: 3, points: 9 }, { id: 'adjust', name: null, times: 1, points: 5 }])
    expect([report.prices, report.rewards]).toEqual([null, null])
  })

  test('adds up costs by what a point costs, and takes what one side lacks from the other', () => {
    const sum = sums({ kept: [{ cost: [1, 3], points: 1 }] })
    for (const points of [1, 1]) addSpanSums(sum, sums({ kept: [{ cost: [1, 3], points }], standing: { vip: { members: 1, debtors: 0, owed: [] } }, used: { purchase: 4 } }))
    expect(sum).toMatchObject({ kept: [{ cost: [1, 3], points: 3 }], standing: { vip: { members: 2 } }, used: { purchase: 8 } })
    expect(spanReport(compileProgram(DOCUMENT), sum, BEGINNING).keptMinor).toBe(1)
  })
})
