import { get, type Route } from '#server/platform/route'
import { figuresCsv } from './figures-csv.ts'
import { readFigures } from './read-figures.ts'
import * as shapes from './schemas.ts'

const sums = { joined: 12, members: 4210, bought: 310, orders: 402, spendMinor: 3120500, issued: 31205, spent: 12000, expired: 800, revoked: 450, owed: 96100, debt: 120, liabilityMinor: 96100 }

/** What a store's home shows. */
export const figuresRoutes: readonly Route[] = [
  get({
    path: '/figures', permission: 'figures:read', input: shapes.ReadFigures, output: shapes.Figures, run: readFigures, csv: figuresCsv, canConflict: true,
    summary: "Read a store's figures", description: "Members, points, orders and what points cost, of a span of days against the one before it, and as a series; as CSV the series, which a key reads in the words of the API and minor units, somebody of the staff with headings, names and major units in the language of Accept-Language. Postings count on the day of the program's zone on which they took effect, with all that is known now: a correction changes the day that it corrects. Orders count on the member's local day, as levels count them. Who joined, is active or stands on a level is a second or two old.",
    example: {
      output: {
        asOf: '2026-03-31T16:00:00Z', zone: 'Europe/Berlin', pointsUnit: 'points', currency: 'EUR', from: '2026-03-01', to: '2026-03-31', beforeFrom: '2026-02-01', beforeTo: '2026-02-28', isBehind: false, now: sums, before: sums,
        levels: [{ level: 'gold', members: 310, before: 298 }], debtors: 4, companies: 21, tests: 2, active: { days: 90, members: 1804, before: 1765 }, expiring: { days: 30, points: 2100, before: 1900, asOf: '2026-03-31T15:55:00Z' },
        series: [{ from: '2026-03-01', to: '2026-03-31', ...sums, levels: { gold: 310 } }],
      },
    },
  }),
]
