import { expect, test } from 'vitest'
import { AS_API } from '#server/platform/csv'
import { figuresCsv } from './figures-csv.ts'
import type { Figures } from './schemas.ts'

test('levels stand as on the ladder, whichever was reached first, and those that are no more behind them', () => {
  const part = (levels: Record<string, number>): Figures['series'][number] => ({
    from: '2026-01-05', to: '2026-01-05', joined: 0, members: 0, bought: 0, orders: 0, spendMinor: 0, issued: 0, spent: 0, expired: 0, revoked: 0, owed: 0, debt: 0, liabilityMinor: 0, levels,
  })
  const levels = ['start', 'silver', 'gold'].map((level) => ({ level, members: 1, before: null }))
  const figures = { series: [part({ gold: 1, old: 2 }), part({ gold: 1, start: 4, silver: 3 })], levels, currency: 'USD', pointsUnit: 'points' } as Partial<Figures> as Figures
  const [heads = '', ...lines] = figuresCsv(figures, AS_API).split('\r\n')
  expect(heads.split(',').slice(-4)).toEqual(['level:start', 'level:silver', 'level:gold', 'level:old'])
  expect(lines.slice(0, 2).map((line) => line.split(',').slice(-4).join())).toEqual([',,1,2', '4,3,1,'])
})
