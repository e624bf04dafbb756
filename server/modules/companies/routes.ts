import { get, patch, type Route } from '#server/platform/route'
import { readOwnStatement } from './read-own-statement.ts'
import { readStatement } from './read-statement.ts'
import * as shapes from './schemas.ts'
import { statementCsv } from './statement-csv.ts'
import { changeTerms, readTerms } from './terms.ts'

const anna = { memberId: 'mem_1kdvdna0083nx4q9f7wj2r', name: 'Anna Schmidt', externalIds: ['customer-77'] }

const statement = {
  company: 'mem_1kdvdna00kb1wmzrvz4gen', from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z',
  units: [{ unit: 'points', currency: null, opening: 120, lines: [{ what: 'earned', orderId: '1001', buyer: anna, at: '2026-01-05T10:00:00Z', points: 2900 }, { what: 'shared', orderId: null, buyer: anna, at: '2026-01-05T10:00:00Z', points: -290 }, { what: 'spent', orderId: null, buyer: null, at: '2026-01-20T10:00:00Z', points: -500 }], closing: 2230, pending: 290 }],
}

const terms = { company: 'mem_1kdvdna00kb1wmzrvz4gen', netDays: 30, limitMinor: 1000000, currency: 'EUR', text: 'Invoices go to the head office.', changedAt: '2026-01-05T10:00:00Z', changedBy: 'key_1h3kq8v2m0c4s6d8f0g2h4' }

/** What concerns companies alone. */
export const companiesRoutes: readonly Route[] = [
  get({
    path: '/members/:member/companies/:company/statement', permission: 'activity:read', shoppers: 'members', input: shapes.ReadOwnStatement, output: shapes.Statement, run: readOwnStatement, csv: statementCsv,
    summary: 'Read the statement of a company one buys for', description: 'For its owner and its finance. With `Accept: text/csv` the same as a table.', example: { output: statement },
  }),
  get({
    path: '/companies/:member/statement', permission: 'activity:read', input: shapes.ReadStatement, output: shapes.Statement, run: readStatement, csv: statementCsv,
    summary: "Read a company's statement",
    description: 'What a company had of each unit, what its orders earned by order and buyer, what was shared with each buyer, spent, taken back and expired, and what it has: the opening balance and the lines add up to the closing balance. With `Accept: text/csv` the same as a table: a key reads the words of the API, somebody of the staff headings and names in the language of Accept-Language.',
    example: { output: statement },
  }),
  get({
    path: '/companies/:member/terms', permission: 'members:read', input: shapes.TermsOf, output: shapes.CompanyTerms, run: readTerms,
    summary: 'Read on which terms a company buys', description: 'As staff noted them, for staff; everything is null where nobody did.', example: { output: terms },
  }),
  patch({
    path: '/companies/:member/terms', permission: 'members:write', input: shapes.ChangeTerms, output: shapes.CompanyTerms, run: changeTerms,
    summary: 'Note on which terms a company buys', description: 'What is left out stays, null takes away. They are noted for people: nothing is refused or paid by them.',
    example: { input: { netDays: 30, limitMinor: 1000000, currency: 'EUR' }, output: terms },
  }),
]
