import { expect, test } from 'vitest'
import { checkProgram } from '#engine/program/check'
import { openLevelHistory } from './level-history.ts'

const { program } = checkProgram({
  program: 'p', name: 'P', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1' } }, earn: [{ id: 'buy', on: 'order.paid', rate: 'market' }], level: 'apart',
  tiers: [{ id: 'spend', levels: [{ id: 'base' }, { id: 'vip', entry: { spend: '100' } }] }, { id: 'fans', levels: [{ id: 'fan', entry: { orders: 2 } }] }],
})

test('members stand where their last move before the instant led, track by track', () => {
  const history = openLevelHistory(program!)
  history.record('ada', [{ at: 10, from: 'spend/base', to: 'spend/vip', isUp: true }])
  history.record('ada', [{ at: 20, from: 'fans/none', to: 'fans/fan', isUp: true }, { at: 30, from: 'spend/vip', to: 'spend/base', isUp: false }])

  expect([10, 11, 21, 31].map((at) => history.before('ada', at))).toEqual([
    ['spend/base', 'fans/none'], ['spend/vip', 'fans/none'], ['spend/vip', 'fans/fan'], ['spend/base', 'fans/fan'],
  ])
  expect(history.before('bob', 99)).toEqual(['spend/base', 'fans/none'])
})
