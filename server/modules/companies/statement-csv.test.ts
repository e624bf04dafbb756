import { expect, test } from 'vitest'
import { statementCsv } from './statement-csv.ts'

test('a statement as a file has money as numbers, above and below 0, in the digits of its currency', () => {
  const text = statementCsv({
    company: 'mem_1', name: null, from: 0, to: 1, units: [{
      unit: 'credit', currency: 'USD', opening: 2_050, closing: 50,
      lines: [{ what: 'spent', orderId: '1002', buyer: null, points: -2_000, at: 0 }],
    }],
  } as unknown as Parameters<typeof statementCsv>[0])
  expect(text.split('\r\n').slice(1, -1)).toEqual(['credit,opening,,,2050,20.5,USD,', 'credit,spent,1002,,-2000,-20,USD,1970-01-01T00:00:00Z', 'credit,closing,,,50,0.5,USD,'])
})
