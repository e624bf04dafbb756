import { expect, test } from 'vitest'
import { checkProgram, type Program } from '#engine/index'
import { judge, tryOrder } from './judge.ts'

test('an order that is tried has the decimals of ISO 4217, also where browsers show none', () => {
  for (const [currency, amount] of [['HUF', 5_000], ['IQD', 5_000], ['JPY', 5_000]] as const) {
    const { program } = checkProgram({
      program: 'plain', name: 'Plain', currency, zone: 'UTC', markets: { home: { currency, earn: '0.01' } }, earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
    })
    expect([currency, tryOrder(program as Program, { amount, currency, market: 'home', level: null }, { language: 'en', now: 1_767_607_200_000 }).available]).toEqual([currency, 50])
  }
})

test('an order that is tried is named by no number', () => {
  const { program } = checkProgram({ program: 'plain', name: 'Plain', currency: 'USD', zone: 'UTC', markets: { home: { currency: 'USD', earn: '1' } }, pending: { days: 14 }, earn: [{ id: 'purchase', name: 'Orders', on: 'order.paid', rate: 'market' }, { id: 'treat', name: 'Treat', on: 'order.paid', points: 5 }] })
  const told = (language: 'en' | 'zh-CN') => tryOrder(program as Program, { amount: 20, currency: 'USD', market: 'home', level: null }, { language, now: 1_767_607_200_000 }).sentences
  expect(told('zh-CN')[0]).toMatch(/^这笔订单按“Orders”获得/)
  expect(told('en')[0]).toMatch(/^20 points for this order by “Orders”/)
  expect([...told('en'), ...told('zh-CN')].join()).not.toMatch(/\btry\b/)
})

test('what is wanted is led to as what it is: a value, some advice, or a list to choose from', () => {
  const { findings } = judge('program: plain\nname: Plain\ncurrency: USD\nzone: UTC\nmarkets: { home: { currency: USD, earn: "1" } }\nearn: [{ id: review, on: review.published, points: x }]\nmode: paused\n', 'zh-CN')
  expect(findings.map(({ lead }) => lead)).toEqual(['wanted', null])
  expect(findings[1]?.wanted).toMatch(/^可选：description、paused、units、/)
  const unwise = judge('program: plain\nname: Plain\ncurrency: USD\nzone: UTC\nmarkets: { home: { currency: USD, earn: "0" } }\nearn: [{ id: purchase, on: order.paid, rate: market }]\n', 'zh-CN').findings
  expect(unwise.map(({ severity, lead }) => [severity, lead])).toEqual([['warning', 'advice']])
})
