import { expect, test } from 'vitest'
import { readerFor } from '#server/modules/programs/index'
import { AS_API } from '#server/platform/csv'
import { statementCsv } from './statement-csv.ts'

const STATEMENT = {
  company: 'mem_1', name: null, from: 0, to: 1, units: [{
    unit: 'credit', currency: 'USD', opening: 2_050, closing: 50,
    lines: [{ what: 'spent', orderId: '1002', buyer: null, points: -2_000, at: 0 }],
  }],
} as unknown as Parameters<typeof statementCsv>[0]

test('a statement as a file has money as numbers, above and below 0, in the digits of its currency', () => {
  expect(statementCsv(STATEMENT, AS_API).split('\r\n').slice(1, -1)).toEqual(['credit,opening,,,2050,20.5,USD,', 'credit,spent,1002,,-2000,-20,USD,1970-01-01T00:00:00Z', 'credit,closing,,,50,0.5,USD,'])
})

test('the staff read it in their language, and money only as an amount', () => {
  expect(statementCsv(STATEMENT, readerFor({ program: null, locale: 'zh-CN' })).split('\r\n').slice(0, -1)).toEqual([
    '\uFEFF积分种类,摘要,订单,采购成员,积分,金额,币种,时间（UTC）', 'credit,期初余额,,,,20.50,USD,', 'credit,使用,1002,,,-20.00,USD,1970-01-01 00:00:00', 'credit,期末余额,,,,0.50,USD,',
  ])
})
