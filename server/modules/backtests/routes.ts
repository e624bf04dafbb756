import { del, get, post, type Route } from '#server/platform/route'
import { backtestCsv } from './backtest-csv.ts'
import { createBacktest, MOST_BACKTESTS } from './create-backtest.ts'
import { getBacktest } from './get-backtest.ts'
import { deleteBacktest, listBacktests } from './list-backtests.ts'
import { listMovers } from './list-movers.ts'
import * as shapes from './schemas.ts'

const said = { version: '1', months: 12 }
const backtest = {
  backtest: 'bkt_1kdvdna0083nx4q9f7wj2r', name: 'Small shop', draft: null, revision: null, version: 1, against: 2, from: '2025-01-06T00:00:00Z', to: '2026-01-05T10:00:00Z',
  status: 'waiting', members: { looked: 0, all: 48213 }, createdAt: '2026-01-05T10:00:00Z', createdBy: 'key_1h3kq8v2m0c4s6d8f0g2h4', endedAt: null, failedOn: null,
}
const done = { ...backtest, status: 'done', members: { looked: 48213, all: 48213 }, endedAt: '2026-01-05T10:03:00Z' }
const side = {
  name: 'Small shop', members: 48213, orders: 31205, refunds: 1204, spendMinor: 312050000, issued: 3120500, clawed: 45000, spent: 1200000, expired: 80000, keptMinor: 2995500, balance: 2890000, pending: 0, debt: 1200, debtors: 12,
  openingMinor: 1093300, liabilityMinor: 2891200, up: 812, down: 301,
  levels: [{ level: 'gold', name: 'Gold', members: 310, debtors: 1, liabilityMinor: 812000, orders: 4020, spendMinor: 81200000, discountMinor: 0, keptMinor: 812000, marginMinor: null }],
  months: [{ month: '2025-12', issued: 262000, spent: 98000, expired: 6000, liabilityMinor: 2891200 }], rules: [{ rule: 'purchase', name: 'Purchase', times: 31205, points: 3120500 }], prices: null, rewards: null,
}
const report = {
  currency: 'EUR', before: side, after: { ...side, issued: 6241000, liabilityMinor: 5911200 }, moves: [{ from: 'silver', to: 'gold', members: 17 }], moving: 17, listed: 17, hasSharedLimits: false, hidesCosts: false,
}
const mover = { memberId: 'mem_1kdvdna0083nx4q9f7wj2r', externalIds: ['customer-77'], name: 'Anna Schmidt', email: 'a•••@example.com', from: 'silver', to: 'gold', beforeBalance: 1250, afterBalance: 2500, spendMinor: 125000 }

/** R55: a program tried on the store's own history. */
export const backtestsRoutes: readonly Route[] = [
  post({
    path: '/backtests', permission: 'programs:draft', input: shapes.CreateBacktest, output: shapes.Backtest, run: createBacktest, status: 201, isOnWorldClock: true, isNaming: true,
    summary: 'Back-test a program', description: `Tries a draft, as it stands now, or a published version on what happened in the store, beside the version in force: both as if they had been in force since the span began. Done in the background, in pieces of members; a process that ends loses nothing. Nothing of any member changes. A store keeps at most ${MOST_BACKTESTS}; one more is answered with 409.`,
    example: { input: said, output: backtest },
  }),
  get({ path: '/backtests', permission: 'programs:read', input: shapes.ListBacktests, output: shapes.BacktestPage, run: listBacktests, isOnWorldClock: true, summary: 'List back-tests', description: 'The newest first. They stay until somebody deletes them.', example: { output: { backtests: [done], next: null } } }),
  get({
    path: '/backtests/:backtest', permission: 'programs:read', input: shapes.ReadBacktest, output: shapes.ReportedBacktest, run: getBacktest, csv: backtestCsv, isOnWorldClock: true,
    summary: 'Read a back-test', description: 'How far it is, and once it is done its report: who would stand elsewhere, what points, prices and rewards come to, and what they cost, by level and month. Costs and margins are null for whoever lacks catalogue:costs. As CSV the report, which a key reads in the words of the API and minor units, somebody of the staff with headings, names and major units in the language of Accept-Language.',
    example: { output: { ...done, report } },
  }),
  get({
    path: '/backtests/:backtest/movers', permission: 'members:read', input: shapes.ListMovers, output: shapes.MoverPage, run: listMovers, isOnWorldClock: true,
    summary: 'List whom a back-test moves', description: 'Members who would stand on another level as the span ends, those who bought the most first; of more than 10,000 the first that were looked at. How to reach them is masked. It takes programs:read too.',
    example: { output: { movers: [mover], next: null } },
  }),
  del({
    path: '/backtests/:backtest', permission: 'programs:draft', input: shapes.BacktestName, output: shapes.Backtest, run: deleteBacktest, isOnWorldClock: true,
    summary: 'Delete a back-test', description: 'One that runs ends; its report is gone.', example: { output: done },
  }),
]
